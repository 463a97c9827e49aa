// Words of a normal form (fold.h): runs of letters, marks and digits.
//
// An apostrophe between letters stays inside (`o'brien`), so does a dot between single letters (`d.o.o`, `u.s`) or
// digits
// (`3.5`). `&` is a word and reads `and`. A change between Latin-like letters and Han, kana or Thai ends a word; a run
// of Han or kana is one word. Everything else separates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"
#include "text/script.h"

namespace licet {

// How the letters stand in the source; only scripts with two cases have one.
enum class CaseClass : std::uint8_t {
  kNone,  // no letter with a case
  kLower,
  kTitle,  // first letter large, no other (a single large letter is kUpper)
  kUpper,
  kMixed,
};

const char* to_string(CaseClass case_class);  // "none", "lower", "title", "upper", "mixed"

struct Token {
  std::uint32_t begin = 0;  // bytes of the normal form, half-open
  std::uint32_t end = 0;
  Script script = Script::kCommon;  // of the first letter; kCommon for digits and `&`
  CaseClass case_class = CaseClass::kNone;
  bool is_number = false;          // digits only (with dots inside)
  bool first_in_sentence = false;  // begins the text, a paragraph or a sentence: capitals prove little
  bool line_all_caps = false;      // the line has two words or more and no small letter: capitals prove nothing
};

// All words, by place. `source` must be the text that was folded. Linear.
std::vector<Token> tokens_of(const FoldedText& folded, std::string_view source);

// The word as it is compared: `&` reads `and`, apostrophes and dots are left out (`d.o.o` is `doo`, `3.5` stays).
std::string token_key(std::string_view normal_word);

// The bytes of a word in the normal form.
inline std::string_view token_text(const FoldedText& folded, const Token& token) {
  return std::string_view(folded.text()).substr(token.begin, token.end - token.begin);
}

}  // namespace licet
