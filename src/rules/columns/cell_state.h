// What a cell of a column can still be, by its code: the table of states of the law language, section 3, with the
// assumptions of a profile where nothing is stated (section 5).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/check/sets.h"
#include "rules/columns/layout.h"
#include "rules/plan/plan.h"

namespace licet::rules {

class CellStates {
 public:
  // All of them must outlive it; `profile` may be nullptr.
  CellStates(const ColumnLayout& layout, const SetReader& sets, const Decl* profile)
      : layout_(layout), sets_(sets), profile_(profile) {}

  // From now on the profile is that one, without the assumptions of these names.
  void suppose(const Decl* profile, std::set<std::string> off) {
    profile_ = profile;
    off_ = std::move(off);
  }
  // May the assumption fill cells of the column?
  bool may_fill(const Assumption& assumption, int column) const;

  // Value of a kFinite, kLetter or kKnown node where the column of its slot has that code.
  Truth verdict(const PlanNode& node, int column, CellCode code) const;
  // The one word that is left, by its place in the column; nothing if it is open.
  std::optional<std::size_t> only_word(int column, CellCode code) const;
  // Value of a yes-or-no fact.
  Truth truth(int column, CellCode code) const;

 private:
  struct State {
    std::vector<std::size_t> left;  // words that are left, by their place in the column
    Answer answer = Answer::kValue;
    bool not_known = false;
  };
  State state(int column, CellCode code) const;
  State nothing_stated(const ColumnInfo& column) const;
  bool speaks_of(const Assumption& assumption, const ColumnInfo& column) const;

  const ColumnLayout& layout_;
  const SetReader& sets_;
  const Decl* profile_;
  std::set<std::string> off_;
};

}  // namespace licet::rules
