// The script of a code point, as far as names need it.
#pragma once

#include <cstdint>

namespace licet {

enum class Script : std::uint8_t {
  kCommon,  // digits, punctuation, spaces, and marks that belong to no script
  kLatin,
  kGreek,
  kCyrillic,
  kArmenian,
  kGeorgian,
  kHebrew,
  kArabic,
  kHan,
  kKana,  // hiragana and katakana
  kBopomofo,
  kHangul,
  kThai,
  kDevanagari,
  kOther,
};

const char* to_string(Script script);  // "Latin", ...

// By the Unicode property Script (generated table); unassigned code points are kCommon.
Script script_of(char32_t code_point);

// True for scripts written without spaces between words: Han, kana, bopomofo, Thai.
bool is_unspaced(Script script);

}  // namespace licet
