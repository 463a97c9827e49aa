#include "rules/plan/plan.h"

namespace licet::rules {

namespace {

constexpr int kItemName = 2;  // order, leg and item are the first names of every plan

}  // namespace

std::vector<int> shared_nodes(const DayPlan& plan) {
  std::vector<int> readers(plan.nodes.size());
  std::vector<bool> plain(plan.nodes.size());  // reads order, leg and item alone, without lists
  // Nodes stand behind those that they read.
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const PlanNode& node = plan.nodes[i];
    bool all =
        node.entity_reg <= kItemName && node.list < 0 && node.op != PlanOp::kFigures && node.op != PlanOp::kContent;
    const auto read = [&](int kid) {
      ++readers[static_cast<std::size_t>(kid)];
      all = all && plain[static_cast<std::size_t>(kid)];
    };
    for (const int kid : node.kids) read(kid);
    for (const auto& [entry, inside] : node.entries) read(entry);
    plain[i] = all;
  }
  std::vector<int> out(plan.nodes.size(), -1);
  int next = 0;
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    if (readers[i] > 1 && plain[i] && plan.nodes[i].op != PlanOp::kConstant) out[i] = next++;
  }
  return out;
}

}  // namespace licet::rules
