#include <algorithm>
#include <map>

#include "rules/plan/plan.h"

namespace licet::rules {

namespace {

// Which slots each rule reads, whatever the facts are.
class ReadsOf {
 public:
  ReadsOf(DayPlan& plan, const Bits& assumable)
      : plan_(plan), assumable_(assumable), of_(plan.nodes.size()), of_item_(plan.nodes.size()) {}

  void run() {
    for (std::size_t i = 0; i < plan_.entries.size(); ++i) {
      for (const int slot : plan_.entry_figures[i]) add_slot(slot, figures_of_[plan_.entries[i].second]);
    }
    // Nodes stand behind those that they read.
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      of_[i] = of_node(plan_.nodes[i]);
      of_item_[i] = is_of_item(plan_.nodes[i]);
    }
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
    plan_.entries_of_item = std::all_of(plan_.entries.begin(), plan_.entries.end(),
                                        [this](const auto& entry) { return is_of_item(entry.second); });
    number_nodes_of_item();
    for (const PlanNode& node : plan_.nodes) {
      if (node.op == PlanOp::kDeclined) add_slot(node.slot, plan_.asked);
      if (node.op == PlanOp::kContent) add_slot(node.slot, plan_.content);
    }
    // Whether the parties are complete hangs on the value alone.
    for (std::size_t kind = 0; kind < plan_.closing_slot.size(); ++kind) {
      if (static_cast<EntityKind>(kind) != EntityKind::kParty) add_slot(plan_.closing_slot[kind], plan_.asked);
    }
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

  // Does the node read facts of the item alone? Nodes that it reads have been asked.
  bool is_of_item(const PlanNode& node) const {
    switch (node.op) {
      case PlanOp::kSome:
      case PlanOp::kEvery:
      case PlanOp::kLetter:
      case PlanOp::kDeclined:
      case PlanOp::kContent:
      case PlanOp::kSame:
        return false;
      case PlanOp::kFigures:
        return is_of_item(*node.figure);
      case PlanOp::kFinite:
      case PlanOp::kNumber:
      case PlanOp::kKnown:
      case PlanOp::kCode:
        if (node.entity_reg != kItemRegister) return false;
        break;
      default:
        break;
    }
    return std::all_of(node.kids.begin(), node.kids.end(), [this](int kid) { return is_of_item(kid); }) &&
           std::all_of(node.entries.begin(), node.entries.end(),
                       [this](const auto& entry) { return is_of_item(entry.first); });
  }
  bool is_of_item(int node) const { return of_item_[static_cast<std::size_t>(node)]; }

  // What is asked so often that it is worth keeping: no atoms but those that ask entries.
  void number_nodes_of_item() {
    if (plan_.slots.size() > Bits::kMost || plan_.code_slot < 0 || !plan_.of_entries.disjoint(assumable_)) return;
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      const PlanOp op = plan_.nodes[i].op;
      const bool worth = op == PlanOp::kAnd || op == PlanOp::kOr || op == PlanOp::kNot || op == PlanOp::kChoose ||
                         op == PlanOp::kCode || op == PlanOp::kFigures;
      if (worth && of_item_[i] && !of_[i].empty() && of_[i].inside(plan_.of_entries))
        plan_.steps[i].of_item = static_cast<int>(plan_.of_item++);
    }
  }

  bool is_of_item(const Expr& figure) const {
    if (figure.kind == ExprKind::kTotal) return false;
    if (figure.kind == ExprKind::kPath) {
      const auto reg = plan_.registers.find(figure.root);
      return reg != plan_.registers.end() && reg->second == kItemRegister;
    }
    const auto reads = [this](const Version& version) { return version.body == nullptr || is_of_item(*version.body); };
    if (figure.kind == ExprKind::kName && figure.decl != nullptr &&
        !std::all_of(figure.decl->versions.begin(), figure.decl->versions.end(), reads))
      return false;
    return std::all_of(figure.kids.begin(), figure.kids.end(), [this](const ExprPtr& kid) { return is_of_item(*kid); });
  }

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
      case PlanOp::kSame:
        add_slot(node.slot, out);
        add_slot(node.other_slot, out);
        break;
      case PlanOp::kFigures:
        add_figure(*node.figure, node, out);
        break;
      default:
        break;
    }
    for (const int kid : node.kids) out = out | of(kid);
    // Whether a stated code settles an entry hangs on figures that its text names, those of sleeping marks too.
    for (const auto& [entry, inside] : node.entries) {
      out = out | of(entry);
      if (const auto figures = figures_of_.find(entry); figures != figures_of_.end()) out = out | figures->second;
    }
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

  void add_figure(const Expr& expr, const PlanNode& node, Bits& out) const {
    if (expr.kind == ExprKind::kPath) {
      const auto slot = plan_.slot_of.find({expr.fact, std::string()});
      if (slot != plan_.slot_of.end()) add_slot(slot->second, out);
    }
    if (const PlanTotal* total = plan_.total_of(node, expr)) {
      if (total->list >= 0) out = out | of_list(total->list);
      if (total->where >= 0) out = out | of(total->where);
    }
    if (expr.kind == ExprKind::kName && expr.decl != nullptr) {
      for (const Version& version : expr.decl->versions) {
        if (version.body) add_figure(*version.body, node, out);
      }
    }
    for (const ExprPtr& kid : expr.kids) add_figure(*kid, node, out);
  }

  DayPlan& plan_;
  const Bits& assumable_;
  std::vector<Bits> of_;
  std::vector<bool> of_item_;
  std::map<int, Bits> figures_of_;  // by node of an entry
};

}  // namespace

void note_reads(DayPlan& plan, const Bits& assumable) {
  ReadsOf(plan, assumable).run();
}

}  // namespace licet::rules
