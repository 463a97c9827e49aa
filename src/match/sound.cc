#include "match/sound.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "match/meanings.h"
#include "text/pinyin.h"

namespace licet {

namespace {

constexpr std::string_view kSpellings =
#include "embedded/sounds-zh.inc"
    ;

constexpr std::size_t kMostLetters = 24;

// Costs in hundredths of a letter.
constexpr int kOther = 100;
constexpr int kVowel = 25;        // another vowel
constexpr int kSameSound = 15;    // another letter for nearly the same sound
constexpr int kLightLetter = 30;  // a vowel, `h`, or a final `n` or `g` more or less
constexpr int kLetter = 80;
constexpr int kByChance = 35;   // what words have in common that have nothing in common
constexpr int kHalfMeant = 40;  // for a word that has the meaning of a character, and for each of its letters that has
constexpr int kMeantLetters = 60;
constexpr int kSameBeginning = 20;
constexpr int kFreeSpelling = 20;  // a syllable as companies spell it
constexpr int kOtherPinyin = 60;   // of the likeness of a word that is pinyin, but of another brand

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

using Spellings = std::vector<std::u32string>;

// What a row says of a syllable.
struct Row {
  Spellings letters;  // the same sound
  Spellings all;      // these and near ones
};

const std::map<std::string, Row, std::less<>>& spellings() {
  static const auto kAll = [] {
    std::map<std::string, Row, std::less<>> out;
    const Table table = Table::parse_tsv(kSpellings, "sounds-zh").value();
    for (std::size_t at = 0; at < table.size(); ++at) {
      Row& row = out[table.cell(at, "syllable")];
      for (const std::string_view text : split(table.cell(at, "letters"), ';')) {
        if (!text.empty()) row.letters.push_back(from_utf8(text).value());
      }
      row.all = row.letters;
      for (const std::string_view text : split(table.cell(at, "spellings"), ';')) {
        if (!text.empty()) row.all.push_back(from_utf8(text).value());
      }
    }
    return out;
  }();
  return kAll;
}

constexpr std::size_t kMostSpelled = 48;  // spellings of one brand
constexpr std::size_t kLeastSpelled = 5;  // letters: shorter words are the sound of too many brands
constexpr std::size_t kMostSyllables = 4;

// Every spelling of the syllables from `at` on behind `before`.
void spell(const std::vector<std::string>& syllables, std::size_t at, const std::u32string& before, Spellings& out) {
  if (out.size() >= kMostSpelled) return;
  if (at == syllables.size()) {
    if (before.size() >= kLeastSpelled && !is_pinyin(to_utf8(before))) out.push_back(before);
    return;
  }
  spell(syllables, at + 1, before + from_utf8(syllables[at]).value(), out);
  const auto row = spellings().find(syllables[at]);
  if (row == spellings().end()) return;
  for (const std::u32string& letters : row->second.letters) spell(syllables, at + 1, before + letters, out);
}

// A syllable of a brand: where it ends in the spelling of the whole, and how else companies spell it.
struct Syllable {
  std::size_t begin = 0;
  std::size_t end = 0;
  const Spellings* free = nullptr;
};

// The syllables of a brand whose pinyin this is; none for other spellings.
std::vector<Syllable> syllables_in(std::u32string_view han, std::u32string_view spelled) {
  std::vector<Syllable> out;
  std::string whole;
  for (const char32_t c : han) {
    const std::string syllable = plain_pinyin(c);
    const auto found = spellings().find(syllable);
    out.push_back(
        {whole.size(), whole.size() + syllable.size(), found == spellings().end() ? nullptr : &found->second.all});
    whole += syllable;
  }
  if (from_utf8(whole).value() != spelled) out.clear();
  return out;
}

bool begins_alike(std::u32string_view a, std::u32string_view b, const std::vector<Syllable>& syllables) {
  if (a[0] == b[0] || (!is_vowel(a[0]) && same_sound(a[0], b[0]))) return true;
  if (syllables.empty() || syllables[0].free == nullptr) return false;
  return std::any_of(syllables[0].free->begin(), syllables[0].free->end(),
                     [b](const std::u32string& text) { return text.size() > 1 && b.starts_with(text); });
}

// The least cost of turning one text into the other, letter by letter or a whole syllable at once.
int turning_cost(std::u32string_view a, std::u32string_view b, const std::vector<Syllable>& syllables) {
  std::array<std::array<int, kMostLetters + 1>, kMostLetters + 1> cost{};
  for (std::size_t j = 0; j < b.size(); ++j) cost[0][j + 1] = cost[0][j] + (is_light(b[j]) ? kLightLetter : kLetter);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const int drop = is_light(a[i - 1]) ? kLightLetter : kLetter;
    cost[i][0] = cost[i - 1][0] + drop;
    const auto ended = std::find_if(syllables.begin(), syllables.end(), [i](const Syllable& s) { return s.end == i; });
    const bool free = ended != syllables.end() && ended->free != nullptr;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int add = is_light(b[j - 1]) ? kLightLetter : kLetter;
      int least = std::min(
          {cost[i - 1][j - 1] + replace_cost(a[i - 1], b[j - 1]), cost[i - 1][j] + drop, cost[i][j - 1] + add});
      if (free) {
        for (const std::u32string& text : *ended->free) {
          if (b.substr(0, j).ends_with(text))
            least = std::min(least, cost[ended->begin][j - text.size()] + kFreeSpelling);
        }
      }
      cost[i][j] = least;
    }
  }
  return cost[a.size()][b.size()];
}

std::int32_t likeness(std::u32string_view a, std::u32string_view b, const std::vector<Syllable>& syllables) {
  if (a.empty() || b.empty() || a.size() > kMostLetters || b.size() > kMostLetters) return 0;
  const int longer = static_cast<int>(std::max(a.size(), b.size())) * 100;
  const int begins = begins_alike(a, b, syllables) ? kSameBeginning : 0;
  const int all =
      std::clamp((longer - turning_cost(a, b, syllables)) * (100 - kSameBeginning) / longer + begins, 0, 100);
  return std::max(0, (all - kByChance) * 100 / (100 - kByChance));
}

}  // namespace

std::vector<std::u32string> same_sound_spellings(std::u32string_view han) {
  Spellings out;
  if (han.size() < 2 || han.size() > kMostSyllables) return out;
  std::vector<std::string> syllables;
  for (const char32_t c : han) {
    syllables.push_back(plain_pinyin(c));
    if (syllables.back().empty()) return out;
  }
  spell(syllables, 0, {}, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

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
    best = std::max(best, likeness(form.text, latin.forms[0].text, syllables_in(han.forms[0].text, form.text)));
  }
  if (is_other_pinyin(latin)) best = best * kOtherPinyin / 100;
  // A brand may be half translated (`兆日`, `Sinosun`).
  if (const int share = meaning_share(han.forms[0].text, latin.forms[0].text); share > 0)
    best = std::max(best, kHalfMeant + share * kMeantLetters / 100);
  return best;
}

}  // namespace licet
