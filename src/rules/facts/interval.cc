#include "rules/facts/interval.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

namespace {

// The tighter of two low ends; equal ends are open if one is.
void raise_low(Interval& a, const Interval& b) {
  if (!b.low) return;
  if (!a.low || *a.low < *b.low) {
    a.low = b.low;
    a.low_open = b.low_open;
  } else if (*a.low == *b.low) {
    a.low_open = a.low_open || b.low_open;
  }
}

void lower_high(Interval& a, const Interval& b) {
  if (!b.high) return;
  if (!a.high || *b.high < *a.high) {
    a.high = b.high;
    a.high_open = b.high_open;
  } else if (*a.high == *b.high) {
    a.high_open = a.high_open || b.high_open;
  }
}

using End = std::optional<Rational>;

End add_ends(const End& a, const End& b) {
  return a && b ? End(*a + *b) : std::nullopt;
}

}  // namespace

Interval intersect(const Interval& a, const Interval& b) {
  Interval out = a;
  raise_low(out, b);
  lower_high(out, b);
  return out;
}

std::string to_string(const Interval& interval) {
  if (interval.is_point()) {
    const std::string exact = interval.low->to_string();
    return exact.find('/') == std::string::npos ? exact : concat(exact, " (about ", interval.low->to_decimal(4), ")");
  }
  if (!interval.low && !interval.high) return "any figure";
  std::string out;
  if (interval.low) out += concat(interval.low_open ? "above " : "at least ", interval.low->to_string());
  if (interval.low && interval.high) out += ", ";
  if (interval.high) out += concat(interval.high_open ? "below " : "at most ", interval.high->to_string());
  return out;
}

bool may_be_zero(const Interval& figures) {
  return holds_for(figures, CompareOp::kEqual, Rational(0)) != Truth::kFalse;
}

Interval down_to_zero(Interval figures) {
  figures.low = Rational(0);
  figures.low_open = false;
  return figures;
}

Interval sum_of_several(Interval figures) {
  if (figures.low && figures.low->is_negative()) figures.low.reset();
  if (figures.high && Rational(0) < *figures.high) figures.high.reset();
  figures.low_open = figures.low_open && figures.low;
  figures.high_open = figures.high_open && figures.high;
  return figures;
}

Interval add(const Interval& a, const Interval& b) {
  return Interval{add_ends(a.low, b.low), add_ends(a.high, b.high), a.low_open || b.low_open,
                  a.high_open || b.high_open};
}

Interval negate(const Interval& a) {
  const auto flip = [](const End& end) { return end ? End(Rational(0) - *end) : std::nullopt; };
  return Interval{flip(a.high), flip(a.low), a.high_open, a.low_open};
}

namespace {

// Is the end that two ends give one that is never reached? A zero that is reached makes the other end not matter.
bool open_end(const Rational& x, bool x_open, const Rational& y, bool y_open) {
  if ((x.is_zero() && !x_open) || (y.is_zero() && !y_open)) return false;
  return x_open || y_open;
}

bool is_positive(const Interval& a) {
  return a.low && !a.low->is_negative();
}

}  // namespace

Interval multiply(const Interval& a, const Interval& b) {
  if (!is_positive(a) || !is_positive(b)) return Interval::everything();
  Interval out{*a.low * *b.low, std::nullopt, open_end(*a.low, a.low_open, *b.low, b.low_open), false};
  if (a.high && b.high) {
    out.high = *a.high * *b.high;
    out.high_open = open_end(*a.high, a.high_open, *b.high, b.high_open);
  }
  return out;
}

Interval divide(const Interval& a, const Interval& b) {
  if (!is_positive(a) || !is_positive(b)) return Interval::everything();
  Interval out = Interval::not_negative();
  if (b.high && !b.high->is_zero()) {
    out.low = *a.low / *b.high;
    out.low_open = open_end(*a.low, a.low_open, Rational(1), b.high_open);
  }
  if (a.high && !b.low->is_zero()) {
    out.high = *a.high / *b.low;
    out.high_open = open_end(*a.high, a.high_open, Rational(1), b.low_open);
  }
  return out;
}

Interval least_or_most(const std::vector<Interval>& all, bool least) {
  Interval out = all.front();
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Interval& next = all[i];
    const auto pick = [least](const End& x, const End& y) {
      if (!x || !y) return End();
      return End(least ? std::min(*x, *y) : std::max(*x, *y));
    };
    out = Interval{pick(out.low, next.low), pick(out.high, next.high), out.low_open && next.low_open,
                   out.high_open && next.high_open};
  }
  return out;
}

Interval half(CompareOp op, const Rational& limit) {
  switch (op) {
    case CompareOp::kLess:
      return Interval{std::nullopt, limit, false, true};
    case CompareOp::kLessEqual:
      return Interval{std::nullopt, limit, false, false};
    case CompareOp::kGreater:
      return Interval{limit, std::nullopt, true, false};
    case CompareOp::kGreaterEqual:
      return Interval{limit, std::nullopt, false, false};
    default:
      return Interval::point(limit);
  }
}

CompareOp opposite(CompareOp op) {
  switch (op) {
    case CompareOp::kLess:
      return CompareOp::kGreaterEqual;
    case CompareOp::kLessEqual:
      return CompareOp::kGreater;
    case CompareOp::kGreater:
      return CompareOp::kLessEqual;
    case CompareOp::kGreaterEqual:
      return CompareOp::kLess;
    case CompareOp::kEqual:
      return CompareOp::kNotEqual;
    case CompareOp::kNotEqual:
      return CompareOp::kEqual;
  }
  return op;
}

Truth holds_for(const Interval& x, CompareOp op, const Rational& limit) {
  if (op == CompareOp::kNotEqual) return !holds_for(x, CompareOp::kEqual, limit);
  if (x.is_empty()) return Truth::kFalse;
  // Where do the ends stand? An open end on the limit stands beyond it.
  const auto low = x.low ? *x.low <=> limit : std::strong_ordering::less;
  const auto high = x.high ? *x.high <=> limit : std::strong_ordering::greater;
  const bool all_above = low > 0 || (low == 0 && x.low_open);
  const bool all_below = high < 0 || (high == 0 && x.high_open);
  switch (op) {
    case CompareOp::kLess:
      return low >= 0 ? Truth::kFalse : all_below ? Truth::kTrue : Truth::kUnknown;
    case CompareOp::kLessEqual:
      return all_above ? Truth::kFalse : high <= 0 ? Truth::kTrue : Truth::kUnknown;
    case CompareOp::kGreater:
      return high <= 0 ? Truth::kFalse : all_above ? Truth::kTrue : Truth::kUnknown;
    case CompareOp::kGreaterEqual:
      return all_below ? Truth::kFalse : low >= 0 ? Truth::kTrue : Truth::kUnknown;
    default:
      return all_above || all_below ? Truth::kFalse : x.is_point() ? Truth::kTrue : Truth::kUnknown;
  }
}

}  // namespace licet::rules
