#include "bench/quality/disturb.h"

#include <algorithm>
#include <random>
#include <string_view>

namespace licet::bench {

namespace {

using Words = std::vector<std::string>;

Words words_of(std::string_view name) {
  Words out(1);
  for (const char c : name) {
    if (std::string_view(" ,.;()\"'").find(c) != std::string_view::npos) {
      if (!out.back().empty()) out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

std::vector<std::size_t> long_words(const Words& words) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() >= 4) out.push_back(i);
  }
  return out;
}

class Disturber {
 public:
  explicit Disturber(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  Words apply(std::string_view kind, Words words) {
    const auto big = long_words(words);
    if (kind == "edit1") {
      edit(words[big[below(big.size())]]);
    } else if (kind == "edit_all") {
      for (const std::size_t i : big) edit(words[i]);
    } else if (kind == "reorder") {
      for (std::size_t i = words.size(); i > 1; --i) std::swap(words[i - 1], words[below(i)]);
    } else if (kind == "merge") {
      const std::size_t at = below(words.size() - 1);
      words[at] += words[at + 1];
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    } else if (kind == "swap") {
      std::string& word = words[big[below(big.size())]];
      const std::size_t at = below(word.size() - 1);
      std::swap(word[at], word[at + 1]);
    } else if (kind == "extra") {
      constexpr const char* kExtra[] = {"Trading", "International", "Group", "Services", "Holding"};
      words.emplace_back(kExtra[below(5)]);
    }
    return words;
  }

 private:
  void edit(std::string& word) {
    const std::size_t at = below(word.size());
    const char letter = static_cast<char>('a' + below(26));
    switch (below(3)) {
      case 0:
        word[at] = letter;
        break;
      case 1:
        word.insert(at, 1, letter);
        break;
      default:
        word.erase(at, 1);
        break;
    }
  }

  std::mt19937 random_;
};

}  // namespace

std::vector<Disturbed> disturbed(const std::vector<NamedParty>& names, std::size_t each, std::uint32_t seed) {
  std::vector<const NamedParty*> pool;
  for (const NamedParty& name : names) {
    if (long_words(words_of(name.name)).size() >= 2) pool.push_back(&name);
  }
  std::vector<Disturbed> out;
  if (pool.empty()) return out;
  Disturber disturber(seed);
  for (const char* kind : {"exact", "edit1", "edit_all", "reorder", "merge", "swap", "extra"}) {
    for (std::size_t i = 0; i < each; ++i) {
      const NamedParty& from = *pool[disturber.below(pool.size())];
      std::string query;
      if (std::string_view(kind) == "exact") {
        query = from.name;
      } else {
        for (const std::string& word : disturber.apply(kind, words_of(from.name)))
          query += (query.empty() ? "" : " ") + word;
      }
      out.push_back({kind, from.party, std::move(query)});
    }
  }
  return out;
}

}  // namespace licet::bench
