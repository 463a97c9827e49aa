// Figures that are known only to lie between two ends, with exact arithmetic that rounds outward.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/rational.h"
#include "base/truth.h"
#include "rules/syntax/tree.h"

namespace licet::rules {

// Numbers between two ends; a missing end is infinite.
struct Interval {
  std::optional<Rational> low;
  std::optional<Rational> high;
  bool low_open = false;
  bool high_open = false;

  static Interval point(const Rational& value) { return Interval{value, value, false, false}; }
  static Interval everything() { return Interval{}; }
  static Interval not_negative() { return Interval{Rational(0), std::nullopt, false, false}; }
  bool is_point() const { return low && high && *low == *high; }
  bool is_empty() const { return low && high && (*high < *low || (*low == *high && (low_open || high_open))); }
  bool operator==(const Interval&) const = default;
};

Interval intersect(const Interval& a, const Interval& b);
std::string to_string(const Interval& interval);

Interval add(const Interval& a, const Interval& b);
Interval negate(const Interval& a);
// Products and quotients of figures that are not negative; anything else is unbounded.
Interval multiply(const Interval& a, const Interval& b);
Interval divide(const Interval& a, const Interval& b);
// Is zero among the figures?
bool may_be_zero(const Interval& figures);
// The figures and all between zero and them, as where they may not count.
Interval down_to_zero(Interval figures);
// The sums of one or more such figures.
Interval sum_of_several(Interval figures);
// The least, or the greatest, of figures; `all` is not empty.
Interval least_or_most(const std::vector<Interval>& all, bool least);

// The figures for which `x op limit` holds (for `!=`: those for which `=` does).
Interval half(CompareOp op, const Rational& limit);
CompareOp opposite(CompareOp op);
// Do all, none or some figures of the interval satisfy `x op limit`?
Truth holds_for(const Interval& x, CompareOp op, const Rational& limit);

}  // namespace licet::rules
