#include "rules/syntax/cursor.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

Status Cursor::take(std::string_view word) {
  if (accept(word)) return {};
  return expected(ticked(word));
}

Error Cursor::error(Position position, std::string_view what) const {
  return Error{ErrorCode::kParse, concat(file_, ":", position.line, ":", position.column, ": ", what)};
}

Error Cursor::expected(std::string_view what) const {
  const Token& token = peek();
  const std::string got = token.kind == TokenKind::kEnd ? to_string(token.kind) : ticked(token.text);
  return error(token.position, concat("expected ", what, ", got ", got));
}

Result<std::string_view> Cursor::text_of(TokenKind kind) {
  if (peek().kind != kind) return expected(to_string(kind));
  return next().text;
}

Result<std::string_view> Cursor::name() {
  if (peek().kind != TokenKind::kName || peek().keyword) return expected("a name");
  return next().text;
}

Result<Date> Cursor::date() {
  if (peek().kind != TokenKind::kDate) return expected(to_string(TokenKind::kDate));
  return parse_date(next().text);
}

Result<std::string_view> Cursor::section_id() {
  switch (peek().kind) {
    case TokenKind::kNumber:
    case TokenKind::kCode:
    case TokenKind::kFile:
      return next().text;
    default:
      return name();
  }
}

Result<std::string_view> Cursor::ref() {
  if (peek().kind == TokenKind::kRef) return next().text;
  return name();
}

Result<std::vector<std::string>> Cursor::refs() {
  std::vector<std::string> out;
  do {
    LICET_TRY(const std::string_view one, ref());
    out.emplace_back(one);
  } while (accept(","));
  return out;
}

Result<std::string_view> Cursor::cite() {
  switch (peek().kind) {
    case TokenKind::kCite:
    case TokenKind::kNumber:
    case TokenKind::kCode:
    case TokenKind::kString:
      return next().text;
    default:
      return expected("a citation such as 742.6(a)(6)");
  }
}

Result<std::string_view> Cursor::source() {
  if (peek().kind == TokenKind::kSource) return next().text;
  if (peek().kind == TokenKind::kString) return next().text;
  return expected("a source such as 90FR4544 or a text in quotes");
}

Result<std::string_view> Cursor::path() {
  if (peek().kind != TokenKind::kPath) return expected("a fact such as leg.destination");
  return next().text;
}
}  // namespace licet::rules
