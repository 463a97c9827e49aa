#include "rules/eval/because.h"

#include <algorithm>

#include "base/text_util.h"
#include "rules/proof/reasons.h"
#include "rules/syntax/print.h"

namespace licet::rules {

void Because::traced(const Decl& decl, Reasons& out) {
  Trace trace;
  evaluator_.standing(decl, &trace);
  collect_reasons(trace, out);
}

void Because::traced(const Expr& expr, Reasons& out) {
  Trace trace;
  evaluator_.eval(expr, &trace);
  collect_reasons(trace, out);
}

// The version that speaks, where no letter and no mark is in question; else nullptr.
const Version* Because::plain_version(const Decl& decl) const {
  if (decl.letter != nullptr) return nullptr;
  const Version* const found = evaluator_.active_version(decl);
  const bool marked =
      found != nullptr && std::any_of(found->marks.begin(), found->marks.end(),
                                      [this](const Mark& mark) { return evaluator_.mark_active(mark); });
  return marked ? nullptr : found;
}

// An exception does not hold, so that there is nothing to say of it.
void Because::add(const Decl& decl, Reasons& out) {
  const Version* version = plain_version(decl);
  if (version == nullptr || !evaluator_.known_value(*version->body)) return traced(decl, out);
  if (evaluator_.binds_more()) return condition(*version->body, out);
  const auto [found, added] = kept_.try_emplace(&decl);
  Reasons& kept = found->second;
  if (added) condition(*version->body, kept);
  for (const std::string& reason : kept) add_reason(reason, out);
}

// It holds and is known, and so is all that it is made of.
void Because::condition(const Expr& expr, Reasons& out) {
  switch (expr.kind) {
    case ExprKind::kAnd:
      for (const ExprPtr& kid : expr.kids) condition(*kid, out);
      return;
    case ExprKind::kOr:
      return any(expr, out);
    case ExprKind::kNot:  // what is denied does not hold
      return;
    case ExprKind::kName:
      return expr.decl == nullptr ? traced(expr, out) : add(*expr.decl, out);
    default:
      return evaluator_.is_plain_atom(expr) ? atom(expr, out) : traced(expr, out);
  }
}

// The first that holds.
void Because::any(const Expr& expr, Reasons& out) {
  for (const ExprPtr& kid : expr.kids) {
    const std::optional<Truth> value = evaluator_.known_value(*kid);
    if (!value) return traced(expr, out);
    if (*value == Truth::kTrue) return condition(*kid, out);
  }
}

void Because::atom(const Expr& expr, Reasons& out) {
  if (evaluator_.tests_code(expr)) {
    const auto entries = evaluator_.known_entries(expr);
    if (!entries) return traced(expr, out);
    for (const Decl* entry : *entries) add(*entry, out);
  }
  const std::string facts = evaluator_.facts_behind(expr);
  if (!facts.empty()) add_reason(concat(text_of(expr), " [", facts, "]"), out);
}

const std::string& Because::text_of(const Expr& expr) {
  const auto [found, added] = texts_.try_emplace(&expr);
  if (added) found->second = print(expr);
  return found->second;
}

}  // namespace licet::rules
