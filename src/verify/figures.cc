#include "verify/figures.h"

#include <algorithm>

namespace licet::verify {

namespace {

using End = std::optional<Rational>;

bool not_negative(const Figures& a) {
  return a.low && !a.low->is_negative();
}

// Does the figure just right (or, with `left`, just left) of the end belong to the interval?
bool starts_before(const Figures& a, const Figures& b) {
  if (!a.low) return b.low.has_value();
  if (!b.low) return false;
  return *a.low < *b.low || (*a.low == *b.low && !a.low_open && b.low_open);
}

}  // namespace

Figures point(const Rational& value) {
  return Figures{value, value, false, false};
}

bool is_point(const Figures& a) {
  return a.low && a.high && *a.low == *a.high;
}

bool is_empty(const Figures& a) {
  return a.low && a.high && (*a.high < *a.low || (*a.low == *a.high && (a.low_open || a.high_open)));
}

bool meet(const Figures& a, const Figures& b) {
  const auto before = [](const Figures& x, const Figures& y) {
    return x.high && y.low && (*x.high < *y.low || (*x.high == *y.low && (x.high_open || y.low_open)));
  };
  return !before(a, b) && !before(b, a);
}

bool inside(const Figures& a, const Figures& outer) {
  const bool low =
      !outer.low || (a.low && (*outer.low < *a.low || (*outer.low == *a.low && (a.low_open || !outer.low_open))));
  const bool high =
      !outer.high ||
      (a.high && (*a.high < *outer.high || (*outer.high == *a.high && (a.high_open || !outer.high_open))));
  return low && high;
}

Figures sum(const Figures& a, const Figures& b) {
  Figures out;
  if (a.low && b.low) out.low = *a.low + *b.low;
  if (a.high && b.high) out.high = *a.high + *b.high;
  out.low_open = a.low_open || b.low_open;
  out.high_open = a.high_open || b.high_open;
  return out;
}

Figures minus(const Figures& a) {
  Figures out;
  if (a.high) out.low = Rational(0) - *a.high;
  if (a.low) out.high = Rational(0) - *a.low;
  out.low_open = a.high_open;
  out.high_open = a.low_open;
  return out;
}

Figures product(const Figures& a, const Figures& b) {
  if (!not_negative(a) || !not_negative(b)) return Figures{};
  Figures out{*a.low * *b.low, std::nullopt, a.low_open || b.low_open, a.high_open || b.high_open};
  if (a.high && b.high) out.high = *a.high * *b.high;
  return out;
}

Figures quotient(const Figures& a, const Figures& b) {
  if (!not_negative(a) || !not_negative(b)) return Figures{};
  Figures out = Figures{Rational(0), std::nullopt, false, false};
  if (b.high && !b.high->is_zero()) {
    out.low = *a.low / *b.high;
    out.low_open = a.low_open || b.high_open;
  }
  if (a.high && !b.low->is_zero()) {
    out.high = *a.high / *b.low;
    out.high_open = a.high_open || b.low_open;
  }
  return out;
}

Figures extreme(const std::vector<Figures>& all, bool least) {
  Figures out = all.front();
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Figures& next = all[i];
    const auto pick = [least](const End& x, const End& y) {
      if (!x || !y) return End();
      return End(least == (*x < *y) ? *x : *y);
    };
    out = Figures{pick(out.low, next.low), pick(out.high, next.high), out.low_open && next.low_open,
                  out.high_open && next.high_open};
  }
  return out;
}

Truth compare(const Figures& x, std::string_view op, const Rational& limit) {
  // Is some figure of x below, at, or above the limit?
  const bool below = !x.low || *x.low < limit;
  const bool above = !x.high || limit < *x.high;
  const bool at = (!x.low || *x.low < limit || (*x.low == limit && !x.low_open)) &&
                  (!x.high || limit < *x.high || (*x.high == limit && !x.high_open));
  const bool yes = (op == "=" && at) || (op == "!=" && (below || above)) || (op[0] == '<' && below) ||
                   (op[0] == '>' && above) || (op.size() == 2 && op != "!=" && at);
  const bool no = (op == "=" && (below || above)) || (op == "!=" && at) || (op[0] == '<' && above) ||
                  (op[0] == '>' && below) || ((op == "<" || op == ">") && at);
  return yes == no ? Truth::kUnknown : truth_of(yes);
}

bool cover(std::vector<Figures> parts, const Figures& whole) {
  std::sort(parts.begin(), parts.end(), starts_before);
  End reached;  // everything of `whole` up to here is covered, itself included if `closed`
  bool closed = false;
  bool begun = false;
  for (const Figures& part : parts) {
    const bool joins =
        !part.low ||
        (begun && reached && (*part.low < *reached || (*part.low == *reached && (closed || !part.low_open)))) ||
        (!begun && whole.low &&
         (*part.low < *whole.low || (*part.low == *whole.low && (!part.low_open || whole.low_open))));
    if (!joins) return false;
    if (!part.high) return true;
    if (!begun || *reached < *part.high || (*reached == *part.high && !part.high_open)) {
      reached = part.high;
      closed = !part.high_open;
    }
    begun = true;
  }
  if (!begun || !whole.high) return false;
  return *whole.high < *reached || (*whole.high == *reached && (closed || whole.high_open));
}

}  // namespace licet::verify
