// Which nodes are worth keeping while a line is weighed, and what their values hang on.
#include <algorithm>
#include <bitset>
#include <map>
#include <tuple>

#include "rules/plan/plan.h"

namespace licet::rules {

namespace {

using Names = std::bitset<64>;  // registers

// The registers that a node's value hangs on: those bound outside of it.
class NamesOf {
 public:
  explicit NamesOf(const DayPlan& plan) : plan_(plan), of_(plan.nodes.size()) {
    // Nodes stand behind those that they read.
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) of_[i] = of_node(plan.nodes[i]);
  }

  const Names& of(int node) const { return of_[static_cast<std::size_t>(node)]; }

  // Those that a list hangs on.
  Names of_list(int id) const {
    const PlanList& list = plan_.lists[static_cast<std::size_t>(id)];
    Names out;
    if (list.domain < 0) {
      if (list.kind == EntityKind::kComponent) out.set(kItemRegister);
      return out;
    }
    if (list.filter >= 0) out = of(list.filter);
    out.reset(static_cast<std::size_t>(list.reg));
    return out | of_list(list.domain);
  }

 private:
  Names of_node(const PlanNode& node) const {
    Names out;
    for (const int kid : node.kids) out |= of(kid);
    for (const auto& [entry, inside] : node.entries) out |= of(entry);
    switch (node.op) {
      case PlanOp::kSome:
      case PlanOp::kEvery:
        out.reset(static_cast<std::size_t>(node.reg));
        return out | of_list(node.list);
      case PlanOp::kFigures:
        return out | of_figure(*node.figure, node);
      case PlanOp::kSame:
        out.set(static_cast<std::size_t>(node.other_reg));
        break;
      case PlanOp::kCode:
      case PlanOp::kContent:
        out.reset(kItemRegister);  // bound to the entity
        break;
      case PlanOp::kConstant:
      case PlanOp::kAnd:
      case PlanOp::kOr:
      case PlanOp::kNot:
      case PlanOp::kChoose:
        return out;
      default:
        break;
    }
    out.set(static_cast<std::size_t>(node.entity_reg));
    return out;
  }

  Names of_figure(const Expr& expr, const PlanNode& node) const {
    Names out;
    if (const PlanTotal* total = plan_.total_of(node, expr)) {
      out = of_figure(*expr.kids[0], node);
      if (total->where >= 0) out |= of(total->where);
      out.reset(static_cast<std::size_t>(total->reg));
      return total->list < 0 ? out : out | of_list(total->list);
    }
    if (expr.kind == ExprKind::kPath) {
      const auto reg = plan_.registers.find(expr.root);
      out.set(reg == plan_.registers.end() ? 0 : static_cast<std::size_t>(reg->second));
    }
    if (expr.kind == ExprKind::kName && expr.decl != nullptr) {
      for (const Version& version : expr.decl->versions) {
        if (version.body) out |= of_figure(*version.body, node);
      }
    }
    for (const ExprPtr& kid : expr.kids) out |= of_figure(*kid, node);
    return out;
  }

  const DayPlan& plan_;
  std::vector<Names> of_;
};

// Looking its value up would take as long.
bool is_quick(PlanOp op) {
  switch (op) {
    case PlanOp::kConstant:
    case PlanOp::kNot:
    case PlanOp::kFinite:
    case PlanOp::kNumber:
    case PlanOp::kKnown:
    case PlanOp::kLetter:
    case PlanOp::kDeclined:
      return true;
    default:
      return false;
  }
}

// Hangs on nothing but the leg and the item.
bool is_of_line(Names names) {
  for (std::size_t name = 0; name <= kItemRegister; ++name) names.reset(name);
  return names.none();
}

void number_lists(DayPlan& plan, const NamesOf& names) {
  std::map<std::tuple<EntityKind, int, int>, int> numbers;
  for (std::size_t i = 0; i < plan.lists.size(); ++i) {
    PlanList& list = plan.lists[i];
    if (list.domain < 0 || plan.lists[static_cast<std::size_t>(list.domain)].domain >= 0) continue;
    const Names hangs_on = names.of_list(static_cast<int>(i));
    if (!is_of_line(hangs_on)) continue;
    list.of_item = hangs_on.test(kItemRegister);
    list.kept = numbers.try_emplace({list.kind, list.filter, list.reg}, static_cast<int>(numbers.size())).first->second;
  }
  plan.kept_lists = numbers.size();
}

}  // namespace

void add_shared(DayPlan& plan) {
  const NamesOf names(plan);
  number_lists(plan, names);
  std::vector<int> readers(plan.nodes.size());
  const auto read = [&readers](int node, int times = 1) { readers[static_cast<std::size_t>(node)] += times; };
  // What does not hang on the item is read for each of them.
  const auto read_for_item = [&](int node) { read(node, names.of(node).test(kItemRegister) ? 1 : 2); };
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const bool of_item = names.of(static_cast<int>(i)).test(kItemRegister);
    for (const int kid : plan.nodes[i].kids) of_item ? read_for_item(kid) : read(kid);
    for (const auto& [entry, inside] : plan.nodes[i].entries) read(entry);
  }
  for (const PlanRule& finding : plan.findings) read_for_item(finding.node);
  for (const PlanRule& rule : plan.rules) {
    read_for_item(rule.node);
    for (const PlanAuthorization& lift : rule.lifts) {
      read(lift.node);
      for (const int restriction : lift.restrictions) read(restriction);
    }
  }
  plan.shared.assign(plan.nodes.size(), -1);
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const Names& hangs_on = names.of(static_cast<int>(i));
    const bool of_item = hangs_on.test(kItemRegister);
    if (readers[i] < 2 || !is_of_line(hangs_on) || is_quick(plan.nodes[i].op)) continue;
    plan.shared[i] = static_cast<int>(plan.shared_of_item.size());
    plan.shared_of_item.push_back(of_item);
  }
  for (std::size_t i = 0; i < plan.nodes.size(); ++i)
    plan.for_all_items.push_back(!names.of(static_cast<int>(i)).test(kItemRegister));
  for (PlanRule& rule : plan.rules) {
    rule.for_all_items = std::none_of(rule.per.begin(), rule.per.end(),
                                      [&](const auto& one) { return names.of_list(one.first).test(kItemRegister); });
  }
}

}  // namespace licet::rules
