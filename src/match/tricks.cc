#include "match/tricks.h"

#include <algorithm>
#include <iterator>

#include "text/script.h"

namespace licet {

namespace {

// Letters of Cyrillic and Greek that look like Latin ones, in lower case as folded (a capital `Н` looks like `H`).
struct LookAlike {
  char32_t other;
  char32_t latin;
};
constexpr LookAlike kLookAlikes[] = {
    {U'а', U'a'}, {U'в', U'b'}, {U'с', U'c'}, {U'ԁ', U'd'}, {U'е', U'e'}, {U'н', U'h'}, {U'һ', U'h'}, {U'і', U'i'},
    {U'ј', U'j'}, {U'к', U'k'}, {U'ӏ', U'l'}, {U'м', U'm'}, {U'о', U'o'}, {U'р', U'p'}, {U'ԛ', U'q'}, {U'ѕ', U's'},
    {U'т', U't'}, {U'у', U'y'}, {U'ѵ', U'v'}, {U'ԝ', U'w'}, {U'х', U'x'}, {U'α', U'a'}, {U'β', U'b'}, {U'ε', U'e'},
    {U'η', U'h'}, {U'ι', U'i'}, {U'κ', U'k'}, {U'μ', U'm'}, {U'ν', U'v'}, {U'ο', U'o'}, {U'ρ', U'p'}, {U'τ', U't'},
    {U'υ', U'y'}, {U'χ', U'x'}, {U'ζ', U'z'}, {U'օ', U'o'}, {U'ս', U'u'}, {U'հ', U'h'}, {U'ո', U'n'},
};

}  // namespace

std::optional<std::u32string> in_one_alphabet(const std::u32string& text) {
  const auto is_latin = [](char32_t c) { return script_of(c) == Script::kLatin; };
  const auto is_letter = [](char32_t c) { return script_of(c) != Script::kCommon; };
  if (std::none_of(text.begin(), text.end(), is_latin)) return std::nullopt;
  if (std::all_of(text.begin(), text.end(), [&](char32_t c) { return !is_letter(c) || is_latin(c); }))
    return std::nullopt;
  std::u32string latin = text;
  for (char32_t& c : latin) {
    const auto* at =
        std::find_if(std::begin(kLookAlikes), std::end(kLookAlikes), [c](const LookAlike& l) { return l.other == c; });
    if (at != std::end(kLookAlikes)) c = at->latin;
  }
  if (std::all_of(latin.begin(), latin.end(), [&](char32_t c) { return !is_letter(c) || is_latin(c); })) return latin;
  std::u32string cyrillic = text;
  for (char32_t& c : cyrillic) {
    const auto* at =
        std::find_if(std::begin(kLookAlikes), std::end(kLookAlikes), [c](const LookAlike& l) { return l.latin == c; });
    if (at != std::end(kLookAlikes)) c = at->other;
  }
  return cyrillic;
}

std::optional<std::u32string> without_digit_tricks(const std::u32string& text) {
  const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
  if (digits == 0 || digits * 2 >= text.size() || text.size() < 4) return std::nullopt;
  std::u32string out = text;
  constexpr std::u32string_view kLetters = U"oizeasgtbg";
  for (char32_t& c : out) {
    if (is_digit(c)) c = kLetters[c - U'0'];
  }
  return out;
}

std::optional<std::u32string> without_letter_pairs(std::u32string_view text) {
  constexpr std::size_t kLeast = 4;
  if (text.size() < kLeast) return std::nullopt;
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::u32string_view pair = text.substr(i, 2);
    const bool alike = pair == U"rn" || pair == U"vv";
    out.push_back(pair == U"rn" ? U'm' : pair == U"vv" ? U'w' : text[i]);
    i += alike ? 1U : 0U;
  }
  if (out.size() == text.size()) return std::nullopt;
  return out;
}

}  // namespace licet
