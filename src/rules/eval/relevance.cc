// A fact matters if two completions that differ in it alone have different outcomes. Mostly one look at its cells shows
// that; where no cell decides anything alone, the other facts are split first and this one last.
#include "rules/eval/relevance.h"

#include <algorithm>
#include <set>

#include "base/text_util.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostAims = 12;  // guesses at a rule that hangs on one fact

}  // namespace

const Split* split_on(const Levels& levels, const Variable& variable) {
  for (const Split& split : levels.splits) {
    if (split.variable == variable) return &split;
  }
  return nullptr;
}

Found Relevance::reach(const Assignment& fixed) {
  const std::size_t limit = limit_ / 10 + 1;
  return narrows(fixed) ? search_.reach_within(lines_, fixed, limit, decision_.outcomes)
                        : search_.reach(lines_, fixed, limit);
}

// Do these facts only narrow what is open, so that nothing can be reached that was not? A figure may open an entry
// that a stated code had settled; a fact may take an assumption away, or another one that follows from silence.
bool Relevance::narrows(const Assignment& fixed) const {
  return decision_.exact && std::all_of(fixed.begin(), fixed.end(), [this](const auto& one) {
           const Variable& variable = one.first;
           if (variable.fact < 0) return true;
           const FactDecl& fact = law_.schema().at(variable.fact);
           if (fact.profile_may_set || !is_named(variable)) return false;
           if (order_.find(variable.entity, variable.fact, variable.member) != nullptr) return false;
           const int code = law_.schema().find("item.eccn");
           return fact.type != FactType::kNumber || order_.find(variable.entity, code) == nullptr;
         });
}

Assignment Relevance::replied(const Variable& variable, const Possible& possible) const {
  Assignment out = {{variable, possible}};
  if (variable.fact < 0 || !variable.member.empty() || possible.answer != Answer::kValue) return out;
  const std::string& name = law_.schema().at(variable.fact).name;
  for (std::size_t id = 0; id < law_.schema().facts().size(); ++id) {
    const int fact = static_cast<int>(id);
    const std::vector<std::string_view> words = split(law_.schema().at(fact).derived, ' ');
    const bool from_it = std::find(words.begin() + 1, words.end(), name) != words.end();
    const bool stated = is_named(variable) && order_.find(variable.entity, fact) != nullptr;
    if (from_it && words[0] == "unstated") {
      Possible said = everything_possible(law_.schema().at(fact), law_.places());
      said.words = {"false"};
      out[Variable{variable.entity, fact, {}}] = said;
    }
    if (!from_it || stated) continue;
    if (words[0] == "copy") {
      out[Variable{variable.entity, fact, {}}] = possible;
    } else if (words[0] == "among") {
      if (const auto left = law_.codes_of_kind(law_.schema().at(fact), possible))
        out[Variable{variable.entity, fact, {}}] = *left;
    } else if (words[0] == "implied_by" || words[0] == "denied_by") {
      Possible said = everything_possible(law_.schema().at(fact), law_.places());
      said.words = {words[0] == "implied_by" ? "true" : "false"};
      out[Variable{variable.entity, fact, {}}] = said;
    } else if ((words[0] == "ratio" || words[0] == "product") && is_named(variable)) {
      add_computed(variable, possible, fact, words, out);
    }
  }
  return out;
}

void Relevance::add_computed(const Variable& variable, const Possible& possible, int fact,
                             const std::vector<std::string_view>& words, Assignment& out) const {
  const bool first = words[1] == law_.schema().at(variable.fact).name;
  const Possible* other = order_.find(variable.entity, law_.schema().find(words[first ? 2 : 1]));
  if (other == nullptr) return;
  const Interval& a = first ? possible.number : other->number;
  const Interval& b = first ? other->number : possible.number;
  Possible figure = possible;
  figure.number = words[0] == "ratio" ? divide(a, b) : multiply(a, b);
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
  for (const Possible& cell : other->cells) {
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
  for (const Possible& cell : split.cells) {
    fixed[split.variable] = cell;
    const Levels bound = weigh(fixed, split.variable, 1);
    if (bound.low != bound.high) return std::nullopt;
    outcomes.insert(bound.low);
  }
  if (outcomes.size() < 2) return false;
  for (const Possible& cell : split.cells) {
    fixed[split.variable] = cell;
    if (!search_.outcome_of(lines_, fixed)) return std::nullopt;
  }
  return true;
}

Levels Relevance::weigh(const Assignment& fixed, const Variable& variable, std::size_t others) {
  weigher_.want_splits(others);
  weigher_.want_split_of(&variable);
  Levels out = weigher_.levels(lines_, fixed);
  weigher_.want_splits(static_cast<std::size_t>(-1));
  weigher_.want_split_of(nullptr);
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
  Assignment lightest;
  std::set<Variable> lifting;
  weigher_.guess(lines_, lightest, true, lifting);
  std::size_t left = kMostAims;
  bool out = false;
  weigher_.aim(lines_, {}, lightest, decision_.outcomes, &split.variable, [&](Assignment& aimed) {
    out = turns(split, aimed);
    return out || --left == 0;
  });
  return out;
}

bool Relevance::turns(const Split& split, Assignment facts) {
  std::optional<Outcome> first;
  for (const Possible& cell : split.cells) {
    facts[split.variable] = cell;
    const std::optional<Outcome> next = search_.outcome_of(lines_, facts);
    if (first && next && *first != *next) return true;
    if (next) first = next;
  }
  return false;
}

}  // namespace licet::rules
