// What the checker knows of a fact: words or figures that are still possible. Its own arithmetic on exact rationals.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/rational.h"
#include "base/truth.h"

namespace licet::verify {

// Figures between two ends; a missing end is infinite.
struct Figures {
  std::optional<Rational> low;
  std::optional<Rational> high;
  bool low_open = false;
  bool high_open = false;
  bool operator==(const Figures&) const = default;
};

Figures point(const Rational& value);
bool is_point(const Figures& a);
bool is_empty(const Figures& a);
bool meet(const Figures& a, const Figures& b);
bool inside(const Figures& a, const Figures& outer);
Figures sum(const Figures& a, const Figures& b);
Figures minus(const Figures& a);
Figures product(const Figures& a, const Figures& b);
Figures quotient(const Figures& a, const Figures& b);
Figures extreme(const std::vector<Figures>& all, bool least);  // of one or more

// `x op limit` for all figures of the interval, for none, or for some. `op` is one of = != < <= > >=.
Truth compare(const Figures& x, std::string_view op, const Rational& limit);

// Do the intervals together hold every figure of `whole`?
bool cover(std::vector<Figures> parts, const Figures& whole);

enum class Answer { kValue, kUnknowable, kOpen };

struct State {
  bool number = false;
  std::set<std::string> words;
  Figures figures;
  Answer answer = Answer::kValue;
  bool anything = false;   // a code or a text that nobody stated
  bool stated = false;     // a single value, or not knowable
  bool not_known = false;  // a profile says that it is not known to be true
};

}  // namespace licet::verify
