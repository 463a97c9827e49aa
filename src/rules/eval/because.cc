#include "rules/eval/because.h"

#include <utility>

#include "base/text_util.h"
#include "rules/proof/reasons.h"

namespace licet::rules {

void Because::begin_line(KnownValues* known, std::shared_ptr<const ReasonPlan> plan, int leg, int item) {
  known_ = known;
  ++line_;
  leg_ = leg;
  item_ = item;
  if (plan == nullptr || plan == plan_) return;
  plan_ = std::move(plan);
  kept_.assign(plan_->statements.size(), {});
  texts_.assign(plan_->facts.size(), {});
}

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

// What hangs on other names than those of the leg and the item is asked by them.
std::optional<Truth> Because::value(const ReasonStep& step) {
  if (evaluator_.binds_more()) return evaluator_.known_value(*step.expr);
  return step.node < 0 ? std::nullopt : std::optional(known_->value_of(step.node));
}

bool Because::knows(const ReasonStep& step) {
  return evaluator_.binds_more() ? evaluator_.known_value(*step.expr).has_value() : step.node >= 0;
}

void Because::add(const Decl& decl, Reasons& out) {
  if (known_ == nullptr) return traced(decl, out);
  const auto found = plan_->number_of.find(&decl);
  if (found == plan_->number_of.end()) return traced(decl, out);
  const int body = plan_->statements[static_cast<std::size_t>(found->second)];
  return body < 0 || !knows(at(body)) ? traced(decl, out) : step(at(body), out);
}

// An exception does not hold, so that there is nothing to say of it.
void Because::statement(int number, const Decl& decl, Reasons& out) {
  const auto place = static_cast<std::size_t>(number);
  const int body = plan_->statements[place];
  if (body < 0 || !knows(at(body))) return traced(decl, out);
  if (evaluator_.binds_more()) return step(at(body), out);
  Kept& kept = kept_[place];
  if (kept.line != line_) {
    kept.line = line_;
    kept.reasons.clear();
    step(at(body), kept.reasons);
  }
  for (const std::string& reason : kept.reasons) add_reason(reason, out);
}

// It holds and is known, and so is all that it is made of.
void Because::step(const ReasonStep& step, Reasons& out) {
  switch (step.kind) {
    case ReasonKind::kAll:
      for (const int kid : step.kids) this->step(at(kid), out);
      return;
    case ReasonKind::kFirst:
      return first(step, out);
    case ReasonKind::kNothing:
      return;
    case ReasonKind::kStatement:
      return statement(step.about, *step.expr->decl, out);
    case ReasonKind::kAtom:
      return atom(step, out);
    case ReasonKind::kTraced:
      return traced(*step.expr, out);
  }
}

void Because::first(const ReasonStep& step, Reasons& out) {
  for (const int kid : step.kids) {
    const std::optional<Truth> holds = value(at(kid));
    if (!holds) return traced(*step.expr, out);
    if (*holds == Truth::kTrue) return this->step(at(kid), out);
  }
}

void Because::atom(const ReasonStep& step, Reasons& out) {
  const ReasonAtom& atom = plan_->atoms[static_cast<std::size_t>(step.about)];
  std::vector<const Decl*> holding;
  if (atom.tests_code && !entries(step, holding, out)) return traced(*step.expr, out);
  std::string reason = atom.text();
  reason += " [";
  const std::size_t before = reason.size();
  add_facts_behind(step, atom, reason);
  if (reason.size() == before) return;
  reason += entries_met(holding);
  reason += ']';
  add_reason(std::move(reason), out);
}

// Of the entries of the set that hold, which are added to `holding`; false, and nothing is added, where that is not
// known.
bool Because::entries(const ReasonStep& step, std::vector<const Decl*>& holding, Reasons& out) {
  if (evaluator_.binds_more()) {
    auto known = evaluator_.known_entries(*step.expr);
    if (!known) return false;
    holding = std::move(*known);
    for (const Decl* entry : holding) add(*entry, out);
    return true;
  }
  std::vector<int> places;
  if (step.node < 0 || !known_->entries_of(step.node, places)) return false;
  for (const int place : places) {
    const auto entry = static_cast<std::size_t>(place);
    holding.push_back(plan_->plan->entries[entry].first);
    statement(plan_->entries[entry], *holding.back(), out);
  }
  return true;
}

void Because::add_facts_behind(const ReasonStep& step, const ReasonAtom& atom, std::string& out) {
  if (evaluator_.binds_more() || !atom.plain) {
    out += evaluator_.facts_behind(*step.expr);
    return;
  }
  const std::size_t before = out.size();
  const auto add = [&](std::string_view text) {
    if (text.empty()) return;
    if (out.size() > before) out += "; ";
    out += text;
  };
  for (const int number : atom.facts) {
    const FactText& fact = fact_text(number);
    if (!atom.asked_alone || fact.asked) add(fact.text);
  }
  add(atom.limits);
}

const Because::FactText& Because::fact_text(int number) {
  const auto place = static_cast<std::size_t>(number);
  const ReasonFact& fact = plan_->facts[place];
  const int entity = fact.owner == ReasonFact::Owner::kItem ? item_ : fact.owner == ReasonFact::Owner::kLeg ? leg_ : 0;
  FactText& out = texts_[place];
  if (out.entity == entity) return out;
  const Variable variable{entity, fact.fact, fact.member};
  out.entity = entity;
  out.asked = evaluator_.told(variable).asked;
  out.text = evaluator_.fact_text(variable);
  return out;
}

}  // namespace licet::rules
