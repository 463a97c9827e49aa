#include "book/merge.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace licet;

namespace {

Party record(const std::string& name, const std::string& country, const std::string& citation,
             const std::vector<std::string>& aliases = {}) {
  Party party;
  party.caption = name;
  if (!country.empty()) party.countries = {country};
  const auto add = [&](const std::string& text, NameKind kind) {
    PartyName printed;
    printed.text = text;
    printed.kind = kind;
    printed.official = true;
    printed.source = "file";
    party.names.push_back(printed);
  };
  add(name, NameKind::kPrimary);
  for (const std::string& alias : aliases) add(alias, NameKind::kAlias);
  Listing listing;
  listing.list = "us_entity_list";
  if (!citation.empty()) listing.citations = {citation};
  party.listings.push_back(listing);
  return party;
}

MergeSource source(const std::string& name, std::vector<Party> parties, std::uint32_t days_rank = 1,
                   std::uint32_t text_rank = 1) {
  for (std::size_t i = 0; i < parties.size(); ++i) {
    if (parties[i].id.empty()) parties[i].id = name + "/" + std::to_string(i + 1);
    for (Listing& listing : parties[i].listings) {
      listing.parcel = name;
      listing.source_id = std::to_string(i + 1);
    }
  }
  return {name, std::move(parties), parse_date("2026-07-31").value(), days_rank, text_rank};
}

Merged merge(std::vector<MergeSource> sources) {
  return merge_sources(std::move(sources), FrDates::builtin());
}

}  // namespace

TEST_CASE("merge: one listing in two files is one, though each cites another page of the rule") {
  const Merged merged = merge({source("a", {record("Blue Heron Ltd.", "CN", "84 FR 22961", {"Heron"})}),
                               source("b", {record("BLUE HERON, LTD", "CN", "84 FR 22963, 5/21/19", {"Blue Bird"})})});
  REQUIRE(merged.parties.size() == 1);
  const Party& party = merged.parties[0];
  CHECK(party.id == "a/1");
  CHECK(party.names.size() == 4);
  CHECK(party.listings.size() == 1);
  CHECK(party.listings[0].citations == std::vector<std::string>{"84 FR 22961", "84 FR 22963"});
  CHECK(to_string(party.listings[0].from) == "2019-05-16");
  CHECK(merged.diagnostics.empty());
}

TEST_CASE("merge: records of one file stay apart, even if nothing tells them apart") {
  const Merged merged =
      merge({source("a", {record("Blue Heron", "CN", "84 FR 22961"), record("Blue Heron", "CN", "84 FR 22961")})});
  CHECK(merged.parties.size() == 2);
  const Merged twice =
      merge({source("a", {record("Blue Heron", "CN", "84 FR 22961"), record("Blue Heron", "CN", "84 FR 22961")}),
             source("b", {record("Blue Heron", "CN", "84 FR 22961"), record("Blue Heron", "CN", "84 FR 22961")})});
  CHECK(twice.parties.size() == 2);
}

TEST_CASE("merge: two namesakes are told apart by the list's own ids") {
  Party first = record("Ali HASSAN", "", "");
  Party second = record("Ali HASSAN", "", "");
  first.birth_dates = {"1961"};
  second.birth_dates = {"1984"};
  MergeSource a = source("a", {first, second});
  MergeSource b = source("b", {second, first});
  a.parties[0].listings[0].source_id = b.parties[1].listings[0].source_id = "100";
  a.parties[1].listings[0].source_id = b.parties[0].listings[0].source_id = "200";
  const Merged merged = merge({a, b});
  REQUIRE(merged.parties.size() == 2);
  for (const Party& party : merged.parties) CHECK(party.birth_dates.size() == 1);
}

TEST_CASE("merge: other countries, other documents and names that only look alike are other parties") {
  // Two entries of one name in two countries, by one rule.
  CHECK(merge({source("a", {record("Blue Heron", "AF", "76 FR 71867"), record("Blue Heron", "PK", "76 FR 71867")}),
               source("b", {record("Blue Heron", "PK", "76 FR 71869"), record("Blue Heron", "AF", "76 FR 71869")})})
            .parties.size() == 2);
  // A name that two earlier records share and the document does not tell apart: no guess.
  CHECK(merge({source("a", {record("Blue Heron", "CN", "84 FR 22961"), record("Blue Heron", "CN", "85 FR 83416")}),
               source("b", {record("Blue Heron", "CN", "87 FR 77505")})})
            .parties.size() == 3);
  CHECK(merge({source("a", {record("Pengxinwei IC Manufacturing", "CN", "87 FR 77505")}),
               source("b", {record("Pengxinxu Technology", "CN", "87 FR 77505")})})
            .parties.size() == 2);
  CHECK(merge({source("a", {record("Dahua Technology", "CN", "84 FR 54002")}),
               source("b", {record("Dahua Electronics Corporation", "US", "84 FR 54002")})})
            .parties.size() == 2);
}

TEST_CASE("merge: an acronym that two parties share never joins them") {
  const Merged merged = merge({source("a", {record("BGI Research", "CN", "90 FR 14032", {"BGI"})}),
                               source("b", {record("Beijing Graphene Institute", "CN", "90 FR 14032", {"BGI"})})});
  CHECK(merged.parties.size() == 2);
}

TEST_CASE("merge: a bracket behind the primary name, or an alias of the other file, still meets") {
  CHECK(merge({source("a", {record("Blue Heron Ltd. (Heron)", "CN", "84 FR 22961")}),
               source("b", {record("Blue Heron Ltd.", "CN", "84 FR 22963")})})
            .parties.size() == 1);
  CHECK(merge({source("a", {record("Blue Heron Limited", "CN", "84 FR 22961", {"Lanlu Keji"})}),
               source("b", {record("Lanlu Keji", "CN", "84 FR 22963")})})
            .parties.size() == 1);
  // Two parties have the alias: no guess.
  CHECK(merge({source("a", {record("Blue Heron", "CN", "84 FR 22961", {"Lanlu"}),
                            record("Red Heron", "CN", "84 FR 22961", {"Lanlu"})}),
               source("b", {record("Lanlu", "CN", "84 FR 22963")})})
            .parties.size() == 3);
}

TEST_CASE(
    "merge: the starter's days and native names stay, the file's texts win, and each name keeps its own day and "
    "source") {
  Party ours = record("Blue Heron", "CN", "84 FR 22961");
  ours.id = "blue_heron";
  ours.listings[0].from = parse_day_span("2019-05-16").value();
  ours.listings[0].policy = "old words";
  ours.listings[0].policy_meaning = "case_by_case";
  PartyName native;
  native.text = "蓝鹭";
  native.kind = NameKind::kNative;
  native.from = parse_day_span("2025-01-01..").value();
  native.source = "press";
  ours.names.push_back(native);
  Party theirs = record("Blue Heron", "CN", "84 FR 22963", {"Heron Group"});
  theirs.listings[0].policy = "new words";
  theirs.listings[0].policy_meaning = "presumption_of_denial";
  const Merged merged = merge({source("starter", {ours}, 0, 9), source("us_csl", {theirs}, 1, 1)});
  REQUIRE(merged.parties.size() == 1);
  const Party& party = merged.parties[0];
  CHECK(party.id == "blue_heron");
  CHECK(party.listings[0].policy == "new words");
  CHECK(party.listings[0].parcel == "us_csl");
  CHECK(party.listings[0].source_id == "1");
  const auto kept =
      std::find_if(party.names.begin(), party.names.end(), [](const PartyName& n) { return n.text == "蓝鹭"; });
  REQUIRE(kept != party.names.end());
  CHECK(to_string(*kept->from) == "2025-01-01..");
  CHECK(kept->source == "press");
  REQUIRE(merged.diagnostics.size() == 1);
  CHECK(merged.diagnostics[0].reason.find("`old words` in starter, `new words` in us_csl") != std::string::npos);
}

TEST_CASE("merge: days that exclude each other are reported with both sides, and the lower rank wins") {
  Party ours = record("Blue Heron", "CN", "84 FR 22961");
  ours.listings[0].from = parse_day_span("2019-05-17").value();
  Party theirs = record("Blue Heron", "CN", "84 FR 22961");
  theirs.listings[0].from = parse_day_span("2019-05-21").value();
  const Merged merged = merge({source("starter", {ours}, 0), source("us_csl", {theirs}, 1)});
  REQUIRE(merged.parties.size() == 1);
  CHECK(to_string(merged.parties[0].listings[0].from) == "2019-05-17");
  REQUIRE(merged.diagnostics.size() == 1);
  CHECK(merged.diagnostics[0].reason.find("`2019-05-17` in starter, `2019-05-21` in us_csl") != std::string::npos);
}

TEST_CASE("merge: an entry that had ended when the file was made stays with its end and meets no record") {
  Party ended = record("Blue Heron", "CN", "85 FR 44159");
  ended.id = "blue_heron";
  ended.listings[0].until = parse_day_span("2022-06-28").value();
  const Merged merged =
      merge({source("starter", {ended}), source("us_csl", {record("Blue Heron", "CN", "90 FR 14032")})});
  REQUIRE(merged.parties.size() == 2);
  CHECK(to_string(*merged.parties[0].listings[0].until) == "2022-06-28");
}

TEST_CASE("merge: a party on two lists keeps both listings when one of them meets a record") {
  Party ours = record("Blue Heron", "CN", "84 FR 22961");
  ours.id = "blue_heron";
  Listing second;
  second.list = "us_1260h";
  second.from = parse_day_span("2024-01-31").value();
  ours.listings.push_back(second);
  Party theirs = record("Blue Heron", "CN", "");
  theirs.listings[0].list = "us_1260h";
  const Merged merged = merge({source("starter", {ours}), source("us_1260h", {theirs}),
                               source("us_csl", {record("Blue Heron", "CN", "84 FR 22963")})});
  REQUIRE(merged.parties.size() == 1);
  CHECK(merged.parties[0].listings.size() == 2);
}

TEST_CASE("dates: a listing without a citation began on an unknown day up to that of its file") {
  Listing listing;
  listing.list = "us_entity_list";
  date_listing(listing, parse_date("2026-07-31").value(), FrDates::builtin());
  CHECK(to_string(listing.from) == "..2026-07-31");
  listing.from = parse_day_span("2020-01-01").value();
  date_listing(listing, parse_date("2026-07-31").value(), FrDates::builtin());
  CHECK(to_string(listing.from) == "2020-01-01");
}

namespace {

MergeSource file_of(const std::string& name, const std::string& day, std::vector<Party> parties) {
  MergeSource out = source(name, std::move(parties));
  out.as_of = parse_date(day).value();
  return out;
}

const Listing* listing_named(const Merged& merged, const std::string& name) {
  for (const Party& party : merged.parties)
    if (party.caption == name) return &party.listings[0];
  return nullptr;
}

}  // namespace

TEST_CASE("merge: what an older file of a list has and the next newer one has not, ended between them") {
  const Merged merged =
      merge({file_of("a", "2024-01-31", {record("Blue Heron", "CN", "84 FR 22961")}),
             file_of("a", "2022-01-31",
                     {record("Blue Heron", "CN", "84 FR 22961"), record("Red Heron", "CN", "84 FR 22961")}),
             file_of("a", "2020-01-31",
                     {record("Red Heron", "CN", "84 FR 22961"), record("Grey Heron", "CN", "84 FR 22961")})});
  REQUIRE(merged.parties.size() == 3);
  REQUIRE(listing_named(merged, "Blue Heron") != nullptr);
  CHECK(!listing_named(merged, "Blue Heron")->until);
  REQUIRE(listing_named(merged, "Red Heron")->until);
  CHECK(to_string(*listing_named(merged, "Red Heron")->until) == "2022-02-01..2024-01-31");
  CHECK(to_string(*listing_named(merged, "Grey Heron")->until) == "2020-02-01..2022-01-31");
  CHECK(listing_named(merged, "Grey Heron")->days_note.find("not in that of 2022-01-31") != std::string::npos);
  CHECK(listing_named(merged, "Grey Heron")->in_force_on(parse_date("2020-01-31").value()) == Truth::kTrue);
  CHECK(listing_named(merged, "Grey Heron")->in_force_on(parse_date("2021-01-31").value()) == Truth::kUnknown);
  CHECK(listing_named(merged, "Grey Heron")->in_force_on(parse_date("2022-01-31").value()) == Truth::kFalse);
}

TEST_CASE("merge: an end that an older file prints stands, and a newer list that still has the entry is believed") {
  Party printed = record("Blue Heron", "CN", "84 FR 22961");
  printed.listings[0].until = DaySpan::exact(parse_date("2019-12-01").value());
  const Merged ended = merge({file_of("a", "2024-01-31", {}), file_of("a", "2020-01-31", {printed})});
  CHECK(to_string(*listing_named(ended, "Blue Heron")->until) == "2019-12-01");
  const Merged other =
      merge({file_of("b", "2025-01-31", {record("Blue Heron", "CN", "84 FR 22961")}), file_of("a", "2024-01-31", {}),
             file_of("a", "2020-01-31", {record("Blue Heron", "CN", "84 FR 22961")})});
  CHECK(!listing_named(other, "Blue Heron")->until);
  CHECK(other.diagnostics.size() == 1);
}

TEST_CASE("merge: a file that keeps ended entries says nothing of their end, one that prints those in force does") {
  Party kept = record("Blue Heron", "CN", "84 FR 22961");
  kept.listings[0].until = DaySpan::unknown();
  kept.listings[0].days_note = "kept";
  const Listing alone = merge({source("kept", {kept})}).parties[0].listings[0];
  CHECK(alone.in_force_on(parse_date("2026-07-31").value()) == Truth::kUnknown);
  CHECK(alone.in_force_on(parse_date("2019-05-01").value()) == Truth::kFalse);
  CHECK(alone.days_note.find("kept") != std::string::npos);
  const Party plain = record("Blue Heron", "CN", "84 FR 22961");
  for (const Merged& merged : {merge({source("kept", {kept}), source("own", {plain})}),
                               merge({source("own", {plain}), source("kept", {kept})})}) {
    REQUIRE(merged.parties.size() == 1);
    CHECK(!merged.parties[0].listings[0].until);
    CHECK(merged.parties[0].listings[0].days_note.find("kept") == std::string::npos);
  }
}

TEST_CASE("merge: a text that one file cuts and the other prints whole is the whole one") {
  const auto saying = [](const std::string& name, const std::string& text, const std::string& meaning,
                         std::uint32_t rank) {
    Party party = record("Blue Heron", "CN", "84 FR 22961");
    party.listings[0].requirement = text;
    party.listings[0].requirement_meaning = meaning;
    return source(name, {party}, 1, rank);
  };
  const std::string whole = "For all items subject to the EAR. (See 744.11)";
  for (const std::uint32_t rank : {0U, 2U}) {
    const Merged merged =
        merge({saying("a", whole, "all_items", 1), saying("b", "For all items subj...", "other", rank)});
    REQUIRE(merged.parties.size() == 1);
    CHECK(merged.parties[0].listings[0].requirement == whole);
    CHECK(merged.parties[0].listings[0].requirement_meaning == "all_items");
    CHECK(merged.diagnostics.empty());
  }
  const Merged other = merge({saying("a", whole, "all_items", 1), saying("b", "For some items...", "other", 0)});
  REQUIRE(other.parties.size() == 1);
  CHECK(other.parties[0].listings[0].requirement == "For some items...");
  CHECK(other.diagnostics.size() == 1);
}
