// The search for the exact set of outcomes: over the cells of the unknown facts, with the two-level bound at each node.
#pragma once

#include <optional>
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
  // A leaf that was not opened: what it can reach was reached already, it contradicts a stated code, or the limit.
  bool cut = false;
};

struct Found {
  Reachable reached;
  bool exact = true;   // false: the limit was reached, or an unknown has no cells; the set may be too wide
  bool stuck = false;  // an unknown has no cells: figures computed together, or a row that nobody could verify
};

class Search {
 public:
  explicit Search(Weigher& weigher) : weigher_(weigher) {}

  // Outcomes reachable below `fixed`, which counts as stated, in at most `limit` weighings. `node` may be nullptr.
  Found reach(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, CaseNode* node = nullptr);

  // The same, where only the lightest and the heaviest are wanted: outcomes between them are left out or not.
  Found reach_ends(const std::vector<Line>& lines, std::size_t limit);

  // Can what is unknown be filled in so that no entry beside a stated code holds?
  bool agrees(const std::vector<Line>& lines);

  // Low and high of each line at the root of the last search.
  const std::vector<std::pair<Outcome, Outcome>>& root_lines() const { return root_lines_; }
  // Every fact that a search has split so far.
  const std::set<Variable>& split_on() const { return split_on_; }

 private:
  bool descend(const std::vector<Line>& lines, const Levels& bound, Assignment& assignment, Reachable& reached,
               std::size_t limit, CaseNode* node);
  bool fits(const std::vector<Line>& lines, Assignment& assignment, std::size_t& left,
            std::optional<Assignment>* found_fit = nullptr);
  bool fits(const std::vector<Line>& lines, Assignment& assignment);
  bool is_new(Outcome outcome, const Reachable& reached) const;
  // Adds the outcome of an assignment that contradicts no stated code.
  void add_if_fits(Outcome outcome, const std::vector<Line>& lines, Assignment& assignment, Reachable& reached);
  Assignment dive(const std::vector<Line>& lines, const Assignment& fixed, bool for_exporter, Reachable& reached);
  void walk(const std::vector<Line>& lines, Assignment from, const Assignment& to, const Reachable& wanted,
            Reachable& reached);

  Weigher& weigher_;
  std::set<Variable> split_on_;
  std::size_t evaluations_ = 0;
  std::size_t fixed_ = 0;               // facts that the search did not assign
  const Assignment* stated_ = nullptr;  // facts that count as stated
  bool looked_for_fit_ = false;
  std::optional<Assignment> fit_;  // a way to fill in the facts that contradicts no stated code
  std::set<Variable> lifting_;     // guessed facts that speak for authorizations and exceptions
  bool ends_only_ = false;         // outcomes between those reached do not matter
  bool any_fits_ = false;          // takes ways to fill in the facts that contradict a stated code, too
  bool stuck_ = false;
  std::vector<std::pair<Outcome, Outcome>> root_lines_;
};

}  // namespace licet::rules
