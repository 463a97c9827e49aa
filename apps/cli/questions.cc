#include "apps/cli/questions.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "apps/cli/batch.h"
#include "apps/cli/input.h"
#include "apps/cli/setup.h"
#include "base/table.h"
#include "base/text_util.h"
#include "wire/flat_row.h"
#include "wire/query.h"

namespace licet::cli {

namespace {

constexpr std::uint64_t kMostFileBytes = std::uint64_t{1} << 30;

// The first line that is not blank.
std::string_view first_line(std::string_view text) {
  text = trimmed(text);
  return text.substr(0, text.find('\n'));
}

std::vector<Result<Json>> read_lines(std::string_view text) {
  std::vector<Result<Json>> questions;
  for (const std::string_view line : split(text, '\n')) {
    if (!trimmed(line).empty()) questions.push_back(parse_json(trimmed(line)));
  }
  return questions;
}

// The rows of a CSV. A row that cannot be read is an error in its place.
Result<std::vector<Result<Json>>> read_table(std::string_view text) {
  CsvReader reader(text);
  LICET_TRY(const std::optional<TableRow> header, reader.next());
  LICET_TRY(const FlatColumns columns, FlatColumns::read(header->cells));
  std::vector<Result<Json>> questions;
  while (true) {
    Result<std::optional<TableRow>> row = reader.next();
    if (!row) questions.emplace_back(row.error());
    if (!row || !*row) return questions;
    Result<Json> question = columns.row((*row)->cells);
    if (!question) question = Error{ErrorCode::kParse, concat("line ", (*row)->line, ": ", question.error().message)};
    questions.push_back(std::move(question));
  }
}

// Does the text begin with a line of column names?
bool is_table(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::string_view first = first_line(text);
  const bool named = !first.empty() && ((first[0] >= 'a' && first[0] <= 'z') || first[0] == '"');
  return named && !parse_json(first) && first.find_first_of("{}[]") == std::string_view::npos;
}

// Puts the file's name in front of what is wrong in it.
Error in_file(const std::string& path, const Error& error) {
  const std::string name = path == "-" ? "standard input" : ticked(path);
  return error.message.find(name) != std::string::npos ? error : Error{error.code, concat(name, ": ", error.message)};
}

Error in_file(const std::string& path, std::size_t number, std::size_t of, const Error& error) {
  return in_file(path, of == 1 ? error : Error{error.code, concat("question ", number, ": ", error.message)});
}

// All questions with the place that they came from, so that an error can name it.
struct Located {
  std::string path;
  std::size_t number = 0;
  std::size_t of = 0;
  Result<Json> question;
};

void add_file(const std::string& path, std::vector<Located>& all) {
  const Result<std::string> text = read_input(path, kMostFileBytes);
  if (!text) return all.push_back({path, 1, 1, text.error()});
  const Result<std::vector<Result<Json>>> questions = read_questions(*text);
  if (!questions) return all.push_back({path, 1, 1, questions.error()});
  for (std::size_t i = 0; i < questions->size(); ++i) all.push_back({path, i + 1, questions->size(), (*questions)[i]});
}

Result<Answered> answer_one(const QuestionKind& kind, const Located& located, bool json) {
  Result<Json> answer = located.question ? kind.answer(*located.question) : located.question;
  if (!answer) return in_file(located.path, located.number, located.of, answer.error());
  const bool alarm = kind.alarm && kind.alarm(*answer);
  return Answered{json ? answer->dump() + "\n" : kind.readable(*answer), alarm};
}

}  // namespace

Result<std::vector<Result<Json>>> read_questions(std::string_view text) {
  const Result<Json> whole = parse_json(text);
  if (whole && whole->is_array()) return std::vector<Result<Json>>(whole->items().begin(), whole->items().end());
  if (whole) return std::vector<Result<Json>>{whole};
  if (is_table(text)) return read_table(text);
  const std::string_view first = first_line(text);
  if (first.size() < trimmed(text).size() && parse_json(first)) return read_lines(text);
  return whole.error();
}

Result<int> answer_questions(const Arguments& arguments, const QuestionKind& kind) {
  LICET_TRY(const unsigned threads, thread_count(arguments));
  std::vector<Located> all;
  for (const std::string& path : arguments.words) add_file(path, all);
  if (arguments.in) add_file(*arguments.in, all);
  const bool json = arguments.json;
  std::size_t at = 0;
  const auto next = [&]() -> std::optional<BatchItem> {
    if (at == all.size()) return std::nullopt;
    const Located& located = all[at++];
    BatchItem item{at,
                   located.question ? located.question->dump().size() : 0,
                   [&kind, &located, json] { return answer_one(kind, located, json); },
                   {}};
    if (all.size() > 1) {
      item.print_error = [json, number = at](const Error& error) {
        return json ? row_error_json(error, number).dump() + "\n" : concat("error: ", error.message, "\n");
      };
    }
    return item;
  };
  return run_batch(next, {threads, arguments.stats});
}

}  // namespace licet::cli
