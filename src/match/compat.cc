#include "match/compat.h"

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "text/fold.h"
#include "text/token.h"

namespace licet {

namespace {

std::vector<std::u32string> words_of(std::string_view text, std::size_t least) {
  std::vector<std::u32string> out;
  const auto folded = fold(text);
  if (!folded) return out;
  for (const Token& token : tokens_of(*folded, text)) {
    auto word = from_utf8(token_key(token_text(*folded, token))).value();
    if (word.size() >= least) out.push_back(std::move(word));
  }
  return out;
}

std::u32string joined_by_space(const std::vector<std::u32string>& words) {
  std::u32string out;
  for (const auto& word : words) {
    if (!out.empty()) out.push_back(U' ');
    out += word;
  }
  return out;
}

// Common letters within the window, as flags on both sides.
struct Common {
  std::vector<bool> a, b;
  std::int64_t count = 0;
};

Common common_letters(std::u32string_view a, std::u32string_view b) {
  Common out{std::vector<bool>(a.size()), std::vector<bool>(b.size()), 0};
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t from = i > window ? i - window : 0;
    const std::size_t to = std::min(b.size(), i + window + 1);
    for (std::size_t j = from; j < to; ++j) {
      if (out.b[j] || a[i] != b[j]) continue;
      out.a[i] = out.b[j] = true;
      ++out.count;
      break;
    }
  }
  return out;
}

std::int64_t half_transpositions(std::u32string_view a, std::u32string_view b, const Common& common) {
  std::int64_t out = 0;
  std::size_t j = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!common.a[i]) continue;
    while (!common.b[j]) ++j;
    if (a[i] != b[j]) ++out;
    ++j;
  }
  return out;
}

// The mean of the best scores of the query's words; `floor` in millionths is the least that counts.
std::int32_t mean_of_best(const std::vector<std::u32string>& query, const std::vector<std::u32string>& listed,
                          std::int32_t floor) {
  if (query.empty() || listed.empty()) return 0;
  std::int64_t sum = 0;
  for (const auto& word : query) {
    std::int32_t best = 0;
    for (const auto& other : listed) best = std::max(best, jaro_winkler(word, other).millionths);
    sum += best >= floor ? best : 0;
  }
  return static_cast<std::int32_t>(sum / static_cast<std::int64_t>(query.size()));
}

}  // namespace

Score jaro_winkler(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return Score{a.empty() && b.empty() ? kScoreOne.millionths : 0};
  const Common common = common_letters(a, b);
  if (common.count == 0) return Score{0};
  const auto la = static_cast<std::int64_t>(a.size());
  const auto lb = static_cast<std::int64_t>(b.size());
  const std::int64_t transpositions = half_transpositions(a, b, common) / 2;
  const std::int64_t c = common.count;
  // (c/la + c/lb + (c-t)/c) / 3 over the common denominator 3 la lb c.
  const std::int64_t numerator = c * c * lb + c * c * la + (c - transpositions) * la * lb;
  const std::int64_t denominator = 3 * la * lb * c;
  std::int64_t prefix = 0;
  while (prefix < std::min<std::int64_t>({4, la, lb}) &&
         a[static_cast<std::size_t>(prefix)] == b[static_cast<std::size_t>(prefix)])
    ++prefix;
  // J + 0.1 prefix (1 - J), rounded once.
  const std::int64_t winkler = numerator * 10 + prefix * (denominator - numerator);
  return Score{static_cast<std::int32_t>(winkler * 100'000 / denominator)};
}

Score jaro_winkler_score(std::string_view query, std::string_view listed) {
  return Score{mean_of_best(words_of(query, 1), words_of(listed, 1), 0)};
}

Score ofac_score(std::string_view query, std::string_view listed) {
  const auto query_words = words_of(query, 1);
  const auto listed_words = words_of(listed, 1);
  const std::u32string whole_query = joined_by_space(query_words);
  const std::u32string whole_listed = joined_by_space(listed_words);
  std::int32_t best = 0;
  if (!whole_query.empty() && !whole_listed.empty() && whole_query[0] == whole_listed[0]) {
    best = jaro_winkler(whole_query, whole_listed).millionths;
  }
  auto long_words = words_of(query, 3);
  if (long_words.empty()) long_words = query_words;
  return Score{std::max(best, mean_of_best(long_words, listed_words, 500'000))};
}

}  // namespace licet
