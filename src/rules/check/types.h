// Types and units of conditions, figures and sets, once names are resolved.
#pragma once

#include "base/result.h"
#include "rules/check/law.h"

namespace licet::rules {

// Refuses what no evaluator could read as it stands: a figure where a condition belongs, `<` of words, a sum of two
// units, a set of another type, the result of a rule. No statement may depend on itself. Errors: kParse with place.
Status check_types(const Law& law);

}  // namespace licet::rules
