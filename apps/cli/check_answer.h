// What `check` and `ask` share: their flags, and the readable form of an answer.
#pragma once

#include <functional>
#include <string>

#include "apps/cli/flags.h"
#include "base/json.h"
#include "base/result.h"
#include "engine/check.h"

namespace licet::cli {

// `--on`, `--profile`, `--posture`. Errors: kInvalidArgument.
Result<CheckOptions> check_options(const Arguments& arguments);

// What `--fail-on` asked about. Errors: kInvalidArgument.
using OutcomeAlarm = std::function<bool(const Json& answer)>;
Result<OutcomeAlarm> outcome_alarm(const Arguments& arguments);

// The answer of `check` for people; `why` shows what is left open, margins and ways out.
std::string print_check(const Json& answer, const std::string& book_name, bool why);

}  // namespace licet::cli
