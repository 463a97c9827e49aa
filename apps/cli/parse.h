// From the words of a command line to Arguments. The only place that knows CLI11.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/command.h"
#include "base/result.h"

namespace licet::cli {

// Reads the words behind the command's name.
// Errors: kInvalidArgument: an unknown flag (with the nearest known), a flag without its value or given twice.
Result<Arguments> parse_arguments(const Command& command, const std::vector<std::string>& words);

}  // namespace licet::cli
