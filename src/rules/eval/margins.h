// How far is each figure of a case from the lines that the law draws, and would crossing one change the outcome?
// Source: law language, section 13.
#pragma once

#include <string>
#include <vector>

#include "rules/eval/decision.h"

namespace licet::rules {

struct MarginRow {
  Variable variable;
  int item = -1;       // number of the line, from 0; -1 for a figure that is no item's
  std::string fact;    // `item.tpp`, with the entity where there are several
  std::string metric;  // `tpp`
  std::string line;    // the statement that draws the line: an entry's code, or a name
  std::string cite;    // its paragraph on that day
  CompareOp op = CompareOp::kGreaterEqual;
  Rational value;
  Rational limit;
  Rational headroom;   // limit minus value
  bool up = true;      // the line is crossed by raising the figure; else by lowering it
  bool flips = false;  // just beyond the line, all else equal, the outcome is another one
  Reachable beyond;    // the outcomes there
};

// One row for each known figure and each line on it that an entry or a rule of the leg's day draws. What is computed
// from the figure moves with it. `limit` bounds the weighings behind each row. `plans` keep the lines of each epoch;
// nullptr: they are read off the law again. `of_lines`: what each line of the order comes to alone, by leg and item;
// nullptr: not known.
std::vector<MarginRow> find_margins(const Law& law, const Case& order, const LikeLines& like, Weigher& weigher,
                                    const Reachable& outcomes, std::size_t limit, PlanStore* plans = nullptr,
                                    const std::vector<LineOutcome>* of_lines = nullptr);

// Facts that are computed from `variable` (products, ratios) with the values that they take when it is `value`; parts
// that are not known exactly compute nothing. A ratio that the order states with its divisor moves its dividend.
Assignment moved_with(const Law& law, const Case& order, const Variable& variable, const Rational& value);

}  // namespace licet::rules
