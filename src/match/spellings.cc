#include "match/spellings.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"
#include "match/meanings.h"
#include "match/sound.h"
#include "match/tricks.h"
#include "text/pinyin.h"

namespace licet {

namespace {

constexpr std::size_t kLongKana = 7;
constexpr std::size_t kLongKorean = 7;  // Latin letters from which a Korean spelling may differ by an edit

bool is_cantonese(const Romanization& r) {
  return std::string_view(r.scheme).starts_with("han_cantonese");
}

// A Latin spelling that meets by equal text only.
void add_equal_only(Position& p, std::u32string text, const char* scheme) {
  p.forms.push_back(make_form(std::move(text), Script::kLatin, false, scheme));
  p.forms.back().most_edits = 0;
  p.forms.back().equal_only = true;
}

}  // namespace

std::uint64_t letter_mask(std::u32string_view text) {
  std::uint64_t mask = 0;
  std::array<std::uint8_t, 26> seen{};
  for (const char32_t c : text) {
    if (c >= U'a' && c <= U'z') {
      const std::size_t letter = c - U'a';
      if (seen[letter] < 2) mask |= std::uint64_t{1} << (letter + std::size_t{26} * seen[letter]);
      ++seen[letter];
    } else {
      mask |= std::uint64_t{1} << (52U + static_cast<unsigned>(c % 12U));
    }
  }
  return mask;
}

Form make_form(std::u32string text, Script script, bool native, const char* scheme) {
  Form form;
  form.mask = letter_mask(text);
  form.text = std::move(text);
  form.script = script;
  form.native = native;
  form.scheme = scheme;
  return form;
}

// All but the Cantonese ones: only persons and names of Hong Kong are spelled so.
void add_spellings(Position& p, const std::vector<Romanization>& spellings) {
  for (const Romanization& spelling : spellings) {
    if (is_cantonese(spelling)) continue;
    Form form = make_form(from_utf8(spelling.text).value(), Script::kLatin, false, spelling.scheme);
    form.skeleton = spelling.skeleton;
    const std::string_view scheme = spelling.scheme;
    if (scheme.starts_with("han_")) form.most_edits = 0;
    if (scheme == "hangul_loan") {
      form.most_edits = form.text.size() >= kLongKorean ? 2 : 1;
    } else if (scheme.starts_with("hangul_"))
      form.most_edits = form.text.size() >= kLongKorean ? 1 : 0;
    p.forms.push_back(std::move(form));
  }
}

// `Zedong` may stand as `Tse-tung`. Short syllables that look like any name have no other spelling.
void add_older_spelling(Position& p) {
  const std::string key = to_utf8(p.forms[0].text);
  const bool chinese = key.starts_with("x") || key.starts_with("q") || key.starts_with("zh") || key.size() >= 6;
  const std::string older = chinese ? wade_giles(key) : std::string();
  if (older.empty() || older == key) return;
  p.forms.push_back(make_form(from_utf8(older).value(), Script::kLatin, false, "wade_giles"));
  p.forms.back().equal_only = true;
}

// `Курчатовский` is `Kurchatov` in English names: the word without the ending of Russian adjectives (folded: no `й`).
void add_bare_adjective(Position& p) {
  constexpr std::u32string_view kEndings[] = {U"скии", U"ская", U"ское", U"ского", U"ской", U"скому", U"ским"};
  constexpr std::size_t kLeast = 5;
  const std::u32string& word = p.forms[0].text;
  for (const std::u32string_view ending : kEndings) {
    if (word.size() < ending.size() + kLeast || !word.ends_with(ending)) continue;
    const auto spellings = romanize(to_utf8(word.substr(0, word.size() - ending.size())));
    if (!spellings.empty()) add_spellings(p, {{"cyrillic_without_ending", spellings[0].text, false}});
    return;
  }
}

// `имени Харкевича`, `имени Жуковского`: English names have the person's name as it stands by itself.
void add_nominative(Position& p) {
  constexpr std::u32string_view kAdjective = U"ого";
  constexpr std::size_t kLeast = 4;
  std::u32string word = p.forms[0].text;
  if (word.size() <= kLeast) return;
  if (word.ends_with(kAdjective)) {
    word.replace(word.size() - kAdjective.size(), kAdjective.size(), U"ий");
  } else if (word.back() == U'а') {
    word.pop_back();
  } else if (word.back() == U'я') {
    word.back() = U'й';
  } else {
    return;
  }
  for (const Romanization& spelling : romanize(to_utf8(word)))
    add_spellings(p, {{"cyrillic_nominative", spelling.text, false}});
}

void add_one_alphabet(Position& p) {
  auto repaired = in_one_alphabet(p.forms[0].text);
  if (!repaired) return;
  const Script script = script_of(repaired->front());
  if (script == Script::kCyrillic) add_spellings(p, romanize(to_utf8(*repaired)));
  p.forms.push_back(make_form(std::move(*repaired), script, true, "look_alikes"));
  if (script == Script::kLatin) p.skeleton = latin_skeleton(to_utf8(p.forms.back().text));
}

void add_cantonese(Position& p) {
  for (const Romanization& spelling : romanize(p.shown)) {
    if (!is_cantonese(spelling)) continue;
    p.forms.push_back(make_form(from_utf8(spelling.text).value(), Script::kLatin, false, spelling.scheme));
    p.forms.back().most_edits = 0;
  }
}

// A short word in kana is near to many brands; names of persons are not so many.
void limit_kana(Position& p) {
  for (Form& form : p.forms) {
    if (!form.native) form.most_edits = form.text.size() < kLongKana ? 0 : 1;
  }
}

// The older spelling of a short brand looks like many others; a long one meets by equal text (`光启`, `Kuang-Chi`).
void limit_older_spelling(Position& p) {
  constexpr std::size_t kLongSpelling = 8;
  const auto older = [](const Form& f) { return std::string_view(f.scheme) == "han_wade_giles"; };
  std::erase_if(p.forms, [&](const Form& f) { return older(f) && f.text.size() < kLongSpelling; });
  for (Form& form : p.forms) form.equal_only = form.equal_only || older(form);
}

void add_written_out(Position& p) {
  for (const std::string_view text : WordTables::get().written_out(p.class_id))
    add_equal_only(p, from_utf8(text).value(), "written_out");
}

void add_meanings(Position& p) {
  if (p.script != Script::kHan) return;
  for (std::u32string& text : meanings_of(p.forms[0].text)) add_equal_only(p, std::move(text), "han_meaning");
}

void add_same_sound(Position& p) {
  if (p.script != Script::kHan) return;
  for (std::u32string& text : same_sound_spellings(p.forms[0].text)) add_equal_only(p, std::move(text), "han_sound");
}

}  // namespace licet
