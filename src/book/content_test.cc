#include "book/content.h"

#include <doctest/doctest.h>

#include "base/sha256.h"

using namespace licet;

namespace {

BookContent sample() {
  BookContent content;
  ListInfo list;
  list.id = "us_entity_list";
  list.title = "Entity List";
  list.as_of = parse_date("2026-07-31").value();
  list.records = 1;
  content.lists.push_back(list);
  Party party;
  party.id = "blue_heron";
  party.caption = "Blue Heron Ltd.";
  party.countries = {"CN", "HK"};
  party.identifiers = {{"lei", "X"}};
  PartyName name;
  name.text = "蓝鹭";
  name.kind = NameKind::kNative;
  name.official = true;
  name.from = parse_day_span("2025-01-01..").value();
  party.names.push_back(name);
  Listing listing;
  listing.list = "us_entity_list";
  listing.from = parse_day_span("2023-03-02").value();
  listing.until = parse_day_span("..2024-01-01").value();
  listing.citations = {"88 FR 13673", "88 FR 13675"};
  listing.footnotes = {"4"};
  party.listings.push_back(listing);
  content.parties.push_back(party);
  Chip chip;
  chip.name = "Heron 1";
  chip.release_year = 2022;
  chip.non_planar = false;
  chip.gp10_named = true;
  chip.vendor_headquarters = "CN";
  chip.tpp = Rational::parse("2394.4").value();
  content.chips.push_back(chip);
  content.places.push_back(Place{"CN", "China", {"PRC"}});
  content.law.push_back(LawFile{"15cfr/744/744.11.law", "section 744.11\n"});
  content.parcels.push_back({"us_csl", "Screening List", parse_date("2026-07-31").value(), 3, 5, 1, "ab"});
  content.diagnostics.push_back({"us_csl", "csl.json", 7, "no name", true});
  content.law_as_of = "2026-09-24";
  return content;
}

ErrorCode refusal(std::string_view bytes) {
  const auto read = read_book(bytes);
  REQUIRE_FALSE(read);
  CHECK_FALSE(read.error().message.empty());
  return read.error().code;
}

// A book whose checksum is right although `bytes` were changed: what a wrong writer could make.
std::string sealed(std::string bytes) {
  return bytes.replace(8, 64, sha256_hex(std::string_view(bytes).substr(72)));
}

}  // namespace

TEST_CASE("book bytes: what is saved is read again, field by field") {
  const std::string bytes = save_book(sample());
  const auto read = read_book(bytes);
  REQUIRE(read);
  CHECK(save_book(*read) == bytes);
  const Party& party = read->parties.at(0);
  CHECK(party.countries == std::vector<std::string>{"CN", "HK"});
  CHECK(party.identifiers.at(0).value == "X");
  CHECK(party.names.at(0).kind == NameKind::kNative);
  CHECK(to_string(*party.names.at(0).from) == "2025-01-01..");
  CHECK(to_string(*party.listings.at(0).until) == "..2024-01-01");
  CHECK(read->chips.at(0).tpp->to_string() == "2394.4");
  CHECK(read->chips.at(0).non_planar == std::optional<bool>(false));
  CHECK(read->chips.at(0).gp10_named == std::optional<bool>(true));
  CHECK(read->chips.at(0).vendor_headquarters == "CN");
  CHECK_FALSE(read->chips.at(0).for_data_centers);
  CHECK(read->law.at(0).text == "section 744.11\n");
  CHECK(read->lists.at(0).as_of == sample().lists[0].as_of);
}

TEST_CASE("book bytes: the same content is the same bytes") {
  CHECK(save_book(sample()) == save_book(sample()));
}

TEST_CASE("book bytes: a change in any byte is refused") {
  const std::string bytes = save_book(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
    CAPTURE(i);
    CHECK(refusal(damaged) == ErrorCode::kCorrupt);
  }
}

TEST_CASE("book bytes: a book cut short or made longer is refused") {
  const std::string bytes = save_book(sample());
  for (std::size_t size = 0; size < bytes.size(); size += 7)
    CHECK(refusal(std::string_view(bytes).substr(0, size)) == ErrorCode::kCorrupt);
  CHECK(refusal(bytes + "x") == ErrorCode::kCorrupt);
  CHECK(refusal("") == ErrorCode::kCorrupt);
}

TEST_CASE("book bytes: the index of another matcher is left alone, a damaged one is refused") {
  const std::string bytes = save_book(sample());
  REQUIRE(BookFile::open(bytes).value().index());
  const std::size_t at = bytes.find(matcher_hash());
  REQUIRE(at != std::string::npos);
  std::string other = bytes;
  other[at] = other[at] == 'a' ? 'b' : 'a';
  const std::string resealed = sealed(other);
  CHECK_FALSE(BookFile::open(resealed).value().index());
  std::string damaged = bytes;
  damaged[at + matcher_hash().size()] = 1;  // the number of arrays
  CHECK(BookFile::open(sealed(damaged)).error().message.find("name index") != std::string::npos);
}

TEST_CASE("book bytes: another version is named, not guessed at") {
  std::string bytes = save_book(sample());
  bytes[72] = 99;
  CHECK(refusal(sealed(bytes)) == ErrorCode::kUnsupported);
}

TEST_CASE("book bytes: with a right checksum and wrong bytes nothing is read outside the file") {
  const std::string bytes = save_book(sample());
  for (std::size_t i = 72; i < bytes.size(); ++i) {
    for (const int change : {0xff, 0x01, 0x80}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ change);
      const auto read = read_book(sealed(damaged));  // an error, or other values: never a crash
      if (read) CHECK_FALSE(read->parties.at(0).names.empty());
    }
  }
}

TEST_CASE("book bytes: what the program takes for granted is checked") {
  BookContent content = sample();
  content.parties.push_back(content.parties[0]);
  CHECK(refusal(save_book(content)) == ErrorCode::kCorrupt);
  content = sample();
  content.parties[0].listings[0].list = "us_uvl";
  CHECK(refusal(save_book(content)) == ErrorCode::kCorrupt);
  content = sample();
  content.parties[0].names.clear();
  CHECK(refusal(save_book(content)) == ErrorCode::kCorrupt);
}
