#include "text/romanize.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <memory>

#include "base/text_util.h"
#include "base/utf8.h"
#include "text/pinyin.h"

namespace licet {

namespace {

constexpr std::string_view kCantonese =
#include "embedded/cantonese.inc"
    ;

struct Letter {
  char32_t letter;
  const char* latin;
};

// Cyrillic: map (BGN/PCGN in its common short form), passport (ICAO), scholarly (also Serbian and German habit),
// Ukrainian.
struct CyrillicLetter {
  char32_t letter;
  const char* map;
  const char* passport;
  const char* scholarly;
  const char* ukrainian;
};

constexpr CyrillicLetter kCyrillic[] = {
    {U'а', "a", "a", "a", "a"},     {U'б', "b", "b", "b", "b"},     {U'в', "v", "v", "v", "v"},
    {U'г', "g", "g", "g", "h"},     {U'д', "d", "d", "d", "d"},     {U'е', "e", "e", "e", "e"},
    {U'ё', "yo", "e", "e", "yo"},   {U'ж', "zh", "zh", "z", "zh"},  {U'з', "z", "z", "z", "z"},
    {U'и', "i", "i", "i", "y"},     {U'й', "y", "i", "j", "i"},     {U'к', "k", "k", "k", "k"},
    {U'л', "l", "l", "l", "l"},     {U'м', "m", "m", "m", "m"},     {U'н', "n", "n", "n", "n"},
    {U'о', "o", "o", "o", "o"},     {U'п', "p", "p", "p", "p"},     {U'р', "r", "r", "r", "r"},
    {U'с', "s", "s", "s", "s"},     {U'т', "t", "t", "t", "t"},     {U'у', "u", "u", "u", "u"},
    {U'ф', "f", "f", "f", "f"},     {U'х', "kh", "kh", "h", "kh"},  {U'ц', "ts", "ts", "c", "ts"},
    {U'ч', "ch", "ch", "c", "ch"},  {U'ш', "sh", "sh", "s", "sh"},  {U'щ', "shch", "shch", "sc", "shch"},
    {U'ъ', "", "ie", "", ""},       {U'ы', "y", "y", "y", "y"},     {U'ь', "", "", "", ""},
    {U'э', "e", "e", "e", "e"},     {U'ю', "yu", "iu", "ju", "yu"}, {U'я', "ya", "ia", "ja", "ya"},
    {U'ђ', "dj", "dj", "d", "dj"},  {U'ѓ', "gj", "gj", "g", "gj"},  {U'є', "ye", "ie", "je", "ye"},
    {U'ѕ', "dz", "dz", "dz", "dz"}, {U'і', "i", "i", "i", "i"},     {U'ї', "yi", "i", "i", "yi"},
    {U'ј', "j", "j", "j", "j"},     {U'љ', "lj", "lj", "lj", "lj"}, {U'њ', "nj", "nj", "nj", "nj"},
    {U'ћ', "c", "c", "c", "c"},     {U'ќ', "kj", "kj", "k", "kj"},  {U'ў', "w", "u", "u", "w"},
    {U'џ', "dz", "dz", "dz", "dz"}, {U'ґ', "g", "g", "g", "g"},     {U'ғ', "gh", "g", "g", "gh"},
    {U'қ', "q", "k", "k", "q"},     {U'ң', "ng", "n", "n", "ng"},   {U'ү', "u", "u", "u", "u"},
    {U'ұ', "u", "u", "u", "u"},     {U'ҳ', "h", "kh", "h", "h"},    {U'һ', "h", "h", "h", "h"},
    {U'ә', "a", "a", "a", "a"},     {U'ө', "o", "o", "o", "o"},
};

constexpr std::u32string_view kSoftening = U"еёиіюяь";

constexpr Letter kGreek[] = {
    {U'α', "a"},  {U'β', "v"},  {U'γ', "g"},  {U'δ', "d"}, {U'ε', "e"}, {U'ζ', "z"}, {U'η', "i"},
    {U'θ', "th"}, {U'ι', "i"},  {U'κ', "k"},  {U'λ', "l"}, {U'μ', "m"}, {U'ν', "n"}, {U'ξ', "x"},
    {U'ο', "o"},  {U'π', "p"},  {U'ρ', "r"},  {U'ς', "s"}, {U'σ', "s"}, {U'τ', "t"}, {U'υ', "y"},
    {U'φ', "f"},  {U'χ', "ch"}, {U'ψ', "ps"}, {U'ω', "o"},
};

constexpr Letter kArmenian[] = {
    {U'ա', "a"},  {U'բ', "b"},  {U'գ', "g"},  {U'դ', "d"}, {U'ե', "e"},  {U'զ', "z"},  {U'է', "e"},  {U'ը', "y"},
    {U'թ', "t"},  {U'ժ', "zh"}, {U'ի', "i"},  {U'լ', "l"}, {U'խ', "kh"}, {U'ծ', "ts"}, {U'կ', "k"},  {U'հ', "h"},
    {U'ձ', "dz"}, {U'ղ', "gh"}, {U'ճ', "ch"}, {U'մ', "m"}, {U'յ', "y"},  {U'ն', "n"},  {U'շ', "sh"}, {U'ո', "o"},
    {U'չ', "ch"}, {U'պ', "p"},  {U'ջ', "j"},  {U'ռ', "r"}, {U'ս', "s"},  {U'վ', "v"},  {U'տ', "t"},  {U'ր', "r"},
    {U'ց', "ts"}, {U'ւ', "u"},  {U'փ', "p"},  {U'ք', "k"}, {U'օ', "o"},  {U'ֆ', "f"},  {U'և', "ev"},
};

constexpr Letter kGeorgian[] = {
    {U'ა', "a"},  {U'ბ', "b"},  {U'გ', "g"},  {U'დ', "d"},  {U'ე', "e"},  {U'ვ', "v"},  {U'ზ', "z"},
    {U'თ', "t"},  {U'ი', "i"},  {U'კ', "k"},  {U'ლ', "l"},  {U'მ', "m"},  {U'ნ', "n"},  {U'ო', "o"},
    {U'პ', "p"},  {U'ჟ', "zh"}, {U'რ', "r"},  {U'ს', "s"},  {U'ტ', "t"},  {U'უ', "u"},  {U'ფ', "p"},
    {U'ქ', "k"},  {U'ღ', "gh"}, {U'ყ', "q"},  {U'შ', "sh"}, {U'ჩ', "ch"}, {U'ც', "ts"}, {U'ძ', "dz"},
    {U'წ', "ts"}, {U'ჭ', "ch"}, {U'ხ', "kh"}, {U'ჯ', "j"},  {U'ჰ', "h"},
};

// Consonants; one sign for each sound that Latin spellings keep apart.
constexpr Letter kArabic[] = {
    {U'ب', "b"}, {U'پ', "p"}, {U'ت', "t"}, {U'ث', "t"}, {U'ج', "j"}, {U'چ', "c"}, {U'ح', "h"}, {U'خ', "x"}, {U'د', "d"},
    {U'ذ', "d"}, {U'ر', "r"}, {U'ز', "z"}, {U'ژ', "z"}, {U'س', "s"}, {U'ش', "c"}, {U'ص', "s"}, {U'ض', "d"}, {U'ط', "t"},
    {U'ظ', "z"}, {U'غ', "g"}, {U'ف', "f"}, {U'ق', "k"}, {U'ك', "k"}, {U'ک', "k"}, {U'گ', "g"}, {U'ل', "l"}, {U'م', "m"},
    {U'ن', "n"}, {U'ه', "h"}, {U'ٹ', "t"}, {U'ڈ', "d"}, {U'ڑ', "r"}, {U'ں', "n"}, {U'ہ', "h"}, {U'ة', ""},
};

// Where Persian says these letters otherwise: `s`, `z`, and `gh`.
constexpr Letter kPersian[] = {{U'ث', "s"}, {U'ذ', "z"}, {U'ض', "z"}, {U'ق', "g"}};

constexpr Letter kHebrew[] = {
    {U'ב', "b"}, {U'ג', "g"}, {U'ד', "d"}, {U'ה', "h"}, {U'ז', "z"}, {U'ח', "h"}, {U'ט', "t"}, {U'כ', "k"},
    {U'ך', "k"}, {U'ל', "l"}, {U'מ', "m"}, {U'ם', "m"}, {U'נ', "n"}, {U'ן', "n"}, {U'ס', "s"}, {U'פ', "f"},
    {U'ף', "f"}, {U'צ', "c"}, {U'ץ', "c"}, {U'ק', "k"}, {U'ר', "r"}, {U'ש', "c"}, {U'ת', "t"},
};

constexpr Letter kKana[] = {
    {U'ア', "a"},  {U'イ', "i"},  {U'ウ', "u"},   {U'エ', "e"},  {U'オ', "o"},  {U'カ', "ka"},  {U'キ', "ki"},
    {U'ク', "ku"}, {U'ケ', "ke"}, {U'コ', "ko"},  {U'ガ', "ga"}, {U'ギ', "gi"}, {U'グ', "gu"},  {U'ゲ', "ge"},
    {U'ゴ', "go"}, {U'サ', "sa"}, {U'シ', "shi"}, {U'ス', "su"}, {U'セ', "se"}, {U'ソ', "so"},  {U'ザ', "za"},
    {U'ジ', "ji"}, {U'ズ', "zu"}, {U'ゼ', "ze"},  {U'ゾ', "zo"}, {U'タ', "ta"}, {U'チ', "chi"}, {U'ツ', "tsu"},
    {U'テ', "te"}, {U'ト', "to"}, {U'ダ', "da"},  {U'ヂ', "ji"}, {U'ヅ', "zu"}, {U'デ', "de"},  {U'ド', "do"},
    {U'ナ', "na"}, {U'ニ', "ni"}, {U'ヌ', "nu"},  {U'ネ', "ne"}, {U'ノ', "no"}, {U'ハ', "ha"},  {U'ヒ', "hi"},
    {U'フ', "fu"}, {U'ヘ', "he"}, {U'ホ', "ho"},  {U'バ', "ba"}, {U'ビ', "bi"}, {U'ブ', "bu"},  {U'ベ', "be"},
    {U'ボ', "bo"}, {U'パ', "pa"}, {U'ピ', "pi"},  {U'プ', "pu"}, {U'ペ', "pe"}, {U'ポ', "po"},  {U'マ', "ma"},
    {U'ミ', "mi"}, {U'ム', "mu"}, {U'メ', "me"},  {U'モ', "mo"}, {U'ヤ', "ya"}, {U'ユ', "yu"},  {U'ヨ', "yo"},
    {U'ラ', "ra"}, {U'リ', "ri"}, {U'ル', "ru"},  {U'レ', "re"}, {U'ロ', "ro"}, {U'ワ', "wa"},  {U'ヲ', "o"},
    {U'ン', "n"},  {U'ヴ', "vu"},
};

constexpr Letter kSmallKana[] = {
    {U'ァ', "a"}, {U'ィ', "i"}, {U'ゥ', "u"}, {U'ェ', "e"}, {U'ォ', "o"}, {U'ャ', "ya"}, {U'ュ', "yu"}, {U'ョ', "yo"},
};

template <std::size_t N>
const char* find(const Letter (&table)[N], char32_t c) {
  const auto* at = std::find_if(std::begin(table), std::end(table), [c](const Letter& l) { return l.letter == c; });
  return at == std::end(table) ? nullptr : at->latin;
}

// Lower case, composed, compatibility forms and invisible characters resolved; the marks of letters stay.
std::u32string lowered(std::string_view word) {
  utf8proc_uint8_t* out = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
                                 static_cast<utf8proc_ssize_t>(word.size()), &out, options);
  if (size < 0) return {};
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
  const std::string text(out, out + size);
  return from_utf8(text).value_or(std::u32string{});
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

std::string cyrillic(const std::u32string& word, const char* CyrillicLetter::* scheme) {
  std::string out;
  for (const char32_t c : word) {
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
      continue;
    }
    const auto* at =
        std::find_if(std::begin(kCyrillic), std::end(kCyrillic), [c](const auto& l) { return l.letter == c; });
    if (at == std::end(kCyrillic)) continue;
    std::string_view latin = at->*scheme;
    const bool soft_e = c == U'е' && scheme == &CyrillicLetter::map && (out.empty() || is_vowel(out.back()));
    out += soft_e ? std::string_view("ye") : latin;
  }
  return out;
}

// Russian names of people of Belarus are spelled by their Belarusian form: `о` is `a`, `в` is `u` where no vowel
// follows, `т` and `д` are `ts` and `dz` before soft vowels.
std::string belarusian(const std::u32string& word) {
  constexpr std::u32string_view kVowels = U"аеёиіоуыэюя";
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t c = word[i];
    const char32_t next = i + 1 < word.size() ? word[i + 1] : U' ';
    const bool soft = kSoftening.find(next) != std::u32string_view::npos;
    if (c == U'о') {
      out += 'a';
    } else if (c == U'ў' || (c == U'в' && i > 0 && kVowels.find(next) == std::u32string_view::npos)) {
      out += 'u';
    } else if (c == U'т' && soft) {
      out += "ts";
    } else if (c == U'д' && soft) {
      out += "dz";
    } else if (c == U'г') {
      out += 'h';
    } else {
      out += cyrillic({c}, &CyrillicLetter::passport);
    }
  }
  return out;
}

// A Belarusian name as Russian spells it: `Дзямідава` is `demidova`, `Марозаў` `marozov`. Empty for a word without
// letters that Belarusian alone has beside Latin ones.
std::string russian(const std::u32string& word) {
  const auto has = [&](char32_t c) { return word.find(c) != std::u32string::npos; };
  const bool ukrainian = has(U'ї') || has(U'є') || has(U'ґ') || has(U'и');
  if (ukrainian || !(has(U'ў') || has(U'і') || has(U'i'))) return {};
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t c = word[i];
    const char32_t next = i + 1 < word.size() ? word[i + 1] : U' ';
    const char32_t after = i + 2 < word.size() ? word[i + 2] : U' ';
    const bool last_a = c == U'а' && i > 1 && (word.substr(i) == U"аў" || word.substr(i) == U"ава");
    const auto soft = [](char32_t letter) { return letter == U'i' || kSoftening.find(letter) != kSoftening.npos; };
    if ((c == U'д' && next == U'з' && soft(after)) || (c == U'ц' && soft(next))) {
      out += c == U'д' ? 'd' : 't';
      if (c == U'д') ++i;
      if (i + 1 < word.size() && word[i + 1] == U'я') out += 'e', ++i;
    } else if (c == U'ў') {
      out += 'v';
    } else {
      out += last_a ? "o" : cyrillic({c}, &CyrillicLetter::map);
    }
  }
  return out;
}

constexpr Letter kGerman[] = {
    {U'в', "w"},    {U'ж', "sch"}, {U'з', "s"},       {U'й', "j"},  {U'х', "ch"}, {U'ц', "z"},
    {U'ч', "tsch"}, {U'ш', "sch"}, {U'щ', "schtsch"}, {U'ю', "ju"}, {U'я', "ja"}, {U'ё', "jo"},
};
constexpr Letter kFrench[] = {
    {U'ж', "j"},     {U'й', "i"},   {U'у', "ou"}, {U'ч', "tch"}, {U'ш', "ch"},
    {U'щ', "chtch"}, {U'ю', "iou"}, {U'я', "ia"}, {U'ё', "e"},
};

// As German or French papers spell it: `Шнайдер` is `schneider`, `Шульгин` `choulguine`.
template <std::size_t N>
std::string by_habit(const std::u32string& word, const Letter (&own)[N], bool french) {
  constexpr std::u32string_view kHard = U"еиэы";
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t c = word[i];
    const char32_t next = i + 1 < word.size() ? word[i + 1] : U' ';
    if (!french && (c == U'а' || c == U'е') && next == U'й') {
      out += "ei";
      ++i;
    } else if (const char* latin = find(own, c)) {
      out += latin;
    } else {
      out += cyrillic({c}, &CyrillicLetter::passport);
      if (french && c == U'г' && kHard.find(next) != std::u32string_view::npos) out += 'u';
    }
  }
  if (french && out.ends_with("in")) out += 'e';
  return out;
}

std::string greek(const std::u32string& word) {
  struct Pair {
    char32_t first, second;
    const char* latin;
  };
  constexpr Pair kPairs[] = {{U'ο', U'υ', "ou"}, {U'α', U'υ', "av"}, {U'ε', U'υ', "ev"}, {U'μ', U'π', "b"},
                             {U'ν', U'τ', "nt"}, {U'γ', U'γ', "ng"}, {U'γ', U'κ', "gk"}, {U'γ', U'χ', "nch"}};
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto* pair = std::find_if(std::begin(kPairs), std::end(kPairs), [&](const Pair& p) {
      return p.first == word[i] && i + 1 < word.size() && p.second == word[i + 1];
    });
    if (pair != std::end(kPairs)) {
      out += i == 0 && pair->second == U'τ' ? "d" : pair->latin;
      ++i;
    } else if (const char* latin = find(kGreek, word[i])) {
      out += latin;
    }
  }
  return out;
}

// Greek letters lose their accents here; the table has bare letters.
std::u32string without_marks(const std::u32string& word) {
  std::u32string out;
  for (const char32_t c : word) {
    utf8proc_int32_t parts[8];
    int boundary = 0;
    const auto size =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts, 8, UTF8PROC_DECOMPOSE, &boundary);
    out.push_back(size > 0 && size <= 8 ? static_cast<char32_t>(parts[0]) : c);
  }
  return out;
}

template <std::size_t N>
std::string by_letters(const std::u32string& word, const Letter (&table)[N]) {
  std::string out;
  for (const char32_t c : word) {
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
    } else if (const char* latin = find(table, c)) {
      out += latin;
    }
  }
  return out;
}

std::string armenian(const std::u32string& word) {
  std::string out;
  for (const char c : by_letters(word, kArmenian)) {
    if (c == 'u' && !out.empty() && out.back() == 'o') out.pop_back();  // `ou` is `u`
    out.push_back(c);
  }
  return out;
}

std::string kana(const std::u32string& word) {
  std::string out;
  bool doubled = false;
  for (char32_t c : word) {
    if (c >= U'ぁ' && c <= U'ゖ') c += 0x60;
    if (c == U'ッ') {
      doubled = true;
      continue;
    }
    std::string_view latin;
    std::string reading;
    if (const char* small = find(kSmallKana, c)) {
      latin = small;
      if (!out.empty() && is_vowel(out.back())) out.pop_back();
      const bool soft = out.ends_with("sh") || out.ends_with("ch") || out.ends_with("j");
      if (soft && latin[0] == 'y') latin.remove_prefix(1);
    } else if (const char* full = find(kKana, c)) {
      latin = full;
    } else if (c < 0x80) {
      reading.push_back(static_cast<char>(c));
      latin = reading;
    } else {
      reading = plain_pinyin(c);
      latin = reading;
    }
    if (doubled && !latin.empty()) out.push_back(latin[0]);
    doubled = false;
    out += latin;
  }
  return out;
}

// A foreign name in kana without the vowels that Japanese adds (`erufuman`: `elfman`); `liquid` stands for its `r`.
std::string loan_word(std::string_view hepburn, char liquid) {
  std::string out;
  for (std::size_t i = 0; i < hepburn.size(); ++i) {
    const char c = hepburn[i];
    const char before = i > 0 ? hepburn[i - 1] : 'a';
    const bool last = i + 1 == hepburn.size();
    const bool before_consonant = last || !is_vowel(hepburn[i + 1]);
    const bool added =
        i > 0 && before_consonant && !is_vowel(before) && (c == 'u' || (c == 'o' && (before == 't' || before == 'd')));
    if (added) continue;
    const bool twice = !out.empty() && c == before && !is_vowel(c) && c != 's' && c != 'm' && c != 'n';
    if (twice) continue;
    out.push_back(c == 'r' ? liquid : c);
  }
  return out;
}

// The consonants of a word in an unvowelled script: the article `ال` and a silent `h` at the end are left out.
template <std::size_t N>
std::string consonants(std::u32string_view word, const Letter (&table)[N], bool persian) {
  if (word.size() > 4 && word.starts_with(U"ال")) word.remove_prefix(2);
  std::string out;
  for (const char32_t c : word) {
    const char* special = persian ? find(kPersian, c) : nullptr;
    if (const char* latin = special != nullptr ? special : find(table, c)) out += latin;
  }
  const bool silent = !word.empty() && (word.back() == U'ه' || word.back() == U'ה');
  if (silent && out.size() > 2) out.pop_back();
  return out;
}

// Machines write a doubled Latin letter twice (`هوسسینی`).
std::u32string without_doubles(std::u32string_view word) {
  std::u32string out(word);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// A letter of a Hebrew word is said `b` or `v`, the second of which skeletons leave out.
std::string without_b(std::string_view skeleton) {
  std::string out(skeleton.substr(0, 1));
  for (const char c : skeleton.substr(std::min<std::size_t>(1, skeleton.size()))) {
    if (c != 'b') out.push_back(c);
  }
  return out;
}

// Letters of a Hebrew word that stand for several sounds, and the spellings of their Latin skeletons.
struct HebrewChoice {
  std::u32string_view letters;
  std::array<const char*, 4> sounds;  // null at the end
};

constexpr HebrewChoice kHebrewChoices[] = {
    {U"ג'", {"j", nullptr}},          {U"ז'", {"j", "z", nullptr}},   {U"צ'", {"c", nullptr}},
    {U"ץ'", {"c", nullptr}},          {U"פ", {"p", "f", nullptr}},    {U"ש", {"c", "s", nullptr}},
    {U"צ", {"c", "ts", "tz", "s"}},   {U"ץ", {"c", "ts", "tz", "s"}}, {U"ח", {"h", "x", "c"}},
    {U"כ", {"k", "x", "c", nullptr}}, {U"ך", {"k", "x", "c"}},        {U"ב", {"b", "", nullptr}},
};

// `Рособоронэкспорт` is written with an `x`.
std::string with_x(std::string latin) {
  for (auto at = latin.find("ks"); at != std::string::npos; at = latin.find("ks", at + 1)) latin.replace(at, 2, "x");
  return latin;
}

// Every choice for each such letter; a `י` at the beginning may be a consonant.
void add_hebrew(std::u32string_view rest, const std::string& before, std::vector<std::string>& out) {
  constexpr std::size_t kMost = 24;
  if (out.size() >= kMost) return;
  if (rest.empty()) {
    out.push_back(before);
    return;
  }
  if (before.empty() && rest.front() == U'י' && rest.size() > 2) add_hebrew(rest.substr(1), "j", out);
  for (const HebrewChoice& choice : kHebrewChoices) {
    if (!rest.starts_with(choice.letters)) continue;
    for (const char* sound : choice.sounds) {
      if (sound == nullptr) break;
      add_hebrew(rest.substr(choice.letters.size()), before + sound, out);
    }
    return;
  }
  const char* latin = find(kHebrew, rest.front());
  add_hebrew(rest.substr(1), latin != nullptr ? before + latin : before, out);
}

enum class HangulScheme { kRevised, kOlder };

std::string hangul(const std::u32string& word, HangulScheme scheme) {
  constexpr const char* kRevisedFirst[] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                           "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
  constexpr const char* kOlderFirst[] = {"k",  "kk", "n",  "t",   "tt", "r", "m", "p", "pp", "s",
                                         "ss", "",   "ch", "tch", "ch", "k", "t", "p", "h"};
  constexpr const char* kRevisedVowel[] = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
                                           "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"};
  constexpr const char* kOlderVowel[] = {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                                         "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"};
  constexpr const char* kLast[] = {"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
                                   "l", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};
  const bool revised = scheme == HangulScheme::kRevised;
  std::string out;
  for (const char32_t c : word) {
    if (c < 0xAC00 || c > 0xD7A3) continue;
    const std::uint32_t index = static_cast<std::uint32_t>(c) - 0xAC00;
    out += (revised ? kRevisedFirst : kOlderFirst)[index / 588];
    out += (revised ? kRevisedVowel : kOlderVowel)[index % 588 / 28];
    out += kLast[index % 28];
  }
  return out;
}

void add(std::vector<Romanization>& out, const char* scheme, std::string text, bool skeleton = false) {
  if (text.empty()) return;
  const bool known = std::any_of(out.begin(), out.end(), [&](const Romanization& r) { return r.text == text; });
  if (!known) out.push_back({scheme, std::move(text), skeleton});
}

// A foreign name in Hangul: `ㅡ` is no vowel of it, and some letters stand for two sounds (`키로프`: `kirof`).
void add_hangul_loans(const std::u32string& word, std::vector<Romanization>& out) {
  constexpr std::uint32_t kEu = 18;
  const auto vowel_of = [](char32_t c) { return (static_cast<std::uint32_t>(c) - 0xAC00) % 588 / 28; };
  const bool loan =
      word.size() >= 3 || std::any_of(word.begin(), word.end(), [&](char32_t c) {
        return c >= 0xAC00 && c <= 0xD7A3 && vowel_of(c) == kEu && (static_cast<std::uint32_t>(c) - 0xAC00) % 28 == 0;
      });
  if (!loan) return;
  constexpr const char* kFirst[] = {"g", "k", "n", "d", "t",  "r", "m", "b", "p", "s",
                                    "s", "",  "j", "j", "ch", "k", "t", "p", "h"};
  constexpr const char* kVowel[] = {"a",  "a",  "ya", "ye", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                                    "we", "yo", "u",  "wo", "we", "wi", "yu", "",   "ui", "i"};
  constexpr const char* kEnd[] = {"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
                                  "l", "l", "m", "b", "b", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};
  std::string plain;
  for (const char32_t c : word) {
    if (c < 0xAC00 || c > 0xD7A3) continue;
    const std::uint32_t index = static_cast<std::uint32_t>(c) - 0xAC00;
    const std::string_view first = kFirst[index / 588];
    plain += first == "r" && plain.ends_with('l') ? std::string_view() : first;
    plain += kVowel[vowel_of(c)];
    plain += kEnd[index % 28];
  }
  const auto with = [](std::string text, char from, char to) {
    std::replace(text.begin(), text.end(), from, to);
    return text;
  };
  for (const std::string& text : {plain, with(plain, 'r', 'l')}) {
    add(out, "hangul_loan", text);
    add(out, "hangul_loan", with(text, 'p', 'f'));
    add(out, "hangul_loan", with(text, 'b', 'v'));
    add(out, "hangul_loan", with(text, 'j', 'z'));
  }
}

Script first_script(const std::u32string& word) {
  for (const char32_t c : word) {
    if (const Script script = script_of(c); script != Script::kCommon) return script;
  }
  return Script::kCommon;
}

// The spellings of a character in Hong Kong, the usual one first; the rows rise by character.
struct CantoneseRow {
  char32_t han = 0;
  std::vector<std::string_view> spellings;
};

const std::vector<CantoneseRow>& cantonese_rows() {
  static const std::vector<CantoneseRow> kRows = [] {
    std::vector<CantoneseRow> out;
    for (const std::string_view line : split(kCantonese, '\n')) {
      const auto cells = split(line, '\t');
      if (cells.size() != 2 || line.starts_with("#") || cells[0] == "han") continue;
      out.push_back({from_utf8(cells[0]).value().at(0), split(cells[1], ';')});
    }
    return out;
  }();
  return kRows;
}

// `choice`: which spelling where a character has two. Empty if a character is not in the table.
std::string cantonese(std::u32string_view text, std::size_t choice) {
  std::string out;
  for (const char32_t c : text) {
    const auto& rows = cantonese_rows();
    const auto row = std::lower_bound(rows.begin(), rows.end(), c,
                                      [](const CantoneseRow& known, char32_t han) { return known.han < han; });
    if (row == rows.end() || row->han != c) return {};
    out += row->spellings[std::min(choice, row->spellings.size() - 1)];
  }
  return out;
}

}  // namespace

std::vector<Romanization> romanize(std::string_view word) {
  const std::u32string text = lowered(word);
  std::vector<Romanization> out;
  switch (first_script(text)) {
    case Script::kCyrillic:
      add(out, "cyrillic_map", cyrillic(text, &CyrillicLetter::map));
      add(out, "cyrillic_passport", cyrillic(text, &CyrillicLetter::passport));
      add(out, "cyrillic_scholarly", cyrillic(text, &CyrillicLetter::scholarly));
      add(out, "cyrillic_ukrainian", cyrillic(text, &CyrillicLetter::ukrainian));
      add(out, "cyrillic_belarusian", belarusian(text));
      add(out, "cyrillic_russian", russian(text));
      if (text.find(U"кс") != std::u32string::npos)
        add(out, "cyrillic_x", with_x(cyrillic(text, &CyrillicLetter::map)));
      add(out, "cyrillic_german", by_habit(text, kGerman, false));
      add(out, "cyrillic_french", by_habit(text, kFrench, true));
      break;
    case Script::kGreek:
      add(out, "greek", greek(without_marks(text)));
      break;
    case Script::kArmenian:
      add(out, "armenian", armenian(text));
      break;
    case Script::kGeorgian:
      add(out, "georgian", by_letters(text, kGeorgian));
      break;
    case Script::kArabic:
      add(out, "arabic_skeleton", consonants(text, kArabic, false), true);
      add(out, "persian_skeleton", consonants(text, kArabic, true), true);
      add(out, "persian_single_skeleton", consonants(without_doubles(text), kArabic, true), true);
      break;
    case Script::kHebrew: {
      const std::string hard = consonants(text, kHebrew, false);
      add(out, "hebrew_skeleton", hard, true);
      add(out, "hebrew_soft_skeleton", without_b(hard), true);
      const bool silent = text.ends_with(U'ה') && text.size() > 2;
      std::vector<std::string> others;
      add_hebrew(std::u32string_view(text).substr(0, text.size() - (silent ? 1 : 0)), {}, others);
      for (std::string& other : others) add(out, "hebrew_other_skeleton", std::move(other), true);
      break;
    }
    case Script::kHan: {
      const bool has_kana =
          std::any_of(text.begin(), text.end(), [](char32_t c) { return script_of(c) == Script::kKana; });
      if (has_kana) break;
      std::string pinyin;
      std::string older;
      for (const char32_t c : text) {
        const std::string syllable = plain_pinyin(c);
        pinyin += syllable;
        older += older_syllable(syllable);
      }
      add(out, "han_pinyin", std::move(pinyin));
      add(out, "han_wade_giles", std::move(older));
      add(out, "han_cantonese", cantonese(text, 0));
      add(out, "han_cantonese_other", cantonese(text, 1));
      break;
    }
    case Script::kKana: {
      const std::string hepburn = kana(text);
      add(out, "kana_hepburn", hepburn);
      add(out, "kana_loan", loan_word(hepburn, 'r'));
      add(out, "kana_loan_l", loan_word(hepburn, 'l'));
      break;
    }
    case Script::kHangul:
      add(out, "hangul_revised", hangul(text, HangulScheme::kRevised));
      add(out, "hangul_older", hangul(text, HangulScheme::kOlder));
      add_hangul_loans(text, out);
      break;
    default:
      break;
  }
  return out;
}

std::string romanize_surname(std::string_view han) {
  constexpr Letter kReadings[] = {{U'曾', "zeng"}, {U'单', "shan"}, {U'解', "xie"}, {U'仇', "qiu"}, {U'区', "ou"},
                                  {U'查', "zha"},  {U'盖', "ge"},   {U'任', "ren"}, {U'乐', "yue"}, {U'朴', "piao"},
                                  {U'尉', "wei"},  {U'覃', "qin"},  {U'翟', "zhai"}};
  std::string out;
  for (const char32_t c : from_utf8(han).value_or(std::u32string{})) {
    const char* reading = find(kReadings, c);
    out += reading != nullptr ? std::string(reading) : plain_pinyin(c);
  }
  return out;
}

bool vowels_fit(std::u32string_view arabic, std::u32string_view latin) {
  const auto fits = [](char32_t letter, char32_t l) {
    if (std::u32string_view(U"اآأإع").find(letter) != std::u32string_view::npos)
      return std::u32string_view(U"aeiou").find(l) != std::u32string_view::npos;
    if (letter == U'و') return std::u32string_view(U"ouvw").find(l) != std::u32string_view::npos;
    if (std::u32string_view(U"یيىئ").find(letter) != std::u32string_view::npos)
      return std::u32string_view(U"iyea").find(l) != std::u32string_view::npos;
    if (letter == U'ه' || letter == U'ہ' || letter == U'ة') return l == U'h' || l == U'e' || l == U'a';
    return l < 0x80 && !is_vowel(static_cast<char>(l)) && l != U'v' && l != U'w';
  };
  std::size_t at = 0;
  std::size_t skipped = 0;
  for (const char32_t letter : arabic) {
    const std::size_t from = at;
    while (at < latin.size() && !fits(letter, latin[at])) {
      if (latin[at] >= 0x80 || !is_vowel(static_cast<char>(latin[at]))) return false;
      ++at;
    }
    if (at == latin.size()) return letter == U'ع';
    skipped += at - from;
    ++at;
  }
  for (; at < latin.size(); ++at, ++skipped) {
    if (latin[at] >= 0x80 || (!is_vowel(static_cast<char>(latin[at])) && latin[at] != U'h')) return false;
  }
  return skipped <= 2;
}

std::string latin_skeleton(std::string_view latin) {
  std::string out;
  std::size_t last = 0;  // the place after the letter that gave the last consonant: `mm` is one, `mam` two
  std::size_t i = 0;
  const auto push = [&](char c) {
    if (out.empty() || out.back() != c || last != i) out.push_back(c);
    last = i + 1;
  };
  for (; i < latin.size(); ++i) {
    const char c = latin[i];
    const char next = i + 1 < latin.size() ? latin[i + 1] : '\0';
    const bool with_h = next == 'h';
    if (with_h && (c == 'k' || c == 's' || c == 'c' || c == 'g' || c == 't' || c == 'd' || c == 'p' || c == 'z')) {
      push(c == 'k' ? 'x' : c == 's' || c == 'c' ? 'c' : c == 'p' ? 'f' : c);
      last = ++i + 1;
      continue;
    }
    if (is_vowel(c) || c == 'w' || c == 'v' || c == '\'') continue;
    switch (c) {
      case 'q':
        push('k');
        break;
      case 'c':
        push(next == 'e' || next == 'i' ? 's' : 'k');
        break;
      case 'x':
        push('k'), push('s');
        break;
      default:
        push(c);
        break;
    }
  }
  if (out.size() > 2 && out.back() == 'h' && latin.back() == 'h') out.pop_back();
  return out;
}

}  // namespace licet
