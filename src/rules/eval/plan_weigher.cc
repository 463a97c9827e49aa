// Weighs orders with the plans of the legs' days. Must agree with the reference evaluator: agreement_test.cc.
#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <span>

#include "base/text_util.h"
#include "rules/eval/entry_weigher.h"
#include "rules/eval/like_lines.h"
#include "rules/eval/line_base.h"
#include "rules/eval/plan_look.h"
#include "rules/eval/plan_state.h"
#include "rules/eval/plan_values.h"
#include "rules/eval/reference_weigher.h"
#include "rules/eval/weighed_lines.h"

namespace licet::rules {

namespace {

class PlanWeigher final : public EntryWeigher {
 public:
  PlanWeigher(PlanStore& plans, const Case& order, Posture posture)
      : EntryWeigher(plans, order, posture), weighed_(order.legs.size() * order.items.size()) {}

  bool assume(const Decl* profile, const std::set<std::string>& off) override {
    as_they_are();
    off_ = off;
    expects_open_ = profile == nullptr;
    entries_stand_alone_ = true;
    std::map<Date, Bits> changed;
    for (auto& [day, state] : states_) {
      state->assume(profile, &off_, changed[day]);
      for (const Bits& reads : state->plan().entry_reads)
        entries_stand_alone_ = entries_stand_alone_ && reads.disjoint(changed[day]);
    }
    for (std::size_t leg = 0; leg < case_.legs.size(); ++leg) {
      const Date day = case_.leg_days[leg];
      for (std::size_t item = 0; item < case_.items.size(); ++item)
        states_.at(day)->drop_kept(changed.at(day), kept_of(Line{leg, item}));
    }
    // Without a profile no assumption is read, so that what none of the changed facts touches need not be asked again.
    earlier_.clear();
    if (profile == nullptr) earlier_.swap(bases_);
    changed_ = std::move(changed);
    bases_.clear();
    weighed_.clear();
    forget_fits();
    return true;
  }

  bool entries_stand_alone() const override { return entries_stand_alone_; }

  std::vector<std::string> words_of_items() const override {
    if (case_.items.size() <= few_items_) return {};
    std::vector<std::string> out(case_.items.size());
    for (const auto& [day, state] : states_) {
      if (state->plan().lists_lines) return {};
      join_words(rules::words_of_items(state->plan(), case_), out);
    }
    return out;
  }

  Levels levels(const std::vector<Line>& lines, const Assignment& assignment) override {
    make_bases(lines);
    start(assignment);
    Levels out;
    for (const Line& line : lines) {
      const auto [weight, met] = weigh(line, nullptr);
      merge(*states_.at(case_.leg_days[line.leg]), weight, *met, out);
      if (stops_at(out.low) && !assignment.empty()) break;
    }
    return out;
  }

  bool lean(const std::vector<Line>& lines, Assignment& assignment, bool for_exporter,
            std::set<Variable>& lifting) override {
    make_bases(lines);
    start(assignment);
    struct MetThere {
      Variable variable;
      PlanState* state;
      Met met;
    };
    std::vector<MetThere> all;
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      const auto [weight, met] = weigh(line, nullptr);
      if (weight.low == weight.high) continue;
      for (const Met& one : *met) all.push_back({state.variable_of(one), &state, one});
    }
    // The first one that gives a guess decides.
    std::stable_sort(all.begin(), all.end(),
                     [](const MetThere& a, const MetThere& b) { return a.variable < b.variable; });
    std::vector<Assignment::value_type> guesses;
    guesses.reserve(all.size());
    for (MetThere& one : all) {
      if (!guesses.empty() && guesses.back().first == one.variable) continue;
      if (one.state->is_code(one.met)) {
        // A single guessed code is not made closer again: `X.z.?` is no code that X can turn out to be.
        const auto guessed = assignment.find(one.variable);
        if (guessed != assignment.end() && one.state->is_one_word(guessed->second)) continue;
      }
      if (!one.state->requires_more(one.met)) lifting.insert(one.variable);
      if (auto cell = one.state->leaning_cell(one.met, for_exporter))
        guesses.emplace_back(std::move(one.variable), std::move(*cell));
    }
    return assignment.put(std::move(guesses));
  }

  void aim(const std::vector<Line>& lines, const Assignment& fixed, const Assignment& lightest,
           const Reachable& missing, const Variable* about, const Offer& offer) override {
    make_bases(lines);
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      const LineBase& base = base_of(line);
      if (base.weight.low == base.weight.high) continue;
      if (missing.has(Outcome::kNoLicenseRequired) && base.subject == Truth::kUnknown &&
          is_about(state, base.subject_met, about)) {
        Assignment aimed = lightest;
        against(state, base.subject_met, fixed, aimed);
        if (offer(aimed)) return;
      }
      for (std::size_t i = 0; i < state.plan().rules.size(); ++i) {
        const PlanRule& rule = state.plan().rules[i];
        const bool excepted = missing.has(Outcome::kExceptionToConfirm);
        const bool full = missing.has(full_of(rule));
        for (const RuleNote& note : base.of_rule(i)) {
          if (!note.choice || !note.asked) continue;
          for (const bool lifts : {false, true}) {
            // Held up by its authorizations, or against those too.
            if (lifts ? !full : !excepted || note.lifted == Truth::kFalse) continue;
            const std::span<const Met> met = lifts ? base.met_by(note) : base.met_by(note).first(note.of_rule);
            if (!is_about(state, met, about)) continue;
            Assignment aimed = lightest;
            for (const RuleNote& list : base.of_rule(i)) {
              if (!list.choice) against(state, base.met_by(list), fixed, aimed);
            }
            against(state, met, fixed, aimed);
            if (offer(aimed)) return;
          }
        }
      }
    }
  }

  bool come_to(const std::vector<Line>& lines, Outcome least) override {
    if (Weigher::come_to(lines, least)) return true;
    LineWeight weight;
    as_they_are();
    for (const Line& line : lines) {
      const LineBase* const earlier = earlier_of(line).base;
      if (earlier == nullptr || earlier->weight.low < least) continue;
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      state.bind_line(case_.legs[line.leg], case_.items[line.item]);
      state.use_kept(&kept_of(line));
      if (weigh_subject(state, LineBase(), nullptr) == Truth::kTrue)
        weight.low = std::max(weight.low, Outcome::kNoLicenseRequired);
      for (std::size_t i = 0; i < state.plan().rules.size() && weight.low < least; ++i) {
        const auto held = [](const RuleNote& note) { return note.choice && note.value == Truth::kTrue; };
        const std::span<const RuleNote> notes = earlier->of_rule(i);
        if (std::any_of(notes.begin(), notes.end(), held))
          weigh_rule(state, state.plan().rules[i], true, weight, nullptr);
      }
      state.use_kept(nullptr);
      state.add_kept(kept_of(line));
      if (weight.low >= least) return true;
    }
    return false;
  }

  void aim_at_prohibition(const std::vector<Line>& lines, const Offer& offer) override {
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      std::vector<std::pair<const Decl*, Assignment>> aims;
      as_they_are();
      state.bind_line(case_.legs[line.leg], case_.items[line.item]);
      state.use_kept(&kept_of(line));
      state.rules_left(state.plan().free_guards, ItemAnswers::kOfRules, rules_left_);
      for (std::size_t i = 0; i < state.plan().rules.size(); ++i) {
        const PlanRule& rule = state.plan().rules[i];
        if (!rule.denies || !has_rule(rules_left_, i)) continue;
        state.each_binding(rule.per, [&](Truth member) {
          const bool may_hold = state.for_choice(member, state.eval(rule.node)) != Truth::kFalse;
          Assignment aimed;
          if (!may_hold) return;
          against(state, state.met(), {}, aimed);
          aims.emplace_back(rule.rule, std::move(aimed));
        });
        state.forget_met_after(0);
      }
      state.use_kept(nullptr);
      state.add_kept(kept_of(line));
      for (auto& [rule, aimed] : aims) {
        if (first_to_hold(line, aimed, {rule}) == rule && offer(aimed)) return;
      }
    }
  }

  bool stays_decided(const std::set<AssumptionUse>& uses) const override {
    return entries_stand_alone_ && std::all_of(states_.begin(), states_.end(), [&](const auto& one) {
             return std::all_of(uses.begin(), uses.end(),
                                [&](const AssumptionUse& use) { return one.second->may_be_stated(use.variable); });
           });
  }

  bool look(const Line& line, LineLook& out) override {
    as_they_are();
    const Date day = case_.leg_days[line.leg];
    PlanState& state = *states_.at(day);
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    state.use_kept(&kept_of(line));
    const LineBase* const base = bases_.empty() || !base_of(line).ready ? nullptr : &base_of(line);
    const auto unmade = [&]() -> const Assignment& {
      const auto [claims, added] = unmade_claims_.try_emplace(day);
      if (added) claims->second = unmade_claims(state.plan(), law_, case_);
      return claims->second;
    };
    look_at_line(state, base, kept_of(line), unmade, out);
    state.use_kept(nullptr);
    return true;
  }

  const Decl* first_to_hold(const Line& line, const Assignment& assignment,
                            const std::vector<const Decl*>& rules) override {
    start(assignment);
    PlanState& state = *states_.at(case_.leg_days[line.leg]);
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    state.use_kept(&kept_of(line));
    const auto& all = state.plan().rules;
    const auto is = [](const Decl* rule) { return [rule](const PlanRule& one) { return one.rule == rule; }; };
    const Decl* found = nullptr;
    auto from = all.begin();  // both stand in the law's order
    for (std::size_t i = 0; i < rules.size() && found == nullptr; ++i) {
      const auto first = std::find_if(from, all.end(), is(rules[i]));
      if (first != all.end()) from = first;
      for (auto one = first; one != all.end() && one->rule == rules[i]; ++one) {
        state.each_binding(one->per, [&](Truth member) {
          if (found == nullptr && both(member, state.eval(one->node)) == Truth::kTrue) found = one->rule;
        });
      }
    }
    state.use_kept(nullptr);
    return found;
  }

  std::unique_ptr<KnownValues> known_of(const Line& line) override {
    as_they_are();
    PlanState& state = *states_.at(case_.leg_days[line.leg]);
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    return std::make_unique<PlanValues>(state, kept_of(line));
  }

  bool findings(const std::vector<Line>& lines, std::set<std::string>& off) override {
    as_they_are();
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      state.bind_line(case_.legs[line.leg], case_.items[line.item]);
      state.use_kept(&kept_of(line));
      state.rules_left(state.plan().finding_guards, ItemAnswers::kOfFindings, rules_left_);
      for (std::size_t i = 0; i < state.plan().findings.size(); ++i) {
        const PlanRule& finding = state.plan().findings[i];
        if (!has_rule(rules_left_, i)) continue;
        state.each_binding(finding.per, [&](Truth member) {
          if (both(member, state.eval(finding.node)) != Truth::kTrue) return;
          off.insert(finding.rule->refs.begin(), finding.rule->refs.end());
        });
      }
      state.use_kept(nullptr);
      state.add_kept(kept_of(line));
    }
    return true;
  }

 private:
  // What an assignment does not touch need not be weighed again; most orders are decided without any.
  void make_bases(const std::vector<Line>& lines) {
    if (bases_.empty()) bases_.resize(case_.legs.size() * case_.items.size());
    if (std::all_of(lines.begin(), lines.end(), [this](const Line& line) { return base_of(line).ready; })) return;
    as_they_are();
    for (auto& [day, state] : states_) state->give(nullptr);
    false_leg_.reset();
    for (const Line& line : lines) {
      if (!base_of(line).ready) weigh(line, &base_of(line));
    }
  }

  static bool is_about(const PlanState& state, std::span<const Met> met, const Variable* about) {
    return about == nullptr ||
           std::any_of(met.begin(), met.end(), [&](const Met& one) { return state.is(one, *about); });
  }

  // Adds to `aimed` what speaks against the exporter of the unknowns that were met on the facts as they are.
  static void against(PlanState& state, std::span<const Met> met, const Assignment& fixed, Assignment& aimed) {
    for (const Met& one : met) {
      const Variable variable = state.variable_of(one);
      if (fixed.contains(variable)) continue;
      if (auto cell = state.leaning_as_stated(one, false)) aimed[variable] = std::move(*cell);
      if (auto there = state.there_is(one.entity); there && !fixed.contains(there->first))
        aimed[there->first] = std::move(there->second);
    }
  }

  // Nothing is heavier, so the rest need not be asked; under a profile it is, for the assumptions that it reads.
  bool stops_at(Outcome low) const { return expects_open_ && low == Outcome::kProhibited; }

  LineBase& base_of(const Line& line) { return bases_[place_of(line)]; }

  // Weighs a line, with the unknowns that count for it; `record` is filled if it is not nullptr.
  std::pair<LineWeight, const std::vector<Met>*> weigh(const Line& line, LineBase* record) {
    static const LineBase kNone;
    PlanState& state = *states_.at(case_.leg_days[line.leg]);
    const LineBase& base = bases_.empty() ? kNone : base_of(line);
    state.name_line(case_.legs[line.leg], case_.items[line.item]);
    if (base.ready && !state.is_assigned()) return {base.weight, &base.met};
    WeighedLines::Weighed* weighed = nullptr;
    if (record == nullptr && base.ready) {
      const auto [there, added] = weighed_.find(place_of(line), state.key_of_line());
      if (!added) return {there->weight, &there->met};
      weighed = there;
    }
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    state.use_kept(&kept_of(line));
    const Truth subject = weigh_subject(state, base, record);
    LineWeight weight;
    weight.low = subject == Truth::kTrue ? Outcome::kNoLicenseRequired : Outcome::kNotSubject;
    weight.high = subject == Truth::kFalse ? Outcome::kNotSubject : Outcome::kNoLicenseRequired;
    weight.possible.add(weight.low);
    weight.possible.add(weight.high);
    weigh_rules(state, base, record == nullptr ? Earlier() : earlier_of(line), weight, record, line.leg);
    state.use_kept(nullptr);
    if (!state.is_assigned() && given_ == nullptr) state.add_kept(kept_of(line));
    if (record != nullptr) {
      record->begin_rule(state.plan().rules.size());
      record->ready = true;
      record->weight = weight;
      record->met = state.line_met();
    }
    if (weighed != nullptr) *weighed = {weight, state.line_met()};
    return {weight, &state.line_met()};
  }

  void merge(PlanState& state, const LineWeight& weight, const std::vector<Met>& line_met, Levels& levels) const {
    std::vector<Split> splits;
    if (weight.low < weight.high) {
      const bool has_wanted = wanted_ != nullptr && split_on(levels, *wanted_) != nullptr;
      std::size_t others = levels.splits.size() - (has_wanted ? 1U : 0U);
      for (const Met& met : line_met) {
        if (whose_ != Whose::kAll && (whose_ == Whose::kNamed) != state.is_named(met.entity)) continue;
        if (among_ != nullptr && !is_among(state, met, *among_)) continue;
        const bool wanted = wanted_ != nullptr && state.is(met, *wanted_);
        if (!wanted && others >= most_splits_) {
          if (wanted_ == nullptr || has_wanted) break;
          continue;
        }
        Split split = state.split_of(met);
        if (split.cells.size() < 2) continue;
        splits.push_back(std::move(split));
        others += wanted ? 0U : 1U;
      }
    }
    merge_line(levels, weight.low, weight.high, weight.possible, splits);
  }

  static bool is_among(const PlanState& state, const Met& met, const Assignment& facts) {
    return std::any_of(facts.begin(), facts.end(), [&](const auto& one) { return state.is(met, one.first); });
  }

  Truth weigh_subject(PlanState& state, const LineBase& base, LineBase* record) {
    if (state.plan().subject < 0) return Truth::kTrue;
    const bool touched = state.touches(state.plan().subject_reads);
    const bool stays = state.narrows() && base.subject != Truth::kUnknown;
    if (base.ready && (stays || !touched)) {
      if (!touched) state.keep_met(base.subject_met);
      return base.subject;
    }
    const Truth value = state.eval(state.plan().subject);
    if (record != nullptr) {
      record->subject = value;
      record->subject_met = state.met();
    }
    state.keep_met(state.met());
    state.forget_met_after(0);
    return value;
  }

  // The rule as it was weighed on the facts as they are. False, and nothing is done, if something was not asked then.
  static bool again(PlanState& state, const PlanRule& rule, const LineBase& base, std::size_t place,
                    LineWeight& weight) {
    const std::span<const RuleNote> notes = base.of_rule(place);
    LineWeight after = weight;
    if (!after.add_all(rule, notes)) return false;
    for (const RuleNote& note : notes) {
      if (note.choice && weight.leaves_idle(rule, note.value)) continue;
      state.keep_met(base.met_by(note));
      if (note.choice) weight.add(rule, note.value, note.lifted);
    }
    return true;
  }

  // A line as it was weighed under the assumptions before, and what they changed.
  struct Earlier {
    const LineBase* base = nullptr;
    const Bits* changed = nullptr;
  };
  Earlier earlier_of(const Line& line) const {
    if (earlier_.empty() || !earlier_[place_of(line)].ready) return {};
    return {&earlier_[place_of(line)], &changed_.at(case_.leg_days[line.leg])};
  }

  // The rule as it was weighed under other assumptions, if it reads none of them. False, and nothing is done, if that
  // is not known, or something was not asked then.
  static bool weigh_as_earlier(PlanState& state, std::size_t place, const Earlier& earlier, LineWeight& weight,
                               LineBase& record) {
    const PlanRule& rule = state.plan().rules[place];
    if (earlier.base == nullptr || has_rule(earlier.base->idle, place) || !rule.reads.disjoint(*earlier.changed))
      return false;
    LineWeight after = weight;
    if (!after.add_all(rule, earlier.base->of_rule(place))) return false;
    for (RuleNote note : earlier.base->of_rule(place)) {
      const std::span<const Met> met = earlier.base->met_by(note);
      if (note.choice && weight.leaves_idle(rule, note.value)) {
        note.asked = false;
        note.lifted = Truth::kFalse;
        record.add(note, met.first(note.of_rule));
        continue;
      }
      if (note.choice) weight.add(rule, note.value, note.lifted);
      state.keep_met(met);
      record.add(note, met);
    }
    return true;
  }

  void weigh_rules(PlanState& state, const LineBase& base, const Earlier& earlier, LineWeight& weight, LineBase* record,
                   std::size_t leg) {
    const RuleGuards& guards = guards_of(state.plan());
    state.rules_left(guards, ItemAnswers::kOfRules, rules_left_);
    if (record != nullptr) {
      if (leg != false_leg_) {
        false_leg_ = leg;
        false_for_leg_.assign(guards.words, 0);
      }
      record->noted.assign(guards.words, 0);
      record->idle.assign(guards.words, 0);
    }
    for (std::size_t word = 0; word < guards.words; ++word) {
      const std::size_t first = word * 64;
      std::uint64_t bits = rules_left_[word] | guards.lists[word];
      if (record != nullptr) bits &= ~false_for_leg_[word];
      // A rule that holds for no choice of its elements does not come to hold where facts are only narrowed.
      if (base.ready && state.narrows()) bits &= base.noted[word];
      if (word + 1 == guards.words && state.plan().rules.size() % 64 != 0)
        bits &= (std::uint64_t{1} << (state.plan().rules.size() % 64)) - 1;
      while (bits != 0) {
        const auto place = static_cast<std::size_t>(std::countr_zero(bits));
        bits &= bits - 1;
        weigh_rule(state, first + place, base, earlier, weight, record);
        if (record == nullptr && stops_at(weight.low)) return;
      }
    }
  }

  // Without a profile nothing is assumed.
  const RuleGuards& guards_of(const DayPlan& plan) const {
    return wants_traces_ && !expects_open_ ? plan.guards : plan.free_guards;
  }

  // Rules that leave no trace where they are asked, and that cannot raise the outcome any more.
  static bool is_idle(const RuleGuards& guards, std::size_t rule, Outcome low) {
    return (low >= Outcome::kLicenseRequired && has_rule(guards.to_license, rule)) ||
           (low >= Outcome::kProhibited && has_rule(guards.to_denial, rule));
  }

  void weigh_rule(PlanState& state, std::size_t place, const LineBase& base, const Earlier& earlier, LineWeight& weight,
                  LineBase* record) {
    const PlanRule& rule = state.plan().rules[place];
    const RuleGuards& guards = guards_of(state.plan());
    const bool idle = is_idle(guards, place, weight.low);
    if (record != nullptr && idle) add_rule(record->idle, place);
    if (idle && !has_rule(guards.lists, place)) return;
    const bool as_noted = base.ready && (state.narrows() || !has_rule(base.idle, place)) && !state.touches(rule.reads);
    if (as_noted && again(state, rule, base, place, weight)) return;
    if (record != nullptr) record->begin_rule(place);
    const std::size_t notes = record == nullptr ? 0 : record->notes.size();
    const bool may_hold = !idle && has_rule(rules_left_, place);
    bool of_items = true;
    if (record == nullptr || idle || !weigh_as_earlier(state, place, earlier, weight, *record))
      of_items = weigh_rule(state, rule, may_hold, weight, record);
    if (record == nullptr) return;
    if (record->notes.size() > notes) {
      add_rule(record->noted, place);
    } else if (!of_items) {
      add_rule(false_for_leg_, place);
    }
  }

  // `may_hold`: else only its lists are asked. False if it is known to be false for all items of the leg.
  bool weigh_rule(PlanState& state, const PlanRule& rule, bool may_hold, LineWeight& weight, LineBase* record) {
    bool any_of_items = !may_hold || !rule.for_all_items;
    // Unknowns that the lists of the rule met count whatever the rule says.
    const auto lists_done = [&] {
      if (state.met().empty()) return;
      if (record != nullptr) record->add(RuleNote(), state.met());
      state.keep_met(state.met());
      state.forget_met_after(0);
    };
    state.each_binding(rule.per, [&](Truth member) {
      lists_done();
      if (!may_hold) return;
      RuleNote note;
      note.choice = true;
      bool of_items = true;
      note.value = state.for_choice(member, state.eval_rule(rule.node, of_items));
      any_of_items = any_of_items || of_items;
      note.lifted = Truth::kFalse;
      note.of_rule = static_cast<std::uint32_t>(state.met().size());
      const bool counts = !weight.leaves_idle(rule, note.value);
      if (counts) {
        note.asked = true;
        note.lifted = rule.denies ? Truth::kFalse : overcome(state, rule);
        weight.add(rule, note.value, note.lifted);
        state.keep_met(state.met());
      }
      if (record != nullptr && note.value != Truth::kFalse) record->add(note, state.met());
      state.forget_met_after(0);
    });
    lists_done();
    return any_of_items;
  }

  static Truth overcome(PlanState& state, const PlanRule& rule) {
    const std::size_t mark = state.met_mark();
    Truth value = Truth::kFalse;
    for (const PlanAuthorization& plan : rule.lifts) {
      value = either(value, state.available(plan));
      if (value == Truth::kTrue) break;
    }
    return state.decided(value, mark);
  }

  std::set<std::string> off_;
  bool expects_open_ = false;        // most orders are, without assumptions
  bool entries_stand_alone_ = true;  // no assumption can change what an entry says
  std::vector<LineBase> bases_;      // by leg and item
  std::vector<LineBase> earlier_;    // those of the assumptions before
  std::map<Date, Bits> changed_;     // slots that the assumptions taken on last changed
  std::map<Date, Assignment> unmade_claims_;
  WeighedLines weighed_;
  RuleBits rules_left_;
  // Rules that are false for all items of the leg whose lines are weighed.
  RuleBits false_for_leg_;
  std::optional<std::size_t> false_leg_;
};

}  // namespace

std::unique_ptr<Weigher> make_plan_weigher(PlanStore& plans, const Case& order, const Decl* profile, Posture posture,
                                           const std::set<std::string>& switched_off) {
  auto weigher = std::make_unique<PlanWeigher>(plans, order, posture);
  if (profile != nullptr) weigher->assume(profile, switched_off);
  return weigher;
}

}  // namespace licet::rules
