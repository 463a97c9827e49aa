// The two-level bound of small laws as both evaluators weigh it, and the unknowns that keep its levels apart.
#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "support/made_law.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

std::string text_of(const Levels& levels) {
  return concat(to_string(levels.low), "..", to_string(levels.high));
}

std::string splits_of(const Levels& levels, const Weigher& weigher) {
  std::set<std::string> out;
  for (const Split& split : levels.splits) out.insert(weigher.name_of(split.variable));
  return joined(std::vector(out.begin(), out.end()), ", ");
}

// Both evaluators of an order, without a profile.
struct Weighers {
  explicit Weighers(const Law& law, const Case& order)
      : plans(law),
        tree(make_reference_weigher(law, order, nullptr, Posture::kInForce, {})),
        plan(make_plan_weigher(plans, order, nullptr, Posture::kInForce, {})) {}
  std::array<Weigher*, 2> both() const { return {tree.get(), plan.get()}; }

  PlanStore plans;
  std::unique_ptr<Weigher> tree;
  std::unique_ptr<Weigher> plan;
};

// The bound of the order without assignments, and the names of the unknowns that keep its levels apart.
void check_levels(const Law& law, const Case& order, std::string_view levels, std::string_view splits) {
  const Weighers weighers(law, order);
  for (Weigher* one : weighers.both()) {
    const Levels found = one->levels(lines_of(order), {});
    CHECK(text_of(found) == levels);
    CHECK(splits_of(found, *one) == splits);
  }
}

}  // namespace

TEST_CASE("levels: authorizations are not asked for a rule that holds and cannot raise the outcome any more") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nrule first requires license version from 2018-08-13 source 1FR1 cite \"1\" when "
      "leg.to = CN\nrule lifted requires license version from 2018-08-13 source 1FR1 cite \"1\" when leg.to in D:5\n"
      "rule graver requires denial version from 2018-08-13 source 1FR1 cite \"1\" when item.m >= 3\n"
      "authorization au kind license_exception overcomes lifted version from 2018-08-13 source 1FR1 cite \"1\" when "
      "item.a\n");
  const Case facts = made_case(R"({"date":"2024-01-01","to":"CN","items":[{"n":1}]})", *law);
  check_levels(*law, facts, "license_required..prohibited", "item.m (line 1)");
}

TEST_CASE("levels: a set without a text tells nothing apart, and hides nothing that another rule does") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nset s version from 2018-08-13 source 1FR1 cite \"1\" = {CN} gap from 2023-01-01 "
      "why \"w\"\nrule first requires license version from 2018-08-13 source 1FR1 cite \"1\" when known(leg.to in s)\n"
      "rule second requires denial version from 2018-08-13 source 1FR1 cite \"1\" when leg.to = DE\n");
  const Case facts = made_case(R"({"date":"2024-01-01","items":[{"n":1}]})", *law);
  check_levels(*law, facts, "no_license_required..prohibited", "leg.to");
}

TEST_CASE("levels: a given figure counts for an entry that names it, though in a text that does not speak") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nentry 3A090.a version from 2022-01-01 source 1FR1 cite \"1\" when item.m > 5\n"
      "  version from 2023-02-01 source 1FR2 cite \"1\" stayed from 2026-01-01 until 2027-01-01 falls_back when item.n "
      ">= "
      "100 and item.a\n"
      "rule r requires denial version from 2018-08-13 source 1FR1 cite \"1\" when item.eccn in {3A090.a}\n");
  const Case facts = made_case(R"({"date":"2024-01-01","items":[{"eccn":"EAR99"}]})", *law);
  const Variable figure{facts.items.front(), law->schema().find("item.m"), {}};
  Possible seventy = everything_possible(law->schema().at(figure.fact), law->places());
  seventy.number = Interval::point(Rational(70));
  const Assignment given = {{figure, seventy}};
  const Weighers weighers(*law, facts);
  for (Weigher* one : weighers.both()) {
    CHECK(text_of(one->levels(lines_of(facts), {})) == "no_license_required..no_license_required");
    one->given(&given);
    CHECK(text_of(one->levels(lines_of(facts), given)) == "no_license_required..prohibited");
    one->given(nullptr);
  }
}

TEST_CASE("levels: of a rule over words and elements, what holds for one word is heard before the next word is asked") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\ninclude \"tables/chart.tsv\" as chart(place, column)\n"
      "list buyers version from 2018-08-13 source 1FR1 cite \"1\" = p in parties where p.role in {buyer, user}\n"
      "rule r per p in buyers, w in {NS1, RS1} requires license version from 2018-08-13 source 1FR1 cite \"1\" when "
      "(leg.to, w) in chart or order.uses has {bad}\n"
      "rule graver requires denial version from 2018-08-13 source 1FR1 cite \"1\" when item.m >= 3\n");
  const Case facts = made_case(R"({"date":"2024-01-01","to":"BR","parties_complete":true,"items":[{"n":1}],)"
                               R"("parties":[{"name":"p0"},{"name":"p1","role":"user"}]})",
                               *law);
  check_levels(*law, facts, "license_required..prohibited", "item.m (line 1), party.role (p0)");
}
