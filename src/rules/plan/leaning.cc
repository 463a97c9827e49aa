#include "rules/plan/plan.h"

namespace licet::rules {

namespace {

// Walks down from the roots of a plan; each node is visited at most once for each side that it speaks for.
class Leaning {
 public:
  explicit Leaning(const DayPlan& plan) : plan_(plan), out_(plan.nodes.size()) {}

  std::vector<std::uint8_t> run() {
    if (plan_.subject >= 0) visit(plan_.subject, true);
    for (const PlanRule& rule : plan_.rules) {
      visit(rule.node, true);
      for (const auto& [list, reg] : rule.per) visit_list(list, true);
      for (const PlanAuthorization& lift : rule.lifts) {
        visit(lift.node, false);
        for (const int restriction : lift.restrictions) visit(restriction, true);
      }
    }
    return std::move(out_);
  }

 private:
  void visit(int id, bool requires_more) {
    std::uint8_t& known = out_[static_cast<std::size_t>(id)];
    const std::uint8_t side = requires_more ? 1 : 2;
    if ((known & side) != 0) return;
    known |= side;
    const PlanNode& node = plan_.nodes[static_cast<std::size_t>(id)];
    for (std::size_t i = 0; i < node.kids.size(); ++i) {
      visit(node.kids[i], node.op == PlanOp::kNot ? !requires_more : requires_more);
      if (node.op == PlanOp::kChoose && i == 0) visit(node.kids[i], !requires_more);
    }
    for (const int entry : node.inside) visit(node.entries[static_cast<std::size_t>(entry)].first, requires_more);
    if (node.list >= 0) visit_list(node.list, node.op == PlanOp::kEvery ? !requires_more : requires_more);
  }

  void visit_list(int id, bool requires_more) {
    for (; id >= 0; id = plan_.lists[static_cast<std::size_t>(id)].domain) {
      const int filter = plan_.lists[static_cast<std::size_t>(id)].filter;
      if (filter >= 0) visit(filter, requires_more);
    }
  }

  const DayPlan& plan_;
  std::vector<std::uint8_t> out_;
};

}  // namespace

std::vector<std::uint8_t> leaning_nodes(const DayPlan& plan) {
  return Leaning(plan).run();
}

}  // namespace licet::rules
