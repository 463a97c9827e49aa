// Exact figures as 64-bit cells that keep their order. The line of numbers is cut at every millionth: an even cell is
// one millionth itself, an odd cell everything strictly between two of them. So a comparison with a limit that is a
// whole number of millionths is one comparison of integers, and an open end of an interval is its odd neighbour.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "base/rational.h"
#include "rules/facts/interval.h"

namespace licet::rules {

using FigureCell = std::int64_t;

inline constexpr int kFigureDigits = 6;                // decimals that have a cell of their own
inline constexpr FigureCell kFigureScale = 1'000'000;  // cells of that many millionths in 1, twice
inline constexpr FigureCell kNoEnd = std::numeric_limits<FigureCell>::max();
inline constexpr FigureCell kBeyond = (FigureCell{1} << 62U) + 1;  // odd: any figure too large for a cell of its own

inline constexpr bool has_own_cell(FigureCell cell) {
  return cell % 2 == 0;
}

FigureCell cell_of(const Rational& figure);

// First and last cell of what a figure can be; a missing low end counts as 0, since figures of orders are not negative.
struct CellSpan {
  FigureCell first = 0;
  FigureCell last = kNoEnd;
};
CellSpan cells_of(const Interval& interval);

// The same in a column: all zero where nothing is stated.
struct FigureEnds {
  FigureCell first = 0;
  FigureCell last_gap = 0;  // kNoEnd minus the last cell

  FigureCell last() const { return kNoEnd - last_gap; }
  bool operator==(const FigureEnds&) const = default;
};

// A plain decimal of at most 18 digits as `digits` * 10^-`places`; what is not one gives false.
struct PlainDecimal {
  std::int64_t digits = 0;
  int places = 0;
};
bool read_plain_decimal(std::string_view text, PlainDecimal& out);
FigureCell cell_of(const PlainDecimal& figure);
// The same of a whole figure below 10^12.
inline FigureCell whole_cell(std::uint64_t figure) {
  return static_cast<FigureCell>(figure) * (2 * kFigureScale);
}
// Cells of a product and of a quotient of two plain decimals, exact; the divisor is not 0.
FigureCell product_cell(const PlainDecimal& a, const PlainDecimal& b);
FigureCell quotient_cell(const PlainDecimal& a, const PlainDecimal& b);

}  // namespace licet::rules
