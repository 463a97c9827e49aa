#include "rules/eval/plan_look.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace licet::rules {

namespace {

// May the newest text hold that a mark may put to sleep? All of its conditions are asked, as assumptions that they
// read are told.
bool may_be_printed(PlanState& state, const PlanRule& rule) {
  if (!rule.marked || rule.printed.empty()) return rule.marked;
  const std::size_t unnamed = state.unnamed_mark();
  const bool out = state.eval(rule.printed.front()) != Truth::kFalse;
  for (const int condition : std::span(rule.printed).subspan(1)) state.eval(condition);
  state.forget_unnamed_after(unnamed);
  return out;
}

// Those that are bound now.
void add_elements(const PlanState& state, LookedRule& looked) {
  const PlanRule& rule = *looked.planned;
  for (const auto& [list, reg] : rule.per) {
    looked.elements.push_back(state.register_of(reg));
    looked.about.push_back(state.entity(state.register_of(reg)).label);
  }
  looked.about.insert(looked.about.end(), rule.words.begin(), rule.words.end());
}

// `known`: what the rule itself comes to for all elements, if that is known.
void look_at_rule(PlanState& state, const PlanRule& rule, std::optional<Truth> known, LineLook& out) {
  state.each_binding(rule.per, [&](Truth member) {
    LookedRule looked{&rule, member, known ? *known : state.eval(rule.node), {}, {}};
    const bool binds = both(member, looked.value) != Truth::kFalse;
    if (!binds && !may_be_printed(state, rule)) return;
    add_elements(state, looked);
    if (binds) {
      for (const Decl* authorization : rule.authorizations) out.authorizations.try_emplace(authorization);
    }
    out.rules.push_back(std::move(looked));
  });
}

// Those awake, then those whose text sleeps in all versions of the day, in the law's order.
void look_at_rules(PlanState& state, const LineBase* base, LineLook& out) {
  for (std::size_t i = 0; i < state.plan().rules.size(); ++i) {
    const PlanRule& rule = state.plan().rules[i];
    // What was false for all elements when the line was weighed is so still.
    const std::optional<Truth> known = base == nullptr ? std::nullopt : base->known(rule, i);
    if (known != Truth::kFalse || rule.marked) look_at_rule(state, rule, known, out);
  }
  const std::size_t awake = out.rules.size();
  for (const PlanRule& rule : state.plan().asleep) look_at_rule(state, rule, Truth::kFalse, out);
  if (out.rules.size() == awake) return;
  const auto first = [](const LookedRule& a, const LookedRule& b) { return a.rule().qualified < b.rule().qualified; };
  std::inplace_merge(out.rules.begin(), out.rules.begin() + static_cast<std::ptrdiff_t>(awake), out.rules.end(), first);
}

// They are asked for the line, not for the elements of a rule.
void look_at_authorizations(PlanState& state, PlanState::KeptValues& kept,
                            const std::function<const Assignment&()>& unmade, LineLook& out) {
  bool closed = false;
  for (auto& [authorization, looked] : out.authorizations) {
    const PlanAuthorization& plan = state.plan().authorizations.at(authorization);
    looked.holds = state.eval(plan.node);
    looked.available = state.available(plan);
    looked.claimable = looked.available;
    closed = closed || looked.available == Truth::kFalse;
  }
  state.add_kept(kept);
  if (!closed) return;
  state.apply(unmade());
  state.bind_line(state.register_of(kLegRegister), state.register_of(kItemRegister));
  for (auto& [authorization, looked] : out.authorizations) {
    if (looked.available == Truth::kFalse)
      looked.claimable = state.available(state.plan().authorizations.at(authorization));
  }
  state.undo();
}

void look_at_note(PlanState& state, const PlanRule& note, bool possible_too, LineLook& out) {
  // Which assumptions it reads hangs on what the order comes to, or on all marks.
  if (note.reads_outcome || note.marked) {
    out.notes.push_back(LookedRule{&note, Truth::kUnknown, Truth::kUnknown, {}, {}});
    return;
  }
  state.each_binding(note.per, [&](Truth member) {
    const Truth value = state.eval(note.node);
    const Truth tells = both(member, value);
    if (tells == Truth::kFalse || (tells == Truth::kUnknown && !possible_too)) return;
    LookedRule& looked = out.notes.emplace_back(LookedRule{&note, member, value, {}, {}});
    add_elements(state, looked);
  });
}

}  // namespace

Assignment unmade_claims(const DayPlan& plan, const Law& law, const Case& order) {
  Assignment out;
  for (const SlotInfo& slot : plan.slots) {
    if (slot.fact < 0 || law.schema().at(slot.fact).role != FactRole::kClaim) continue;
    if (order.find(0, slot.fact, slot.member) != nullptr) continue;
    out.emplace(Variable{0, slot.fact, slot.member}, slot.anything);
  }
  return out;
}

void look_at_line(PlanState& state, const LineBase* base, PlanState::KeptValues& kept,
                  const std::function<const Assignment&()>& unmade, LineLook& out) {
  look_at_rules(state, base, out);
  for (const auto& [entry, node] : state.plan().entries) {
    if (state.eval(node) == Truth::kTrue) out.entries.push_back(entry);
  }
  look_at_authorizations(state, kept, unmade, out);
  // Which numbers unnamed elements get in a search does not hang on what is told.
  const std::size_t unnamed = state.unnamed_mark();
  for (const PlanRule& duty : state.plan().duties) look_at_note(state, duty, true, out);
  for (const PlanRule& finding : state.plan().findings) look_at_note(state, finding, false, out);
  state.forget_unnamed_after(unnamed);
}

}  // namespace licet::rules
