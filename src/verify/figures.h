// Arithmetic on intervals of exact rationals.
#pragma once

#include <string_view>
#include <vector>

#include "base/rational.h"
#include "base/truth.h"

namespace licet::verify {

// A place between figures: just below `at` (side -1), just above it (+1), or infinitely far (`infinite` -1, +1).
struct Cut {
  int infinite = 0;
  Rational at;
  int side = 0;
  auto operator<=>(const Cut&) const = default;
};

// The figures between two cuts.
struct Figures {
  Cut low = {-1, Rational(0), 0};
  Cut high = {1, Rational(0), 0};
  bool operator==(const Figures&) const = default;
  bool inside(const Figures& outer) const { return outer.low <= low && high <= outer.high; }
};

Figures point(const Rational& value);
Figures sum(const Figures& a, const Figures& b);
Figures minus(const Figures& a);
Figures product(const Figures& a, const Figures& b);
Figures quotient(const Figures& a, const Figures& b);
// The sums of one or more such figures.
Figures several(Figures figures);
Figures extreme(const Figures& a, const Figures& b, bool least);

// `x op 0` for all figures of the interval, for none, or for some. `op` is one of = != < <= > >=.
Truth compare(const Figures& x, std::string_view op);

// Do the parts fill the whole, none of them empty and no figure twice?
bool divides(std::vector<Figures> parts, const Figures& whole);

}  // namespace licet::verify
