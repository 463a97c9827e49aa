#include "apps/cli/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/check.h"
#include "base/text_util.h"

namespace licet::cli {

namespace {

// Adds one flag of the table to the parser.
void add_flag(CLI::App& app, const Flag& flag, Arguments& arguments) {
  const std::string name(flag.name);
  if (const auto* is_set = std::get_if<bool Arguments::*>(&flag.target)) {
    app.add_flag(name, arguments.*(*is_set));
    return;
  }
  std::optional<std::string>& value = arguments.*std::get<std::optional<std::string> Arguments::*>(flag.target);
  app.add_option_function<std::string>(name, [&value](const std::string& text) { value = text; })
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

Error unknown_flag(const Command& command, const std::string& word) {
  std::vector<std::string> known = {"--help"};
  for (const std::string_view name : command.flags) known.emplace_back(name);
  const std::string name = word.substr(0, word.find('='));
  return Error{ErrorCode::kInvalidArgument, concat("unknown flag ", ticked(name), did_you_mean(name, known),
                                                   "; `licet ", command.name, " --help` lists them")};
}

bool is_flag(const std::string& word) {
  return word.size() > 1 && word.front() == '-';
}

// CLI11 takes `--on --json` for a day called `--json`, and messages of its own span lines: both are told here.
std::optional<Error> find_fault(const Command& command, const std::vector<std::string>& words) {
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (!is_flag(words[i])) continue;
    const std::string name = words[i].substr(0, words[i].find('='));
    const Flag* flag = find_flag(name);
    const bool taken =
        name == "--help" || std::find(command.flags.begin(), command.flags.end(), name) != command.flags.end();
    if (flag == nullptr || !taken) return unknown_flag(command, words[i]);
    if (flag->value.empty()) continue;
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
      return Error{ErrorCode::kInvalidArgument, concat("flag ", ticked(name), " is given twice")};
    }
    seen.push_back(name);
    if (words[i].size() > name.size()) continue;
    if (i + 1 == words.size() || (is_flag(words[i + 1]) && find_flag(words[i + 1]) != nullptr)) {
      return Error{ErrorCode::kInvalidArgument, concat("flag ", ticked(name), " needs a value: ", flag->help)};
    }
    ++i;
  }
  return std::nullopt;
}

}  // namespace

Result<Arguments> parse_arguments(const Command& command, const std::vector<std::string>& words) {
  if (std::optional<Error> fault = find_fault(command, words)) return *fault;
  Arguments arguments;
  CLI::App app;
  app.set_help_flag();
  add_flag(app, *find_flag("--help"), arguments);
  for (const std::string_view name : command.flags) {
    const Flag* flag = find_flag(name);
    LICET_CHECK(flag != nullptr);
    add_flag(app, *flag, arguments);
  }
  app.add_option("words", arguments.words);
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    std::string message = error.what();
    std::replace(message.begin(), message.end(), '\n', ' ');
    return Error{ErrorCode::kInvalidArgument, std::move(message)};
  }
  return arguments;
}

}  // namespace licet::cli
