// Latin spellings of words in other scripts, by fixed tables: same input, same output on every machine.
//
// Cyrillic: eight schemes (English habit of maps and passports, passport code, scholarly, Ukrainian, Russian names in
// their Belarusian form and the other way, German, French). Greek,
// Armenian, Georgian: one each. Han: Mandarin without tones, by single characters (generated from Unihan), in pinyin
// and in the older spelling of Wade and Giles; Cantonese as Hong Kong spells the characters of names
// (data/words/cantonese.tsv), where the table has all of them. Kana: Hepburn. Hangul: Revised Romanisation by
// syllables, and the older spelling of consonants. Arabic and Hebrew: consonants only
// (`skeleton`), to be compared with the skeleton of a Latin word. Other scripts have no spelling here and pass through.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/script.h"

namespace licet {

struct Romanization {
  const char* scheme;  // stable lower snake case, such as `cyrillic_map`
  std::string text;    // lower-case ASCII letters
  bool skeleton = false;
  bool operator==(const Romanization&) const = default;
};

// The distinct spellings of one word as it stands in the source (marks such as that of `й` matter), in fixed order.
// Empty if the word has no letter of a script that is spelled here.
std::vector<Romanization> romanize(std::string_view word);

// Spelling of one Chinese surname of one or two characters; the reading as a surname where it differs (`曾` is `zeng`).
std::string romanize_surname(std::string_view han);

// Do the letters of a word in Arabic script stand in this order in a Latin one, nothing left over but short vowels? For
// words of so few consonants that these say little (`پویا`, `pouya`).
bool vowels_fit(std::u32string_view arabic, std::u32string_view latin);

// The consonants of a Latin word as the Arabic and Hebrew skeletons write them: `khaled` and `khalid` are `xld`.
std::string latin_skeleton(std::string_view latin);

}  // namespace licet
