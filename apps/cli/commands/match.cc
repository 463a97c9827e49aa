#include "engine/match.h"

#include <cstdio>

#include "apps/cli/batch.h"
#include "apps/cli/command.h"
#include "apps/cli/input.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/table.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "wire/match.h"
#include "wire/query.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--in", "--json", "--mode", "--stats", "--threads"};
const std::vector<std::string> kColumns = {"name1", "name2", "schema"};

Result<Json> answer_pair(const Json& record, MatchMode mode) {
  LICET_TRY(const MatchPair pair, read_match_pair(record));
  LICET_TRY(const MatchResult result, match_records(pair.query, pair.candidate, mode));
  return match_json(pair, result, kDefaultThreshold);
}

std::string readable(const Json& answer) {
  const bool is_match = answer.find("is_match")->as_bool();
  return concat(text_of(answer, "score"), "  ", text_of(answer, "name1"), " = ", text_of(answer, "name2"), "  (",
                is_match ? "a match" : "no match", " at ", text_of(answer, "threshold"), ")\n",
                print_explanation(*answer.find("explanation"), 0));
}

std::string csv_of(const InputRow& row, std::size_t width, std::string_view ours) {
  std::string line;
  for (std::size_t i = 0; i < width; ++i) line += concat(csv_cell(i < row.cells.size() ? row.cells[i] : ""), ",");
  return concat(line, ours, "\n");
}

Result<Answered> answer_row(bool json, MatchMode mode, const RowReader& reader, const InputRow& row) {
  LICET_TRY(const Json record, row_json(row, reader.header(), kColumns));
  LICET_TRY(const Json answer, answer_pair(record, mode));
  if (json) return Answered{answer.dump() + "\n"};
  const std::string_view is_match = answer.find("is_match")->as_bool() ? "true" : "false";
  return Answered{csv_of(row, reader.header().size(), concat(text_of(answer, "score"), ",", is_match, ","))};
}

Result<int> match_file(bool as_json, MatchMode mode, const std::string& path, const BatchOptions& batch) {
  LICET_TRY(RowReader reader, RowReader::open(path));
  LICET_RETURN_IF_ERROR(reader.require_columns({"name1", "name2"}));
  const bool json = as_json || !reader.is_csv();
  if (!json) {
    std::string header;
    for (const std::string& column : reader.header()) header += concat(csv_cell(column), ",");
    std::printf("%slicet_score,licet_is_match,licet_error\n", header.c_str());
  }
  const auto next = [&]() -> std::optional<BatchItem> {
    const std::optional<InputRow> row = reader.next();
    if (!row) return std::nullopt;
    return BatchItem{row->number, row->bytes,
                     [&reader, json, mode, row = *row] { return answer_row(json, mode, reader, row); },
                     [&reader, json, row = *row](const Error& error) {
                       return json ? row_error_json(error, row.number).dump() + "\n"
                                   : csv_of(row, reader.header().size(), concat(",,", csv_cell(error.message)));
                     }};
  };
  Result<int> code = run_batch(next, batch);
  LICET_RETURN_IF_ERROR(reader.read_whole());
  return code;
}

Result<int> match_two(const Arguments& arguments, MatchMode mode) {
  const std::string& a = arguments.words[0];
  const std::string& b = arguments.words[1];
  for (const std::string& name : arguments.words) {
    if (find_invalid_utf8(name))
      return Error{ErrorCode::kInvalidArgument, concat("name ", ticked(name), " is not UTF-8")};
  }
  LICET_TRY(const Json answer,
            answer_pair(Json::object({{"name1", Json::string(a)}, {"name2", Json::string(b)}}), mode));
  std::printf("%s", arguments.json ? concat(answer.dump(), "\n").c_str() : readable(answer).c_str());
  return kExitAnswered;
}

Result<int> run(const Arguments& arguments) {
  const std::optional<MatchMode> mode = parse_match_mode(arguments.mode.value_or("licet"));
  if (!mode) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("flag `--mode`: expected `licet`, `ofac` or `jw`, got ", ticked(*arguments.mode))};
  }
  if (arguments.in.has_value() != arguments.words.empty() || (!arguments.in && arguments.words.size() != 2)) {
    return Error{ErrorCode::kInvalidArgument, "match: expected two names, or `--in FILE`"};
  }
  LICET_TRY(const unsigned threads, thread_count(arguments));
  if (arguments.in) return match_file(arguments.json, *mode, *arguments.in, {threads, arguments.stats});
  return match_two(arguments, *mode);
}

}  // namespace

extern const Command kMatch;
const Command kMatch = {"match",
                        "How alike are these two names or records, and why?",
                        "match NAME1 NAME2 [--mode licet|ofac|jw]\nmatch --in FILE [--mode licet|ofac|jw] [--json]",
                        "licet match \"Inspur Group\" \"INSPUR GROUP CO., LTD.\"\nlicet match --in pairs.csv --json",
                        kTakes,
                        run};

}  // namespace licet::cli
