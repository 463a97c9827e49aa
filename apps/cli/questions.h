// Questions that are JSON objects (orders, items): from the files named and from `--in`, through one function.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/flags.h"
#include "base/json.h"
#include "base/result.h"

namespace licet::cli {

// How one kind of question is answered and shown. The functions are called from several threads.
struct QuestionKind {
  std::function<Result<Json>(const Json& question)> answer;
  std::function<std::string(const Json& answer)> readable;  // for people, with its line feed
  std::function<bool(const Json& answer)> alarm;            // what `--fail-on` asked about; may be empty
};

// The questions of one file: a JSON object, an array of them, JSON lines, or a CSV with a header (wire/flat_row.h); one
// that cannot be read is an error in its place. Errors: kParse, if the text is none of these.
Result<std::vector<Result<Json>>> read_questions(std::string_view text);

// Answers the questions of each file in `arguments.words`, then those of `--in`, in order. The value is the exit code.
// Errors: as run_batch; read_input for a file that cannot be read, if it is the only one.
Result<int> answer_questions(const Arguments& arguments, const QuestionKind& kind);

}  // namespace licet::cli
