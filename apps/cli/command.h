// A command of licet: one file in apps/cli/commands, named in apps/cli/CMakeLists.txt and registered in
// apps/cli/commands/registry.cc. Commands whose questions are JSON objects use apps/cli/questions.h.
#pragma once

#include <span>
#include <string_view>

#include "apps/cli/flags.h"
#include "base/result.h"

namespace licet::cli {

// Exit codes of the contract; a defect of ours exits with kExitDefect (base/check.h).
inline constexpr int kExitAnswered = 0;
inline constexpr int kExitBadInput = 2;
inline constexpr int kExitResource = 3;
inline constexpr int kExitAlarm = 10;  // `--fail-on`: a match or such an outcome

struct Command {
  std::string_view name;
  std::string_view question;                // the question it answers, for the list of commands
  std::string_view usage;                   // one form a line, without the program's name
  std::string_view example;                 // shell lines
  std::span<const std::string_view> flags;  // names of the flags it takes, beside --help
  // Answers, printing to standard output. The value is the exit code; an Error is bad input, or a resource that failed.
  Result<int> (*run)(const Arguments& arguments);
};

// All commands, in the order in which the help shows them.
std::span<const Command* const> all_commands();

// The command of that name.
// Errors: kInvalidArgument, naming the nearest.
Result<const Command*> find_command(std::string_view name);

}  // namespace licet::cli
