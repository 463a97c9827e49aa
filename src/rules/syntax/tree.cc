#include "rules/syntax/tree.h"

#include <algorithm>
#include <array>

namespace licet::rules {

const char* to_string(CompareOp op) {
  switch (op) {
    case CompareOp::kEqual:
      return "=";
    case CompareOp::kNotEqual:
      return "!=";
    case CompareOp::kLessEqual:
      return "<=";
    case CompareOp::kLess:
      return "<";
    case CompareOp::kGreaterEqual:
      return ">=";
    case CompareOp::kGreater:
      return ">";
  }
  return "?";
}

const char* to_string(MarkKind kind) {
  switch (kind) {
    case MarkKind::kCompliance:
      return "before_compliance";
    case MarkKind::kStayed:
      return "stayed";
    case MarkKind::kUnenforced:
      return "codified_not_enforced";
    case MarkKind::kNotIncorporated:
      return "not_incorporated";
    case MarkKind::kUnverified:
      return "unverified";
  }
  return "?";
}

bool Assumption::denies() const {
  return condition->kind == ExprKind::kNot && condition->kids[0]->kind == ExprKind::kKnown;
}

const Expr& Assumption::atom() const {
  return denies() ? *condition->kids[0]->kids[0] : *condition;
}

const std::string& Assumption::value() const {
  static const std::string kYes = "true";
  return atom().kind == ExprKind::kCompare ? atom().kids[1]->text : kYes;
}

const Expr& Assumption::path() const {
  const Expr& said = atom();
  return said.kids.empty() ? said : *said.kids[0];
}

bool in_gap(const Decl& decl, Date day) {
  for (const Gap& gap : decl.gaps) {
    if (gap.from <= day && (!gap.until || day < *gap.until)) return true;
  }
  return false;
}

bool refers_to(const Decl& decl, const Decl& other) {
  return std::find(decl.targets.begin(), decl.targets.end(), &other) != decl.targets.end();
}

bool closes(const Decl& restriction, const Decl& authorization) {
  return restriction.all_refs != refers_to(restriction, authorization);
}

const char* to_string(DeclKind kind) {
  static constexpr std::array<const char*, 17> kNames = {
      "value",  "set",       "let",  "list",    "entry",  "rule",  "exception", "authorization", "restriction",
      "review", "strictest", "duty", "finding", "letter", "reply", "profile",   "test"};
  return kNames[static_cast<std::size_t>(kind)];
}
}  // namespace licet::rules
