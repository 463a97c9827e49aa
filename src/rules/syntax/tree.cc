#include "rules/syntax/tree.h"

#include <algorithm>
#include <array>

namespace licet::rules {

namespace {

// Does the expression read the fact, itself or through what it names?
bool reads(const Expr& expr, int fact) {
  if (expr.kind == ExprKind::kPath && expr.fact == fact) return true;
  for (const ExprPtr& kid : expr.kids) {
    if (reads(*kid, fact)) return true;
  }
  if (expr.decl == nullptr) return false;
  return std::any_of(expr.decl->versions.begin(), expr.decl->versions.end(), [&](const Version& version) {
    return (version.body && reads(*version.body, fact)) || (version.list_domain && reads(*version.list_domain, fact));
  });
}

}  // namespace

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

bool one_counts_for_several(const Expr& total) {
  const Expr& summed = *total.kids[0];
  if (summed.kind != ExprKind::kPath || summed.root != total.text) return false;
  return std::none_of(total.kids.begin() + 1, total.kids.end(),
                      [&](const ExprPtr& kid) { return reads(*kid, summed.fact); });
}

const char* to_string(DeclKind kind) {
  static constexpr std::array<const char*, 17> kNames = {
      "value",  "set",       "let",  "list",    "entry",  "rule",  "exception", "authorization", "restriction",
      "review", "strictest", "duty", "finding", "letter", "reply", "profile",   "test"};
  return kNames[static_cast<std::size_t>(kind)];
}
}  // namespace licet::rules
