// Writes the proof of a decision: a value for every root of the day, the facts and assumptions behind it, and where no
// rule decides alone the cases on what is not known. The form is docs/formats/proof.md; `licet verify` checks it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "rules/eval/outcome.h"
#include "rules/eval/weigher.h"
#include "rules/proof/canonical.h"

namespace licet::rules {

// What is to be proved of the legs of one day.
struct ProofClaim {
  Outcome at_least = Outcome::kNotSubject;
  Outcome at_most = Outcome::kProhibited;
  bool exact = true;
};

struct ProveOptions {
  Posture posture = Posture::kInForce;
  const Decl* profile = nullptr;       // nullptr: no assumptions
  std::string screened_by;             // hash of the book whose lists the parties were screened against
  std::size_t most_weighings = 4'000;  // in the search for cases and witnesses
  // Plans for that search; nullptr: the reference evaluator searches. What is shown is shown by the reference alone.
  PlanStore* plans = nullptr;
  // Also to be proved where there is a profile: what is left without its assumptions.
  std::optional<ProofClaim> without_assumptions;
};

// The proof of one part, and what it shows.
struct PartProof {
  Json json;
  ProofClaim claim;
  std::optional<ProofClaim> without_assumptions;
};

// Proves one part: an order whose legs are all decided on one day. The case and the law must be those that were
// decided. Errors: kUnsupported, with the reason (the claim does not hold, or its cases are more than the limit).
Result<PartProof> prove_part(const Law& law, const CanonicalLaw& canonical, const Case& order, const ProofClaim& claim,
                             const ProveOptions& options);

// The whole proof: its parts (one for each day), what they give together, and a seal over all of it.
Json assemble_proof(const CanonicalLaw& canonical, const ProveOptions& options, std::vector<PartProof> parts);

// A proof that was not made, and why; the checker refuses it.
Json no_proof(const std::string& reason);

}  // namespace licet::rules
