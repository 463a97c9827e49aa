// `licet law frontier`: the most capable item that needs no license.
#pragma once

#include "apps/cli/flags.h"
#include "apps/cli/setup.h"
#include "base/result.h"
#include "rules/check/law.h"

namespace licet::cli {

// Prints the answer; the value is the exit code. Errors: kInvalidArgument (a flag).
Result<int> print_frontier(const Arguments& arguments, const OpenBook& open, const rules::Law& law);

}  // namespace licet::cli
