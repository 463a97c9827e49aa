// The checker of proofs: reads canonical rule text and a proof, and says whether the proof holds. It shares no code
// with the evaluators; what it checks and what a proof does not prove is in docs/formats/proof.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace licet::verify {

// Nothing if the proof holds, else one line: which part of it does not, and why. `proof` is the proof itself or an
// answer of `check` that holds one under `proof`. `steps`, where wanted, gets every step that was worked out, each
// behind those that it leans on.
std::optional<std::string> verify(std::string_view rules, const Json& proof, std::vector<Json>* steps = nullptr);

// The members of an answer of `check` that its proof says nothing of: no call of `verify` looks at them.
std::vector<std::string> beside_the_proof(const Json& answer);

}  // namespace licet::verify
