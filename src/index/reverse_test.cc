#include "index/reverse.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "index/name_index.h"
#include "support/name_maker.h"
#include "support/soak.h"

using namespace licet;
using licet::test::NameMaker;

namespace {

using Hits = std::map<std::pair<std::uint32_t, std::string>, std::int32_t>;  // customer and party id, to the score

// What screening every customer against the list finds.
Hits full_run(const std::vector<QueryRecord>& customers, const std::vector<Party>& listed, Score threshold) {
  const NameIndex index = NameIndex::build(listed);
  Hits out;
  for (std::uint32_t c = 0; c < customers.size(); ++c) {
    for (const NameHit& hit : index.search(customers[c], {threshold}).value().hits)
      out[{c, listed[hit.party].id}] = hit.match.score.millionths;
  }
  return out;
}

}  // namespace

TEST_SUITE("soak reverse search") {
  TEST_CASE("reverse: what a delta changes is what a full run changes") {
    std::size_t touched = 0;
    for (long round = 0; round < 3 * licet::test::soak_factor(); ++round) {
      NameMaker make(static_cast<unsigned>(40 + round));
      std::vector<Party> before = make.parties(40);
      std::vector<QueryRecord> customers;
      while (customers.size() < 60) {
        QueryRecord customer = make.query(before);
        if (prepare_query(customer)) customers.push_back(std::move(customer));
      }
      const CustomerIndex index = CustomerIndex::build(customers).value();
      Score threshold{static_cast<std::int32_t>(500'000 + make.number() % 500'001)};
      Hits hits = full_run(customers, before, threshold);
      if (round % 2 == 0 && !hits.empty()) {  // a hit is exactly at the threshold
        threshold.millionths =
            std::next(hits.begin(), static_cast<std::ptrdiff_t>(make.number() % hits.size()))->second;
        hits = full_run(customers, before, threshold);
      }

      std::vector<Party> after = before;
      std::set<std::string> changed;
      for (std::uint32_t n = 0; n < 5; ++n) {
        Party& party = after[make.number() % after.size()];
        party.names = make.party(0).names;
        changed.insert(party.id);
      }
      after.push_back(make.party(1000));
      changed.insert(after.back().id);
      changed.insert(after.front().id);
      after.erase(after.begin());

      std::erase_if(hits, [&](const auto& hit) { return changed.contains(hit.first.second); });
      for (const Party& party : after) {
        if (!changed.contains(party.id)) continue;
        for (const CustomerHit& hit : index.touched_by(party, threshold)) {
          hits[{hit.customer, party.id}] = hit.match.score.millionths;
          ++touched;
        }
      }
      REQUIRE(hits == full_run(customers, after, threshold));
    }
    CHECK(touched > 0);
  }
}

TEST_CASE("reverse: a customer that cannot be asked about is named") {
  std::vector<QueryRecord> customers(2);
  customers[0].names = {"Halden"};
  CHECK(CustomerIndex::build(customers).error().message == "customer 2: a query needs a name");
}
