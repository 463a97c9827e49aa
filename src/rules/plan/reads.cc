#include <algorithm>

#include "rules/plan/plan.h"

namespace licet::rules {

namespace {

// Which slots each rule reads, whatever the facts are.
class ReadsOf {
 public:
  explicit ReadsOf(DayPlan& plan) : plan_(plan), of_(plan.nodes.size()) {}

  void run() {
    // Nodes stand behind those that they read.
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) of_[i] = of_node(plan_.nodes[i]);
    if (plan_.subject >= 0) plan_.subject_reads = of(plan_.subject);
    plan_.shared_reads.resize(plan_.shared_of_item.size());
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      if (plan_.shared[i] >= 0) plan_.shared_reads[static_cast<std::size_t>(plan_.shared[i])] = of_[i];
    }
    for (const auto& [entry, node] : plan_.entries) plan_.entry_reads.push_back(of(node));
    for (const Bits& reads : plan_.entry_reads) plan_.of_entries = plan_.of_entries | reads;
    for (const std::vector<int>& figures : plan_.entry_figures) {
      for (const int slot : figures) add_slot(slot, plan_.of_entries);
    }
    add_slot(plan_.code_slot, plan_.of_entries);
    for (const PlanNode& node : plan_.nodes) {
      if (node.op == PlanOp::kDeclined) add_slot(node.slot, plan_.asked);
      if (node.op == PlanOp::kContent) add_slot(node.slot, plan_.content);
    }
    for (const int slot : plan_.closing_slot) add_slot(slot, plan_.asked);
    plan_.lists_lines = std::any_of(plan_.lists.begin(), plan_.lists.end(), [](const PlanList& list) {
      return list.domain < 0 && (list.kind == EntityKind::kLeg || list.kind == EntityKind::kItem);
    });
    for (PlanRule& rule : plan_.rules) {
      rule.reads = of(rule.node);
      for (const auto& [list, reg] : rule.per) rule.reads = rule.reads | of_list(list);
      for (const PlanAuthorization& lift : rule.lifts) {
        rule.reads = rule.reads | of(lift.node);
        for (const int restriction : lift.restrictions) rule.reads = rule.reads | of(restriction);
      }
    }
  }

 private:
  const Bits& of(int node) const { return of_[static_cast<std::size_t>(node)]; }

  static void add_slot(int slot, Bits& out) {
    if (slot >= 0) out.set(reads_bit(slot));
  }

  Bits of_node(const PlanNode& node) const {
    Bits out;
    switch (node.op) {
      case PlanOp::kFinite:
      case PlanOp::kNumber:
      case PlanOp::kKnown:
      case PlanOp::kCode:
      case PlanOp::kLetter:
      case PlanOp::kDeclined:
      case PlanOp::kContent:
        add_slot(node.slot, out);
        break;
      case PlanOp::kFigures:
        add_figure(*node.figure, out);
        break;
      default:
        break;
    }
    for (const int kid : node.kids) out = out | of(kid);
    for (const auto& [entry, inside] : node.entries) out = out | of(entry);
    if (node.list >= 0) out = out | of_list(node.list);
    return out;
  }

  Bits of_list(int id) const {
    const PlanList& list = plan_.lists[static_cast<std::size_t>(id)];
    Bits out;
    add_slot(plan_.closing_slot[static_cast<std::size_t>(list.kind)], out);
    if (list.filter >= 0) out = out | of(list.filter);
    return list.domain >= 0 ? out | of_list(list.domain) : out;
  }

  void add_figure(const Expr& expr, Bits& out) const {
    if (expr.kind == ExprKind::kPath) {
      const auto slot = plan_.slot_of.find({expr.fact, std::string()});
      if (slot != plan_.slot_of.end()) add_slot(slot->second, out);
    }
    if (const auto total = plan_.totals.find(&expr); total != plan_.totals.end()) {
      if (total->second.list >= 0) out = out | of_list(total->second.list);
      if (total->second.where >= 0) out = out | of(total->second.where);
    }
    if (expr.kind == ExprKind::kName && expr.decl != nullptr) {
      for (const Version& version : expr.decl->versions) {
        if (version.body) add_figure(*version.body, out);
      }
    }
    for (const ExprPtr& kid : expr.kids) add_figure(*kid, out);
  }

  DayPlan& plan_;
  std::vector<Bits> of_;
};

}  // namespace

void note_reads(DayPlan& plan) {
  ReadsOf(plan).run();
}

}  // namespace licet::rules
