// Writes the proof of a decision: the facts and assumptions that it starts from, and where no rule decides alone the
// cases on what is not known. What follows from these by evaluation alone is left out: `licet verify` works it out
// again (docs/formats/proof.md, docs/decisions/0020).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/eval/decision.h"
#include "rules/proof/canonical.h"

namespace licet::rules {

// What is proved of the legs of one day.
struct ProofClaim {
  Outcome at_least = Outcome::kNotSubject;
  Outcome at_most = Outcome::kProhibited;
  bool exact = true;
};

struct ProveOptions {
  Posture posture = Posture::kInForce;
  const Decl* profile = nullptr;       // nullptr: no assumptions
  std::string screened_by;             // SHA-256 of the book whose lists the parties were screened against
  std::size_t most_weighings = 4'000;  // in the search for cases and witnesses
  // Plans for that search; nullptr: the reference evaluator searches.
  PlanStore* plans = nullptr;
};

// The proof of one part, and what it shows.
struct PartProof {
  std::string json;
  ProofClaim claim;
  // What is left without the assumptions of the profile; nothing where that has too many cases.
  std::optional<ProofClaim> without_assumptions;
};

// Proves what was decided of one part: an order whose legs are all decided on one day. Law, case, posture and profile
// must be those of the decision. Errors: kUnsupported, with the reason (its cases are more than the limit).
Result<PartProof> prove_part(const Law& law, const CanonicalLaw& canonical, const Case& order, const Decision& decision,
                             const ProveOptions& options);

// The whole proof as JSON text: its parts (one for each day), what they give together, and a seal over all of it.
std::string assemble_proof(const CanonicalLaw& canonical, const ProveOptions& options,
                           const std::vector<PartProof>& parts);

// JSON text of a proof that was not made, and why; the checker refuses it.
std::string no_proof(const std::string& reason);

}  // namespace licet::rules
