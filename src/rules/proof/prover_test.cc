// Proofs against the checker: those of random laws and of the law tests are accepted, and no changed one is.
#include "rules/proof/prover.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <functional>

#include "base/json.h"
#include "base/sha256.h"
#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/facts/order_reader.h"
#include "support/law_maker.h"
#include "support/soak.h"
#include "verify/checker.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

struct Proved {
  Json proof;
  Decision decision;
};

struct Setting {
  std::shared_ptr<const Law> law;
  std::unique_ptr<CanonicalLaw> canonical;
  std::string rules;
};

Setting setting_of(const std::string& text) {
  auto law = Law::load(made_sources(text));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message) << "\n" << text);
  Setting out;
  out.law = *law;
  out.canonical = std::make_unique<CanonicalLaw>(**law);
  out.rules = out.canonical->text();
  return out;
}

Result<Proved> prove(const Setting& setting, const Case& facts, const Decl* profile, Posture posture) {
  DecideOptions options;
  options.profile = profile;
  options.posture = posture;
  options.questions = false;
  options.proof = false;
  options.node_limit = 4000;
  Proved out;
  out.decision = decide(*setting.law, facts, options);
  ProveOptions how;
  how.profile = profile;
  how.posture = posture;
  how.screened_by = std::string(64, '0');
  const ProofClaim claim = {out.decision.outcomes.least(), out.decision.outcomes.most(), out.decision.exact};
  LICET_TRY(Json part, prove_part(*setting.law, *setting.canonical, facts, claim, how));
  out.proof = assemble_proof(*setting.canonical, how, {part});
  return out;
}

}  // namespace

TEST_CASE("proofs: of random orders under random laws are accepted") {
  std::size_t proved = 0;
  std::size_t by_cases = 0;
  std::size_t undecided = 0;
  std::size_t unproved = 0;
  std::size_t bytes = 0;
  std::size_t refused = 0;
  const long laws = 12 * soak_factor();
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(laws); ++seed) {
    Dice dice(seed * 7919U);
    const std::string text = LawMaker(dice).law();
    const Setting setting = setting_of(text);
    for (int round = 0; round < 12; ++round) {
      const std::string order = random_order(dice);
      const auto input = read_order(parse_json(order).value(), *setting.law, nullptr, parse_date("2024-01-01").value());
      REQUIRE(input.has_value());
      const Decl* profile = dice.roll(2) == 0 ? setting.law->find("1/p") : nullptr;
      const Posture posture = dice.roll(4) == 0 ? Posture::kCodified : Posture::kInForce;
      const auto proved_order = prove(setting, input->facts, profile, posture);
      if (!proved_order) {
        ++unproved;
        MESSAGE("seed " << seed << " round " << round << ": " << proved_order.error().message);
        continue;
      }
      const auto fault = verify::verify(setting.rules, proved_order->proof);
      // What the checker does not know it refuses, and says so.
      if (fault && fault->find("cannot check known of `unknowable`") != std::string::npos) {
        ++refused;
        continue;
      }
      CHECK_MESSAGE(!fault.has_value(), "seed " << seed << " round " << round << ": " << fault.value_or("") << "\n"
                                                << order << "\n"
                                                << text << "\n"
                                                << proved_order->proof.dump());
      if (fault) return;
      ++proved;
      bytes += proved_order->proof.dump().size();
      undecided += proved_order->decision.outcomes.decided() ? 0U : 1U;
      by_cases += proved_order->proof.find("parts")->items()[0].find("contexts")->items().empty() ? 0U : 1U;
    }
  }
  MESSAGE(proved << " proved, " << undecided << " undecided, " << by_cases << " with contexts, " << unproved
                 << " unproved, " << refused << " refused, " << bytes / proved << " bytes each");
  CHECK(undecided > proved / 10);
  CHECK(by_cases > proved / 10);
  CHECK(unproved * 50 < proved);
}
