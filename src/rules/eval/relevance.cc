// A fact matters if two completions that differ in it alone have different outcomes. Mostly one look at its cells shows
// that; where no cell decides anything alone, the other facts are split first and this one last.
#include "rules/eval/relevance.h"

#include <algorithm>
#include <set>

#include "base/text_util.h"
#include "rules/facts/derived_facts.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostAims = 12;  // guesses at a rule that hangs on one fact

}  // namespace

// Witnesses speak of one item of each kind; what they say of it they say of another one like it.
void Relevance::look_at(const Variable& variable) {
  if (of_.like == nullptr || !of_.like->any()) return;
  const std::optional<std::size_t> place = of_.like->place_of(variable.entity);
  const int owner = place || !is_named(variable) ? variable.entity : 0;
  if (looked_at_ == owner) return;
  looked_at_ = owner;
  lines_ = of_.like->apart({{variable, FactCell()}});
  lightest_.reset();
  std::set<std::size_t> items;
  for (const Line& line : lines_) items.insert(line.item);
  std::vector<Witness> known = search_.witnesses();
  for (Witness& one : known) {
    erase_if(one.facts, [&](const auto& fact) {
      const auto item = of_.like->place_of(fact.first.entity);
      return item && *item != of_.like->first_like(*item);
    });
    one.facts = of_.like->spread(one.facts, items);
  }
  search_.know(known);
}

Found Relevance::reach(const Assignment& fixed) {
  const std::size_t limit = limit_ / 10 + 1;
  return narrows(fixed) ? search_.reach_within(lines_, fixed, limit, of_.decision.outcomes)
                        : search_.reach(lines_, fixed, limit);
}

// Do these facts only narrow what is open, so that nothing can be reached that was not? A figure may open an entry
// that a stated code had settled; a fact may take an assumption away, or another one that follows from silence.
bool Relevance::narrows(const Assignment& fixed) const {
  return of_.decision.exact && std::all_of(fixed.begin(), fixed.end(), [this](const auto& one) {
           const Variable& variable = one.first;
           if (variable.fact < 0) return true;
           const FactDecl& fact = of_.law.schema().at(variable.fact);
           if ((fact.profile_may_set && of_.profile != nullptr) || !is_named(variable)) return false;
           if (of_.order.find(variable.entity, variable.fact, variable.member) != nullptr) return false;
           const int code = of_.law.schema().find("item.eccn");
           return fact.type != FactType::kNumber || of_.order.find(variable.entity, code) == nullptr;
         });
}

Assignment Relevance::replied(const Variable& variable, const Possible& possible) const {
  Assignment out = {{variable, possible}};
  if (variable.fact < 0 || !variable.member.empty() || possible.answer != Answer::kValue) return out;
  const FactSchema& schema = of_.law.schema();
  for (std::size_t id = 0; id < schema.facts().size(); ++id) {
    const int fact = static_cast<int>(id);
    const Derivation& derivation = schema.derivation(fact);
    const auto& sources = derivation.sources;
    if (std::find(sources.begin(), sources.end(), variable.fact) == sources.end()) continue;
    const auto says = [&](bool yes) {
      Possible said = everything_possible(schema.at(fact), of_.law.places());
      said.words = {yes ? "true" : "false"};
      out[Variable{variable.entity, fact, {}}] = said;
    };
    if (derivation.rule == DeriveRule::kUnstated) says(false);
    if (is_named(variable) && of_.order.find(variable.entity, fact) != nullptr) continue;
    if (derivation.rule == DeriveRule::kCopy) {
      out[Variable{variable.entity, fact, {}}] = possible;
    } else if (derivation.rule == DeriveRule::kAmong) {
      if (const auto left = of_.law.codes_of_kind(fact, possible)) out[Variable{variable.entity, fact, {}}] = *left;
    } else if (derivation.rule == DeriveRule::kImpliedBy || derivation.rule == DeriveRule::kDeniedBy) {
      says(derivation.rule == DeriveRule::kImpliedBy);
    } else if ((derivation.rule == DeriveRule::kRatio || derivation.rule == DeriveRule::kProduct) &&
               is_named(variable)) {
      add_computed(variable, possible, fact, derivation, out);
    }
  }
  if (const auto dividend = dividend_of(schema, of_.order, variable, possible.number)) {
    Possible figure = possible;
    figure.number = dividend->second;
    for (const auto& [further, cell] : replied(dividend->first, figure)) out.emplace(further, cell);
  }
  return out;
}

void Relevance::add_computed(const Variable& variable, const Possible& possible, int fact, const Derivation& derivation,
                             Assignment& out) const {
  const bool first = derivation.sources[0] == variable.fact;
  const Possible* other = of_.order.find(variable.entity, derivation.sources[first ? 1 : 0]);
  if (other == nullptr) return;
  const Interval& a = first ? possible.number : other->number;
  const Interval& b = first ? other->number : possible.number;
  Possible figure = possible;
  figure.number = derivation.rule == DeriveRule::kRatio ? divide(a, b) : multiply(a, b);
  if (!figure.number.is_empty()) out[Variable{variable.entity, fact, {}}] = figure;
}

// Do two completions that differ in this variable alone have different outcomes? Unknown past the limit.
Truth Relevance::matters(const Variable& variable, Assignment& fixed, std::size_t& weighings) {
  if (weighings++ > limit_ / 10) return Truth::kUnknown;
  const Levels bound = weigh(fixed, variable, 1);
  if (bound.low == bound.high || split_on(bound, variable) == nullptr) return Truth::kFalse;
  const auto other = std::find_if(bound.splits.begin(), bound.splits.end(),
                                  [&](const Split& split) { return split.variable != variable; });
  if (other == bound.splits.end()) {
    if (const auto apart = told_apart(*split_on(bound, variable), fixed)) return truth_of(*apart);
    const Found found = reach(fixed);
    if (found.reached.decided()) return Truth::kFalse;
    return found.exact ? Truth::kTrue : Truth::kUnknown;
  }
  Truth value = Truth::kFalse;
  const Restored restored(fixed, other->variable);
  for (const FactCell& cell : other->cells) {
    fixed[other->variable] = cell;
    value = either(value, matters(variable, fixed, weighings));
    if (value == Truth::kTrue) return value;
  }
  return value;
}

// Nothing else is open: do the cells of the fact lead apart? Nothing if one of them still leaves the outcome open, or
// contradicts a stated code.
std::optional<bool> Relevance::told_apart(const Split& split, Assignment& fixed) {
  const Restored restored(fixed, split.variable);
  std::set<Outcome> outcomes;
  for (const FactCell& cell : split.cells) {
    fixed[split.variable] = cell;
    const Levels bound = weigh(fixed, split.variable, 1);
    if (bound.low != bound.high) return std::nullopt;
    outcomes.insert(bound.low);
  }
  if (outcomes.size() < 2) return false;
  for (const FactCell& cell : split.cells) {
    fixed[split.variable] = cell;
    if (!search_.outcome_of(lines_, fixed)) return std::nullopt;
  }
  return true;
}

Levels Relevance::weigh(const Assignment& fixed, const Variable& variable, std::size_t others) {
  of_.weigher.want_splits(others);
  of_.weigher.want_split_of(&variable);
  Levels out = of_.weigher.levels(lines_, fixed);
  of_.weigher.want_splits(static_cast<std::size_t>(-1));
  of_.weigher.want_split_of(nullptr);
  return out;
}

Truth Relevance::matters(const Split& split) {
  if (turns(split)) return Truth::kTrue;
  Assignment fixed;
  std::size_t weighings = 0;
  return matters(split.variable, fixed, weighings);
}

// Does the fact alone turn the outcome in a way to fill in the facts that was found before, or in one where some rule
// that reads it is the only one against the exporter?
bool Relevance::turns(const Split& split) {
  for (const Witness& one : search_.witnesses()) {
    if (one.facts.contains(split.variable) && turns(split, one.facts)) return true;
  }
  if (!lightest_) {
    std::set<Variable> lifting;
    of_.weigher.guess(lines_, lightest_.emplace(), true, lifting);
  }
  std::size_t left = kMostAims;
  bool out = false;
  of_.weigher.aim(lines_, {}, *lightest_, of_.decision.outcomes, &split.variable, [&](Assignment& aimed) {
    out = turns(split, aimed);
    return out || --left == 0;
  });
  return out;
}

bool Relevance::turns(const Split& split, Assignment facts) {
  std::optional<Outcome> first;
  for (const FactCell& cell : split.cells) {
    facts[split.variable] = cell;
    const std::optional<Outcome> next = search_.outcome_of(lines_, facts);
    if (first && next && *first != *next) return true;
    if (next) first = next;
  }
  return false;
}

}  // namespace licet::rules
