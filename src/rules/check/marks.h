// Marks of one version that cover a case on one day must agree on what holds instead.
#pragma once

#include <cstddef>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "rules/check/law.h"

namespace licet::rules {

struct DayRange {
  Date from;
  Date until;
};

inline constexpr Date kOpenEnd{1'000'000};  // later than any day

// Days on which the version is the newest, until it ends or the next one begins; none: `until` is no later than `from`.
DayRange newest_in(const Decl& decl, std::size_t index);
// Days on which the version can bind: its own, and those on which a later one sleeps and gives it back.
std::vector<DayRange> speaks_in(const Decl& decl, std::size_t index);
// The first of these days, and those of the boundaries that lie among them.
std::vector<Date> days_in(const DayRange& days, const std::vector<Date>& boundaries);

// Of a law whose names are resolved: refuses two marks of one version that can cover a case on one day with different
// consequences. That their `when` exclude each other must show from the facts that they compare, from what they ask in
// the same words, and within a bounded number of cases. Errors: kParse with both places, the day and a case.
Status check_marks(const Law& law);

}  // namespace licet::rules
