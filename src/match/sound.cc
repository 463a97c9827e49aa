#include "match/sound.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"
#include "match/meanings.h"
#include "text/pinyin.h"

namespace licet {

namespace {

constexpr std::size_t kMostLetters = 24;

// Costs in hundredths of a letter.
constexpr int kOther = 100;
constexpr int kVowel = 25;        // another vowel
constexpr int kSameSound = 15;    // another letter for nearly the same sound
constexpr int kLightLetter = 30;  // a vowel, `h`, or a final `n` or `g` more or less
constexpr int kLetter = 80;
constexpr int kByChance = 30;   // what words have in common that have nothing in common
constexpr int kHalfMeant = 40;  // for a word that has the meaning of a character, and for each of its letters that has
constexpr int kMeantLetters = 60;
constexpr int kSameBeginning = 25;
constexpr int kOtherPinyin = 60;  // of the likeness of a word that is pinyin, but of another brand

bool is_vowel(char32_t c) {
  return std::u32string_view(U"aeiouy").find(c) != std::u32string_view::npos;
}

bool is_light(char32_t c) {
  return is_vowel(c) || c == U'h' || c == U'n' || c == U'g';
}

bool same_sound(char32_t a, char32_t b) {
  constexpr std::u32string_view kSame[] = {U"ckqg", U"xszc", U"jzcq", U"wvuf", U"yi", U"bp",
                                           U"dt",   U"lr",   U"gj",   U"hf",   U"mn"};
  return std::any_of(std::begin(kSame), std::end(kSame), [a, b](std::u32string_view same) {
    return same.find(a) != std::u32string_view::npos && same.find(b) != std::u32string_view::npos;
  });
}

int replace_cost(char32_t a, char32_t b) {
  if (a == b) return 0;
  if (is_vowel(a) && is_vowel(b)) return kVowel;
  return same_sound(a, b) ? kSameSound : kOther;
}

std::int32_t likeness(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty() || a.size() > kMostLetters || b.size() > kMostLetters) return 0;
  std::array<int, kMostLetters + 1> row{};
  for (std::size_t j = 0; j < b.size(); ++j) row[j + 1] = row[j] + (is_light(b[j]) ? kLightLetter : kLetter);
  for (const char32_t c : a) {
    const int drop = is_light(c) ? kLightLetter : kLetter;
    int diagonal = row[0];
    row[0] += drop;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int add = is_light(b[j]) ? kLightLetter : kLetter;
      const int cell = std::min({diagonal + replace_cost(c, b[j]), row[j + 1] + drop, row[j] + add});
      diagonal = row[j + 1];
      row[j + 1] = cell;
    }
  }
  const int longer = static_cast<int>(std::max(a.size(), b.size())) * 100;
  const int begins = a[0] == b[0] || (!is_vowel(a[0]) && same_sound(a[0], b[0])) ? kSameBeginning : 0;
  const int all = std::clamp((longer - row[b.size()]) * (100 - kSameBeginning) / longer + begins, 0, 100);
  return std::max(0, (all - kByChance) * 100 / (100 - kByChance));
}

}  // namespace

bool is_other_pinyin(const Position& latin) {
  constexpr std::size_t kLeast = 4;
  const std::u32string& text = latin.forms[0].text;
  return text.size() >= kLeast && is_pinyin(to_utf8(text));
}

bool has_sound(const Position& query) {
  return query.script == Script::kHan && query.kind == WordKind::kName;
}

std::int32_t sound_likeness(const Position& han, const Position& latin) {
  if (!has_sound(han) || latin.script != Script::kLatin || latin.kind != WordKind::kName) return 0;
  std::int32_t best = 0;
  for (const Form& form : han.forms) {
    if (form.script != Script::kLatin || form.skeleton || form.equal_only) continue;
    best = std::max(best, likeness(form.text, latin.forms[0].text));
  }
  if (is_other_pinyin(latin)) best = best * kOtherPinyin / 100;
  // A brand may be half translated (`兆日`, `Sinosun`).
  if (const int share = meaning_share(han.forms[0].text, latin.forms[0].text); share > 0)
    best = std::max(best, kHalfMeant + share * kMeantLetters / 100);
  return best;
}

}  // namespace licet
