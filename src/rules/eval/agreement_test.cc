// The evaluators share nothing but the syntax tree and must agree: on random laws, orders, profiles and days, as sets
// of outcomes, in every two-level bound, and in which facts they split.
#include <doctest/doctest.h>

#include <functional>

#include "base/json.h"
#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/facts/order_reader.h"
#include "support/law_maker.h"
#include "support/soak.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

std::shared_ptr<const Law> load(const std::string& text) {
  auto law = Law::load(made_sources(text));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message) << "\n" << text);
  return *law;
}

Case case_of(const std::string& order, const Law& law) {
  auto input = read_order(parse_json(order).value(), law, nullptr, parse_date("2024-01-01").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message) << "\n" << order);
  return input->facts;
}

Decision with(const Law& law, const Case& facts, const Decl* profile, Posture posture, PlanStore* plans) {
  DecideOptions options;
  options.profile = profile;
  options.posture = posture;
  options.plans = plans;
  options.questions = false;
  options.proof = false;
  options.node_limit = 4000;
  return decide(law, facts, options);
}

}  // namespace

TEST_SUITE("soak rules") {
  TEST_CASE("evaluators: plan and reference agree on random laws and orders") {
    std::size_t undecided = 0;
    std::size_t compared = 0;
    const auto laws = static_cast<std::uint32_t>(40 * licet::test::soak_factor());
    for (std::uint32_t seed = 1; seed <= laws; ++seed) {
      Dice dice(seed * 7919U);
      const std::string text = LawMaker(dice).law();
      const auto law = load(text);
      PlanStore plans(*law);
      for (int round = 0; round < 25; ++round) {
        const std::string order = random_order(dice);
        const Case facts = case_of(order, *law);
        const Decl* profile = dice.roll(2) == 0 ? law->find("1/p") : nullptr;
        const Posture posture = dice.roll(4) == 0 ? Posture::kCodified : Posture::kInForce;
        const Decision slow = with(*law, facts, profile, posture, nullptr);
        const Decision fast = with(*law, facts, profile, posture, &plans);
        const bool both_exact = slow.exact && fast.exact;
        ++compared;
        undecided += slow.outcomes.decided() ? 0U : 1U;
        const bool same =
            !both_exact || (slow.outcomes == fast.outcomes && slow.without_assumptions == fast.without_assumptions);
        CHECK_MESSAGE(same, "seed " << seed << ": reference " << outcome_word(slow.outcomes) << " "
                                    << to_string(slow.outcomes.least()) << ".." << to_string(slow.outcomes.most())
                                    << ", plan " << outcome_word(fast.outcomes) << " "
                                    << to_string(fast.outcomes.least()) << ".." << to_string(fast.outcomes.most())
                                    << "\n"
                                    << order << "\n"
                                    << text);
        if (!same) return;
      }
    }
    CHECK(compared == 25 * laws);
    CHECK(undecided > compared / 10);  // the test means nothing if every order is plain
  }

  TEST_CASE("evaluators: learning a fact never changes a decided outcome, and dropping assumptions only widens") {
    const auto laws = static_cast<std::uint32_t>(25 * licet::test::soak_factor());
    for (std::uint32_t seed = 1; seed <= laws; ++seed) {
      Dice dice(seed * 104729U);
      const auto law = load(LawMaker(dice).law());
      PlanStore plans(*law);
      for (int round = 0; round < 20; ++round) {
        Case facts = case_of(random_order(dice), *law);
        const Decision before = with(*law, facts, nullptr, Posture::kInForce, &plans);
        const Decision assumed = with(*law, facts, law->find("1/p"), Posture::kInForce, &plans);
        if (!before.exact || !assumed.exact) continue;
        for (std::size_t i = 0; i < kOutcomes; ++i) {
          const auto outcome = static_cast<Outcome>(i);
          CHECK((!assumed.outcomes.has(outcome) || before.outcomes.has(outcome)));
        }
        const int item_a = law->schema().find("item.a");
        if (facts.find(facts.items[0], item_a) != nullptr) continue;
        facts.state_bool(facts.items[0], item_a, dice.roll(2) == 0);
        const Decision after = with(*law, facts, nullptr, Posture::kInForce, &plans);
        if (!after.exact) continue;
        for (std::size_t i = 0; i < kOutcomes; ++i) {
          const auto outcome = static_cast<Outcome>(i);
          CHECK((!after.outcomes.has(outcome) || before.outcomes.has(outcome)));
        }
      }
    }
  }

}  // TEST_SUITE

TEST_CASE("evaluators: a planted error is found") {
  // The same law with one comparison turned round must not agree everywhere.
  const std::string good =
      "section 1 checked 2026-01-01\nrule r requires license version from 2019-01-01 source 1FR1 cite \"1\" when "
      "item.n >= 100\n";
  std::string bad = good;
  bad.replace(bad.find(">="), 2, "> ");
  const auto law = load(good);
  const auto planted = load(bad);
  PlanStore plans(*planted);
  const Case facts = case_of(R"({"items":[{"n":100}]})", *law);
  CHECK(!(with(*law, facts, nullptr, Posture::kInForce, nullptr).outcomes ==
          with(*planted, facts, nullptr, Posture::kInForce, &plans).outcomes));
}
