#include "scan/lexicon.h"

#include <algorithm>

#include "base/utf8.h"

namespace licet {

namespace {

// May a name go on over this gap? A comma only beside a legal form (`Co., Ltd.`).
bool goes_on(const DocWord& before, const DocWord& word, const ScanWords& words) {
  switch (word.gap) {
    case Gap::kBreak:
      return false;
    case Gap::kComma:
      return words.is(ScanWordKind::kLegalForm, word.key) || words.is(ScanWordKind::kLegalForm, before.key);
    case Gap::kNone:
    case Gap::kSpace:
    case Gap::kHyphen:
    case Gap::kParen:
    case Gap::kSoft:
      return !before.possessive();
  }
  return false;
}

// A run of words without spaces between them, as code points with their places.
struct HanRun {
  std::u32string text;
  std::vector<std::uint32_t> begins;  // bytes of the normal form
  std::vector<std::uint32_t> ends;
  std::vector<std::uint32_t> word;
  std::vector<bool> may_begin;
  std::vector<bool> may_end;
};

void add_word(HanRun& run, const Document& document, std::uint32_t at) {
  const DocWord& word = document.words()[at];
  std::uint32_t place = word.begin;
  const std::size_t first = run.text.size();
  while (place < word.end) {
    const Decoded decoded = decode_utf8(document.norm().substr(place));
    run.text.push_back(decoded.code_point);
    run.begins.push_back(place);
    place += decoded.size;
    run.ends.push_back(place);
    run.word.push_back(at);
    run.may_begin.push_back(word.unspaced());
    run.may_end.push_back(word.unspaced());
  }
  if (run.text.size() == first) return;
  run.may_begin[first] = true;
  run.may_end.back() = true;
}

}  // namespace

Lexicon::Lexicon(std::span<const Party> parties, const ScanWords& words)
    : words_(words), set_(make_shapes(parties, words)), same_(parties.size()) {
  for (std::uint32_t i = 0; i < parties.size(); ++i) {
    same_[set_.identity[i]].push_back(i);
    if (!parties[i].group.empty()) groups_[parties[i].group].push_back(i);
  }
  std::vector<std::uint32_t> path;
  for (std::uint32_t i = 0; i < set_.shapes.size(); ++i) {
    const Shape& shape = set_.shapes[i];
    path.clear();
    if (shape.han) {
      for (const char32_t c : from_utf8(shape.words.front()).value_or(U""))
        path.push_back(static_cast<std::uint32_t>(c));
      if (!path.empty()) han_.add(path, i);
      continue;
    }
    for (const std::string& key : shape.words) {
      path.push_back(numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size())).first->second);
    }
    spaced_.add(path, i);
  }
}

const std::vector<std::uint32_t>& Lexicon::group(const std::string& name) const {
  static const std::vector<std::uint32_t> kEmpty;
  const auto found = groups_.find(name);
  return found == groups_.end() ? kEmpty : found->second;
}

std::uint32_t Lexicon::word_number(std::string_view key) const {
  const auto found = numbers_.find(std::string(key));
  return found == numbers_.end() ? Trie::kNone : found->second;
}

void Lexicon::find_spaced(const Document& document, std::uint32_t first, std::vector<Hit>& out) const {
  const auto& words = document.words();
  std::uint32_t node = Trie::kRoot;
  const std::size_t from = out.size();
  for (std::uint32_t i = first; i < words.size(); ++i) {
    if (i > first && !goes_on(words[i - 1], words[i], words_)) break;
    const std::uint32_t number = word_number(words[i].key);
    if (number == Trie::kNone) break;
    node = spaced_.child(node, number);
    if (node == Trie::kNone) break;
    if (!spaced_.values(node).empty()) {
      out.push_back({first, i, words[first].begin, words[i].end, spaced_.values(node), false});
    }
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(from), out.end());
}

void Lexicon::find_han(const Document& document, std::uint32_t first, std::uint32_t last, std::vector<Hit>& out) const {
  HanRun run;
  for (std::uint32_t i = first; i <= last; ++i) add_word(run, document, i);
  for (std::size_t i = 0; i < run.text.size(); ++i) {
    if (!run.may_begin[i]) continue;
    const std::size_t from = out.size();
    std::uint32_t node = Trie::kRoot;
    for (std::size_t j = i; j < run.text.size(); ++j) {
      node = han_.child(node, static_cast<std::uint32_t>(run.text[j]));
      if (node == Trie::kNone) break;
      if (!han_.values(node).empty() && run.may_end[j]) {
        out.push_back({run.word[i], run.word[j], run.begins[i], run.ends[j], han_.values(node), true});
      }
    }
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(from), out.end());
  }
}

std::vector<Hit> Lexicon::find(const Document& document) const {
  const auto& words = document.words();
  std::vector<Hit> out;
  for (std::uint32_t i = 0; i < words.size();) {
    std::uint32_t last = i;
    bool unspaced = words[i].unspaced();
    while (last + 1 < words.size() &&
           (words[last + 1].gap == Gap::kNone ||
            (words[last + 1].gap == Gap::kParen && (unspaced || words[last + 1].unspaced())))) {
      ++last;
      unspaced = unspaced || words[last].unspaced();
    }
    if (unspaced) find_han(document, i, last, out);
    for (std::uint32_t j = i; j <= last; ++j) find_spaced(document, j, out);
    i = last + 1;
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Hit& a, const Hit& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  return out;
}

}  // namespace licet
