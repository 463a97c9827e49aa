#include "rules/syntax/cursor.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

namespace {

const std::vector<std::string>& keywords() {
  static const std::vector<std::string> words = {"section",
                                                 "checked",
                                                 "text",
                                                 "include",
                                                 "as",
                                                 "value",
                                                 "set",
                                                 "let",
                                                 "list",
                                                 "entry",
                                                 "rule",
                                                 "exception",
                                                 "authorization",
                                                 "restriction",
                                                 "review",
                                                 "strictest",
                                                 "duty",
                                                 "finding",
                                                 "letter",
                                                 "reply",
                                                 "profile",
                                                 "test",
                                                 "version",
                                                 "gap",
                                                 "per",
                                                 "requires",
                                                 "only_for",
                                                 "counts_for",
                                                 "kind",
                                                 "overcomes",
                                                 "closes",
                                                 "all",
                                                 "except",
                                                 "for",
                                                 "policy",
                                                 "over",
                                                 "beside",
                                                 "cite",
                                                 "do",
                                                 "clears",
                                                 "switches_off",
                                                 "to",
                                                 "from",
                                                 "until",
                                                 "source",
                                                 "asleep",
                                                 "awake",
                                                 "adopted",
                                                 "by",
                                                 "assume",
                                                 "why",
                                                 "published",
                                                 "compliance",
                                                 "stayed",
                                                 "unenforced",
                                                 "not_incorporated",
                                                 "unverified",
                                                 "asks",
                                                 "when",
                                                 "falls_back",
                                                 "leaves_nothing",
                                                 "note",
                                                 "exporter_documents",
                                                 "and",
                                                 "or",
                                                 "not",
                                                 "some",
                                                 "every",
                                                 "in",
                                                 "has",
                                                 "where",
                                                 "known",
                                                 "unknowable",
                                                 "min",
                                                 "max",
                                                 "total",
                                                 "on",
                                                 "posture",
                                                 "given",
                                                 "with",
                                                 "expect",
                                                 "amend"};
  return words;
}
}  // namespace

bool is_keyword(std::string_view word) {
  for (const std::string& known : keywords()) {
    if (known == word) return true;
  }
  return false;
}

Token Cursor::next() {
  Token token = peek();
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool Cursor::at(std::string_view word) const {
  const Token& token = peek();
  return (token.kind == TokenKind::kName || token.kind == TokenKind::kSymbol) && token.text == word;
}

bool Cursor::accept(std::string_view word) {
  if (!at(word)) return false;
  next();
  return true;
}

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

Result<std::string> Cursor::text_of(TokenKind kind) {
  if (peek().kind != kind) return expected(to_string(kind));
  return next().text;
}

Result<std::string> Cursor::name() {
  if (peek().kind != TokenKind::kName || is_keyword(peek().text)) return expected("a name");
  return next().text;
}

Result<Date> Cursor::date() {
  LICET_TRY(const std::string text, text_of(TokenKind::kDate));
  return parse_date(text);
}

Result<std::string> Cursor::section_id() {
  switch (peek().kind) {
    case TokenKind::kNumber:
    case TokenKind::kCode:
    case TokenKind::kFile:
      return next().text;
    default:
      return name();
  }
}

Result<std::string> Cursor::ref() {
  if (peek().kind == TokenKind::kRef) return next().text;
  return name();
}

Result<std::vector<std::string>> Cursor::refs() {
  std::vector<std::string> out;
  do {
    LICET_TRY(std::string one, ref());
    out.push_back(std::move(one));
  } while (accept(","));
  return out;
}

Result<std::string> Cursor::cite() {
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

Result<std::string> Cursor::source() {
  if (peek().kind == TokenKind::kSource) return next().text;
  if (peek().kind == TokenKind::kString) return next().text;
  return expected("a source such as 90FR4544 or a text in quotes");
}

Result<std::string> Cursor::path() {
  if (peek().kind != TokenKind::kPath) return expected("a fact such as leg.destination");
  return next().text;
}
}  // namespace licet::rules
