// What the nodes that columns do not evaluate read: comparisons between figures, such as totals, and between words of
// two things.
#pragma once

#include <set>
#include <vector>

#include "rules/columns/layout.h"
#include "rules/plan/plan.h"

namespace licet::rules {

class FigureReads {
 public:
  // Both must outlive it.
  FigureReads(const ColumnLayout& layout, const DayPlan& plan)
      : layout_(layout), plan_(plan), seen_(plan.nodes.size()) {}

  // Notes all that the value of the node depends on.
  void node(int id);

  // Columns in the order of their numbers; the rows of an order are those of all its entities.
  const std::set<int>& columns() const { return columns_; }
  // False if something is read that stands in no column.
  bool all_in_columns() const { return all_in_columns_; }

 private:
  void slot(int number);
  void list(int id);
  // `of`: the comparison that it is part of.
  void figure(const Expr& expr, const PlanNode& of);

  const ColumnLayout& layout_;
  const DayPlan& plan_;
  std::vector<bool> seen_;
  std::set<int> columns_;
  bool all_in_columns_ = true;
};

}  // namespace licet::rules
