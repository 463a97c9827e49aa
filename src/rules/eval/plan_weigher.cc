// Weighs orders with the plans of the legs' days. Must agree with the reference evaluator: agreement_test.cc.
#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "base/text_util.h"
#include "rules/eval/plan_state.h"
#include "rules/eval/plan_values.h"
#include "rules/eval/reference_weigher.h"

namespace licet::rules {

namespace {

class PlanWeigher final : public Weigher {
 public:
  PlanWeigher(PlanStore& plans, const Case& order, Posture posture)
      : law_(plans.law()), case_(order), kept_(order.legs.size() * order.items.size()) {
    for (const Date day : order.leg_days) {
      if (states_.contains(day)) continue;
      states_.emplace(day,
                      std::make_unique<PlanState>(plans.on(day, posture), cuts_of(plans, day, posture), law_, order));
    }
  }

  bool assume(const Decl* profile, const std::set<std::string>& off) override {
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
    bases_.clear();
    weighed_.clear();
    settled_ = Truth::kUnknown;
    return true;
  }

  bool entries_stand_alone() const override { return entries_stand_alone_; }

  Levels levels(const std::vector<Line>& lines, const Assignment& assignment) override {
    if (!assignment.empty() || expects_open_) make_bases(lines);
    start(assignment);
    Levels out;
    for (const Line& line : lines) {
      const auto [weight, met] = weigh(line, nullptr);
      merge(*states_.at(case_.leg_days[line.leg]), weight, *met, out);
      if (stops_at(out.low) && !assignment.empty()) break;
    }
    finish();
    return out;
  }

  Truth contradicts(const std::vector<Line>& lines, const Assignment& assignment, std::size_t most,
                    std::vector<Split>& splits) override {
    if (!find_settled()) return Truth::kFalse;
    start(assignment);
    Truth value = Truth::kFalse;
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      const int item = case_.items[line.item];
      state.bind_line(case_.legs[line.leg], item);
      state.use_kept(&kept_of(line));
      value = either(value, state.contradiction(item));
      for (const int component : case_.entity(item).components) value = either(value, state.contradiction(component));
      for (const Met& met : state.met()) {
        if (value == Truth::kTrue || splits.size() >= most) break;
        const Variable variable = state.variable_of(met);
        const bool again =
            std::any_of(splits.begin(), splits.end(), [&](const Split& one) { return one.variable == variable; });
        if (again) continue;
        Split split = state.split_of(met);
        if (split.cells.size() > 1) splits.push_back(std::move(split));
      }
      state.use_kept(nullptr);
    }
    finish();
    return value;
  }

  bool lean(const std::vector<Line>& lines, Assignment& assignment, bool for_exporter,
            std::set<Variable>& lifting) override {
    make_bases(lines);
    start(assignment);
    Assignment guesses;
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      const auto [weight, met] = weigh(line, nullptr);
      if (weight.low == weight.high) continue;
      for (const Met& one : *met) {
        const Variable variable = state.variable_of(one);
        if (guesses.contains(variable)) continue;
        if (state.is_code(one)) {
          // A single guessed code is not made closer again: `X.z.?` is no code that X can turn out to be.
          const auto guessed = assignment.find(variable);
          if (guessed != assignment.end() && state.is_one_word(guessed->second)) continue;
        }
        if (!state.requires_more(one)) lifting.insert(variable);
        if (auto cell = state.leaning_cell(one, for_exporter)) guesses.emplace(variable, std::move(*cell));
      }
    }
    finish();
    bool changed = false;
    for (auto& [variable, cell] : guesses) {
      const auto [place, added] = assignment.emplace(variable, cell);
      changed = changed || added || !place->second.is_same(cell);
      place->second = std::move(cell);
    }
    return changed;
  }

  void aim(const std::vector<Line>& lines, const Assignment& fixed, const Assignment& lightest,
           const Reachable& missing, const Variable* about, const Offer& offer) override {
    make_bases(lines);
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      const Base& base = base_of(line);
      if (base.weight.low == base.weight.high) continue;
      if (missing.has(Outcome::kNoLicenseRequired) && base.subject == Truth::kUnknown) {
        Assignment aimed = lightest;
        if (against(state, base.subject_met, base.subject_met.size(), fixed, aimed, about) && offer(aimed)) return;
      }
      for (std::size_t i = 0; i < base.rules.size(); ++i) {
        const PlanRule& rule = state.plan().rules[i];
        const bool excepted = missing.has(Outcome::kExceptionToConfirm);
        const bool full = missing.has(full_of(rule));
        for (const Note& note : base.rules[i]) {
          if (!note.choice || !note.asked) continue;
          for (const bool lifts : {false, true}) {
            // Held up by its authorizations, or against those too.
            if (lifts ? !full : !excepted || note.lifted == Truth::kFalse) continue;
            Assignment aimed = lightest;
            for (const Note& list : base.rules[i]) {
              if (!list.choice) against(state, list.met, list.met.size(), fixed, aimed, nullptr);
            }
            const std::size_t end = lifts ? note.met.size() : note.of_rule;
            if (against(state, note.met, end, fixed, aimed, about) && offer(aimed)) return;
          }
        }
      }
    }
  }

  bool still_fits(const std::vector<Line>& lines, const Assignment& fit, const Assignment& assignment) override {
    if (!find_settled()) return true;
    start(assignment);
    for (auto& [day, state] : states_) state->apply(fit, &assignment);
    bool out = true;
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      const int item = case_.items[line.item];
      state.bind_line(case_.legs[line.leg], item);
      state.use_kept(&kept_of(line));
      const Bits beside = state.slots_of(assignment);
      out = out && !state.contradicts_beside(item, beside);
      for (const int component : case_.entity(item).components)
        out = out && !state.contradicts_beside(component, beside);
      state.use_kept(nullptr);
      if (!out) break;
    }
    finish();
    return out;
  }

  void given(const Assignment* facts) override {
    for (auto& [day, state] : states_) state->give(nullptr);  // other facts may stand at the same address
    if (facts != nullptr || given_ != nullptr) {
      weighed_.clear();
      settled_ = Truth::kUnknown;
    }
    given_ = facts;
  }

  std::string name_of(const Variable& variable) const override {
    if (variable.fact == kMarkFact) return concat("law.", variable.member);
    if (variable.fact == kLetterFact) return "order.exporter";
    const std::string& name = law_.schema().at(variable.fact).name;
    const Entity& owner = entity(variable.entity);
    const std::string member = variable.member.empty() ? "" : concat(" has ", variable.member);
    const bool several =
        owner.kind == EntityKind::kParty || owner.kind == EntityKind::kItem || owner.kind == EntityKind::kFacility;
    return concat(name, member, several && !owner.label.empty() ? concat(" (", owner.label, ")") : "");
  }

  const Entity& entity(int id) const override { return states_.begin()->second->entity(id); }

  // Reads what may bind the line off the plan, so that a report need not ask every rule.
  bool look(const Line& line, LineLook& out) override {
    PlanState& state = *states_.at(case_.leg_days[line.leg]);
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    state.use_kept(&kept_of(line));
    for (const PlanRule& rule : state.plan().rules) {
      for_each_binding(state, rule, 0, Truth::kTrue, [&](Truth member) {
        LookedRule looked{rule.rule, state.eval(rule.node), {}};
        if (both(member, looked.value) == Truth::kFalse) return;
        for (const auto& [list, reg] : rule.per) looked.about.push_back(state.entity(state.register_of(reg)).label);
        looked.about.insert(looked.about.end(), rule.words.begin(), rule.words.end());
        for (const Decl* authorization : rule.authorizations) out.authorizations.try_emplace(authorization);
        out.rules.push_back(std::move(looked));
      });
    }
    for (const auto& [entry, node] : state.plan().entries) {
      if (state.eval(node) == Truth::kTrue) out.entries.push_back(entry);
    }
    look_at_authorizations(state, line, out);
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
        for_each_binding(state, *one, 0, Truth::kTrue, [&](Truth member) {
          if (found == nullptr && both(member, state.eval(one->node)) == Truth::kTrue) found = one->rule;
        });
      }
    }
    state.use_kept(nullptr);
    finish();
    return found;
  }

  std::unique_ptr<KnownValues> known_of(const Line& line) override {
    PlanState& state = *states_.at(case_.leg_days[line.leg]);
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    return std::make_unique<PlanValues>(state, kept_of(line));
  }

  bool findings(const std::vector<Line>& lines, std::set<std::string>& off) override {
    for (const Line& line : lines) {
      PlanState& state = *states_.at(case_.leg_days[line.leg]);
      state.bind_line(case_.legs[line.leg], case_.items[line.item]);
      state.use_kept(&kept_of(line));
      for (const PlanRule& finding : state.plan().findings) {
        for_each_binding(state, finding, 0, Truth::kTrue, [&](Truth member) {
          if (both(member, state.eval(finding.node)) != Truth::kTrue) return;
          off.insert(finding.rule->refs.begin(), finding.rule->refs.end());
        });
      }
      state.use_kept(nullptr);
      state.add_kept(kept_of(line));
    }
    return true;
  }

  std::set<AssumptionUse> assumptions_used() const override {
    std::set<AssumptionUse> out;
    for (const auto& [day, state] : states_) out.insert(state->used().begin(), state->used().end());
    return out;
  }

 private:
  struct Weight {
    Outcome low = Outcome::kNotSubject;
    Outcome high = Outcome::kNotSubject;
    Reachable possible;
  };
  // What a rule came to for one choice of its elements; or, without a choice, unknowns that its lists met.
  struct Note {
    bool choice = false;
    Truth value = Truth::kUnknown;
    Truth lifted = Truth::kUnknown;
    bool asked = false;  // whether it is lifted was evaluated
    std::vector<Met> met;
    std::size_t of_rule = 0;  // how many of them the rule itself met; the others, its authorizations
  };
  // A line weighed on the facts as they are: what an assignment does not touch need not be evaluated again.
  struct Base {
    bool ready = false;
    Truth subject = Truth::kTrue;
    std::vector<Met> subject_met;
    std::vector<std::vector<Note>> rules;  // by rule of the plan; bindings that are false are left out
    Weight weight;
    std::vector<Met> met;  // what counts for the line
  };

  // A line as it was weighed under an assignment: leg, item, and the cells that are fixed for it.
  using WeighedKey = std::tuple<int, int, std::vector<PlanState::Fix>>;
  struct WeighedHash {
    std::size_t operator()(const WeighedKey& key) const {
      std::size_t out = static_cast<std::size_t>(std::get<0>(key) * 1000 + std::get<1>(key));
      for (const PlanState::Fix& fix : std::get<2>(key))
        out = (out ^ std::hash<const void*>()(fix.cell) ^ fix.place) * 0x9e3779b97f4a7c15ULL;
      return out;
    }
  };
  struct Weighed {
    Weight weight;
    std::vector<Met> met;
  };
  static constexpr std::size_t kMostWeighed = 4'096;

  // What an assignment does not touch need not be weighed again; most orders are decided without any.
  void make_bases(const std::vector<Line>& lines) {
    if (bases_.empty()) bases_.resize(case_.legs.size() * case_.items.size());
    if (std::all_of(lines.begin(), lines.end(), [this](const Line& line) { return base_of(line).ready; })) return;
    for (auto& [day, state] : states_) state->give(nullptr);
    for (const Line& line : lines) {
      if (!base_of(line).ready) weigh(line, &base_of(line));
    }
  }

  // Adds to `aimed` what speaks against the exporter of the first `end` unknowns that were met. False if `about` is
  // none of them.
  static bool against(PlanState& state, const std::vector<Met>& met, std::size_t end, const Assignment& fixed,
                      Assignment& aimed, const Variable* about) {
    bool met_it = about == nullptr;
    for (std::size_t i = 0; i < end; ++i) met_it = met_it || state.is(met[i], *about);
    if (!met_it) return false;
    for (std::size_t i = 0; i < end; ++i) {
      Variable variable = state.variable_of(met[i]);
      if (fixed.contains(variable)) continue;
      if (auto cell = state.leaning_cell(met[i], false)) aimed[std::move(variable)] = std::move(*cell);
    }
    return true;
  }

  // False if no entry is open that a stated code settled. Facts that count as stated hang on the assignment.
  bool find_settled() {
    if (given_ != nullptr) return true;
    if (settled_ == Truth::kUnknown) {
      settled_ = Truth::kFalse;
      for (auto& [day, state] : states_) {
        state->give(nullptr);
        for (std::size_t item = 0; item < case_.items.size(); ++item) find_settled(*state, Line{leg_on(day), item});
      }
    }
    return settled_ == Truth::kTrue;
  }

  void find_settled(PlanState& state, const Line& line) {
    const int item = case_.items[line.item];
    state.bind_line(case_.legs[line.leg], item);
    state.use_kept(&kept_of(line));
    if (state.find_settled(item)) settled_ = Truth::kTrue;
    for (const int component : case_.entity(item).components) {
      if (state.find_settled(component)) settled_ = Truth::kTrue;
    }
    state.use_kept(nullptr);
    state.add_kept(kept_of(line));
  }

  // The first one that day.
  std::size_t leg_on(Date day) const {
    return static_cast<std::size_t>(std::find(case_.leg_days.begin(), case_.leg_days.end(), day) -
                                    case_.leg_days.begin());
  }

  void start(const Assignment& assignment) {
    for (auto& [day, state] : states_) {
      state->give(given_);
      state->apply(assignment);
    }
  }
  void finish() {
    for (auto& [day, state] : states_) state->undo();
  }

  // Values of shared nodes of the line on the facts as they are.
  PlanState::KeptValues& kept_of(const Line& line) { return kept_[line.leg * case_.items.size() + line.item]; }
  // Nothing is heavier, so the rest need not be asked; under a profile it is, for the assumptions that it reads.
  bool stops_at(Outcome low) const { return expects_open_ && low == Outcome::kProhibited; }

  Base& base_of(const Line& line) { return bases_[line.leg * case_.items.size() + line.item]; }

  // Weighs a line, with the unknowns that count for it; `record` is filled if it is not nullptr.
  std::pair<Weight, const std::vector<Met>*> weigh(const Line& line, Base* record) {
    static const Base kNone;
    PlanState& state = *states_.at(case_.leg_days[line.leg]);
    const Base& base = bases_.empty() ? kNone : base_of(line);
    if (record != nullptr) record->rules.resize(state.plan().rules.size());
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    if (base.ready && !state.is_assigned()) return {base.weight, &base.met};
    // Neighbours in a search mostly differ in a fact that other lines do not read.
    Weighed* weighed = nullptr;
    if (record == nullptr && base.ready) {
      if (weighed_.size() > kMostWeighed) weighed_.clear();
      WeighedKey key{static_cast<int>(line.leg), static_cast<int>(line.item), state.fixes_of_line()};
      const auto [found, added] = weighed_.try_emplace(std::move(key));
      if (!added) return {found->second.weight, &found->second.met};
      weighed = &found->second;
    }
    state.use_kept(&kept_of(line));
    const Truth subject = weigh_subject(state, base, record);
    Weight weight;
    weight.low = subject == Truth::kTrue ? Outcome::kNoLicenseRequired : Outcome::kNotSubject;
    weight.high = subject == Truth::kFalse ? Outcome::kNotSubject : Outcome::kNoLicenseRequired;
    weight.possible.add(weight.low);
    weight.possible.add(weight.high);
    for (std::size_t i = 0; i < state.plan().rules.size(); ++i) {
      const PlanRule& rule = state.plan().rules[i];
      // A rule that holds for no choice of its elements does not come to hold where facts are only narrowed.
      if (base.ready && base.rules[i].empty() && state.narrows()) continue;
      if (base.ready && !state.touches(rule.reads) && again(state, rule, base.rules[i], weight)) continue;
      weigh_rule(state, rule, weight, record == nullptr ? nullptr : &record->rules[i]);
      if (record == nullptr && stops_at(weight.low)) break;
    }
    state.use_kept(nullptr);
    if (!state.is_assigned() && given_ == nullptr) state.add_kept(kept_of(line));
    if (record != nullptr) {
      record->ready = true;
      record->weight = weight;
      record->met = state.line_met();
    }
    if (weighed != nullptr) *weighed = Weighed{weight, state.line_met()};
    return {weight, &state.line_met()};
  }

  void merge(PlanState& state, const Weight& weight, const std::vector<Met>& line_met, Levels& levels) const {
    std::vector<Split> splits;
    if (weight.low < weight.high) {
      std::size_t others = 0;
      for (const Met& met : line_met) {
        if (unnamed_alone_ && state.is_named(met.entity)) continue;
        const bool wanted = wanted_ != nullptr && state.is(met, *wanted_);
        if (!wanted && others >= most_splits_) {
          if (wanted_ == nullptr) break;
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

  Truth weigh_subject(PlanState& state, const Base& base, Base* record) {
    if (state.plan().subject < 0) return Truth::kTrue;
    const bool stays = state.narrows() && base.subject != Truth::kUnknown;
    if (base.ready && (stays || !state.touches(state.plan().subject_reads))) {
      state.keep_met(base.subject_met);
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

  static Outcome full_of(const PlanRule& rule) {
    return rule.rule->requires_denial ? Outcome::kProhibited : Outcome::kLicenseRequired;
  }

  // What cannot raise the outcome any more need not be asked.
  static bool idle(const PlanRule& rule, Truth value, const Weight& weight) {
    return value == Truth::kFalse || (value == Truth::kUnknown && full_of(rule) <= weight.low);
  }

  static void add(const PlanRule& rule, Truth value, Truth lifted, Weight& weight) {
    const Outcome full = full_of(rule);
    if (value == Truth::kTrue)
      weight.low = std::max(weight.low, lifted == Truth::kFalse ? full : Outcome::kExceptionToConfirm);
    const Outcome most = lifted == Truth::kTrue ? Outcome::kExceptionToConfirm : full;
    weight.high = std::max(weight.high, most);
    weight.possible.add(most);
    if (lifted != Truth::kFalse) weight.possible.add(Outcome::kExceptionToConfirm);
  }

  // The rule as it was weighed on the facts as they are. False, and nothing is done, if something was not asked then.
  static bool again(PlanState& state, const PlanRule& rule, const std::vector<Note>& notes, Weight& weight) {
    Weight after = weight;
    for (const Note& note : notes) {
      if (!note.choice || idle(rule, note.value, after)) continue;
      if (!note.asked) return false;
      add(rule, note.value, note.lifted, after);
    }
    for (const Note& note : notes) {
      if (note.choice && idle(rule, note.value, weight)) continue;
      state.keep_met(note.met);
      if (note.choice) add(rule, note.value, note.lifted, weight);
    }
    return true;
  }

  void weigh_rule(PlanState& state, const PlanRule& rule, Weight& weight, std::vector<Note>* notes) {
    // Unknowns that the lists of the rule met count whatever the rule says.
    const auto lists_done = [&] {
      if (state.met().empty()) return;
      if (notes != nullptr) notes->push_back(Note{false, Truth::kUnknown, Truth::kUnknown, false, state.met(), 0});
      state.keep_met(state.met());
      state.forget_met_after(0);
    };
    for_each_binding(state, rule, 0, Truth::kTrue, [&](Truth member) {
      lists_done();
      Note note{true, both(member, state.eval(rule.node)), Truth::kFalse, false, {}, 0};
      note.of_rule = state.met().size();
      const bool counts = !idle(rule, note.value, weight);
      if (counts) {
        note.asked = true;
        note.lifted = rule.rule->requires_denial ? Truth::kFalse : overcome(state, rule);
        add(rule, note.value, note.lifted, weight);
        state.keep_met(state.met());
      }
      if (notes != nullptr && note.value != Truth::kFalse) {
        note.met = state.met();
        notes->push_back(std::move(note));
      }
      state.forget_met_after(0);
    });
    lists_done();
  }

  template <typename Visit>
  void for_each_binding(PlanState& state, const PlanRule& rule, std::size_t clause, Truth member, Visit visit) {
    if (clause == rule.per.size()) {
      visit(member);
      return;
    }
    const auto [list, reg] = rule.per[clause];
    std::vector<PlanState::Element> all;
    state.elements(list, -1 - list, all);
    const int before = state.register_of(reg);
    for (const PlanState::Element& element : all) {
      const Truth next = both(member, element.member);
      if (next == Truth::kFalse) continue;
      state.register_of(reg) = element.entity;
      for_each_binding(state, rule, clause + 1, next, visit);
    }
    state.register_of(reg) = before;
  }

  static Truth available(PlanState& state, const PlanAuthorization& plan) {
    Truth value = state.eval(plan.node);
    for (const int restriction : plan.restrictions) {
      if (value == Truth::kFalse) break;
      value = both(value, !state.eval(restriction));
    }
    return value;
  }

  static Truth overcome(PlanState& state, const PlanRule& rule) {
    Truth value = Truth::kFalse;
    for (const PlanAuthorization& plan : rule.lifts) {
      value = either(value, available(state, plan));
      if (value == Truth::kTrue) break;
    }
    return value;
  }

  // They are asked for the line, not for the elements of a rule.
  void look_at_authorizations(PlanState& state, const Line& line, LineLook& out) {
    bool closed = false;
    for (auto& [authorization, looked] : out.authorizations) {
      const PlanAuthorization& plan = state.plan().authorizations.at(authorization);
      looked.holds = state.eval(plan.node);
      looked.available = available(state, plan);
      looked.claimable = looked.available;
      closed = closed || looked.available == Truth::kFalse;
    }
    state.add_kept(kept_of(line));
    if (!closed) return;
    state.apply(unmade_claims(state.plan()));
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    for (auto& [authorization, looked] : out.authorizations) {
      if (looked.available == Truth::kFalse)
        looked.claimable = available(state, state.plan().authorizations.at(authorization));
    }
    state.undo();
  }

  // Each claim that the order does not make, as an open fact.
  Assignment unmade_claims(const DayPlan& plan) const {
    Assignment out;
    for (const SlotInfo& slot : plan.slots) {
      if (slot.fact < 0 || law_.schema().at(slot.fact).role != FactRole::kClaim) continue;
      if (case_.find(0, slot.fact, slot.member) != nullptr) continue;
      out.emplace(Variable{0, slot.fact, slot.member}, slot.anything);
    }
    return out;
  }

  const Law& law_;
  const Case& case_;
  std::set<std::string> off_;
  const Assignment* given_ = nullptr;
  std::map<Date, std::unique_ptr<PlanState>> states_;
  bool expects_open_ = false;                // most orders are, without assumptions
  Truth settled_ = Truth::kUnknown;          // is an entry open that a stated code settled?
  bool entries_stand_alone_ = true;          // no assumption can change what an entry says
  std::vector<PlanState::KeptValues> kept_;  // by leg and item
  std::vector<Base> bases_;                  // by leg and item
  std::unordered_map<WeighedKey, Weighed, WeighedHash> weighed_;
};

}  // namespace

std::unique_ptr<Weigher> make_plan_weigher(PlanStore& plans, const Case& order, const Decl* profile, Posture posture,
                                           const std::set<std::string>& switched_off) {
  auto weigher = std::make_unique<PlanWeigher>(plans, order, posture);
  if (profile != nullptr) weigher->assume(profile, switched_off);
  return weigher;
}

}  // namespace licet::rules
