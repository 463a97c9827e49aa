#include "apps/cli/parse.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "apps/cli/help.h"

namespace licet::cli {

namespace {

const Command& screen() {
  return **find_command("screen");
}

std::string fault(const std::vector<std::string>& words) {
  const auto arguments = parse_arguments(screen(), words);
  REQUIRE(!arguments);
  return arguments.error().message;
}

}  // namespace

TEST_CASE("commands: each takes flags that exist, sorted, and has a page with its example") {
  for (const Command* command : all_commands()) {
    CAPTURE(command->name);
    CHECK(std::is_sorted(command->flags.begin(), command->flags.end()));
    for (const std::string_view name : command->flags) CHECK(find_flag(name) != nullptr);
    CHECK(command_help(*command).find(command->example.substr(0, command->example.find('\n'))) != std::string::npos);
    CHECK(program_help().find(command->question) != std::string::npos);
  }
}

TEST_CASE("flags: the table is sorted and each has a help line") {
  const auto flags = all_flags();
  CHECK(std::is_sorted(flags.begin(), flags.end(), [](const Flag& a, const Flag& b) { return a.name < b.name; }));
  for (const Flag& flag : flags) CHECK(!flag.help.empty());
}

TEST_CASE("find_command: an unknown one names the nearest") {
  CHECK(find_command("sreen").error().message.starts_with("unknown command `sreen` (did you mean `screen`?)"));
}

TEST_CASE("parse_arguments: words, switches and values, in any order") {
  const auto arguments =
      parse_arguments(screen(), {"Inspur Group", "--on", "2023-03-02", "--json", "--limit=3", "Huawei"});
  REQUIRE(arguments);
  CHECK(arguments->words == std::vector<std::string>{"Inspur Group", "Huawei"});
  CHECK(arguments->json);
  CHECK(!arguments->stats);
  CHECK(*arguments->on == "2023-03-02");
  CHECK(*arguments->limit == "3");
  CHECK(!arguments->book);
}

TEST_CASE("parse_arguments: behind -- a word may look like a flag, and - is a word") {
  CHECK(parse_arguments(screen(), {"--", "--json"})->words == std::vector<std::string>{"--json"});
  CHECK(parse_arguments(**find_command("scan"), {"-"})->words == std::vector<std::string>{"-"});
  CHECK(*parse_arguments(screen(), {"--in", "-"})->in == "-");
}

TEST_CASE("parse_arguments: a wrong flag is one line that names the nearest") {
  CHECK(fault({"x", "--treshold", "1"}).starts_with("unknown flag `--treshold` (did you mean `--threshold`?)"));
  CHECK(fault({"x", "--text-date", "2023-01-01"}).starts_with("unknown flag `--text-date`"));  // a flag of scan alone
  CHECK(fault({"x", "-z"}).starts_with("unknown flag `-z`"));
  CHECK(fault({"x", "--on"}).starts_with("flag `--on` needs a value"));
  CHECK(fault({"x", "--on", "--json"}).starts_with("flag `--on` needs a value"));
  CHECK(fault({"--on", "2023-01-01", "--on", "2023-01-02"}) == "flag `--on` is given twice");
  CHECK(fault({"x", "--json=yes,no"}).find('\n') == std::string::npos);
}

}  // namespace licet::cli
