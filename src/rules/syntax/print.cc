#include "rules/syntax/print.h"

#include "base/text_util.h"

namespace licet::rules {

namespace {

std::string infix(const Expr& expr, std::string_view sign);

bool needs_brackets(const Expr& kid) {
  switch (kid.kind) {
    case ExprKind::kAnd:
    case ExprKind::kOr:
    case ExprKind::kAdd:
    case ExprKind::kSubtract:
    case ExprKind::kMultiply:
    case ExprKind::kDivide:
    case ExprKind::kUnion:
    case ExprKind::kDifference:
      return true;
    default:
      return false;
  }
}

std::string bracketed(const Expr& kid) {
  return needs_brackets(kid) ? concat("(", print(kid), ")") : print(kid);
}

std::string infix(const Expr& expr, std::string_view sign) {
  std::string out;
  for (std::size_t i = 0; i < expr.kids.size(); ++i) {
    if (i > 0) out += concat(" ", sign, " ");
    out += bracketed(*expr.kids[i]);
  }
  return out;
}

std::string listed(const Expr& expr) {
  std::string out;
  for (std::size_t i = 0; i < expr.kids.size(); ++i) {
    if (i > 0) out += ", ";
    out += print(*expr.kids[i]);
  }
  return out;
}

std::string number(const Expr& expr) {
  if (expr.unit.empty()) return expr.text;
  return concat(expr.text, " ", expr.unit);
}

std::string total(const Expr& expr) {
  const std::string head = concat("total(", print(*expr.kids[0]), " for ", expr.text, " in ", print(*expr.kids[1]));
  return expr.kids.size() < 3 ? concat(head, ")") : concat(head, " where ", print(*expr.kids[2]), ")");
}

std::string quantified(std::string_view word, const Expr& expr) {
  return concat(word, " ", expr.text, " in ", print(*expr.kids[0]), ": ", bracketed(*expr.kids[1]));
}

// `not p.x in S` is written `p.x not in S`.
std::string negation(const Expr& expr) {
  const Expr& inner = *expr.kids[0];
  if (inner.kind == ExprKind::kIn) return concat(bracketed(*inner.kids[0]), " not in ", print(*inner.kids[1]));
  return concat("not ", bracketed(inner));
}

}  // namespace

std::string print(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kAnd:
      return infix(expr, "and");
    case ExprKind::kOr:
      return infix(expr, "or");
    case ExprKind::kNot:
      return negation(expr);
    case ExprKind::kSome:
      return quantified("some", expr);
    case ExprKind::kEvery:
      return quantified("every", expr);
    case ExprKind::kCompare:
      return infix(expr, to_string(expr.op));
    case ExprKind::kIn:
      return concat(bracketed(*expr.kids[0]), " in ", print(*expr.kids[1]));
    case ExprKind::kHas:
      return concat(bracketed(*expr.kids[0]), " has ", print(*expr.kids[1]));
    case ExprKind::kKnown:
      return concat("known(", print(*expr.kids[0]), ")");
    case ExprKind::kUnknowable:
      return concat("unknowable(", print(*expr.kids[0]), ")");
    case ExprKind::kAdd:
      return infix(expr, "+");
    case ExprKind::kSubtract:
      return infix(expr, "-");
    case ExprKind::kMultiply:
      return infix(expr, "*");
    case ExprKind::kDivide:
      return infix(expr, "/");
    case ExprKind::kMin:
      return concat("min(", listed(expr), ")");
    case ExprKind::kMax:
      return concat("max(", listed(expr), ")");
    case ExprKind::kTotal:
      return total(expr);
    case ExprKind::kNumber:
      return number(expr);
    case ExprKind::kDate:
      return to_string(expr.date);
    case ExprKind::kString:
      return concat("\"", expr.text, "\"");
    case ExprKind::kCode:
    case ExprKind::kPath:
    case ExprKind::kGroup:
    case ExprKind::kName:
      return expr.text;
    case ExprKind::kTuple:
      return concat("(", listed(expr), ")");
    case ExprKind::kBraces:
      return concat("{", listed(expr), "}");
    case ExprKind::kRange:
      return concat(print(*expr.kids[0]), "..", print(*expr.kids[1]));
    case ExprKind::kInterval:
      return concat("[", listed(expr), expr.open_high ? ")" : "]");
    case ExprKind::kUnion:
      return infix(expr, "+");
    case ExprKind::kDifference:
      return infix(expr, "-");
  }
  return "?";
}

namespace {

void add_names(const Expr& expr, std::string& out) {
  if (expr.decl != nullptr) out += concat("\n", expr.decl->qualified);
  for (const ExprPtr& kid : expr.kids) add_names(*kid, out);
}

}  // namespace

std::string print_meaning(const Expr& expr) {
  std::string out = print(expr);
  add_names(expr, out);
  return out;
}

}  // namespace licet::rules
