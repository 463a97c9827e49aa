// The program: finds the command, reads its flags, runs it, and turns an Error into one line and an exit code.
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "apps/cli/command.h"
#include "apps/cli/help.h"
#include "apps/cli/parse.h"
#include "base/check.h"
#include "base/text_util.h"

namespace licet::cli {

namespace {

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

int report(const Error& error) {
  std::string line = error.message;
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  std::fflush(stdout);
  std::fprintf(stderr, "licet: %s\n", line.c_str());
  return error.code == ErrorCode::kResource ? kExitResource : kExitBadInput;
}

Result<int> run_command(const Command& command, const std::vector<std::string>& words) {
  LICET_TRY(const Arguments arguments, parse_arguments(command, words));
  if (!arguments.help) return command.run(arguments);
  print(command_help(command));
  return kExitAnswered;
}

Result<int> run(std::vector<std::string> words) {
  if (words.empty()) return Error{ErrorCode::kInvalidArgument, "expected a command; `licet --help` lists them"};
  const std::string first = words.front();
  words.erase(words.begin());
  if (first == "--version") {
    print("licet " LICET_VERSION "\n");
    return kExitAnswered;
  }
  if (first == "--help" || first == "-h" || first == "help") {
    if (words.empty()) {
      print(program_help());
      return kExitAnswered;
    }
    LICET_TRY(const Command* const asked, find_command(words.front()));
    print(command_help(*asked));
    return kExitAnswered;
  }
  LICET_TRY(const Command* const command, find_command(first));
  return run_command(*command, words);
}

int guarded(const std::vector<std::string>& words) {
  try {
    const Result<int> code = run(words);
    if (!code) return report(code.error());
    if (std::fflush(stdout) != 0) return report({ErrorCode::kResource, "cannot write to standard output"});
    return *code;
  } catch (const std::bad_alloc&) {
    return report({ErrorCode::kResource, "out of memory"});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "licet: defect: %s\n", error.what());
    return kExitDefect;
  }
}

}  // namespace

}  // namespace licet::cli

int main(int count, char** words) {
  return licet::cli::guarded(std::vector<std::string>(words + 1, words + count));
}
