#include "rules/syntax/condition_parser.h"

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "base/text_util.h"

namespace licet::rules {

namespace {

constexpr int kMostDepth = 100;  // of nested conditions

}  // namespace

Result<ExprPtr> ConditionParser::lone_condition() {
  LICET_TRY(ExprPtr condition, cond());
  if (peek().kind != TokenKind::kEnd) return expected("the end of the condition");
  return condition;
}

ExprPtr ConditionParser::make(ExprKind kind, Position position) {
  auto out = std::make_unique<Expr>();
  out->kind = kind;
  out->position = position;
  return out;
}

ExprPtr ConditionParser::leaf(ExprKind kind) {
  ExprPtr out = make(kind, peek().position);
  out->text = next().text;
  return out;
}

Result<ExprPtr> ConditionParser::cond() {
  const Depth depth(depth_);
  if (depth_ > kMostDepth) return error(peek().position, concat("more than ", kMostDepth, " conditions nested"));
  LICET_TRY(ExprPtr first, neg());
  const bool is_and = at("and");
  if (!is_and && !at("or")) return first;
  const std::string_view word = is_and ? "and" : "or";
  ExprPtr out = make(is_and ? ExprKind::kAnd : ExprKind::kOr, first->position);
  out->kids.push_back(std::move(first));
  while (accept(word)) {
    LICET_TRY(ExprPtr more, neg());
    out->kids.push_back(std::move(more));
  }
  if (at(is_and ? "or" : "and")) return error(peek().position, "`and` and `or` mix only with parentheses");
  return out;
}

Result<ExprPtr> ConditionParser::neg() {
  const Depth depth(depth_);
  if (depth_ > kMostDepth) return error(peek().position, concat("more than ", kMostDepth, " conditions nested"));
  if (at("not")) {
    ExprPtr out = make(ExprKind::kNot, next().position);
    LICET_TRY(ExprPtr inner, neg());
    out->kids.push_back(std::move(inner));
    return out;
  }
  if (at("some") || at("every")) {
    const ExprKind out_kind = at("some") ? ExprKind::kSome : ExprKind::kEvery;
    ExprPtr out = make(out_kind, next().position);
    LICET_TRY(out->text, name());
    LICET_RETURN_IF_ERROR(take("in"));
    LICET_TRY(ExprPtr list, list_name());
    LICET_RETURN_IF_ERROR(take(":"));
    LICET_TRY(ExprPtr inner, neg());
    out->kids.push_back(std::move(list));
    out->kids.push_back(std::move(inner));
    return out;
  }
  return rel();
}

Result<ExprPtr> ConditionParser::list_name() {
  if (peek().kind == TokenKind::kPath) return leaf(ExprKind::kPath);
  if (peek().kind == TokenKind::kRef) return leaf(ExprKind::kName);
  if (peek().kind != TokenKind::kName || peek().keyword) return expected("a list such as `parties`");
  return leaf(ExprKind::kName);
}

std::optional<CompareOp> ConditionParser::compare_op() const {
  static constexpr std::array<std::pair<std::string_view, CompareOp>, 6> kOps = {{{"=", CompareOp::kEqual},
                                                                                  {"!=", CompareOp::kNotEqual},
                                                                                  {"<=", CompareOp::kLessEqual},
                                                                                  {"<", CompareOp::kLess},
                                                                                  {">=", CompareOp::kGreaterEqual},
                                                                                  {">", CompareOp::kGreater}}};
  if (peek().kind != TokenKind::kSymbol) return std::nullopt;
  for (const auto& [sign, op] : kOps) {
    if (peek().text == sign) return op;
  }
  return std::nullopt;
}

Result<ExprPtr> ConditionParser::rel() {
  LICET_TRY(ExprPtr left, sum());
  const Position position = left->position;
  if (const auto op = compare_op()) {
    next();
    LICET_TRY(ExprPtr right, sum());
    ExprPtr out = make(ExprKind::kCompare, position);
    out->op = *op;
    out->kids.push_back(std::move(left));
    out->kids.push_back(std::move(right));
    return out;
  }
  const bool negated = at("not") && behind().kind == TokenKind::kName && behind().text == "in";
  if (negated) next();
  if (at("in") || at("has")) {
    ExprPtr out = make(at("in") ? ExprKind::kIn : ExprKind::kHas, position);
    next();
    LICET_TRY(ExprPtr right, set_expr());
    out->kids.push_back(std::move(left));
    out->kids.push_back(std::move(right));
    if (!negated) return out;
    ExprPtr no = make(ExprKind::kNot, position);
    no->kids.push_back(std::move(out));
    return no;
  }
  return left;
}

// Left-associative chains of + and -, of * and /.
template <typename Inner>
Result<ExprPtr> ConditionParser::chain(Inner inner, std::string_view first_sign, ExprKind first,
                                       std::string_view second_sign, ExprKind second) {
  LICET_TRY(ExprPtr out, (this->*inner)());
  while (peek().kind == TokenKind::kSymbol && (at(first_sign) || at(second_sign))) {
    const ExprKind node_kind = at(first_sign) ? first : second;
    ExprPtr node = make(node_kind, next().position);
    LICET_TRY(ExprPtr right, (this->*inner)());
    node->kids.push_back(std::move(out));
    node->kids.push_back(std::move(right));
    out = std::move(node);
  }
  return out;
}

Result<ExprPtr> ConditionParser::sum() {
  return chain(&ConditionParser::product, "+", ExprKind::kAdd, "-", ExprKind::kSubtract);
}

Result<ExprPtr> ConditionParser::product() {
  return chain(&ConditionParser::primary, "*", ExprKind::kMultiply, "/", ExprKind::kDivide);
}

Result<ExprPtr> ConditionParser::set_expr() {
  return chain(&ConditionParser::set_term, "+", ExprKind::kUnion, "-", ExprKind::kDifference);
}

Result<ExprPtr> ConditionParser::quantity() {
  if (peek().kind != TokenKind::kNumber) return expected("a number");
  ExprPtr out = make(ExprKind::kNumber, peek().position);
  out->text = next().text;
  auto number = Rational::parse(out->text);
  if (!number) return error(out->position, number.error().message);
  out->number = std::move(number).value();
  const Token& token = peek();
  const bool unit = token.kind == TokenKind::kUnit || token.kind == TokenKind::kRef ||
                    (token.kind == TokenKind::kName && !token.keyword);
  if (unit) out->unit = next().text;
  return out;
}

Result<ExprPtr> ConditionParser::primary() {
  switch (peek().kind) {
    case TokenKind::kNumber:
      return quantity();
    case TokenKind::kDate:
      return date_leaf();
    case TokenKind::kString:
      return leaf(ExprKind::kString);
    case TokenKind::kCode:
      return leaf(ExprKind::kCode);
    case TokenKind::kPath:
      return leaf(ExprKind::kPath);
    case TokenKind::kRef:
      return leaf(ExprKind::kName);
    case TokenKind::kName:
      return word();
    case TokenKind::kSymbol:
      if (at("(")) return parenthesis();
      break;
    default:
      break;
  }
  return expected("a condition or a figure");
}

Result<ExprPtr> ConditionParser::date_leaf() {
  ExprPtr out = make(ExprKind::kDate, peek().position);
  LICET_TRY(out->date, date());
  return out;
}

Result<ExprPtr> ConditionParser::word() {
  if (at("known") || at("unknowable")) {
    const ExprKind out_kind = at("known") ? ExprKind::kKnown : ExprKind::kUnknowable;
    ExprPtr out = make(out_kind, next().position);
    LICET_RETURN_IF_ERROR(take("("));
    LICET_TRY(ExprPtr inner, cond());
    LICET_RETURN_IF_ERROR(take(")"));
    out->kids.push_back(std::move(inner));
    return out;
  }
  if (at("min") || at("max")) return least_or_most();
  if (at("total")) return total();
  if (peek().keyword) return expected("a condition or a figure");
  return leaf(ExprKind::kName);
}

Result<ExprPtr> ConditionParser::least_or_most() {
  const ExprKind out_kind = at("min") ? ExprKind::kMin : ExprKind::kMax;
  ExprPtr out = make(out_kind, next().position);
  LICET_RETURN_IF_ERROR(take("("));
  do {
    LICET_TRY(ExprPtr one, sum());
    out->kids.push_back(std::move(one));
  } while (accept(","));
  LICET_RETURN_IF_ERROR(take(")"));
  return out;
}

Result<ExprPtr> ConditionParser::total() {
  ExprPtr out = make(ExprKind::kTotal, next().position);
  LICET_RETURN_IF_ERROR(take("("));
  LICET_TRY(ExprPtr figure, sum());
  LICET_RETURN_IF_ERROR(take("for"));
  LICET_TRY(out->text, name());
  LICET_RETURN_IF_ERROR(take("in"));
  LICET_TRY(ExprPtr list, list_name());
  out->kids.push_back(std::move(figure));
  out->kids.push_back(std::move(list));
  if (accept("where")) {
    LICET_TRY(ExprPtr where, cond());
    out->kids.push_back(std::move(where));
  }
  LICET_RETURN_IF_ERROR(take(")"));
  return out;
}

Result<ExprPtr> ConditionParser::parenthesis() {
  const Position position = next().position;
  LICET_TRY(ExprPtr first, cond());
  if (!at(",")) {
    LICET_RETURN_IF_ERROR(take(")"));
    return first;
  }
  ExprPtr out = make(ExprKind::kTuple, position);
  out->kids.push_back(std::move(first));
  while (accept(",")) {
    LICET_TRY(ExprPtr more, cond());
    out->kids.push_back(std::move(more));
  }
  LICET_RETURN_IF_ERROR(take(")"));
  return out;
}

Result<ExprPtr> ConditionParser::set_term() {
  const Depth depth(depth_);
  if (depth_ > kMostDepth) return error(peek().position, concat("more than ", kMostDepth, " sets nested"));
  switch (peek().kind) {
    case TokenKind::kGroup:
      return leaf(ExprKind::kGroup);
    case TokenKind::kPath:
      return leaf(ExprKind::kPath);
    case TokenKind::kRef:
      return leaf(ExprKind::kName);
    case TokenKind::kName:
      if (peek().keyword) return expected("a set");
      return leaf(ExprKind::kName);
    default:
      break;
  }
  if (at("{")) return braces();
  if (at("[")) return interval();
  if (accept("(")) {
    LICET_TRY(ExprPtr inner, set_expr());
    LICET_RETURN_IF_ERROR(take(")"));
    return inner;
  }
  return expected("a set");
}

Result<ExprPtr> ConditionParser::interval() {
  ExprPtr out = make(ExprKind::kInterval, next().position);
  LICET_TRY(ExprPtr low, sum());
  LICET_RETURN_IF_ERROR(take(","));
  LICET_TRY(ExprPtr high, sum());
  out->kids.push_back(std::move(low));
  out->kids.push_back(std::move(high));
  if (accept(")")) {
    out->open_high = true;
  } else {
    LICET_RETURN_IF_ERROR(take("]"));
  }
  return out;
}

Result<ExprPtr> ConditionParser::braces() {
  ExprPtr out = make(ExprKind::kBraces, next().position);
  if (accept("}")) return out;
  do {
    LICET_TRY(ExprPtr one, member());
    out->kids.push_back(std::move(one));
  } while (accept(","));
  LICET_RETURN_IF_ERROR(take("}"));
  return out;
}

Result<ExprPtr> ConditionParser::member() {
  switch (peek().kind) {
    case TokenKind::kNumber:
      return number_or_range();
    case TokenKind::kCode:
      return leaf(ExprKind::kCode);
    case TokenKind::kGroup:
      return leaf(ExprKind::kGroup);
    case TokenKind::kString:
      return leaf(ExprKind::kString);
    case TokenKind::kDate:
      return date_leaf();
    case TokenKind::kName:
      if (!peek().keyword) return leaf(ExprKind::kName);
      break;
    default:
      break;
  }
  return expected("a member such as CN, 3A090.a or D:5");
}

Result<ExprPtr> ConditionParser::number_or_range() {
  LICET_TRY(ExprPtr low, quantity());
  if (!accept("..")) return low;
  ExprPtr out = make(ExprKind::kRange, low->position);
  LICET_TRY(ExprPtr high, quantity());
  out->kids.push_back(std::move(low));
  out->kids.push_back(std::move(high));
  return out;
}
}  // namespace licet::rules
