#include <string>
#include <vector>

#include "apps/cli/command.h"
#include "base/text_util.h"

namespace licet::cli {

extern const Command kAsk;
extern const Command kScreen;
extern const Command kMatch;
extern const Command kScan;
extern const Command kBook;
extern const Command kCheck;
extern const Command kClassify;
extern const Command kLaw;
extern const Command kVerify;

namespace {

constexpr const Command* kCommands[] = {&kScreen, &kMatch, &kScan, &kClassify, &kCheck, &kAsk, &kVerify, &kLaw, &kBook};

}  // namespace

std::span<const Command* const> all_commands() {
  return kCommands;
}

Result<const Command*> find_command(std::string_view name) {
  std::vector<std::string> names;
  for (const Command* command : kCommands) {
    if (command->name == name) return command;
    names.emplace_back(command->name);
  }
  return Error{ErrorCode::kInvalidArgument,
               concat("unknown command ", ticked(name), did_you_mean(name, names), "; `licet --help` lists them")};
}

}  // namespace licet::cli
