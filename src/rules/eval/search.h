// The search for the exact set of outcomes: over the cells of the unknown facts, with the two-level bound at each node.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/eval/weigher.h"

namespace licet::rules {

// A node of the search over completions: the fact that was split and what each cell leads to.
struct CaseNode {
  std::string fact;
  std::vector<std::pair<std::string, CaseNode>> cells;
  Reachable outcomes;  // of a leaf
  bool cut = false;    // a leaf that was not opened: everything it can reach was reached already, or the limit
};

struct Found {
  Reachable reached;
  bool exact = true;  // false: the limit was reached, or an unknown has no cells; the set may be too wide
};

class Search {
 public:
  explicit Search(Weigher& weigher) : weigher_(weigher) {}

  // Outcomes reachable below `fixed`, in at most `limit` weighings. `node` may be nullptr.
  Found reach(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, CaseNode* node = nullptr);

  // Low and high of each line at the root of the last search.
  const std::vector<std::pair<Outcome, Outcome>>& root_lines() const { return root_lines_; }
  // Every fact that a search has split so far.
  const std::set<Variable>& split_on() const { return split_on_; }

 private:
  bool descend(const std::vector<Line>& lines, Assignment& assignment, Reachable& reached, std::size_t limit,
               CaseNode* node);

  Weigher& weigher_;
  std::set<Variable> split_on_;
  std::size_t evaluations_ = 0;
  std::vector<std::pair<Outcome, Outcome>> root_lines_;
};

}  // namespace licet::rules
