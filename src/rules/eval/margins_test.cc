#include "rules/eval/margins.h"

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
    "item.rate\tnumber\t\t\tno\tno\trate\t\t\t1\tr?\trate\t1\n"
    "item.area\tnumber\t\t\tno\tno\tarea\t\t\t1\ta?\tarea\t1\n"
    "item.density\tnumber\t\t\tno\tno\tdensity\tratio item.rate item.area\t\t1\td?\tdensity\t1\n"
    "item.server\tbool\t\t\tno\tno\tserver\t\t\t1\ts?\tserver\t1\n";

std::shared_ptr<const Law> law() {
  const std::string head = " version from 2018-08-13 source 1FR1 cite \"1(";
  auto out = Law::load({{"facts.tsv", kFacts},
                        {"t.law", "section 1 checked 2026-01-01\nvalue high" + head + "v)\" = 4800\nvalue dense" +
                                      head + "d)\" = 5\nrule a requires license" + head +
                                      "a)\" when item.rate >= high\nrule b requires license" + head +
                                      "b)\" when item.server and item.density > dense\n"}});
  REQUIRE_MESSAGE(out.has_value(), (out ? "" : out.error().message));
  return *out;
}

// `alone`: with what each line comes to alone.
std::vector<MarginRow> margins(const Law& law, const std::string& order, std::size_t limit = 100, bool alone = false) {
  const auto input = read_order(parse_json(order).value(), law, nullptr, parse_date("2024-01-01").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message));
  const DecideOptions options;
  const Decision decision = decide(law, input->facts, options);
  const auto weigher = make_weigher(law, input->facts, options, nullptr, {});
  const std::vector<Line> lines = lines_of(input->facts);
  return find_margins(law, input->facts, LikeLines(input->facts, lines, *weigher), *weigher, decision.outcomes, limit,
                      nullptr, alone ? &decision.lines : nullptr);
}

const MarginRow& row(const std::vector<MarginRow>& rows, const std::string& metric) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const MarginRow& r) { return r.metric == metric; });
  REQUIRE(found != rows.end());
  return *found;
}

}  // namespace

TEST_CASE("margins: distance, direction and whether the outcome is another one beyond the line") {
  const auto all = law();
  const auto rows = margins(*all, R"({"items":[{"rate":4000,"server":false}]})");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].headroom == Rational(800));
  CHECK(rows[0].up);
  CHECK(rows[0].flips);
  CHECK(outcome_word(rows[0].beyond) == "license_required");
  CHECK(rows[0].cite == "1(a)");
  const auto over = margins(*all, R"({"items":[{"rate":4800,"server":false}]})");
  CHECK(!over[0].up);
  CHECK(over[0].flips);
  CHECK(outcome_word(over[0].beyond) == "no_license_required");
}

TEST_CASE("margins: what is computed from a figure moves with it") {
  const auto all = law();
  // 4,700 over 900 is 5.22: above the density line; crossing the rate line lowers nothing.
  const auto dense = margins(*all, R"({"items":[{"rate":4700,"area":900,"server":true}]})");
  CHECK(!row(dense, "rate").flips);  // a license is required on both sides
  CHECK(row(dense, "density").flips);
  CHECK(!row(dense, "density").up);
  // A rate just below 4,800 keeps 5,000 / 1,000 below the density line as well.
  const auto both = margins(*all, R"({"items":[{"rate":5000,"area":1000,"server":true}]})");
  CHECK(row(both, "rate").flips);
  CHECK(row(both, "density").value == Rational(5));
  CHECK(row(both, "density").up);  // the test is `>`: at the line nothing is crossed yet
}

TEST_CASE("margins: a ratio that is stated with its divisor moves the dividend") {
  const auto all = law();
  // 4 on 1,000 is a rate of 4,000; above 5 on 1,000 it is above 4,800.
  const auto rows = margins(*all, R"({"items":[{"density":4,"area":1000,"server":false}]})");
  CHECK(row(rows, "rate").value == Rational(4000));
  CHECK(row(rows, "density").flips);
  CHECK(outcome_word(row(rows, "density").beyond) == "license_required");
  // The rate is stated and stays: a smaller area is another way across the line.
  CHECK(!row(margins(*all, R"({"items":[{"rate":4000,"area":1000,"server":false}]})"), "density").flips);
}

TEST_CASE("margins: no row for a figure that is not known") {
  CHECK(margins(*law(), R"({"items":[{"server":true}]})").empty());
  CHECK(margins(*law(), R"({"items":[{"rate":{"at_least":1,"below":9}}]})").empty());
}

TEST_CASE("margins: with what the other lines come to alone they are the same") {
  const auto all = law();
  std::string items = R"({"rate":5000,"area":1000,"server":true})";
  for (int i = 0; i < 9; ++i) items += concat(R"(,{"rate":)", 4000 + i, R"(,"area":)", 700 + 60 * i, "}");
  const std::string order = concat(R"({"items":[)", items, "]}");
  const auto known = margins(*all, order, 10'000, true);
  const auto whole = margins(*all, order, 10'000);
  REQUIRE(known.size() == whole.size());
  CHECK(std::any_of(known.begin(), known.end(), [](const MarginRow& one) { return one.flips; }));
  for (std::size_t i = 0; i < known.size(); ++i) {
    CHECK(known[i].beyond == whole[i].beyond);
    CHECK(known[i].flips == whole[i].flips);
  }
}
