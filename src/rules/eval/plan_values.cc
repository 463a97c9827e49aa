#include "rules/eval/plan_values.h"

namespace licet::rules {

std::optional<Truth> PlanValues::value(const Expr& condition, const Names& names, const Words& words) {
  const int node = node_of(condition, names, words);
  const std::optional<Truth> out = node < 0 ? std::nullopt : std::optional(value_of(node));
  unbind(names);
  return out;
}

Truth PlanValues::value_of(int node) {
  const std::size_t mark = state_.met_mark();
  const Truth out = state_.eval(node);
  state_.forget_met_after(mark);
  return out;
}

std::optional<std::vector<const Decl*>> PlanValues::entries(const Expr& test, const Names& names, const Words& words) {
  const int id = node_of(test, names, words);
  std::vector<int> places;
  const bool known = id >= 0 && entries_of(id, places);
  unbind(names);
  if (!known) return std::nullopt;
  std::vector<const Decl*> out;
  out.reserve(places.size());
  for (const int place : places) out.push_back(state_.plan().entries[static_cast<std::size_t>(place)].first);
  return out;
}

bool PlanValues::entries_of(int id, std::vector<int>& places) {
  const PlanNode& node = state_.plan().nodes[static_cast<std::size_t>(id)];
  if (node.op != PlanOp::kCode) return false;
  const std::size_t mark = state_.met_mark();
  for (const int place : node.inside) {
    if (state_.eval(node.entries[static_cast<std::size_t>(place)].first) == Truth::kTrue) places.push_back(place);
  }
  state_.forget_met_after(mark);
  return true;
}

int PlanValues::node_of(const Expr& condition, const Names& names, const Words& words) {
  const DayPlan& plan = state_.plan();
  const int node = plan.conditions.find(condition, words);
  if (node < 0) return -1;
  for (const auto& [name, id] : names) {
    if (!state_.is_named(id)) return -1;
    const auto place = plan.registers.find(name);
    if (place != plan.registers.end()) state_.register_of(place->second) = id;
  }
  return node;
}

}  // namespace licet::rules
