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

class Cursor {
 public:
  // `tokens` ends with kEnd, and the text that they are of outlives the cursor; `file` stands in messages.
  Cursor(std::vector<Token> tokens, std::string_view file) : tokens_(std::move(tokens)), file_(file) {}

 protected:
  const std::string& file() const { return file_; }

  const Token& peek() const { return tokens_[at_]; }
  const Token& behind() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }  // the one behind that
  const Token& next() {
    const Token& token = tokens_[at_];
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  std::uint32_t last_line() const { return at_ == 0 ? 0 : tokens_[at_ - 1].position.line; }  // of the token read last
  bool at(std::string_view word) const {
    const Token& token = tokens_[at_];
    return (token.kind == TokenKind::kName || token.kind == TokenKind::kSymbol) && token.text == word;
  }
  bool accept(std::string_view word) {
    if (!at(word)) return false;
    next();
    return true;
  }
  Status take(std::string_view word);
  Error error(Position position, std::string_view what) const;
  Error expected(std::string_view what) const;
  Result<std::string_view> text_of(TokenKind kind);
  Result<std::string_view> name();
  Result<std::string_view> string() { return text_of(TokenKind::kString); }
  Result<Date> date();
  Result<std::string_view> section_id();
  Result<std::string_view> ref();
  Result<std::vector<std::string>> refs();
  Result<std::string_view> cite();
  Result<std::string_view> source();
  Result<std::string_view> path();

 private:
  std::vector<Token> tokens_;
  std::string file_;
  std::size_t at_ = 0;
};

}  // namespace licet::rules
