// The reference evaluator: what it says of how a condition came to its value.
#include "base/text_util.h"
#include "rules/eval/evaluator.h"
#include "rules/proof/reasons.h"

namespace licet::rules {

// Is there nothing to say of how it came to its value but the facts that it reads?
bool Evaluator::is_plain_atom(const Expr& condition) const {
  switch (condition.kind) {
    case ExprKind::kCompare:
    case ExprKind::kIn:
    case ExprKind::kHas:
      return true;
    case ExprKind::kKnown:
    case ExprKind::kUnknowable:
      return is_plain_atom(*condition.kids[0]);
    case ExprKind::kPath:
      return law_.schema().at(condition.fact).role != FactRole::kContent;
    default:
      return false;
  }
}

const Possible& Evaluator::told(const Variable& variable) {
  telling_ = true;
  const Possible& out = look_up(variable);
  telling_ = false;
  return out;
}

// The facts that an atom reads directly; a set fact once for each member asked about.
std::vector<Variable> Evaluator::variables_of(const Expr& atom) {
  std::vector<Variable> out;
  if (atom.kind == ExprKind::kHas) {
    for (std::string& member : members_of(*atom.kids[1])) {
      Variable variable = variable_of(*atom.kids[0]);
      variable.member = std::move(member);
      if (told(variable).asked) out.push_back(std::move(variable));
    }
    return out;
  }
  if (atom.kind == ExprKind::kPath) return {variable_of(atom)};
  if (atom.kind == ExprKind::kKnown) return variables_read(*atom.kids[0], true);
  const bool of_others = atom.kind == ExprKind::kSome || atom.kind == ExprKind::kEvery || atom.kind == ExprKind::kTotal;
  if (of_others || atom.kind == ExprKind::kName) return out;
  for (const ExprPtr& kid : atom.kids) {
    for (Variable& variable : variables_of(*kid)) out.push_back(std::move(variable));
  }
  return out;
}

// Those of what is asked whether it is known (or, with `want` false, whether the contrary is): up to the part that
// decides. What stands behind that was not read, and a profile may assume it.
std::vector<Variable> Evaluator::variables_read(const Expr& asked, bool want) {
  if (asked.kind == ExprKind::kNot) return variables_read(*asked.kids[0], !want);
  if (asked.kind != ExprKind::kAnd && asked.kind != ExprKind::kOr) return variables_of(asked);
  const Truth decides = truth_of((asked.kind == ExprKind::kOr) == want);
  std::vector<Variable> out;
  for (const ExprPtr& kid : asked.kids) {
    for (Variable& variable : variables_read(*kid, want)) out.push_back(std::move(variable));
    if (&kid == &asked.kids.back()) break;
    const std::size_t mark = split_mark();
    const Truth value = known(*kid, want);
    forget_splits_after(mark);
    if (value == decides) break;
  }
  return out;
}

bool Evaluator::add_limits(const Expr& atom, std::vector<std::string>& notes) {
  bool single = true;
  if (atom.kind == ExprKind::kName && atom.decl != nullptr && atom.decl->kind == DeclKind::kValue) {
    const Interval value = figure(atom);
    single = value.is_point();
    notes.push_back(concat(atom.text, " = ", to_string(value)));
  }
  for (const ExprPtr& kid : atom.kids) single = add_limits(*kid, notes) && single;
  return single;
}

// Entries that can prove a code of the set: those that belong to it, or, where it is known, those of them that hold.
std::vector<const Decl*> Evaluator::entries_behind(const Expr& test) {
  if (auto known = known_entries(test)) return std::move(*known);
  std::vector<const Decl*> out;
  const FactDecl& fact = law_.schema().at(test.kids[0]->fact);
  for (const Decl* entry : law_.all(DeclKind::kEntry)) {
    if (contains(*test.kids[1], fact, entry->name) == Truth::kTrue) out.push_back(entry);
  }
  return out;
}

bool Evaluator::tests_code(const Expr& atom) const {
  return atom.kind == ExprKind::kIn && atom.kids[0]->kind == ExprKind::kPath &&
         law_.schema().at(atom.kids[0]->fact).type == FactType::kCode;
}

// Notes the facts behind an atom; below a code that figures prove, the entry that holds.
void Evaluator::explain(const Expr& atom, Truth value, Trace& trace) {
  std::vector<const Decl*> met;
  if (value == Truth::kTrue && tests_code(atom)) {
    for (const Decl* entry : entries_behind(atom)) {
      Trace below;
      if (standing(*entry, &below).value != Truth::kTrue) continue;
      trace.kids.push_back(std::move(below));
      met.push_back(entry);
    }
  }
  trace.facts = facts_behind(atom);
  if (!trace.facts.empty()) trace.facts += entries_met(met);
  trace.atom = true;
}

std::string Evaluator::facts_behind(const Expr& atom) {
  std::vector<std::string> notes;
  for (const Variable& variable : variables_of(atom)) notes.push_back(fact_text(variable));
  if (atom.kind != ExprKind::kHas) add_limits(atom, notes);
  return notes.size() == 1 ? std::move(notes.front()) : joined(notes, "; ");
}

std::string Evaluator::fact_text(const Variable& variable) {
  const Possible& possible = told(variable);
  if (asks_known()) {
    if (const auto found = fact_texts_.find(variable); found != fact_texts_.end()) return found->second;
  }
  const bool open_code = possible.type == FactType::kCode && !possible.is_single();
  std::string out = concat(name_of(variable), open_code ? " is not stated" : concat(" = ", to_string(possible)));
  if (asks_known()) fact_texts_.emplace(variable, out);
  return out;
}

}  // namespace licet::rules
