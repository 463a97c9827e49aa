#include "rules/columns/figure_reads.h"

namespace licet::rules {

void FigureReads::node(int id) {
  if (id < 0 || seen_[static_cast<std::size_t>(id)]) return;
  seen_[static_cast<std::size_t>(id)] = true;
  const PlanNode& node = plan_.nodes[static_cast<std::size_t>(id)];
  switch (node.op) {
    case PlanOp::kFinite:
    case PlanOp::kNumber:
    case PlanOp::kKnown:
    case PlanOp::kLetter:
    case PlanOp::kDeclined:
      slot(node.slot);
      break;
    case PlanOp::kCode:
      slot(node.slot);
      for (const auto& [entry, inside] : node.entries) this->node(entry);
      for (const std::vector<int>& figures : plan_.entry_figures) {
        for (const int one : figures) slot(one);
      }
      break;
    case PlanOp::kSame:
      slot(node.slot);
      slot(node.other_slot);
      break;
    case PlanOp::kFigures:
      figure(*node.figure, node);
      break;
    case PlanOp::kContent:
      all_in_columns_ = false;
      break;
    default:
      break;
  }
  for (const int kid : node.kids) this->node(kid);
  if (node.list >= 0) list(node.list);
}

void FigureReads::slot(int number) {
  if (number < 0) return;
  const SlotInfo& slot = plan_.slots[static_cast<std::size_t>(number)];
  if (slot.fact == kMarkFact) return;  // nothing is ever stated of it
  const int column = layout_.column(slot.fact, slot.member);
  if (column >= 0 && layout_.at(column).type != FactType::kText && !layout_.at(column).too_many &&
      layout_.at(column).kind != EntityKind::kComponent) {
    columns_.insert(column);
  } else {
    all_in_columns_ = false;
  }
}

void FigureReads::list(int id) {
  const PlanList& list = plan_.lists[static_cast<std::size_t>(id)];
  if (list.kind == EntityKind::kComponent || list.kind == EntityKind::kOrder) all_in_columns_ = false;
  slot(plan_.closing_slot[static_cast<std::size_t>(list.kind)]);
  node(list.filter);
  if (list.domain >= 0) this->list(list.domain);
}

void FigureReads::figure(const Expr& expr, const PlanNode& of) {
  if (expr.kind == ExprKind::kPath) {
    const auto found = plan_.slot_of.find({expr.fact, std::string()});
    if (found != plan_.slot_of.end()) {
      slot(found->second);
    } else {
      all_in_columns_ = false;
    }
  }
  if (const PlanTotal* total = plan_.total_of(of, expr)) {
    if (total->list >= 0) list(total->list);
    node(total->where);
  }
  if (expr.kind == ExprKind::kName && expr.decl != nullptr) {
    for (const Version& version : expr.decl->versions) {
      if (version.body) figure(*version.body, of);
    }
  }
  for (const ExprPtr& kid : expr.kids) figure(*kid, of);
}

}  // namespace licet::rules
