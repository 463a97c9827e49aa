#include "lists/starter.h"

#include <doctest/doctest.h>

using namespace licet;

namespace {

// A small invented world.
StarterTables sample() {
  StarterTables t;
  t.places =
      "code\tname\tother_names\tsource\tcertainty\nCN\tChina\tPRC;Mainland China\tiso\tA\nHK\tHong "
      "Kong\t\tiso\tA\n";
  t.lists =
      "# lists\nid\ttitle\tpurpose\tpublisher\turl\tas_of\tcomplete_from\tsource\tcertainty\tnote\n"
      "us_entity_list\tEntity List\texport\tBIS\thttps://example.org\t2026-07-31\t\t15 CFR 744.11\tA\t\n";
  t.parties =
      "party_id\tcaption\tschema\tgroup\tcountries\tsource\tcertainty\tnote\nblue_heron\tBlue Heron "
      "Ltd.\tOrganization\theron\tCN;HK\tlist\tA\t\n";
  t.party_names =
      "party_id\ttext\tkind\tstrength\tofficial\tfrom\tsource\tcertainty\tnote\n"
      "blue_heron\tBlue\tshort\tweak\tno\t\tpress\tC\t\n"
      "blue_heron\tBlue Heron Ltd.\tprimary\tstrong\tyes\t\tlist\tA\t\n"
      "blue_heron\t蓝鹭\tnative\tweak\tno\t2025-01-01..\tpress\tB\t\n";
  t.party_addresses = "party_id\taddress\tsource\tcertainty\tnote\nblue_heron\t1 Lake Road, Kowloon\tlist\tA\t\n";
  t.listing_meanings =
      "field\ttext\tmeaning\tdetail\tsource\tcertainty\nrequirement\tFor all "
      "items\tall_items\tall_items\tlist\tA\n";
  t.listings =
      "party_id\tlist\tfrom\tuntil\tcitations\trequirement\trequirement_meaning\tpolicy\tpolicy_"
      "meaning\tfootnotes\tsource\tcertainty\tnote\n"
      "blue_heron\tus_entity_list\t2023-03-02\t2024-01-05..2024-01-09\t88 FR 1;89 FR 2\tFor all "
      "items\tall_items\tOdd words\tunknown_text\t4\tlist\tB\t\n";
  t.chips =
      "name\taliases\tvendor\tvendor_headquarters\trelease_year\tfor_data_centers\tnon_planar\tgp10_named\ttpp\t"
      "applicable_die_area_mm2\tio_bandwidth_gb_s\tdram_bandwidth_gb_s\tsource\tcertainty\tio_certainty\tnote\n"
      "Heron 1\tH1;Heron\tBlue\tCN\t2022\tyes\t\tno\t2394.4\t\t464\t\tsheet\tB\tC\t\n";
  return t;
}

std::string refusal(const StarterTables& tables) {
  const auto read = read_starter(tables);
  return read ? std::string("read") : read.error().message;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("starter tables: a party comes with its names, listings and days") {
  const auto data = read_starter(sample());
  REQUIRE(data);
  REQUIRE(data->parties.size() == 1);
  const Party& party = data->parties[0];
  CHECK(party.group == "heron");
  CHECK(party.addresses == std::vector<std::string>{"1 Lake Road, Kowloon"});
  REQUIRE(party.names.size() == 3);
  CHECK(party.names[0].text == "Blue Heron Ltd.");
  CHECK(party.names[0].official);
  CHECK(party.names[1].strength == NameStrength::kWeak);
  CHECK(to_string(*party.names[2].from) == "2025-01-01..");
  const Listing& listing = party.listings.at(0);
  CHECK(listing.citations.size() == 2);
  CHECK(listing.requirement_meaning == "all_items");
  CHECK(listing.policy_meaning == kUnknownTextMeaning);
  CHECK(listing.source_id == "blue_heron/us_entity_list");
  CHECK(listing.parcel == kStarterParcel);
  CHECK(listing.in_force_on(*parse_date("2023-03-01")) == Truth::kFalse);
  CHECK(listing.in_force_on(*parse_date("2023-03-02")) == Truth::kTrue);
  CHECK(listing.in_force_on(*parse_date("2024-01-06")) == Truth::kUnknown);
  CHECK(listing.in_force_on(*parse_date("2024-01-09")) == Truth::kFalse);
  CHECK(data->lists[0].records == 1);
  CHECK(data->lists[0].names == 3);
  CHECK_FALSE(data->lists[0].complete_from);
}

TEST_CASE("starter tables: a chip keeps its figures exactly, and what is empty is not known") {
  const auto data = read_starter(sample());
  REQUIRE(data);
  const Chip& chip = data->chips.at(0);
  CHECK(chip.tpp->to_string() == "2394.4");
  CHECK_FALSE(chip.applicable_die_area_mm2);
  CHECK_FALSE(chip.non_planar);
  CHECK(*chip.for_data_centers);
  CHECK(chip.io_certainty == Certainty::kC);
  CHECK(chip.aliases.size() == 2);
  CHECK(chip.vendor_headquarters == "CN");
  CHECK(chip.gp10_named == std::optional<bool>(false));
}

TEST_CASE("starter tables: a row without day, source, citation or certainty is refused with its place") {
  StarterTables t = sample();
  replace(t.listings, "2023-03-02", "");
  CHECK(refusal(t) == "listings.tsv:2: from: expected a day, a span of days or `?`, found ``");
  t = sample();
  replace(t.listings, "88 FR 1;89 FR 2", "");
  CHECK(refusal(t) == "listings.tsv:2: citations: expected at least one citation, found ``");
  t = sample();
  replace(t.party_names, "press\tC", "\tC");
  CHECK(refusal(t) == "party-names.tsv:2: source: expected text without spaces around it, found ``");
  t = sample();
  replace(t.listings, "list\tB\t", "list\t\t");
  CHECK(refusal(t) == "listings.tsv:2: certainty: expected `A`, `B` or `C`, found ``");
}

TEST_CASE("starter tables: words, references and meanings must be known") {
  StarterTables t = sample();
  replace(t.parties, "CN;HK", "CN;XX");
  CHECK(refusal(t) == "parties.tsv:2: countries: expected codes of places.tsv, found `CN;XX`");
  t = sample();
  replace(t.party_names, "short", "nick");
  CHECK(refusal(t).starts_with("party-names.tsv:2: kind: expected primary"));
  t = sample();
  replace(t.listings, "us_entity_list", "us_other");
  CHECK(refusal(t) == "listings.tsv:2: list: expected a list of lists.tsv, found `us_other`");
  t = sample();
  replace(t.listings, "all_items", "ccl_items");
  CHECK(refusal(t) ==
        "listings.tsv:2: requirement_meaning: expected `all_items` of listing-meanings.tsv, found `ccl_items`");
  t = sample();
  replace(t.listings, "2024-01-05..2024-01-09", "2023-03-02");
  CHECK(refusal(t) == "listings.tsv:2: until: expected a day after the first day, found `2023-03-02`");
  t = sample();
  replace(t.parties, "Blue Heron Ltd.", "Heron");
  CHECK(refusal(t) == "party-names.tsv: `blue_heron` has no name equal to its caption `Heron`");
}

TEST_CASE("starter tables: rows rise by bytes and none stands twice") {
  StarterTables t = sample();
  replace(t.places, "CN\tChina", "ZN\tChina");
  CHECK(refusal(t).starts_with("places.tsv:3: rows must rise by bytes"));
  t = sample();
  t.chips += t.chips.substr(t.chips.find("Heron 1"));
  CHECK(refusal(t).find("stands twice") != std::string::npos);
  t = sample();
  replace(t.chips, "464", "4 64");
  CHECK(refusal(t) == "chips.tsv:2: io_bandwidth_gb_s: expected a number of 0 or more, or nothing, found `4 64`");
}
