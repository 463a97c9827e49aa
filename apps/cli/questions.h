// Questions that are JSON objects (orders, items): from the files named and from `--in`, through one function.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/flags.h"
#include "apps/cli/stream.h"
#include "base/json.h"
#include "base/result.h"
#include "wire/flat_row.h"

namespace licet::cli {

// How one kind of question is answered and shown. The functions are called from several threads.
struct QuestionKind {
  std::function<Result<Json>(const Json& question)> answer;
  std::function<std::string(const Json& answer)> readable;  // for people, with its line feed
  std::function<bool(const Json& answer)> alarm;            // what `--fail-on` asked about; may be empty
};

// The questions of one file, one after the other: a JSON object, an array of them, JSON lines, or a CSV with a header
// (wire/flat_row.h). Lines and rows are read as they are needed, the others are held whole.
class QuestionReader {
 public:
  // Errors: as TextStream; kParse, if the text is none of these.
  static Result<QuestionReader> open(TextStream stream);

  // A question as it stands in the file.
  struct Found {
    Piece piece;
    std::optional<Json> json;                      // it was read already
    std::shared_ptr<const FlatColumns> columns{};  // it is a row of a CSV
  };
  // Nothing at the end. Errors: what keeps it from reading on; nothing is behind it.
  Result<std::optional<Found>> next();
  // The question as JSON; for any thread. Errors: kParse, with the line where it is a row of a CSV.
  static Result<Json> read(const Found& found);

 private:
  explicit QuestionReader(TextStream stream) : stream_(std::move(stream)) {}
  Status start();
  Status start_table();
  Status start_document();

  TextStream stream_;
  bool document_ = false;
  std::vector<Json> document_questions_;
  std::size_t at_ = 0;
  std::shared_ptr<const FlatColumns> columns_;
};

// Answers the questions of each file in `arguments.words`, then those of `--in`, from `--from-row` on, in order. The
// value is the exit code. Errors: as run_batch; as TextStream for a file that cannot be read to its end, if it is the
// only one or others of its questions were answered.
Result<int> answer_questions(const Arguments& arguments, const QuestionKind& kind);

}  // namespace licet::cli
