#include "index/name_index.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "support/name_maker.h"
#include "support/soak.h"

using namespace licet;
using licet::test::NameMaker;

namespace {

void check_same(const SearchAnswer& a, const SearchAnswer& b, const std::string& query) {
  REQUIRE_MESSAGE(a.hits.size() == b.hits.size(), query);
  for (std::size_t i = 0; i < a.hits.size(); ++i) {
    REQUIRE_MESSAGE(a.hits[i].party == b.hits[i].party, query);
    REQUIRE(a.hits[i].match.score == b.hits[i].match.score);
  }
}

}  // namespace

namespace {

struct Totals {
  std::size_t hits = 0;
  std::uint64_t verified = 0;
  std::uint64_t all = 0;
};

// Index and exhaustive search give the same, and the certificate of the index is true.
void check_query(const NameIndex& index, const QueryRecord& query, Score threshold, Totals& totals) {
  SearchOptions options;
  options.threshold = threshold;
  const auto bounded = index.search(query, options);
  options.mode = SearchMode::kExhaustive;
  const auto exhaustive = index.search(query, options);
  REQUIRE(bounded.has_value() == exhaustive.has_value());
  if (!bounded) return;
  check_same(*bounded, *exhaustive, query.names[0]);
  REQUIRE(bounded->certificate.best_upper_bound_unscored < options.threshold);
  REQUIRE(exhaustive->certificate.best_upper_bound_unscored == Score{0});
  REQUIRE(exhaustive->certificate.names_verified == exhaustive->certificate.names_considered);
  // What was not scored is really below its bound.
  if (exhaustive->certificate.best_verified_below_threshold) {
    const Score best = *exhaustive->certificate.best_verified_below_threshold;
    const Score seen = bounded->certificate.best_verified_below_threshold.value_or(Score{0});
    REQUIRE(best <= std::max(seen, bounded->certificate.best_upper_bound_unscored));
  }
  totals.hits += exhaustive->hits.size();
  totals.verified += bounded->certificate.names_verified;
  totals.all += exhaustive->certificate.names_verified;
}

// Queries at thresholds from 0.5 to 1.0, then each at the score of its hits and one unit above.
void check_list(NameMaker& make, std::uint32_t parties_count, long queries, Totals& totals) {
  const std::vector<Party> parties = make.parties(parties_count);
  const NameIndex index = NameIndex::build(parties);
  for (long i = 0; i < queries; ++i) {
    const QueryRecord query = make.query(parties);
    check_query(index, query, {static_cast<std::int32_t>(500'000 + make.number() % 500'001)}, totals);
    const auto low = index.search(query, {Score{500'000}, 0, Explain::kNo, SearchMode::kExhaustive});
    if (!low || low->hits.empty()) continue;
    const Score at = low->hits[make.number() % low->hits.size()].match.score;
    check_query(index, query, at, totals);
    check_query(index, query, {std::min(at.millionths + 1, 1'000'000)}, totals);
  }
}

}  // namespace

TEST_SUITE("soak search") {
  TEST_CASE("search: the index gives what the exhaustive search gives, at any threshold") {
    Totals totals;
    for (unsigned round = 0; round < 6; ++round) {
      NameMaker make(100 + round);
      check_list(make, round == 0 ? 1 : 60, 12 * licet::test::soak_factor(), totals);
    }
    CHECK(totals.hits > 100);                 // the test would say nothing without hits
    CHECK(totals.verified * 2 < totals.all);  // or if the bound kept everything
  }

  TEST_CASE("search: the index of a long list gives what the exhaustive search gives") {
    Totals totals;
    NameMaker make(7);
    check_list(make, 1000, 2 * licet::test::soak_factor(), totals);
    CHECK(totals.hits > 5);
  }
}

TEST_CASE("search: every listed name finds its party, at any threshold") {
  NameMaker make(1);
  const std::vector<Party> parties = make.parties(50);
  const NameIndex index = NameIndex::build(parties);
  for (std::uint32_t p = 0; p < parties.size(); ++p) {
    for (const PartyName& name : parties[p].names) {
      QueryRecord query;
      query.names = {name.text};
      query.schema = parties[p].schema;
      query.countries = {"ZZ"};  // speaks against it: still there
      const auto answer = index.search(query, {Score{1'000'000}, 0, Explain::kNo, SearchMode::kBounded});
      const bool found = std::any_of(answer->hits.begin(), answer->hits.end(),
                                     [p](const NameHit& h) { return h.party == p && h.match.equal_text; });
      CHECK_MESSAGE(found, name.text);
    }
  }
}

TEST_CASE("search: order, limit, explanations, certificate") {
  std::vector<Party> parties;
  for (const char* name : {"Halden Optics", "Halden Optiks", "Kestel", "Halden Optics", "Halden Opticals Trading"}) {
    Party party;
    party.caption = name;
    party.names.push_back({name, NameKind::kPrimary, NameStrength::kStrong, true, {}, "", Certainty::kA});
    parties.push_back(party);
  }
  const NameIndex index = NameIndex::build(parties);
  QueryRecord query;
  query.names = {"Halden Optics"};
  auto answer = index.search(query, {});
  REQUIRE(answer->hits.size() >= 3);
  CHECK(answer->hits[0].party == 0);
  CHECK(answer->hits[1].party == 3);
  CHECK(answer->hits[2].party == 1);
  CHECK(answer->complete);
  CHECK(answer->certificate.names_considered == 5);
  CHECK(answer->hits[0].match.why.what.empty());
  answer = index.search(query, {kDefaultThreshold, 1, Explain::kYes, SearchMode::kExhaustive});
  CHECK(answer->hits.size() == 1);
  CHECK(answer->hits[0].match.why.what == "score");
  CHECK(answer->certificate.best_verified_below_threshold.has_value());
}

TEST_CASE("search: many threads share one index and give one answer") {
  NameMaker make(9);
  const std::vector<Party> parties = make.parties(80);
  const NameIndex index = NameIndex::build(parties);
  std::vector<QueryRecord> queries;
  while (queries.size() < 40) queries.push_back(make.query(parties));
  std::vector<std::vector<std::size_t>> hits(4);
  std::vector<std::thread> threads;
  threads.reserve(hits.size());
  for (std::vector<std::size_t>& own : hits) {
    threads.emplace_back([&] {
      for (const QueryRecord& query : queries) {
        const auto answer = index.search(query, {});
        own.push_back(answer ? answer->hits.size() : 1000);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& own : hits) CHECK(own == hits[0]);
}

TEST_CASE("search: a budget that is reached is an error that says so, never a shorter answer") {
  std::vector<Party> parties(40);
  for (Party& party : parties)
    party.names.push_back({"Halden Optics", NameKind::kPrimary, NameStrength::kStrong, true, {}, "", Certainty::kA});
  const NameIndex index = NameIndex::build(parties);
  QueryRecord query;
  query.names = {"Halden Optiks"};
  SearchOptions options;
  const auto whole = index.search(query, options);
  REQUIRE(whole);
  CHECK(whole->hits.size() == 40);
  CHECK(whole->complete);
  options.most_work = 100;
  const auto cut = index.search(query, options);
  REQUIRE(!cut);
  CHECK(cut.error().code == ErrorCode::kResource);
  CHECK(cut.error().message.starts_with("the budget of 100 pairs of words was reached"));
}

TEST_CASE("search: hostile names are refused, or answered as by the exhaustive search") {
  NameMaker make(12);
  std::vector<Party> parties = make.parties(150);
  for (int i = 0; i < 150; ++i) {
    Party& party = parties.emplace_back(make.party(1000));
    for (PartyName& name : party.names) name.text += i % 2 == 0 ? " General Trading Company LLC" : " Co., Ltd.";
  }
  const NameIndex index = NameIndex::build(parties);
  const auto times = [](std::size_t count, const char* text) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
  };
  QueryRecord query;
  for (const std::string& name : {times(1, "LLC"), times(2, "Co Ltd "), times(16, "general trading company llc "),
                                  times(64, "trading "), times(64, "a "), times(60, "J. "), times(600, "abc"),
                                  times(64, "Halden "), times(1365, "浪"), times(20, "Mohammed Muhamad ")}) {
    query.names = {name};
    Totals totals;
    check_query(index, query, kDefaultThreshold, totals);
  }
  for (const std::string& name :
       {times(65'536, "x"), times(10'000, "ab "), times(65, "general "), times(700, "浪潮 ")}) {
    query.names = {name};
    CHECK(index.search(query, {}).error().code == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("search: bad queries are refused in one line") {
  const std::vector<Party> parties;
  const NameIndex index = NameIndex::build(parties);
  QueryRecord query;
  CHECK(index.search(query, {}).error().message == "a query needs a name");
  query.names = {""};
  CHECK(index.search(query, {}).error().message == "a name is empty");
  query.names = {"Halden"};
  CHECK(index.search(query, {})->hits.empty());
}
