// Lists that an order leaves open by naming nothing: there may be none, and what would hold of anybody does not hold.
#include <doctest/doctest.h>

#include <string>

#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "support/made_law.h"
#include "support/proved.h"
#include "verify/checker.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

constexpr const char* kAny = "no_license_required..license_required";
constexpr const char* kNone = "no_license_required..no_license_required";
constexpr const char* kLicense = "license_required..license_required";

std::string law_of(const std::string& rule) {
  return concat("section 1 checked 2026-01-01\nlist near version from 2018-08-13 source 1FR1 cite \"1\" = f in ",
                "facilities where f.place in D:5\n", rule, "\n");
}

std::string rule_when(const char* condition) {
  return law_of(concat("rule r requires license version from 2018-08-13 source 1FR1 cite \"1\" when ", condition));
}

// What the order comes to, by plan, by reference and by the checker of its proof; the fact asked for first behind it.
std::string decided(const std::string& law_text, const std::string& order) {
  const Setting setting = setting_of(law_text);
  const Case facts = made_case(order, *setting.law);
  PlanStore plans(*setting.law);
  std::string out;
  for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)}) {
    DecideOptions options;
    options.plans = how;
    const Decision decision = decide(*setting.law, facts, options);
    const std::string here = concat(to_string(decision.outcomes.least()), "..", to_string(decision.outcomes.most()),
                                    decision.questions.empty() ? "" : " ",
                                    decision.questions.empty() ? "" : decision.questions.front().fact);
    CHECK((out.empty() || here == out));
    out = here;
    const auto proved = prove(setting, facts, nullptr, Posture::kInForce, how);
    REQUIRE(proved.has_value());
    const auto fault = verify::verify(setting.rules, proved->proof);
    CHECK_MESSAGE(!fault, *fault);
  }
  return out;
}

}  // namespace

TEST_CASE("open lists: what would hold of anybody holds if there is one") {
  struct {
    const char* condition;
    const char* with_none;  // where the list is closed and names nothing
    const char* with_some;  // where it is not whole
  } static constexpr kRows[] = {
      {"some f in facilities: (f.x or item.a)", kNone, kLicense},
      {"some f in facilities: not (f.x and item.n = 1)", kNone, kLicense},
      {"not (every f in facilities: (f.x and item.n = 1))", kNone, kLicense},
      {"not (every f in facilities: item.n = 1)", kNone, kLicense},
      {"(some f in facilities: (f.x or item.a)) or (every f in facilities: (f.x or item.n = 1))", kLicense, kLicense},
      {"known(some f in facilities: item.a)", kNone, kLicense},
      {"some f in near: item.a", kNone, kAny},
      {"some f in facilities: (f.x or not f.x)", kNone, kLicense},
      {"some f in facilities: (some p in parties: (p.bad or f.x or item.a))", kNone, kLicense},
  };
  for (const auto& row : kRows) {
    CAPTURE(row.condition);
    const std::string law = rule_when(row.condition);
    const auto order = [](const char* use) {
      return concat(R"({"to":"DE","parties_complete":true,"parties":[{"name":"p","bad":false}],)", use,
                    R"("items":[{"a":true,"n":2}]})");
    };
    const std::string open = decided(law, order(""));
    CHECK(open.starts_with(row.with_none == std::string(kLicense) ? kLicense : kAny));
    CHECK(decided(law, order(R"("use":{"facility":[]},)")) == open);
    CHECK(decided(law, order(R"("use":{"facility":[],"facilities_complete":true},)")) == row.with_none);
    CHECK(decided(law, order(R"("use":{"facilities_complete":false},)")).starts_with(row.with_some));
  }
}

TEST_CASE("open lists: whether there is one is asked where nothing else keeps the outcome open") {
  const std::string use = R"({"to":"DE","use":{"facility":[]},"items":[{"a":true}]})";
  CHECK(decided(rule_when("some f in facilities: (f.x or item.a)"), use) == concat(kAny, " order.facilities_complete"));
  // Of one that may not be there, what is asked is what it is like.
  CHECK(decided(rule_when("some f in facilities: (f.x and item.a)"), use) ==
        concat(kAny, " facility.x (a facility that is not named)"));
  CHECK(decided(rule_when("some f in facilities: (f.x and not item.a)"), use) == kNone);
}

TEST_CASE("open lists: a rule for each element binds nobody where there is none") {
  const auto law = [](const char* when) {
    return law_of(concat("rule r per f in facilities requires license version from 2018-08-13 source 1FR1 cite \"1\" ",
                         "when ", when));
  };
  const auto order = [](const char* use) { return concat(R"({"to":"DE",)", use, R"("items":[{"a":true}]})"); };
  CHECK(decided(law("f.x or item.a"), order("")) == concat(kAny, " order.facilities_complete"));
  CHECK(decided(law("f.x or item.a"), order(R"("use":{"facilities_complete":true},)")) == kNone);
  CHECK(decided(law("f.x or item.a"), order(R"("use":{"facilities_complete":false},)")) == kLicense);
  CHECK(decided(law("f.x or item.a"), order(R"("use":{"facility":{"x":false}},)")) == kLicense);
  CHECK(decided(law("f.x and not item.a"), order("")) == kNone);
}

TEST_CASE("open lists: an item that names no component may have none") {
  const auto order = [](const char* item) { return concat(R"({"to":"DE","items":[{"a":true,"m":1)", item, "}]}"); };
  for (const char* condition :
       {"some c in item.components: (c.us or item.a)", "total(item.m for c in item.components) >= 1",
        "total(c.m + 1 for c in item.components where (c.us or item.a)) >= 1"}) {
    CAPTURE(condition);
    const std::string law = rule_when(condition);
    CHECK(decided(law, order("")) == concat(kAny, " item.components_complete (line 1)"));
    CHECK(decided(law, order(R"(,"components":[],"components_complete":true)")) == kNone);
    CHECK(decided(law, order(R"(,"components_complete":false)")) == kLicense);
    CHECK(decided(law, order(R"(,"components":[{"name":"c","us":true,"m":2}])")) == kLicense);
  }
}

TEST_CASE("open lists: the elements that nobody named may be several in a total") {
  const auto order = [](const char* item) { return concat(R"({"to":"DE","items":[{"a":true,"m":1)", item, "}]}"); };
  for (const char* condition :
       {"total(c.m for c in item.components where c.m < 3) >= 5",
        "total(item.m for c in item.components where c.us) >= 5", "total(min(c.m, 3) for c in item.components) >= 5"}) {
    CAPTURE(condition);
    const std::string law = rule_when(condition);
    for (const char* open : {"", R"(,"components_complete":false)",
                             R"(,"components_complete":false,"components":[{"name":"c","us":true,"m":2}])"}) {
      CAPTURE(open);
      CHECK(decided(law, order(open)).starts_with(kAny));
    }
    CHECK(decided(law, order(R"(,"components":[{"name":"c","us":true,"m":2}])")) == kNone);
  }
  // One of them may have by itself what several have together.
  CHECK(decided(rule_when("total(c.m for c in item.components where c.us) >= 5"),
                order(R"(,"components_complete":false)"))
            .starts_with(kAny));
}
