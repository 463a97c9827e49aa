#include "rules/eval/entry_weigher.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text_util.h"
#include "rules/eval/plan_cuts.h"

namespace licet::rules {

EntryWeigher::EntryWeigher(PlanStore& plans, const Case& order, Posture posture)
    : law_(plans.law()), case_(order), kept_(order.legs.size() * order.items.size()) {
  const std::set<Date> days(order.leg_days.begin(), order.leg_days.end());
  for (const Date day : days) {
    states_.emplace(day, std::make_unique<PlanState>(plans.on(day, posture), cuts_of(plans, day, posture), law_, order,
                                                     states_.size(), days.size()));
  }
}

template <typename Visit>
void EntryWeigher::each_item(const std::vector<Line>& lines, Visit visit) {
  std::set<std::pair<Date, std::size_t>> seen;
  for (const Line& line : lines) {
    const Date day = case_.leg_days[line.leg];
    if (case_.legs.size() > 1 && !seen.emplace(day, line.item).second) continue;
    PlanState& state = *states_.at(day);
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    state.use_kept(&kept_of(line));
    const bool go_on = visit(state, case_.items[line.item]);
    state.use_kept(nullptr);
    if (!go_on) return;
  }
}

Truth EntryWeigher::contradicts(const std::vector<Line>& lines, const Assignment& assignment, std::size_t most,
                                std::vector<Split>& splits) {
  if (!find_settled(lines)) return Truth::kFalse;
  start_for_fit(lines, assignment);
  Truth value = Truth::kFalse;
  std::set<Variable> seen;
  each_item(lines, [&](PlanState& state, int item) {
    value = either(value, state.contradiction(item));
    for (const int component : case_.entity(item).components) value = either(value, state.contradiction(component));
    for (const Met& met : state.met()) {
      if (value == Truth::kTrue || splits.size() >= most) break;
      if (seen.contains(state.variable_of(met))) continue;
      Split split = state.split_of(met);
      if (split.cells.size() < 2) continue;
      seen.insert(split.variable);
      splits.push_back(std::move(split));
    }
    return value != Truth::kTrue;
  });
  return value;
}

Contradiction EntryWeigher::contradiction(const std::vector<Line>& lines, const Assignment& assignment) {
  Contradiction out;
  if (!find_settled(lines)) return out;
  start(assignment);
  each_item(lines, [&](PlanState& state, int item) {
    if (state.contradiction(item, &out.entry) == Truth::kTrue) out.item = item;
    for (const int component : case_.entity(item).components) {
      if (out.entry == nullptr && state.contradiction(component, &out.entry) == Truth::kTrue) out.item = component;
    }
    return out.entry == nullptr;
  });
  return out;
}

bool EntryWeigher::still_fits(const std::vector<Line>& lines, const Assignment& fit, const Assignment& assignment) {
  if (!find_settled(lines)) return true;
  start_for_fit(lines, assignment);
  for (auto& [day, state] : states_) state->apply_beside(fit, assignment);
  bool out = true;
  each_item(lines, [&](PlanState& state, int item) {
    const Bits beside = state.beside();
    out = out && !state.contradicts_beside(item, beside);
    for (const int component : case_.entity(item).components) out = out && !state.contradicts_beside(component, beside);
    return out;
  });
  return out;
}

bool EntryWeigher::tells_items_apart() const {
  return std::none_of(states_.begin(), states_.end(), [](const auto& one) { return one.second->plan().lists_lines; });
}

bool EntryWeigher::fits_line_by_line() const {
  return states_.size() == 1 && states_.begin()->second->plan().entries_of_item;
}

bool EntryWeigher::surely_fits(const std::vector<Line>& lines, const Assignment& assignment) {
  if (!fits_line_by_line()) return false;
  start_for_fit(lines, assignment);
  return std::all_of(lines.begin(), lines.end(), [&](const Line& line) { return fits_alone(line, assignment); });
}

Assignment EntryWeigher::facts_for_fit(const std::vector<Line>& lines, const Assignment& assignment) const {
  if (!stands_alone(lines)) return assignment;
  const int item = case_.items[lines.front().item];
  Assignment out;
  for (auto one = assignment.first_of(item); one != assignment.end() && one->first.entity == item; ++one)
    out.emplace(one->first, one->second);
  return out;
}

bool EntryWeigher::is_known_to_fit(const std::vector<Line>& lines, const Assignment& assignment) {
  return stands_alone(lines) && known_to_fit_.contains(key_for_fit(lines, assignment));
}

void EntryWeigher::note_fit(const std::vector<Line>& lines, const Assignment& assignment) {
  constexpr std::size_t kMost = 65'536;
  if (!stands_alone(lines)) return;
  if (known_to_fit_.size() >= kMost) known_to_fit_.clear();
  known_to_fit_.insert(key_for_fit(lines, assignment));
}

std::optional<Assignment> EntryWeigher::fit_at_hand(const std::vector<Line>& lines, const Assignment& in_force) {
  if (lines.size() != 1 || !fits_line_by_line()) return std::nullopt;
  const ItemCells* const fit = fit_as_stated(lines.front(), in_force);
  if (fit == nullptr) return std::nullopt;
  return states_.begin()->second->facts_of_item(*fit, case_.items[lines.front().item]);
}

void EntryWeigher::given(const Assignment* facts) {
  for (auto& [day, state] : states_) state->give(nullptr);  // other facts may stand at the same address
  if (facts != nullptr || given_ != nullptr) settled_.clear();
  given_ = facts;
}

std::string EntryWeigher::name_of(const Variable& variable) const {
  return case_.name_of(law_.schema(), variable, entity(variable.entity));
}

const Entity& EntryWeigher::entity(int id) const {
  const auto met =
      std::find_if(states_.begin(), states_.end(), [id](const auto& one) { return one.second->knows(id); });
  return (met == states_.end() ? states_.begin() : met)->second->entity(id);
}

std::set<AssumptionUse> EntryWeigher::assumptions_used() const {
  std::set<AssumptionUse> out;
  for (const auto& [day, state] : states_) out.insert(state->used().begin(), state->used().end());
  return out;
}

bool EntryWeigher::fits_alone(const Line& line, const Assignment& in_force) {
  PlanState& state = *states_.at(case_.leg_days[line.leg]);
  const int item = case_.items[line.item];
  if (!case_.entity(item).components.empty()) return false;
  state.bind_line(case_.legs[line.leg], item);
  if (state.states_no_code(item)) return true;
  return !state.touches_entries() && fit_as_stated(line, in_force) != nullptr;
}

const ItemCells* EntryWeigher::fit_as_stated(const Line& line, const Assignment& in_force) {
  PlanState& state = *states_.at(case_.leg_days[line.leg]);
  const int item = case_.items[line.item];
  if (!case_.entity(item).components.empty()) return nullptr;
  const ItemFit* const fit = state.fit_as_stated(item);
  if (fit != nullptr && !fit->looked_for()) {
    Assignment filled;
    fit->keep(fill_fit({line}, filled) ? std::optional(state.cells_of_item(filled)) : std::nullopt);
    start_for_fit({line}, in_force);
  }
  return fit == nullptr ? nullptr : fit->cells();
}

bool EntryWeigher::find_settled(const std::vector<Line>& lines) {
  if (given_ != nullptr) return true;
  if (settled_.empty()) settled_.resize(kept_.size(), Truth::kUnknown);
  bool any = false;
  for (const Line& line : lines) {
    Truth& settled = settled_[place_of(Line{leg_on(case_.leg_days[line.leg]), line.item})];
    if (settled == Truth::kUnknown) settled = truth_of(find_settled(line));
    any = any || settled == Truth::kTrue;
  }
  return any;
}

bool EntryWeigher::find_settled(const Line& line) {
  as_they_are();
  PlanState& state = *states_.at(case_.leg_days[line.leg]);
  state.give(nullptr);
  const int item = case_.items[line.item];
  state.bind_line(case_.legs[line.leg], item);
  state.use_kept(&kept_of(line));
  bool any = state.find_settled(item);
  for (const int component : case_.entity(item).components) any = state.find_settled(component) || any;
  state.use_kept(nullptr);
  state.add_kept(kept_of(line));
  return any;
}

std::size_t EntryWeigher::leg_on(Date day) const {
  return static_cast<std::size_t>(std::find(case_.leg_days.begin(), case_.leg_days.end(), day) -
                                  case_.leg_days.begin());
}

void EntryWeigher::start_for_fit(const std::vector<Line>& lines, const Assignment& assignment) {
  if (!stands_alone(lines)) return start(assignment);
  PlanState& state = *states_.begin()->second;
  state.give(given_);
  state.apply_to_item(case_.items[lines.front().item], assignment);
}

EntryWeigher::FitKey EntryWeigher::key_for_fit(const std::vector<Line>& lines, const Assignment& assignment) {
  start_for_fit(lines, assignment);
  PlanState& state = *states_.begin()->second;
  const Line& line = lines.front();
  state.name_line(case_.legs[line.leg], case_.items[line.item]);
  const PlanState::LineKey key = state.key_of_line();
  // Where something ranges over the items, what is fixed of this one stands among all else.
  const std::uint32_t facts = state.plan().lists_lines ? key[0] : key[2];
  return {static_cast<std::uint32_t>(line.item), facts, key[3]};
}

}  // namespace licet::rules
