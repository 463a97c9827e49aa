// What the plan's weigher keeps of a line that it has weighed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rules/eval/outcome.h"
#include "rules/eval/plan_state.h"
#include "rules/plan/plan.h"

namespace licet::rules {

// What the rule comes to where nothing lifts it.
inline Outcome full_of(const PlanRule& rule) {
  return rule.denies ? Outcome::kProhibited : Outcome::kLicenseRequired;
}

// What a rule came to for one choice of its elements; or, without a choice, unknowns that its lists met.
struct RuleNote {
  bool choice = false;
  Truth value = Truth::kUnknown;
  Truth lifted = Truth::kUnknown;
  bool asked = false;           // whether it is lifted was evaluated
  std::uint32_t met = 0;        // the first of its unknowns
  std::uint32_t met_count = 0;  // how many it has
  std::uint32_t of_rule = 0;    // how many of them the rule itself met; the others, its authorizations
};

// What a line comes to for the exporter, and against; and what some unknown requirement could give.
struct LineWeight {
  Outcome low = Outcome::kNotSubject;
  Outcome high = Outcome::kNotSubject;
  Reachable possible;

  // What cannot raise the outcome any more need not be asked.
  bool leaves_idle(const PlanRule& rule, Truth value) const { return value == Truth::kFalse || full_of(rule) <= low; }
  // Adds what a rule and the authorizations against it came to for one choice of its elements.
  void add(const PlanRule& rule, Truth value, Truth lifted) {
    const Outcome full = full_of(rule);
    if (value == Truth::kTrue) low = std::max(low, lifted == Truth::kFalse ? full : Outcome::kExceptionToConfirm);
    const Outcome most = lifted == Truth::kTrue ? Outcome::kExceptionToConfirm : full;
    high = std::max(high, most);
    possible.add(most);
    if (lifted != Truth::kFalse) possible.add(Outcome::kExceptionToConfirm);
  }
  // The same for all choices; false if something was not asked.
  bool add_all(const PlanRule& rule, std::span<const RuleNote> notes) {
    for (const RuleNote& note : notes) {
      if (!note.choice || leaves_idle(rule, note.value)) continue;
      if (!note.asked) return false;
      add(rule, note.value, note.lifted);
    }
    return true;
  }
};

// A line weighed on the facts as they are: what an assignment does not touch need not be evaluated again.
struct LineBase {
  bool ready = false;
  Truth subject = Truth::kTrue;
  std::vector<Met> subject_met;
  std::vector<RuleNote> notes;       // by rule of the plan; bindings that are false are left out
  std::vector<std::uint32_t> first;  // by rule, and one more: the first of its notes
  std::vector<Met> met_by_notes;
  RuleBits noted;  // rules with notes
  RuleBits idle;   // rules that were not asked, as they could not raise the outcome any more
  LineWeight weight;
  std::vector<Met> met;  // what counts for the line

  std::span<const RuleNote> of_rule(std::size_t rule) const {
    return std::span(notes).subspan(first[rule], first[rule + 1] - first[rule]);
  }
  // What the rule itself came to, if that is known of all its elements.
  std::optional<Truth> known(const PlanRule& rule, std::size_t place) const {
    if (has_rule(idle, place)) return std::nullopt;
    const std::span<const RuleNote> all = of_rule(place);
    const auto choice = std::find_if(all.begin(), all.end(), [](const RuleNote& note) { return note.choice; });
    if (choice == all.end()) return Truth::kFalse;
    return rule.per.empty() ? std::optional(choice->value) : std::nullopt;
  }
  std::span<const Met> met_by(const RuleNote& note) const {
    return std::span(met_by_notes).subspan(note.met, note.met_count);
  }
  // What is added from here on is of this rule; of those passed over there is nothing.
  void begin_rule(std::size_t rule) { first.resize(rule + 1, static_cast<std::uint32_t>(notes.size())); }
  void add(RuleNote note, std::span<const Met> unknowns) {
    note.met = static_cast<std::uint32_t>(met_by_notes.size());
    note.met_count = static_cast<std::uint32_t>(unknowns.size());
    met_by_notes.insert(met_by_notes.end(), unknowns.begin(), unknowns.end());
    notes.push_back(note);
  }
};

}  // namespace licet::rules
