// The help pages, made from the tables of commands and flags.
#pragma once

#include <string>

#include "apps/cli/command.h"

namespace licet::cli {

// The page of `licet --help`.
std::string program_help();

// The page of `licet COMMAND --help`: usage, flags, an example.
std::string command_help(const Command& command);

}  // namespace licet::cli
