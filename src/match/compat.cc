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

// The whole name without spaces and without ASCII punctuation other than the hyphen.
std::u32string run_together(std::string_view text) {
  std::u32string out;
  const auto folded = fold(text);
  if (!folded) return out;
  const std::u32string letters = from_utf8(folded->text()).value();
  for (const char32_t c : letters) {
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'-' || c > U'\x7f';
    if (letter) out.push_back(c);
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

std::int64_t letters_out_of_order(std::u32string_view a, std::u32string_view b, const Common& common) {
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

// Letters out of order count half each; the literature drops the half of an odd number, the Treasury's tool does not.
enum class OddLetter : std::uint8_t { kDropped, kCounts };

struct Variant {
  std::size_t longest_prefix;
  OddLetter odd;
};

constexpr Variant kLiterature{4, OddLetter::kDropped};
constexpr Variant kTreasury{5, OddLetter::kCounts};

std::int32_t jaro_winkler_as(std::u32string_view a, std::u32string_view b, Variant variant) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? kScoreOne.millionths : 0;
  const Common common = common_letters(a, b);
  if (common.count == 0) return 0;
  const auto la = static_cast<std::int64_t>(a.size());
  const auto lb = static_cast<std::int64_t>(b.size());
  std::int64_t moved = letters_out_of_order(a, b, common);
  if (variant.odd == OddLetter::kDropped) moved -= moved % 2;
  const std::int64_t c = common.count;
  // (c/la + c/lb + (c - moved/2)/c) / 3 over the common denominator 6 la lb c.
  const std::int64_t numerator = 2 * c * c * (la + lb) + (2 * c - moved) * la * lb;
  const std::int64_t denominator = 6 * la * lb * c;
  const auto different = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  const auto prefix = std::min<std::int64_t>(different - a.begin(), static_cast<std::int64_t>(variant.longest_prefix));
  // J + 0.1 prefix (1 - J), rounded once.
  const std::int64_t winkler = numerator * 10 + prefix * (denominator - numerator);
  return static_cast<std::int32_t>(winkler * 100'000 / denominator);
}

constexpr std::int32_t kLeastPart = 700'000;   // a word less like it counts as absent
constexpr std::int32_t kLeastShown = 500'000;  // the tool shows nothing below
constexpr std::int32_t kLeastTouch = 500'000;  // at least one word must be that much alike
constexpr std::size_t kLeastPartLetters = 3;

// The likest word of the listed name with the same first letter.
std::int32_t likest(const std::u32string& word, const std::vector<std::u32string>& listed) {
  std::int32_t best = 0;
  for (const auto& other : listed) {
    if (word[0] == other[0]) best = std::max(best, jaro_winkler_as(word, other, kTreasury));
  }
  return best;
}

}  // namespace

Score jaro_winkler(std::u32string_view a, std::u32string_view b) {
  return Score{jaro_winkler_as(a, b, kLiterature)};
}

Score jaro_winkler_score(std::string_view query, std::string_view listed) {
  const auto query_words = words_of(query, 1);
  const auto listed_words = words_of(listed, 1);
  if (query_words.empty() || listed_words.empty()) return Score{0};
  std::int64_t sum = 0;
  for (const auto& word : query_words) {
    Score best;
    for (const auto& other : listed_words) best = std::max(best, jaro_winkler(word, other));
    sum += best.millionths;
  }
  return Score{static_cast<std::int32_t>(sum / static_cast<std::int64_t>(query_words.size()))};
}

Score ofac_score(std::string_view query, std::string_view listed) {
  auto words = words_of(query, kLeastPartLetters);
  if (words.empty()) words = words_of(query, 1);
  auto listed_words = words_of(listed, kLeastPartLetters);
  if (listed_words.empty()) listed_words = words_of(listed, 1);
  if (words.empty()) return Score{0};
  std::int64_t sum = 0;
  std::int32_t most = 0;
  for (const auto& word : words) {
    const std::int32_t best = likest(word, listed_words);
    most = std::max(most, best);
    sum += best >= kLeastPart ? best : 0;
  }
  if (most < kLeastTouch) return Score{0};
  const auto parts = static_cast<std::int32_t>(sum / static_cast<std::int64_t>(words.size()));
  const std::int32_t score = std::max(parts, jaro_winkler_as(run_together(query), run_together(listed), kTreasury));
  return Score{score >= kLeastShown ? score : 0};
}

}  // namespace licet
