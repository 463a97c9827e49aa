// Tells what a decision stands on: what may bind each line, with its reasons and review policies, the authorizations,
// the duties and the findings. Read off at the root, without splitting.
#pragma once

#include <vector>

#include "rules/eval/decision.h"
#include "rules/eval/reference_weigher.h"

namespace licet::rules {

// Adds it all to `out`, whose outcomes and lines are known. Reasons are walked with the evaluator of `weigher`; `fast`,
// the weigher of the search, may know what need not be walked.
void add_report(const Law& law, const DecideOptions& options, const std::vector<Line>& lines, ReferenceWeigher& weigher,
                Weigher& fast, Decision& out);

}  // namespace licet::rules
