#include "base/date.h"

#include <chrono>
#include <cstdio>

#include "base/text_util.h"

namespace licet {

namespace {

constexpr std::chrono::sys_days days_of(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

const Date kFirstDay{static_cast<std::int32_t>(days_of(2018, 8, 13).time_since_epoch().count())};

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count())};
}

Result<Date> parse_date(std::string_view text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (year && month && day) {
      if (const auto date = make_date(*year, *month, *day)) return *date;
      return Error{ErrorCode::kParse, concat("there is no day ", ticked(text))};
    }
  }
  return Error{ErrorCode::kParse, concat("expected a day like 2026-01-31, got ", ticked(text))};
}

std::string to_string(Date date) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{date.days}}};
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  return buffer;
}

Date today_utc() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return Date{static_cast<std::int32_t>(now.time_since_epoch().count())};
}

Result<DaySpan> parse_day_span(std::string_view text) {
  if (text == "?") return DaySpan::unknown();
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) {
    LICET_TRY(const Date day, parse_date(text));
    return DaySpan::exact(day);
  }
  DaySpan span;
  const auto first = text.substr(0, dots);
  const auto last = text.substr(dots + 2);
  if (!first.empty()) {
    LICET_TRY(span.earliest, parse_date(first));
  }
  if (!last.empty()) {
    LICET_TRY(span.latest, parse_date(last));
  }
  if (first.empty() && last.empty()) return Error{ErrorCode::kParse, "a span of days needs at least one end"};
  if (span.earliest && span.latest && *span.latest < *span.earliest) {
    return Error{ErrorCode::kParse, concat("span of days ", ticked(text), " ends before it begins")};
  }
  return span;
}

std::string to_string(const DaySpan& span) {
  if (!span.earliest && !span.latest) return "?";
  if (span.is_exact()) return to_string(*span.earliest);
  return concat(span.earliest ? to_string(*span.earliest) : "", "..", span.latest ? to_string(*span.latest) : "");
}

}  // namespace licet
