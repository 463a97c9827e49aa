#include "rules/eval/changes.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/json.h"
#include "base/text_util.h"
#include "rules/facts/order_reader.h"

using namespace licet;
using namespace licet::rules;

namespace {

constexpr const char* kFacts =
    "fact\ttype\tunit\tvalues\tunknowable\tprofile\tjson\tderived\tlisting\tcost\task\tmeaning\tcite\n"
    "order.parties_complete\tbool\t\t\tno\tyes\tparties_complete\t\t\t1\tAll?\tall\t1\n"
    "order.knows\tbool\t\t\tyes\tyes\tknows\t\t\t1\tKnow?\tknowledge\t1\n"
    "order.notice\tbool\t\t\tno\tno\tnotice\tdocument\t\t1\tNotice?\tdocument\t1\n"
    "leg.to\tplace\t\t\tno\tno\tto\t\t\t1\tWhere?\tplace\t1\n"
    "leg.destination\tplace\t\t\tno\tno\tdestination\tcopy leg.to\t\t1\tWhere?\tplace\t1\n"
    "item.rate\tnumber\t\t\tno\tno\trate\t\t\t1\tr?\trate\t1\n"
    "item.area\tnumber\t\t\tno\tno\tarea\t\t\t1\ta?\tarea\t1\n"
    "item.density\tnumber\t\t\tno\tno\tdensity\tratio item.rate item.area\t\t1\td?\tdensity\t1\n"
    "item.a\tbool\t\t\tno\tno\ta\t\t\t1\ta?\ta\t1\n"
    "party.bad\tbool\t\t\tno\tno\tbad\t\t\t1\tbad?\tbad\t1\n";
constexpr const char* kChangeable =
    "fact\tchange\tcost\ttogether\thow\nitem.rate\tdesign\t8\tno\tanother rate\nitem.area\tdesign\t9\tno\tanother "
    "area\n"
    "item.density\tdesign\t9\tno\tanother density\nleg.to\troute\t5\tyes\tanother "
    "place\nleg.destination\troute\t5\tyes\t"
    "another place\nparty.bad\trecipient\t4\tyes\tanother party\norder.notice\tpaperwork\t1\tno\thand it in\n"
    "order.knows\tpaperwork\t1\tno\tmust never be proposed\n";

std::shared_ptr<const Law> law_of(const std::string& rules) {
  auto law =
      Law::load({{"facts.tsv", kFacts},
                 {"tables/changeable.tsv", kChangeable},
                 {"tables/country-groups.tsv",
                  "place\tgroup\tfrom\tuntil\tcertainty\nCN\tD:5\tunknown\t\tA\nBR\tB:1\tunknown\t\tA\nUS\tB:"
                  "1\tunknown\t\tA\nFR\tB:1\tunknown\t\tA\n"},
                 {"734.3.law",
                  "section 734.3 checked 2026-01-01\nlet subject version from 2018-08-13 source 1FR1 cite \"1\" = "
                  "leg.destination != US\n"},
                 {"changes.law",
                  "section changes checked 2026-01-01\ninclude \"tables/changeable.tsv\" as changeable(fact, change, "
                  "cost, together, how)\n"},
                 {"t.law", "section 1 checked 2026-01-01\n" + rules}});
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  return *law;
}

std::string rule(const char* name, const std::string& when) {
  return concat("rule ", name, " requires license version from 2018-08-13 source 1FR1 cite \"1\" when ", when, "\n");
}

// `kind: fact to value, ...; kind: ...` for each alternative.
std::vector<std::string> alternatives(const Law& law, const char* order, std::size_t limit = 500) {
  const auto input = read_order(parse_json(order).value(), law, nullptr, parse_date("2024-01-01").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message));
  const DecideOptions options;
  const Decision decision = decide(law, input->facts, options);
  const auto weigher = make_weigher(law, input->facts, options, nullptr, {});
  const std::vector<Line> lines = lines_of(input->facts);
  const Alternatives found = find_alternatives({law, input->facts, lines, *weigher, decision}, limit);
  std::vector<std::string> out;
  for (const Alternative& one : found.found) {
    CHECK(one.outcomes.most() < decision.outcomes.most());
    std::vector<std::string> parts;
    for (const Change& change : one.changes) {
      for (const ChangedFact& fact : change.facts)
        parts.push_back(concat(change.kind, ": ", fact.fact, " to ", to_string(fact.to)));
    }
    out.push_back(joined(parts, "; "));
  }
  if (found.cut) out.emplace_back("cut");
  return out;
}

}  // namespace

TEST_CASE("changes: a figure, with what is computed from it, no further than need be") {
  const auto law = law_of(rule("a", "item.rate >= 4800") + rule("b", "item.rate >= 2400 and item.density >= 2") +
                          rule("c", "item.density >= 6"));
  const auto found = alternatives(*law, R"({"items":[{"rate":5000,"area":1000}]})");
  REQUIRE(found.size() >= 1);
  CHECK(found[0] == "design: item.rate (line 1) to at least 0, below 2400");
}

TEST_CASE("changes: a larger die alone, where the density is what counts") {
  const auto law = law_of(rule("b", "item.rate >= 1000 and item.density >= 4"));
  const auto found = alternatives(*law, R"({"items":[{"rate":5000,"area":1000}]})");
  REQUIRE(found.size() == 2);  // another rate costs less than another area
  CHECK(found[0].find("item.rate") != std::string::npos);
  CHECK(found[1].find("item.area (line 1)") != std::string::npos);
  CHECK(found[1].find("1250") != std::string::npos);  // 5000 / 4
}

TEST_CASE("changes: the cheapest set first, and no larger set that holds it") {
  const auto law = law_of(rule("r", "item.rate > 10 and leg.destination in D:5"));
  const auto found = alternatives(*law, R"({"to":"CN","items":[{"rate":20}]})");
  REQUIRE(found.size() == 2);
  CHECK(found[0].starts_with("route: leg.to"));
  CHECK(found[0].find("leg.destination") != std::string::npos);  // both move together
  CHECK(found[1].starts_with("design: item.rate"));
}

TEST_CASE("changes: a shipment that is no export any more is no way out") {
  const auto law = law_of(rule("r", "leg.destination in D:5"));
  CHECK(alternatives(*law, R"({"to":"CN","items":[{"rate":20}]})") ==
        std::vector<std::string>{"route: leg.to to BR or FR; route: leg.destination to BR or FR"});
}

TEST_CASE("changes: of other places those without any requirement come first") {
  const auto law =
      law_of(rule("r", "leg.destination in D:5 + B:1 - {FR, US}") +
             "authorization nac kind license_exception overcomes r version from 2018-08-13 source 1FR1 cite "
             "\"1\" when leg.destination in B:1\n");
  CHECK(alternatives(*law, R"({"to":"CN","items":[{"rate":20}]})") ==
        std::vector<std::string>{"route: leg.to to FR; route: leg.destination to FR"});
}

TEST_CASE("changes: two things where one is not enough") {
  const auto law = law_of(rule("r", "item.rate > 10 or some p in parties: p.bad"));
  const auto found = alternatives(
      *law,
      R"({"items":[{"rate":20}],"parties":[{"name":"Acme","bad":true},{"name":"Acme","bad":true}],"parties_complete":true})");
  REQUIRE(found.size() == 1);
  // A party in two roles is one recipient to replace.
  CHECK(found[0] ==
        "recipient: party.bad (Acme) to false; recipient: party.bad (Acme) to false; design: item.rate (line 1) to at "
        "least "
        "0, at most 10");
}

TEST_CASE("changes: knowledge is never unlearned, and what cannot be changed is not proposed") {
  const auto law = law_of(rule("r", "known(order.knows)") + rule("s", "item.a and leg.to = CN"));
  CHECK(alternatives(*law, R"({"knows":true,"items":[{"a":false}]})").empty());
  CHECK(alternatives(*law, R"({"to":"BR","items":[{"a":true}],"knows":true})").empty());
}

TEST_CASE("changes: a paper that was declined") {
  const auto law =
      law_of(rule("r", "item.a") +
             "authorization nac kind license_exception overcomes r version from 2018-08-13 source 1FR1 cite "
             "\"1\" when item.a exporter_documents order.notice\n");
  const auto found = alternatives(*law, R"({"notice":false,"items":[{"a":true}]})");
  REQUIRE(found.size() == 1);
  CHECK(found[0] == "paperwork: order.notice to true");
}

TEST_CASE("changes: nothing where no license is needed, and the limit is told") {
  const auto law = law_of(rule("r", "item.rate > 10 and leg.destination in D:5"));
  CHECK(alternatives(*law, R"({"to":"BR","items":[{"rate":20}]})").empty());
  const auto cut = alternatives(*law, R"({"to":"CN","items":[{"rate":20}]})", 0);
  REQUIRE(!cut.empty());
  CHECK(cut.back() == "cut");
}
