#include "base/date.h"

#include <doctest/doctest.h>

using namespace licet;

TEST_CASE("parse_date: reads days that exist and nothing else") {
  CHECK(to_string(parse_date("2023-03-02").value()) == "2023-03-02");
  CHECK(parse_date("2024-02-29").has_value());
  for (const char* wrong : {"2023-02-30", "2023-3-2", "1999/01/01", "", "2023-13-01", "20230302xx", "0000-01-01"}) {
    CHECK_MESSAGE(!parse_date(wrong).has_value(), wrong);
  }
  CHECK(parse_date("2023-02-30").error().message == "there is no day `2023-02-30`");
}

TEST_CASE("kFirstDay: is the day of the Export Control Reform Act") {
  CHECK(to_string(kFirstDay) == "2018-08-13");
}

TEST_CASE("DaySpan: between its ends nothing is known") {
  const DaySpan span = parse_day_span("2025-09-12..2025-09-16").value();
  CHECK(span.reached_by(parse_date("2025-09-11").value()) == Truth::kFalse);
  CHECK(span.reached_by(parse_date("2025-09-12").value()) == Truth::kUnknown);
  CHECK(span.reached_by(parse_date("2025-09-15").value()) == Truth::kUnknown);
  CHECK(span.reached_by(parse_date("2025-09-16").value()) == Truth::kTrue);
  CHECK(parse_day_span("?").value().reached_by(kFirstDay) == Truth::kUnknown);
}

TEST_CASE("DaySpan: what is printed is read back") {
  for (const char* text : {"2023-03-02", "2025-09-12..2025-09-16", "..2018-08-13", "2025-01-01..", "?"}) {
    CHECK(to_string(parse_day_span(text).value()) == text);
  }
  for (const char* wrong : {"..", "2025-09-16..2025-09-12", "soon", ""}) CHECK(!parse_day_span(wrong).has_value());
}
