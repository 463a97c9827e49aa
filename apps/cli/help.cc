#include "apps/cli/help.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::cli {

namespace {

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  out.append(out.size() < width ? width - out.size() : 1, ' ');
  return out;
}

std::string flag_line(const Flag& flag) {
  return concat("  ", padded(flag.value.empty() ? std::string(flag.name) : concat(flag.name, " ", flag.value), 22),
                flag.help, "\n");
}

std::string indented(std::string_view lines, std::string_view before) {
  std::string out;
  for (const std::string_view line : split(lines, '\n')) out += concat(before, line, "\n");
  return out;
}

}  // namespace

std::string program_help() {
  std::string page =
      "licet answers for any day since 13 August 2018: may I ship this, to them, there, for that use?\n\n"
      "usage: licet COMMAND ... [--on DAY] [--json]\n\ncommands:\n";
  for (const Command* command : all_commands())
    page += concat("  ", padded(command->name, 12), command->question, "\n");
  page +=
      "\n`licet COMMAND --help` shows a command's flags and an example; `licet --version` the version.\n"
      "Exit codes: 0 answered; 2 bad usage or input; 3 a resource failed; 10 what --fail-on asked about; 70 a "
      "defect.\n";
  return page;
}

std::string command_help(const Command& command) {
  std::string page = concat(command.question, "\n\nusage:\n", indented(command.usage, "  licet "), "\nflags:\n");
  std::vector<std::string_view> names(command.flags.begin(), command.flags.end());
  names.emplace_back("--help");
  std::sort(names.begin(), names.end());
  for (const std::string_view name : names) page += flag_line(*find_flag(name));
  return page + "\nexample:\n" + indented(command.example, "  ");
}

}  // namespace licet::cli
