#include "rules/eval/plan_values.h"

namespace licet::rules {

std::optional<Truth> PlanValues::value(const Expr& condition, const Names& names, const Words& words) {
  const int node = node_of(condition, names, words);
  if (node < 0) return std::nullopt;
  const std::size_t mark = state_.met_mark();
  const Truth out = state_.eval(node);
  state_.forget_met_after(mark);
  return out;
}

std::optional<std::vector<const Decl*>> PlanValues::entries(const Expr& test, const Names& names, const Words& words) {
  const int id = node_of(test, names, words);
  if (id < 0) return std::nullopt;
  const DayPlan& plan = state_.plan();
  const PlanNode& node = plan.nodes[static_cast<std::size_t>(id)];
  if (node.op != PlanOp::kCode) return std::nullopt;
  std::vector<const Decl*> out;
  const std::size_t mark = state_.met_mark();
  for (const int place : node.inside) {
    const auto i = static_cast<std::size_t>(place);
    if (state_.eval(node.entries[i].first) == Truth::kTrue) out.push_back(plan.entries[i].first);
  }
  state_.forget_met_after(mark);
  return out;
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
