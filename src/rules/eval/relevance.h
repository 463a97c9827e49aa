// Whether a fact matters to an undecided order, and what a reply to it leaves.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "rules/eval/decision.h"
#include "rules/eval/search.h"
#include "rules/eval/weigher.h"

namespace licet::rules {

class Relevance {
 public:
  // `known`: ways to fill in the facts that the order's search found. A tenth of `limit` bounds the weighings behind
  // each fact.
  Relevance(const DecidedOrder& of, const std::vector<Witness>& known, std::size_t limit)
      : of_(of), limit_(limit), search_(of.weigher), lines_(of.lines) {
    search_.know(known);
  }

  // What is asked from here on is about this fact: of other lines that are alike one is enough.
  void look_at(const Variable& variable);
  // Those that are weighed for it.
  const std::vector<Line>& lines() const { return lines_; }

  bool is_named(const Variable& variable) const {
    return static_cast<std::size_t>(variable.entity) < of_.order.entities.size();
  }

  // What can be reached if these facts are stated too.
  Found reach(const Assignment& fixed);

  // A value as a reply gives it: what is copied, implied or computed from it and not stated goes with it.
  Assignment replied(const Variable& variable, const Possible& possible) const;

  // Do two completions that differ in this fact alone have different outcomes? Unknown past the limit.
  Truth matters(const Split& split);

  // The levels, with the split of the fact, if it is open, and the first of `others` of each line.
  Levels weigh(const Assignment& fixed, const Variable& variable, std::size_t others);

 private:
  bool narrows(const Assignment& fixed) const;
  void add_computed(const Variable& variable, const Possible& possible, int fact, const Derivation& derivation,
                    Assignment& out) const;
  Truth matters(const Variable& variable, Assignment& fixed, std::size_t& weighings);
  std::optional<bool> told_apart(const Split& split, Assignment& fixed);
  bool turns(const Split& split);
  bool turns(const Split& split, Assignment facts);

  const DecidedOrder& of_;
  std::size_t limit_;
  Search search_;
  std::vector<Line> lines_;
  std::optional<int> looked_at_;        // whose lines these are
  std::optional<Assignment> lightest_;  // all that is open guessed for the exporter
};

}  // namespace licet::rules
