// Ends of the outcome that a decision shows without weighing its lines, in proofs that the checker takes.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/made_law.h"
#include "support/proved.h"
#include "verify/checker.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

constexpr const char* kFrom = " version from 2018-08-13 source 1FR1 cite \"1\" when ";

// The same facts, but that a profile may say whether the parts of an item are all named.
Setting setting_of_ends(const std::string& rules) {
  std::string facts = kMadeFacts;
  const std::size_t place = facts.find("\tno\tno\t", facts.find("item.components_complete"));
  facts.replace(place, 8, "\tno\tyes\t");
  std::vector<LawSource> sources = made_sources("section 1 checked 2026-01-01\n" + rules);
  sources.front().text = facts;
  return setting_of(sources);
}

std::string rule(const char* name, const char* requires_what, const char* condition) {
  return std::string("rule ") + name + " requires " + requires_what + kFrom + condition + "\n";
}

// A completion comes to its outcome where the syntax tree is weighed with what it says: the checker asks less, as facts
// that close a list count for it where the order states them alone.
void check_completions(const Setting& setting, const Case& facts, const Decl* profile, const Shown& shown) {
  const auto tree = make_reference_weigher(*setting.law, facts, profile, Posture::kInForce, {});
  for (const Completion& completion : shown.completions) {
    REQUIRE(completion.of_unnamed.empty());
    const Levels levels = tree->levels(lines_of(facts), completion.facts);
    CHECK(levels.low == completion.outcome);
    CHECK(levels.high == completion.outcome);
  }
}

// Decides under the profile and proves it, with the plan and with the syntax tree.
void check_ends(const Setting& setting, const Case& facts, const Reachable& with, const Reachable& without) {
  PlanStore plans(*setting.law);
  for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)}) {
    const auto proved = prove(setting, facts, setting.law->find("1/p"), Posture::kInForce, how);
    REQUIRE_MESSAGE(proved.has_value(), (proved ? "" : proved.error().message));
    INFO((how == nullptr ? "tree" : "plan"), " ", outcome_word(proved->decision.outcomes));
    CHECK(proved->decision.outcomes == with);
    CHECK(proved->decision.without_assumptions == without);
    CHECK(proved->decision.without_exact);
    const auto refused = verify::verify(setting.rules, proved->proof);
    CHECK_MESSAGE(!refused.has_value(), refused.value_or(""));
    check_completions(setting, facts, setting.law->find("1/p"), proved->decision.shown);
    check_completions(setting, facts, nullptr, proved->decision.shown_without_assumptions);
  }
}

Reachable of(std::initializer_list<Outcome> outcomes) {
  Reachable out;
  for (const Outcome outcome : outcomes) out.add(outcome);
  return out;
}

}  // namespace

TEST_SUITE("rules") {
  // Parts of a list that a fact closes are all there are, unless the fact is stated as false.
  TEST_CASE("ends: a list that is assumed to be open is not stated to be so") {
    const Setting setting = setting_of_ends(
        rule("r1", "license", "some c in item.components: c.us") + rule("r2", "denial", "known(order.knows)") +
        "profile p adopted 2026-01-01 by \"test\"\n  assume n: item.components_complete = false why \"w\"\n"
        "  assume c: not known(order.knows) why \"w\"\n");
    check_ends(setting, made_case(R"({"legs":[{"to":"CN"}],"items":[{"components":[{"us":false}]}]})", *setting.law),
               of({Outcome::kNoLicenseRequired}), of({Outcome::kNoLicenseRequired, Outcome::kProhibited}));
  }

  // The rule that holds without the profile is another one than under it: what comes to less is reachable too.
  TEST_CASE("ends: what the lines come to without assumptions is asked, not taken over") {
    const Setting setting =
        setting_of_ends(rule("r1", "license", "order.red_flags = clear") + rule("r2", "denial", "known(order.knows)") +
                        "profile p adopted 2026-01-01 by \"test\"\n  assume d: order.red_flags = clear why \"w\"\n"
                        "  assume c: not known(order.knows) why \"w\"\n");
    check_ends(setting, made_case(R"({"legs":[{"to":"CN"}],"items":[{"a":true}]})", *setting.law),
               of({Outcome::kLicenseRequired}),
               of({Outcome::kNoLicenseRequired, Outcome::kLicenseRequired, Outcome::kProhibited}));
  }

  TEST_CASE("ends: a rule that can never hold does not show a prohibition") {
    const Setting setting =
        setting_of_ends(rule("r1", "license", "order.knows") + rule("r2", "denial", "item.n > 5 and item.n < 5") +
                        "profile p adopted 2026-01-01 by \"test\"\n  assume c: not known(order.knows) why \"w\"\n");
    check_ends(setting, made_case(R"({"legs":[{"to":"CN"}],"items":[{"a":true}]})", *setting.law),
               of({Outcome::kNoLicenseRequired, Outcome::kLicenseRequired}),
               of({Outcome::kNoLicenseRequired, Outcome::kLicenseRequired}));
  }
}
