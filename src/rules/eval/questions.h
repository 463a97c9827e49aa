// Which facts to ask for: those that can still change the outcome, most deciding and cheapest first.
// Source: law language, section 13.
#pragma once

#include <vector>

#include "rules/eval/decision.h"

namespace licet::rules {

// The questions of an undecided case. The decision holds its outcomes, requirements and authorizations; `known` are
// ways to fill in the facts that its search found. A fact is left out only if no completion of the other facts lets its
// value change the outcome. A tenth of `limit` bounds the weighings behind each fact; where it is reached, or where
// figures are computed from several unknowns, the fact is asked because a rule reads it (`by_support`).
std::vector<Question> find_questions(const DecidedOrder& of, const std::vector<Witness>& known, std::size_t limit);

}  // namespace licet::rules
