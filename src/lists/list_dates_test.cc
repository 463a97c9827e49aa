#include "lists/list_dates.h"

#include <doctest/doctest.h>

#include <span>
#include <string>

#include "base/text_util.h"
#include "lists/list_record.h"

namespace licet {

namespace {

std::string day(std::string_view text) {
  const auto found = parse_printed_date(text);
  return found ? to_string(*found) : "none";
}

std::string births(std::string_view text) {
  return joined(parse_birth_dates(text), " ");
}

}  // namespace

TEST_CASE("parse_printed_date: the forms of the lists") {
  for (const std::string_view text : {"2022-06-21", "2022-06-21T13:15:00Z", "6/21/2022", "06/21/22", "June 21, 2022",
                                      "21 Jun 2022", " Jun. 21, 2022 "})
    CHECK(day(text) == "2022-06-21");
  CHECK(day("9/10/81") == "1981-09-10");
  for (const std::string_view text :
       {"", "2022", "2022-13-01", "2/30/2022", "Juno 21, 2022", "21 June", "1/2", "99999-01-01", "0/0/0"})
    CHECK(day(text) == "none");
}

TEST_CASE("parse_birth_dates: days, months, years and spans of years") {
  CHECK(births("19 Apr 1947") == "1947-04-19");
  CHECK(births("Apr 1962") == "1962-04");
  CHECK(births("October, 1970") == "1970-10");
  CHECK(births("circa 1951") == "1951");
  CHECK(births("1968 to 1970") == "1968 1969 1970");
  CHECK(births("1968-1969") == "1968 1969");
  CHECK(births("1970-05") == "1970-05");
  for (const std::string_view text : {"", "unknown", "1900 to 1990", "1970 to 1960", "19", "70-05-1970"})
    CHECK(births(text).empty());
}

TEST_CASE("split_citations: each with what is printed behind it") {
  const auto parts = [](std::string_view text) { return joined(split_citations(text), " | "); };
  CHECK(parts("76 FR 71869, 11/21/11.\n77 FR 25057, 4/27/12") == "76 FR 71869, 11/21/11 | 77 FR 25057, 4/27/12");
  CHECK(parts("46 F.R. 46154 9/17/81 and 46 F.R. 19290 3/30/81") == "46 F.R. 46154 9/17/81 | 46 F.R. 19290 3/30/81");
  CHECK(parts("82 F.R. 16786, 16787 4/16/2017") == "82 F.R. 16786, 16787 4/16/2017");
  CHECK(parts("80 F.R.44930 7/28/15, 77 FR 58006 (no. 182)") == "80 F.R.44930 7/28/15 | 77 FR 58006 (no. 182)");
  CHECK(parts("Vol. 59, No. 44, 03/07/1994") == "Vol. 59, No. 44, 03/07/1994");
  CHECK(parts(" ").empty());
}

TEST_CASE("clean_text: one space for every run, none at the ends") {
  CHECK(clean_text(" a\n\t b\xC2\xA0\xC2\xA0"
                   "c\x7F ") == "a b c");
  CHECK(clean_text(" \n").empty());
}

}  // namespace licet
