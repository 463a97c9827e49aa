#include "engine/screen.h"

#include <algorithm>
#include <cstdio>

#include "apps/cli/batch.h"
#include "apps/cli/command.h"
#include "apps/cli/input.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/table.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "wire/query.h"
#include "wire/screen.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book",  "--exhaustive", "--fail-on", "--from-row", "--in",        "--json",
                                       "--limit", "--on",         "--stats",   "--threads",  "--threshold", "--why"};
const std::vector<std::string> kColumns = {"id", "name", "names", "schema", "country", "address", "birth_date"};
const std::vector<std::string> kListColumns = {"names", "country"};

struct Question {
  OpenBook open;
  ScreenOptions options;
  bool json = false;
  bool why = false;
  bool alarm_on_hit = false;
  std::size_t first_row = 1;
};

std::string readable(const Question& question, const Json& answer) {
  const Json& query = *answer.find("query");
  std::string out = concat(text_of(query, "name"), ", on ", text_of(answer, "on"), ":\n");
  for (const Json& hit : answer.find("hits")->items()) {
    out += print_hit(hit);
    if (question.why) out += print_explanation(*hit.find("explanation"), 0);
  }
  if (answer.find("hits")->items().empty()) {
    out += concat("  no listed party reaches ", text_of(*answer.find("certificate"), "threshold"), "\n");
  }
  return out + print_book(answer, question.open.name);
}

Result<Json> answer_record(const Question& question, const Json& record) {
  LICET_TRY(const QueryRecord query, read_query(record));
  LICET_TRY(const ScreenAnswer answer, screen(*question.open.book, query, question.options));
  return screen_json(*question.open.book, query, question.options.on, answer);
}

bool has_hit_in_force(const Json& answer) {
  for (const Json& hit : answer.find("hits")->items()) {
    const Json& listed = *hit.find("listed_on_question_date");
    if (!listed.is_bool() || listed.as_bool()) return true;
  }
  return false;
}

// The columns that are put behind the user's own.
std::string csv_header() {
  return "licet_hits,licet_score,licet_party_id,licet_caption,licet_list,licet_matched_name,licet_listed_from,"
         "licet_listed_on_question_date,licet_error";
}

std::string csv_of(const InputRow& row, std::size_t width, std::string_view ours) {
  std::string line;
  for (std::size_t i = 0; i < width; ++i) line += concat(csv_cell(i < row.cells.size() ? row.cells[i] : ""), ",");
  return concat(line, ours, "\n");
}

// What the answer says of a name that could not be looked for; empty of any other.
std::string unnamed(const Json& answer) {
  const std::vector<Json>& flags = answer.find("flags")->items();
  const auto found =
      std::find_if(flags.begin(), flags.end(), [](const Json& flag) { return text_of(flag, "code") == "no_name"; });
  return found == flags.end() ? "" : text_of(*found, "message");
}

std::string csv_answer(const Json& answer) {
  const std::vector<Json>& hits = answer.find("hits")->items();
  if (const std::string why = unnamed(answer); hits.empty() && !why.empty()) return concat(",,,,,,,,", csv_cell(why));
  if (hits.empty()) return "0,,,,,,,,";
  std::string line = std::to_string(hits.size());
  for (const char* key : {"score", "party_id", "caption", "list", "matched_name", "listed_from"}) {
    line += concat(",", csv_cell(hits.front().find(key)->text()));
  }
  const Json& listed = *hits.front().find("listed_on_question_date");
  return concat(line, ",", listed.is_bool() ? (listed.as_bool() ? "true" : "false") : "", ",");
}

Result<Answered> answer_row(const Question& question, const RowReader& reader, const InputRow& row) {
  LICET_TRY(const Json record, row_json(row, reader.header(), kColumns, kListColumns));
  LICET_TRY(const Json answer, answer_record(question, record));
  const bool alarm = question.alarm_on_hit && has_hit_in_force(answer);
  if (question.json || !reader.is_csv()) return Answered{answer.dump() + "\n", alarm};
  return Answered{csv_of(row, reader.header().size(), csv_answer(answer)), alarm};
}

BatchItem item_of(const Question& question, const RowReader& reader, const InputRow& row) {
  const bool json = question.json || !reader.is_csv();
  const std::size_t width = reader.header().size();
  return {row.number, row.bytes, [&question, &reader, row] { return answer_row(question, reader, row); },
          [json, width, row](const Error& error) {
            return json ? row_error_json(error, row.number).dump() + "\n"
                        : csv_of(row, width, concat(",,,,,,,,", csv_cell(error.message)));
          }};
}

Result<int> screen_file(Question question, const std::string& path, const BatchOptions& batch) {
  question.options.answer_unnamed = true;  // a table may leave names out
  LICET_TRY(RowReader reader, RowReader::open(path));
  LICET_RETURN_IF_ERROR(reader.require_columns({"name"}));
  std::optional<InputRow> row = reader.next();
  while (row && row->number < question.first_row) row = reader.next();
  if (!row) LICET_RETURN_IF_ERROR(reader.read_whole());
  if (!row && question.first_row > 1)
    return Error{ErrorCode::kInvalidArgument,
                 concat("flag `--from-row`: ", ticked(path), " has no row ", question.first_row)};
  if (reader.is_csv() && !question.json && question.first_row == 1) {
    std::string header;
    for (const std::string& column : reader.header()) header += concat(csv_cell(column), ",");
    std::printf("%s%s\n", header.c_str(), csv_header().c_str());
  }
  const auto next = [&]() -> std::optional<BatchItem> {
    if (!row) return std::nullopt;
    std::optional<BatchItem> item = item_of(question, reader, *row);
    row = reader.next();
    return item;
  };
  Result<int> code = run_batch(next, batch);
  LICET_RETURN_IF_ERROR(reader.read_whole());
  return code;
}

Result<Answered> answer_name(const Question& question, const std::string& name) {
  if (find_invalid_utf8(name))
    return Error{ErrorCode::kInvalidArgument, concat("name ", ticked(name), " is not UTF-8")};
  LICET_TRY(const Json answer, answer_record(question, Json::object({{"name", Json::string(name)}})));
  const bool alarm = question.alarm_on_hit && has_hit_in_force(answer);
  return Answered{question.json ? answer.dump() + "\n" : readable(question, answer), alarm};
}

Result<int> screen_names(const Question& question, const std::vector<std::string>& names, const BatchOptions& batch) {
  std::size_t at = 0;
  const auto next = [&]() -> std::optional<BatchItem> {
    if (at == names.size()) return std::nullopt;
    const std::string& name = names[at++];
    BatchItem item{at, name.size(), [&] { return answer_name(question, name); }, {}};
    if (names.size() > 1 && question.json) {
      item.print_error = [number = at](const Error& error) { return row_error_json(error, number).dump() + "\n"; };
    }
    return item;
  };
  return run_batch(next, batch);
}

Result<int> run(const Arguments& arguments) {
  if (arguments.words.empty() == !arguments.in.has_value()) {
    return Error{ErrorCode::kInvalidArgument, "screen: expected names, or `--in FILE`"};
  }
  Question question;
  LICET_TRY(question.options.on, question_day(arguments));
  LICET_TRY(question.options.threshold, threshold(arguments));
  LICET_TRY(question.options.limit, hit_limit(arguments));
  LICET_TRY(question.first_row, first_row(arguments));
  LICET_TRY(question.alarm_on_hit, fails_on(arguments, {"hit"}, "hit"));
  LICET_TRY(const unsigned threads, thread_count(arguments));
  LICET_TRY(question.open, open_book(arguments));
  question.json = arguments.json;
  question.why = arguments.why;
  if (arguments.exhaustive) question.options.mode = SearchMode::kExhaustive;
  const BatchOptions batch{threads, arguments.stats};
  return arguments.in ? screen_file(question, *arguments.in, batch) : screen_names(question, arguments.words, batch);
}

}  // namespace

extern const Command kScreen;
const Command kScreen = {
    "screen",
    "Which listed parties could this name or record be?",
    "screen NAME... [--on DAY] [--threshold T]\nscreen --in FILE [--json] [--from-row N]",
    "licet screen \"Inspur Group\" --on 2023-03-02\nlicet screen --in customers.csv > screened.csv",
    kTakes,
    run};

}  // namespace licet::cli
