// Proofs are made in src/rules/proof; the tests that hold both together stand there (prover_test.cc).
#include <doctest/doctest.h>

#include "base/text_util.h"
#include "verify/checker.h"
#include "verify/evaluation.h"

using namespace licet;
using namespace licet::verify;

TEST_CASE("verify: an order without an item comes to nothing, so that it proves nothing") {
  const Rules rules = read_rules("(fact item.a bool)\n");
  const Json part =
      parse_json(R"({"day":"2024-01-01","entities":[["order",""],["leg",""]],"legs":[1],"facts":{},"assumed":{}})")
          .value();
  CHECK_THROWS_AS(Premises(rules, part, false), Refusal);
  const Json with =
      parse_json(
          R"({"day":"2024-01-01","entities":[["order",""],["leg",""],["item","",[]]],"legs":[1],"facts":{},"assumed":{}})")
          .value();
  CHECK_NOTHROW(Premises(rules, with, false));
}

TEST_CASE("verify: what was worked out before is found without going through all of it") {
  const std::string version = "(version (from 2018-08-13) (";
  const Rules rules =
      read_rules(concat("(fact item.a bool)\n(fact leg.b bool)\n(fact party.c bool)\n", "(let t/a ", version,
                        "is (fact item item.a))))\n(let t/b ", version, "is (fact leg leg.b))))\n",
                        "(rule t/r (per (each p (list parties))) (requires license) ", version,
                        "when (and (fact p party.c) (ref t/a) (ref t/b)))))\n"));
  constexpr int kEach = 10;
  Json entities = Json::array({Json::array({Json::string("order"), Json::string("")})});
  Json legs = Json::array();
  for (int i = 1; i <= kEach; ++i) legs.push(Json::number(i));
  for (const char* kind : {"leg", "item", "party"}) {
    for (int i = 0; i < kEach; ++i) {
      Json row = Json::array({Json::string(kind), Json::string("")});
      entities.push(std::string_view(kind) == "item" ? row.push(Json::array()) : row);
    }
  }
  const Json part = Json::object()
                        .set("day", Json::string("2024-01-01"))
                        .set("entities", entities)
                        .set("legs", legs)
                        .set("facts", Json::object())
                        .set("assumed", Json::object());
  Premises premises(rules, part, false);
  premises.contexts.emplace_back().purpose = "stated";
  std::vector<Json> steps;
  const auto evaluation = make_evaluation(premises, false, &steps);
  // One root for each choice of leg, item and party, and one more a line. Each looks for the rule and the two that it
  // leans on.
  CHECK(evaluation->roots(0).size() == kEach * kEach * (kEach + 1));
  CHECK(steps.size() == kEach * kEach * kEach + 2 * kEach);
  CHECK(evaluation->looked_at() <= 3 * kEach * kEach * kEach);
}
