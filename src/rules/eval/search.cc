#include "rules/eval/search.h"

#include <optional>

namespace licet::rules {

namespace {

constexpr std::size_t kMostFits = 200;  // looks for one way to fill in the facts that agrees with the stated codes

}  // namespace

// Is there a way to fill in what is left that proves no entry beside a stated code? Yes if the limit is reached.
bool Search::fits(const std::vector<Line>& lines, Assignment& assignment, std::size_t& left) {
  if (left == 0) return true;
  --left;
  std::vector<Split> splits;
  const Truth contradicts = weigher_.contradicts(lines, assignment, splits);
  if (contradicts != Truth::kUnknown || splits.empty()) return contradicts != Truth::kTrue;
  const Split split = splits.front();
  const auto found = assignment.find(split.variable);
  const std::optional<Possible> before = found == assignment.end() ? std::nullopt : std::optional(found->second);
  bool out = false;
  for (std::size_t i = split.cells.size(); i > 0 && !out; --i) {
    assignment[split.variable] = split.cells[i - 1];
    out = fits(lines, assignment, left);
  }
  if (before) {
    assignment[split.variable] = *before;
  } else {
    assignment.erase(split.variable);
  }
  return out;
}

bool Search::agrees(const std::vector<Line>& lines) {
  Assignment assignment;
  std::size_t left = kMostFits;
  return fits(lines, assignment, left);
}

// Returns false if the limit was reached or an unknown has no cells.
bool Search::descend(const std::vector<Line>& lines, Assignment& assignment, Reachable& reached, std::size_t limit,
                     CaseNode* node) {
  const Levels bound = weigher_.levels(lines, assignment);
  if (evaluations_++ == 0) root_lines_ = bound.by_line;
  if (bound.low == bound.high) {
    std::size_t left = kMostFits;
    if (!reached.has(bound.low) && !any_fits_ && assignment.size() > fixed_ && !fits(lines, assignment, left)) {
      if (node != nullptr) node->cut = true;
      return true;
    }
    reached.add(bound.low);
    if (node != nullptr) node->outcomes.add(bound.low);
    return true;
  }
  bool nothing_new = true;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const bool open = bound.possible.has(outcome) && outcome >= bound.low && outcome <= bound.high;
    if (open && !reached.has(outcome)) nothing_new = false;
  }
  if (nothing_new) {
    if (node != nullptr) node->cut = true;
    return true;
  }
  if (bound.splits.empty() || evaluations_ >= limit) {
    stuck_ = stuck_ || bound.splits.empty();
    reached.add(bound.low);
    reached.add(bound.high);
    if (node != nullptr) node->cut = true;
    return false;
  }
  const Split split = bound.splits.front();
  split_on_.insert(split.variable);
  bool exact = true;
  if (node != nullptr) node->fact = weigher_.name_of(split.variable);
  for (const Possible& cell : split.cells) {
    const auto [place, added] = assignment.emplace(split.variable, cell);
    const Possible before = place->second;
    place->second = cell;
    CaseNode* below = nullptr;
    if (node != nullptr) {
      node->cells.emplace_back(to_string(cell), CaseNode{});
      below = &node->cells.back().second;
    }
    exact = descend(lines, assignment, reached, limit, below) && exact;
    if (added) {
      assignment.erase(split.variable);
    } else {
      assignment[split.variable] = before;
    }
  }
  return exact;
}

Found Search::reach(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, CaseNode* node) {
  evaluations_ = 0;
  Assignment assignment = fixed;
  Found out;
  weigher_.want_splits(1);
  weigher_.given(fixed.empty() ? nullptr : &fixed);
  fixed_ = fixed.size();
  any_fits_ = false;
  stuck_ = false;
  out.exact = descend(lines, assignment, out.reached, limit, node);
  if (out.reached.count() == 0) {  // the stated codes and the facts contradict each other
    any_fits_ = true;
    evaluations_ = 0;
    if (node != nullptr) *node = CaseNode{};
    out.exact = descend(lines, assignment, out.reached, limit, node);
  }
  out.stuck = stuck_;
  weigher_.given(nullptr);
  weigher_.want_splits(static_cast<std::size_t>(-1));
  return out;
}

}  // namespace licet::rules
