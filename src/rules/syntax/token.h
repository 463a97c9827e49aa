// Tokens of the law language (docs: law language, grammar).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace licet::rules {

// A place in a law file: line and column count from 1, columns in bytes.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

enum class TokenKind : std::uint8_t {
  kString,  // "no red flag was raised" (text without the quotes)
  kDate,    // 2025-01-13
  kHash,    // sha256:9c41
  kSource,  // 90FR4544
  kRef,     // 742.6/dot_a
  kCite,    // 742.6(a)(6)(iii)
  kCode,    // 3A090.a, 3B*
  kGroup,   // D:5
  kFile,    // 732_supp3
  kNumber,  // 26_900_000, 5.92
  kPath,    // leg.destination
  kUnit,    // GB/s is read as kRef, /mm2 as kUnit
  kName,    // a word: keyword, name or constant
  kSymbol,  // = != <= < >= > + - * / ( ) [ ] { } , : ..
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  bool keyword = false;  // a name that is a word of the language (keywords.h)
  Position position;
  std::string_view text;  // of the file that was read
};

// From `#` to the end of the line, without spaces at its end.
struct Comment {
  std::uint32_t line = 0;
  std::string text;
};

const char* to_string(TokenKind kind);

// All tokens of a file, with one kEnd at the end; they are views into `text`. `file` stands in messages. `comments`
// takes the comments in their order, where given.
// Errors: kParse, as `file:line:column: ...`.
Result<std::vector<Token>> tokenize(std::string_view text, std::string_view file,
                                    std::vector<Comment>* comments = nullptr);

}  // namespace licet::rules
