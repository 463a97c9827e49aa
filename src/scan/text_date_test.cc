#include "scan/text_date.h"

#include <doctest/doctest.h>

namespace licet {

namespace {

std::string date_of(std::string_view text) {
  const auto document = Document::read(text, ScanWords::builtin());
  const TextDate date = find_text_date(*document, *make_date(2026, 8, 22));
  return date.span ? to_string(*date.span) : date.basis;
}

}  // namespace

TEST_CASE("text date: a date line is the date of the text, in each order") {
  CHECK(date_of("Title\nMarch 5, 2023 by\nsomebody\nText.") == "2023-03-05");
  CHECK(date_of("5 March 2023\nText.") == "2023-03-05");
  CHECK(date_of("2023-03-05\nText.") == "2023-03-05");
}

TEST_CASE("text date: a day inside the text is a bound only") {
  CHECK(date_of("The rule that the paper spoke about at such length was printed on March 5, 2023 in the register.") ==
        "2023-03-05..2026-08-22");
  CHECK(date_of("On Thursday (March 2), the department added many parties to the list that it keeps.") ==
        "2023-03-02..2026-08-22");
  CHECK(date_of(
            "A rule of February 30, 2023 that never was, and a plan for May 5, 2031 that is still to come some day.") ==
        "unknown: the text prints no date");
}

}  // namespace licet
