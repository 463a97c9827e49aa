// What a search shows by guesses alone: with a limit of one weighing nothing is opened behind them.
#include "rules/eval/search.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/facts/order_reader.h"

using namespace licet;
using namespace licet::rules;

namespace {

constexpr const char* kFacts =
    "fact\ttype\tunit\tvalues\tunknowable\tprofile\tjson\tderived\tlisting\tcost\task\tmeaning\tcite\n"
    "item.eccn\tcode\t\tEAR99\tno\tno\teccn\t\t\t1\tCode?\tcode\t1\n"
    "item.a\tbool\t\t\tno\tno\ta\t\t\t1\ta?\ta\t1\n"
    "item.b\tbool\t\t\tno\tno\tb\t\t\t1\tb?\tb\t1\n"
    "item.c\tbool\t\t\tno\tno\tc\t\t\t1\tc?\tc\t1\n"
    "item.p\tbool\t\t\tno\tyes\tp\t\t\t1\tp?\tp\t1\n";
constexpr const char* kVersion = " version from 2018-08-13 source 1FR1 cite \"1\" ";

struct Searched {
  std::shared_ptr<const Law> law;
  std::unique_ptr<PlanStore> plans;
  Case order;
  std::unique_ptr<Weigher> weigher;
};

// An order; without one, of one item of which nothing is known.
Searched searched(const std::string& rules, std::string_view order = R"({"items":[{}]})") {
  auto law = Law::load({{"facts.tsv", kFacts},
                        {"tables/reasons.tsv", "eccn\tcolumn\tfrom\tuntil\n3B001.a\tNS2\t\t\n3B001.b\tAT1\t\t\n"},
                        {"t.law", concat("section 1 checked 2026-01-01\n"
                                         "include \"tables/reasons.tsv\" as reasons(eccn, column)\n",
                                         rules)}});
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  auto input = read_order(parse_json(order).value(), **law, nullptr, parse_date("2024-01-01").value());
  REQUIRE(input.has_value());
  Searched out{*law, std::make_unique<PlanStore>(**law), input->facts, nullptr};
  return out;
}

Found found(Searched& in, std::size_t limit) {
  in.weigher = make_plan_weigher(*in.plans, in.order, nullptr, Posture::kInForce, {});
  return Search(*in.weigher).reach(lines_of(in.order), {}, limit);
}

}  // namespace

TEST_CASE("search: one rule against the exporter shows the outcome between the ends") {
  // Fact by fact from the gravest to the lightest, the exception would be passed over.
  Searched in =
      searched(concat("rule r requires license", kVersion, "when item.a\nrule s requires license", kVersion,
                      "when item.c\nauthorization au kind license_exception overcomes r", kVersion, "when item.b\n"));
  const Found by_guesses = found(in, 1);
  CHECK(by_guesses.exact);
  CHECK(by_guesses.reached.count() == 3);
  CHECK(by_guesses.reached.has(Outcome::kExceptionToConfirm));
  CHECK(by_guesses.reached == found(in, 2000).reached);
}

TEST_CASE("search: a code is guessed closer until the rules on codes are decided") {
  Searched in = searched(concat("rule r requires license", kVersion, "when item.eccn in {3B001.a}\n",
                                "rule s requires denial", kVersion, "when item.eccn in {3B001.b}\n"));
  const Found by_guesses = found(in, 1);
  CHECK(by_guesses.exact);
  CHECK(by_guesses.reached.count() == 3);
  CHECK(by_guesses.reached == found(in, 2000).reached);
}

TEST_CASE("search: what was shown before is tried first, and nothing beyond what can be reached is looked for") {
  Searched in = searched(concat("rule r requires license", kVersion, "when item.a and item.b\n"));
  in.weigher = make_plan_weigher(*in.plans, in.order, nullptr, Posture::kInForce, {});
  const std::vector<Line> lines = lines_of(in.order);
  Search search(*in.weigher);
  CHECK(search.reach(lines, {}, 2000).reached.count() == 2);
  CHECK(search.witnesses().size() >= 2);
  for (const Witness& one : search.witnesses()) {
    Assignment facts = one.facts;
    CHECK(search.outcome_of(lines, facts) == one.outcome);
  }
  Reachable license;
  license.add(Outcome::kLicenseRequired);
  Possible yes;
  yes.words = {"true"};
  yes.asked = true;
  const Assignment fixed = {{Variable{in.order.items.front(), in.law->schema().find("item.a"), {}}, yes}};
  CHECK(search.reach(lines, fixed, 2000).reached.count() == 2);
  CHECK(search.reach_within(lines, fixed, 2000, license).reached.has(Outcome::kLicenseRequired));
}

TEST_CASE("search: a way to agree with stated codes counts for the lines that it was found for") {
  // Whoever says EAR99 says that neither entry holds: of the second item, one of them does.
  Searched in = searched(concat("entry 3A100", kVersion, "when item.a\nentry 3A200", kVersion,
                                "when item.c and not item.a\nrule r requires license", kVersion, "when item.b\n"),
                         R"({"items":[{"eccn":"EAR99","c":false},{"eccn":"EAR99","c":true}]})");
  in.weigher = make_plan_weigher(*in.plans, in.order, nullptr, Posture::kInForce, {});
  const std::vector<Line> lines = lines_of(in.order);
  const std::vector<Line> first = {lines[0]};
  Search search(*in.weigher);
  CHECK(search.reach(first, {}, 2000).reached.count() == 2);
  CHECK(!search.contradicted());
  CHECK(std::all_of(search.kept_fits().begin(), search.kept_fits().end(),
                    [&](const Search::Fit& fit) { return fit.lines == first; }));
  search.reach({lines[1]}, {}, 2000);
  CHECK(search.contradicted());
  search.reach(lines, {}, 2000);
  CHECK(search.contradicted());
  Search another(*in.weigher);
  another.know(search.kept_fits());
  CHECK(another.reach(first, {}, 2000).reached.count() == 2);
  CHECK(!another.contradicted());
}

TEST_CASE("search: what is cut off at the limit stays within what can be reached") {
  // By the levels alone the denial may hold; no item is both.
  Searched in = searched(concat("rule r requires license", kVersion, "when item.a and item.b\nrule s requires denial",
                                kVersion, "when item.a and not item.a\n"));
  const std::vector<Line> lines = lines_of(in.order);
  in.weigher = make_reference_weigher(*in.law, in.order, nullptr, Posture::kInForce, {});
  Reachable within;
  within.add(Outcome::kNoLicenseRequired);
  within.add(Outcome::kLicenseRequired);
  Search search(*in.weigher);
  CHECK(search.reach(lines, {}, 1).reached.has(Outcome::kProhibited));
  const Found cut = search.reach_within(lines, {}, 1, within);
  CHECK(!cut.exact);
  CHECK(cut.reached == within);
}

TEST_CASE("weigher: without assumptions a rule counts that under them was too light to be asked") {
  Searched in =
      searched(concat("rule r requires license", kVersion, "when item.p\nrule s requires license", kVersion,
                      "when item.a\nprofile q adopted 2026-01-01 by \"test\"\n", "  assume p: item.p why \"w\"\n"),
               R"({"items":[{"a":true}]})");
  const auto& profiles = in.law->all(DeclKind::kProfile);
  in.weigher = make_plan_weigher(*in.plans, in.order, profiles.front(), Posture::kInForce, {});
  const std::vector<Line> lines = lines_of(in.order);
  CHECK(in.weigher->levels(lines, {}).low == Outcome::kLicenseRequired);
  CHECK(in.weigher->assume(nullptr, {}));
  CHECK(in.weigher->levels(lines, {}).low == Outcome::kLicenseRequired);
}

TEST_CASE("weigher: an item like one asked before meets the same") {
  Searched in = searched(
      concat("entry 3A100", kVersion, "when item.a and item.b\nrule r requires license", kVersion,
             "when item.eccn in {3A100}\nrule s requires denial", kVersion, "when item.c and item.eccn in {3A100}\n"),
      R"({"items":[{"a":true},{"a":true},{"a":false},{"a":true,"eccn":"EAR99"}]})");
  for (int again = 0; again < 2; ++again) {  // before the plan kept anything, and with it
    const auto plan = make_plan_weigher(*in.plans, in.order, nullptr, Posture::kInForce, {});
    const auto tree = make_reference_weigher(*in.law, in.order, nullptr, Posture::kInForce, {});
    for (const Line& line : lines_of(in.order)) {
      const Levels by_plan = plan->levels({line}, {});
      const Levels by_tree = tree->levels({line}, {});
      CHECK(by_plan.low == by_tree.low);
      CHECK(by_plan.high == by_tree.high);
      REQUIRE(by_plan.splits.size() == by_tree.splits.size());
      for (std::size_t i = 0; i < by_plan.splits.size(); ++i)
        CHECK(by_plan.splits[i].variable == by_tree.splits[i].variable);
    }
  }
}
