#include "verify/figures.h"

#include <algorithm>

namespace licet::verify {

namespace {

constexpr int kLow = -1;
constexpr int kHigh = 1;

// An end of what two ends give: open if one of them is (with `both_open`: if both are), infinite if one of them is.
Cut end(int which, const Cut& a, const Cut& b, const Rational& at, bool both_open = false) {
  if (a.infinite != 0 || b.infinite != 0) return Cut{which, Rational(0), 0};
  return Cut{0, at, (which == kLow) != both_open ? std::max(a.side, b.side) : std::min(a.side, b.side)};
}

bool not_negative(const Figures& a) {
  return a.low.infinite == 0 && !a.low.at.is_negative();
}

// Of figures that are not negative. A zero that is reached makes a zero that is reached.
Cut product_end(int which, const Cut& a, const Cut& b) {
  const auto is_zero = [which](const Cut& cut) { return cut.at.is_zero() && cut.side == which; };
  Cut out = end(which, a, b, a.at * b.at);
  if (out.infinite == 0 && (is_zero(a) || is_zero(b))) out.side = which;
  return out;
}

}  // namespace

Figures point(const Rational& value) {
  return Figures{{0, value, kLow}, {0, value, kHigh}};
}

Figures sum(const Figures& a, const Figures& b) {
  return Figures{end(kLow, a.low, b.low, a.low.at + b.low.at), end(kHigh, a.high, b.high, a.high.at + b.high.at)};
}

Figures minus(const Figures& a) {
  const auto turned = [](const Cut& cut) { return Cut{-cut.infinite, Rational(0) - cut.at, -cut.side}; };
  return Figures{turned(a.high), turned(a.low)};
}

Figures product(const Figures& a, const Figures& b) {
  if (!not_negative(a) || !not_negative(b)) return Figures{};
  return Figures{product_end(kLow, a.low, b.low), product_end(kHigh, a.high, b.high)};
}

Figures quotient(const Figures& a, const Figures& b) {
  if (!not_negative(b)) return Figures{};
  const bool bounded = b.high.infinite == 0 && !b.high.at.is_zero();
  const Cut low = bounded ? Cut{0, Rational(1) / b.high.at, -b.high.side} : Cut{0, Rational(0), kLow};
  const Cut high = b.low.at.is_zero() ? Cut{kHigh, Rational(0), 0} : Cut{0, Rational(1) / b.low.at, -b.low.side};
  return product(a, Figures{low, high});
}

Figures several(Figures figures) {
  const Cut zero = point(Rational(0)).low;
  if (figures.low < zero) figures.low = Figures{}.low;
  if (zero < figures.high && figures.high != point(Rational(0)).high) figures.high = Figures{}.high;
  return figures;
}

Figures extreme(const Figures& a, const Figures& b, bool least) {
  const auto pick = [least](const Rational& x, const Rational& y) { return least == (x < y) ? x : y; };
  return Figures{end(kLow, a.low, b.low, pick(a.low.at, b.low.at), true),
                 end(kHigh, a.high, b.high, pick(a.high.at, b.high.at), true)};
}

Truth compare(const Figures& x, std::string_view op) {
  const Figures zero = point(Rational(0));
  bool yes = false;
  bool no = false;
  const auto some = [&](bool possible, bool holds) {
    if (possible) (holds ? yes : no) = true;
  };
  some(x.low < zero.low, op == "<" || op == "<=" || op == "!=");
  some(x.low <= zero.low && zero.high <= x.high, op == "=" || op == "<=" || op == ">=");
  some(zero.high < x.high, op == ">" || op == ">=" || op == "!=");
  return yes == no ? Truth::kUnknown : truth_of(yes);
}

bool divides(std::vector<Figures> parts, const Figures& whole) {
  std::sort(parts.begin(), parts.end(), [](const Figures& a, const Figures& b) { return a.low < b.low; });
  Cut reached = whole.low;
  for (const Figures& part : parts) {
    if (part.low != reached || !(part.low < part.high)) return false;
    reached = part.high;
  }
  return reached == whole.high;
}

}  // namespace licet::verify
