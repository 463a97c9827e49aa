// Decisions with their proofs, of laws that are made up: for tests.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "rules/eval/decision.h"
#include "rules/proof/prover.h"
#include "support/law_maker.h"

namespace licet::test {

struct Proved {
  Json proof;
  rules::Decision decision;
};

struct Setting {
  std::shared_ptr<const rules::Law> law;
  std::unique_ptr<rules::CanonicalLaw> canonical;
  std::string rules;
};

inline Setting setting_of(const std::vector<rules::LawSource>& sources) {
  auto law = rules::Law::load(sources);
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message) << "\n" << sources.back().text);
  Setting out;
  out.law = *law;
  out.canonical = std::make_unique<rules::CanonicalLaw>(**law);
  out.rules = out.canonical->text();
  return out;
}
inline Setting setting_of(const std::string& text) {
  return setting_of(made_sources(text));
}

// `plans`: decided and proved with the plan; nullptr: with the reference evaluator.
inline rules::Decision decided(const Setting& setting, const rules::Case& facts, const rules::Decl* profile,
                               rules::Posture posture, rules::PlanStore* plans) {
  rules::DecideOptions options;
  options.profile = profile;
  options.posture = posture;
  options.questions = false;
  options.proof = false;
  options.node_limit = 4000;
  options.plans = plans;
  options.provable = true;
  return rules::decide(*setting.law, facts, options);
}

inline Result<Json> proof_of(const rules::Decision& decision, const Setting& setting, const rules::Case& facts,
                             const rules::Decl* profile, rules::Posture posture, rules::PlanStore* plans) {
  rules::ProveOptions how;
  how.profile = profile;
  how.posture = posture;
  how.plans = plans;
  how.screened_by = std::string(64, '0');
  LICET_TRY(rules::PartProof part, rules::prove_part(*setting.law, *setting.canonical, facts, decision, how));
  return parse_json(rules::assemble_proof(*setting.canonical, how, {part}));
}

inline Result<Proved> prove(const Setting& setting, const rules::Case& facts, const rules::Decl* profile,
                            rules::Posture posture, rules::PlanStore* plans = nullptr) {
  Proved out;
  out.decision = decided(setting, facts, profile, posture, plans);
  LICET_TRY(out.proof, proof_of(out.decision, setting, facts, profile, posture, plans));
  return out;
}

}  // namespace licet::test
