// What a cell of a column can still be, by its code: the table of states of the law language, section 3, with the
// assumptions of a profile where nothing is stated (section 5).
#pragma once

#include <vector>

#include "rules/columns/layout.h"
#include "rules/plan/plan.h"
#include "rules/plan/sets.h"

namespace licet::rules {

class CellStates {
 public:
  // All of them must outlive it; `profile` may be nullptr.
  CellStates(const ColumnLayout& layout, const SetReader& sets, const Decl* profile)
      : layout_(layout), sets_(sets), profile_(profile) {}

  // Value of a kFinite or kKnown node where its slot has that code.
  Truth verdict(const PlanNode& node, CellCode code) const;
  // Value of a yes-or-no fact.
  Truth truth(int column, CellCode code) const;
  // May an item for which no code is stated have one of the set? (kCode node)
  Truth code_possible(const PlanNode& node) const;

 private:
  struct State {
    std::vector<std::size_t> left;  // words that are left, by their place in the column
    Answer answer = Answer::kValue;
    bool not_known = false;
  };
  State state(int column, CellCode code) const;
  State nothing_stated(const ColumnInfo& column) const;
  bool speaks_of(const Expr& atom, const ColumnInfo& column) const;

  const ColumnLayout& layout_;
  const SetReader& sets_;
  const Decl* profile_;
};

}  // namespace licet::rules
