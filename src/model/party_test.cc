#include "model/party.h"

#include <doctest/doctest.h>

using namespace licet;

namespace {
Date day(const char* text) {
  return parse_date(text).value();
}
}  // namespace

TEST_CASE("Listing: in force from its first day to the day before its end") {
  Listing listing;
  listing.from = DaySpan::exact(day("2020-06-05"));
  listing.until = DaySpan::exact(day("2023-11-16"));
  CHECK(listing.in_force_on(day("2020-06-04")) == Truth::kFalse);
  CHECK(listing.in_force_on(day("2020-06-05")) == Truth::kTrue);
  CHECK(listing.in_force_on(day("2023-11-15")) == Truth::kTrue);
  CHECK(listing.in_force_on(day("2023-11-16")) == Truth::kFalse);
}

TEST_CASE("Listing: an unknown first day is unknown, also after an end that is known") {
  Listing listing;
  listing.from = DaySpan{std::nullopt, day("2026-07-31")};
  CHECK(listing.in_force_on(day("2020-01-01")) == Truth::kUnknown);
  CHECK(listing.in_force_on(day("2026-07-31")) == Truth::kTrue);
  listing.until = DaySpan::exact(day("2026-08-24"));
  CHECK(listing.in_force_on(day("2026-08-24")) == Truth::kFalse);
}

TEST_CASE("parse_certainty: of a mixture the least sure wins") {
  CHECK(parse_certainty("A/B") == Certainty::kB);
  CHECK(parse_certainty("B-") == Certainty::kB);
  CHECK(parse_certainty("M") == Certainty::kC);
  CHECK(!parse_certainty("").has_value());
  CHECK(!parse_certainty("X").has_value());
}

TEST_CASE("schemas: a company is an organization") {
  CHECK(parse_schema("Company") == Schema::kOrganization);
  CHECK(std::string_view(to_string(Schema::kOrganization)) == "Organization");
  CHECK(!parse_schema("company").has_value());
}
