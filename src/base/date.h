// Dates of the Gregorian calendar as days, and the uncertain days that sources leave us with.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/truth.h"

namespace licet {

// A day. Ordered; `days` counts from 1970-01-01.
struct Date {
  std::int32_t days = 0;

  auto operator<=>(const Date&) const = default;
  Date plus_days(int n) const { return Date{days + n}; }
};

// licet answers for days from this one on (enactment of the Export Control Reform Act).
extern const Date kFirstDay;  // 2018-08-13

// Reads `YYYY-MM-DD`, a day that exists, years 0001 to 9999.
// Errors: kParse, with the text found.
Result<Date> parse_date(std::string_view text);

// Day from year, month 1-12 and day 1-31; nothing if there is no such day.
std::optional<Date> make_date(int year, int month, int day);

std::string to_string(Date date);

// Today in UTC. Only programs call it; engine and rules never do.
Date today_utc();

// A day that is known exactly, bounded, or not at all. `earliest` and `latest` are inclusive;
// a missing end is open. Text form: `2023-03-02`, `2025-09-12..2025-09-16`, `..2018-08-13`, `2025-01-01..`, or `?`.
struct DaySpan {
  std::optional<Date> earliest;
  std::optional<Date> latest;

  static DaySpan exact(Date day) { return DaySpan{day, day}; }
  static DaySpan unknown() { return DaySpan{}; }
  bool is_exact() const { return earliest && latest && *earliest == *latest; }
  bool operator==(const DaySpan&) const = default;

  // Has the event of this day happened by `day` (on that day counts as yes)?
  Truth reached_by(Date day) const {
    if (latest && *latest <= day) return Truth::kTrue;
    if (earliest && day < *earliest) return Truth::kFalse;
    return Truth::kUnknown;
  }
};

Result<DaySpan> parse_day_span(std::string_view text);
std::string to_string(const DaySpan& span);

}  // namespace licet
