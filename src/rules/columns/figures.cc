#include "rules/columns/figures.h"

#include <algorithm>
#include <array>
#include <string>

namespace licet::rules {

namespace {

__extension__ using Wide = __int128;

constexpr std::array<std::int64_t, 19> kPowers = [] {
  std::array<std::int64_t, 19> out{};
  std::int64_t power = 1;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = power;
    if (i + 1 < out.size()) power *= 10;
  }
  return out;
}();

std::int64_t power_of_ten(int n) {
  return kPowers[static_cast<std::size_t>(n)];
}

// The cell of `whole` millionths plus a rest that is not 0 if `more`.
FigureCell cell_at(Wide whole, bool more) {
  if (whole >= kBeyond / 2) return kBeyond;
  if (whole <= -(kBeyond / 2)) return -kBeyond;
  return static_cast<FigureCell>(whole) * 2 + (more ? 1 : 0);
}

FigureCell divided(Wide top, Wide bottom) {
  Wide whole = top / bottom;
  const bool more = whole * bottom != top;
  if (more && (top < 0) != (bottom < 0)) --whole;  // rounds towards zero
  return cell_at(whole, more);
}

}  // namespace

FigureCell cell_of(const Rational& figure) {
  const std::string text = figure.to_string();
  const auto slash = text.find('/');
  PlainDecimal top;
  if (slash == std::string::npos) {
    if (read_plain_decimal(text, top)) return cell_of(top);
  } else {
    PlainDecimal bottom;
    if (read_plain_decimal(text.substr(0, slash), top) && read_plain_decimal(text.substr(slash + 1), bottom)) {
      return divided(Wide{top.digits} * kFigureScale, bottom.digits);
    }
  }
  // Long figures: by halving between two millionths.
  if (figure >= Rational(kBeyond / 2 / kFigureScale)) return kBeyond;
  if (figure <= Rational(-(kBeyond / 2 / kFigureScale))) return -kBeyond;
  const Rational scaled = figure * Rational(kFigureScale);
  std::int64_t low = -(kBeyond / 2);
  std::int64_t high = kBeyond / 2;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (Rational(middle) <= scaled ? low : high) = middle;
  }
  return cell_at(low, !(Rational(low) == scaled));
}

CellSpan cells_of(const Interval& interval) {
  CellSpan out;
  if (interval.low) {
    out.first = cell_of(*interval.low);
    if (interval.low_open && has_own_cell(out.first)) ++out.first;
  }
  if (interval.high) {
    out.last = cell_of(*interval.high);
    if (interval.high_open && has_own_cell(out.last)) --out.last;
  }
  return out;
}

bool read_plain_decimal(std::string_view text, PlainDecimal& out) {
  out = PlainDecimal{};
  std::size_t i = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++i;
  std::size_t digits = 0;
  bool point = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.') {
      if (point || digits == 0 || i + 1 == text.size()) return false;
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 18) return false;
    out.digits = out.digits * 10 + (c - '0');
    if (point) ++out.places;
  }
  if (negative) out.digits = -out.digits;
  return digits > 0;
}

FigureCell cell_of(const PlainDecimal& figure) {
  if (figure.places <= kFigureDigits)
    return cell_at(Wide{figure.digits} * power_of_ten(kFigureDigits - figure.places), false);
  return divided(figure.digits, power_of_ten(figure.places - kFigureDigits));
}

FigureCell product_cell(const PlainDecimal& a, const PlainDecimal& b) {
  const Wide digits = Wide{a.digits} * b.digits;
  const int places = a.places + b.places;
  if (places > kFigureDigits) {
    const int over = places - kFigureDigits;
    return divided(digits, Wide{power_of_ten(std::min(over, 18))} * power_of_ten(over - std::min(over, 18)));
  }
  const Wide power = power_of_ten(kFigureDigits - places);
  if (digits > kBeyond || digits < -kBeyond) return digits > 0 ? kBeyond : -kBeyond;
  return cell_at(digits * power, false);
}

FigureCell quotient_cell(const PlainDecimal& a, const PlainDecimal& b) {
  // a.digits * 10^(6 + b.places - a.places) / b.digits
  const int power = kFigureDigits + b.places - a.places;
  if (power >= 0) {
    const Wide limit = Wide{1} << 64U;
    Wide top = a.digits;
    for (int i = 0; i < power; ++i) {
      if (top > limit * power_of_ten(18)) return kBeyond;
      top *= 10;
    }
    return divided(top, b.digits);
  }
  return divided(a.digits, Wide{b.digits} * power_of_ten(-power));
}

}  // namespace licet::rules
