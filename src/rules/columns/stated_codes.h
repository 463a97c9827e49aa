// What the code that is stated of an item says of a set of codes (law language, section 18).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/columns/node_pool.h"
#include "rules/plan/set_table.h"

namespace licet::rules {

// What a stated code says of a set of codes; the first that fits.
struct StatedCodes {
  CodeTable nothing;                                    // none is stated
  CodeTable possible;                                   // where none is: may it be in the set?
  CodeTable settled;                                    // it is in the set
  CodeTable basket;                                     // it is, unless an entry outside the set holds
  CodeTable open;                                       // it is more general than codes of the set: unknown
  std::map<std::vector<std::size_t>, CodeTable> finer;  // it is more general than these entries of the set
};

class CodeClassifier {
 public:
  // All of them must outlive it.
  CodeClassifier(const ColumnLayout& layout, const DayPlan& plan, const SetReader& sets)
      : layout_(layout), law_(layout.law()), plan_(plan), set_table_(law_, sets, plan.day) {}

  // `node` is a kCode node of the plan, `column` the one of its slot.
  StatedCodes classify(const PlanNode& node, const ColumnInfo& column);

 private:
  // By stated code: places of the codes that it can turn out to be, in the domain of codes.
  const std::vector<std::vector<std::size_t>>& codes_below(const std::vector<std::string>& domain);
  static Truth one_below(const PlanNode& node, const std::vector<std::size_t>& places, Truth named);

  const ColumnLayout& layout_;
  const Law& law_;
  const DayPlan& plan_;
  SetTable set_table_;
  // What is left of the domain of codes, where none is stated: first by nothing, then by kinds.
  std::vector<Bits> left_;
  std::vector<std::vector<std::size_t>> below_;
};

}  // namespace licet::rules
