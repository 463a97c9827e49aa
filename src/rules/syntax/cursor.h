// Reads the tokens of a law file one after another, with the small parts that every clause has: names, dates,
// citations, sources and facts. Errors are kParse, as `file:line:column: expected ..., got ...`.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "rules/syntax/token.h"

namespace licet::rules {

// Is this a word with a meaning of its own, which no name may be?
bool is_keyword(std::string_view word);

class Cursor {
 public:
  // `tokens` ends with kEnd; `file` stands in messages.
  Cursor(std::vector<Token> tokens, std::string_view file) : tokens_(std::move(tokens)), file_(file) {}

 protected:
  const std::string& file() const { return file_; }

  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  Token next();
  std::uint32_t last_line() const { return at_ == 0 ? 0 : tokens_[at_ - 1].position.line; }  // of the token read last
  bool at(std::string_view word) const;
  bool accept(std::string_view word);
  Status take(std::string_view word);
  Error error(Position position, std::string_view what) const;
  Error expected(std::string_view what) const;
  Result<std::string> text_of(TokenKind kind);
  Result<std::string> name();
  Result<std::string> string() { return text_of(TokenKind::kString); }
  Result<Date> date();
  Result<std::string> section_id();
  Result<std::string> ref();
  Result<std::vector<std::string>> refs();
  Result<std::string> cite();
  Result<std::string> source();
  Result<std::string> path();

 private:
  std::vector<Token> tokens_;
  std::string file_;
  std::size_t at_ = 0;
};

}  // namespace licet::rules
