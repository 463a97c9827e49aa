#include "book/diff.h"

#include <doctest/doctest.h>

using namespace licet;

namespace {

Party party(const std::string& id, const std::string& name, const std::string& country = "CN") {
  Party out;
  out.id = id;
  out.caption = name;
  out.countries = {country};
  PartyName printed;
  printed.text = name;
  out.names.push_back(printed);
  Listing listing;
  listing.list = "us_entity_list";
  listing.from = parse_day_span("2019-05-16").value();
  out.listings.push_back(listing);
  return out;
}

}  // namespace

TEST_CASE("diff: a list and itself differ in nothing") {
  const std::vector<Party> parties = {party("1", "Blue Heron"), party("2", "Red Heron")};
  const BookDiff diff = diff_parties(parties, parties);
  CHECK(diff.added.empty());
  CHECK(diff.removed.empty());
  CHECK(diff.changed.empty());
}

TEST_CASE("diff: record numbers that moved are no change; a removed record does not pair with its neighbour") {
  const std::vector<Party> before = {party("1", "Blue Heron"), party("2", "Red Heron"), party("3", "Grey Heron")};
  const std::vector<Party> after = {party("1", "Red Heron"), party("2", "Grey Heron"), party("3", "White Heron")};
  const BookDiff diff = diff_parties(before, after);
  REQUIRE(diff.removed.size() == 1);
  CHECK(before[diff.removed[0]].caption == "Blue Heron");
  REQUIRE(diff.added.size() == 1);
  CHECK(after[diff.added[0]].caption == "White Heron");
  CHECK(diff.changed.empty());
}

TEST_CASE("diff: a change is told field by field, with both sides") {
  std::vector<Party> before = {party("7", "Blue Heron")};
  std::vector<Party> after = before;
  after[0].caption = "Blue Heron Group";
  after[0].listings[0].policy = "Presumption of denial";
  after[0].listings[0].until = parse_day_span("2022-06-28").value();
  const BookDiff diff = diff_parties(before, after);
  REQUIRE(diff.changed.size() == 1);
  const auto& fields = diff.changed[0].fields;
  REQUIRE(fields.size() == 3);
  CHECK(fields[0].field == "caption");
  CHECK(fields[0].removed == std::vector<std::string>{"Blue Heron"});
  CHECK(fields[0].added == std::vector<std::string>{"Blue Heron Group"});
  CHECK(fields[1].field == "us_entity_list.policy");
  CHECK(fields[2].field == "us_entity_list.until");
}
