#include "lists/fr_dates.h"

#include <doctest/doctest.h>

namespace licet {

namespace {

const FrDates& table() {
  return FrDates::builtin();
}

std::string first(std::string_view citations) {
  const auto day = table().first_day(parse_fr_citations(citations), "us_entity_list");
  return day ? to_string(day->day) : "none";
}

}  // namespace

TEST_CASE("citations: every form that the lists print is read") {
  const auto texts = [](std::string_view text) {
    std::string out;
    for (const FrCitation& c : parse_fr_citations(text))
      out += to_string(c) + (c.printed && c.page ? "@" + to_string(*c.printed) : "") + ";";
    return out;
  };
  CHECK(texts("84 FR 22963, 84 FR 43495,  85 FR 51603") == "84 FR 22963;84 FR 43495;85 FR 51603;");
  CHECK(texts("76 FR 71869, 11/21/11") == "76 FR 71869@2011-11-21;");
  CHECK(texts("63 F.R. 3535 1/23/98") == "63 FR 3535@1998-01-23;");
  CHECK(texts("99.F.R. 12 1/2/2034, 99 F.R 13") == "99 FR 12@2034-01-02;99 FR 13;");
  CHECK(texts("84 FR 22963 (5/21/2019); 85 FR 29853") == "84 FR 22963@2019-05-21;85 FR 29853;");
  CHECK(texts("Vol. 59, No. 153, 08/10/1994") == "Vol. 59, 1994-08-10;");
  CHECK(texts("73 F.R. 57052 10/01/0200") == "73 FR 57052;");
  CHECK(texts("76 FR No. 197 (10/12/2011)") == "Vol. 76, 2011-10-12;");
  CHECK(texts("76 FR 67059 No. 210") == "76 FR 67059;");
  CHECK(texts("") == "");
  CHECK(texts("no citation, 12 of 13") == "");
  CHECK(texts("99999999999 FR 1") == "");
}

TEST_CASE("citations: the pages of one document are one citation") {
  const auto same = [](std::string_view text) {
    const auto c = parse_fr_citations(text);
    return table().same_document(c.at(0), c.at(1));
  };
  CHECK(same("84 FR 22961; 84 FR 22963") == Truth::kTrue);
  CHECK(same("76 FR 71867; 76 FR 71869") == Truth::kTrue);
  CHECK(same("84 FR 22963; 84 FR 43495") == Truth::kFalse);
  CHECK(same("83 FR 37423; 86 FR 37423") == Truth::kTrue);  // a misprint of the list
}

TEST_CASE("first day: the earliest citation dates the listing, by its day of effect where that is known") {
  CHECK(first("84 FR 43495, 84 FR 22963, 87 FR 55250") == "2019-05-16");
  CHECK(first("88 FR 12171") == "2023-02-24");
  CHECK(first("83 FR 54519") == "2018-10-30");
  CHECK(first("") == "none");
}

TEST_CASE("first day: without a known day of effect it is the print day or up to seven days before") {
  CHECK(first("76 FR 71867") == "2011-11-14..2011-11-21");
}

TEST_CASE("first day: for a list of which nothing is known it is any day up to print") {
  const auto day = table().first_day(parse_fr_citations("76 FR 71867"), "xx_other");
  REQUIRE(day);
  CHECK(to_string(day->day) == "..2011-11-21");
}

TEST_CASE("days: a page between two dated pages has the days between") {
  const FrDay day = table().find({84, 22970, std::nullopt});
  CHECK(day.published.earliest == make_date(2019, 5, 21));
  CHECK(day.published.latest.has_value());
  CHECK_FALSE(day.effective.has_value());
  const FrDay unknown_volume = table().find({30, 5, std::nullopt});
  CHECK(to_string(unknown_volume.published) == "1965-01-01..1965-12-31");
}

TEST_CASE("fr-pages: a table whose days fall while its pages rise is refused") {
  const char* days = "list\tdays\tsource\tcertainty\tnote\n";
  const std::string head =
      "volume\tpage\tlast_page\tpublished\teffective\teffective_certainty\tkind\tmeans\tsource\tcertainty\tnote\n";
  CHECK(FrDates::parse(head + "84\t100\t\t2019-01-05\t\t\trule\t\tx\tA\t\n84\t200\t\t2019-01-06\t\t\trule\t\tx\tA\t\n",
                       days));
  const auto falls = FrDates::parse(
      head + "84\t100\t\t2019-01-05\t\t\trule\t\tx\tA\t\n84\t200\t\t2019-01-04\t\t\trule\t\tx\tA\t\n", days);
  REQUIRE_FALSE(falls);
  CHECK(falls.error().message.find("84 FR 200") != std::string::npos);
}

}  // namespace licet
