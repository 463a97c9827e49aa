#include "engine/scan.h"

#include <filesystem>

#include "apps/cli/batch.h"
#include "apps/cli/command.h"
#include "apps/cli/input.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/text_util.h"
#include "wire/query.h"
#include "wire/scan.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--all", "--book",  "--fail-on",   "--json",   "--no-fuzzy",
                                       "--on",  "--stats", "--text-date", "--threads"};

struct Question {
  OpenBook open;
  ScanOptions options;
  bool json = false;
  bool alarm_on_hit = false;
};

// Bytes of a regular file, else 0.
std::size_t file_size(const std::string& path) {
  std::error_code failure;
  const std::uintmax_t size = std::filesystem::file_size(path, failure);
  return failure ? 0 : static_cast<std::size_t>(size);
}

std::string mention_line(const Json& mention) {
  const Json& party = *mention.find("party");
  const std::size_t candidates = mention.find("candidates")->items().size();
  const std::string who = party.is_object() ? text_of(party, "caption") : concat(candidates, " candidates");
  std::string line = concat("  ", text_of(mention, "start"), "-", text_of(mention, "end"), "  ",
                            text_of(mention, "text"), "  ", text_of(mention, "grade"), ": ", who, "\n");
  if (party.is_object()) {
    const std::string from = text_of(party, "listed_from");
    line += concat("        ", text_of(party, "list"), " from ",
                   from.empty() ? text_of(party, "listed_from_between") : from, ";");
  } else {
    line += "       ";
  }
  return concat(line, " day of the text: ", print_truth(mention.find("listed_on_text_date")),
                "; day of the question: ", print_truth(mention.find("listed_on_question_date")), "\n");
}

std::string readable(const Question& question, const Json& answer) {
  std::string date = text_of(answer, "text_date");
  if (date.empty()) date = text_of(answer, "text_date_between");
  std::string out = concat(text_of(answer, "file"), ", text of ", date.empty() ? "an unknown day" : date, " (",
                           text_of(answer, "text_date_basis"), "), on ", text_of(answer, "on"), ":\n");
  for (const Json& mention : answer.find("mentions")->items()) out += mention_line(mention);
  if (answer.find("mentions")->items().empty()) out += "  no listed party is named\n";
  return out + print_book(answer, question.open.name);
}

bool has_hit_in_force(const Json& answer) {
  for (const Json& mention : answer.find("mentions")->items()) {
    const Json& listed = *mention.find("listed_on_question_date");
    if (!listed.is_bool() || listed.as_bool()) return true;
  }
  return false;
}

Error in_file(const std::string& path, const Error& error) {
  const bool named = error.message.find(ticked(path)) != std::string::npos;
  return named ? error : Error{error.code, concat(ticked(path), ": ", error.message)};
}

Result<Answered> answer_file(const Question& question, const std::string& path) {
  const Result<std::string> text = read_input(path, kMaxTextBytes);
  if (!text) return in_file(path, text.error());
  ScanOptions options = question.options;
  options.html = path.ends_with(".html") || path.ends_with(".htm");
  const Result<ScanAnswer> answer = scan(*question.open.book, *text, options);
  if (!answer) return in_file(path, answer.error());
  const Json json = scan_json(*question.open.book, path, question.options.on, *answer);
  const bool alarm = question.alarm_on_hit && has_hit_in_force(json);
  return Answered{question.json ? json.dump() + "\n" : readable(question, json), alarm};
}

Result<std::optional<DaySpan>> text_date(const Arguments& arguments) {
  if (!arguments.text_date) return std::optional<DaySpan>();
  const Result<Date> day = parse_date(*arguments.text_date);
  if (!day) return Error{day.error().code, concat("flag `--text-date`: ", day.error().message)};
  return std::optional(DaySpan::exact(*day));
}

Result<int> run(const Arguments& arguments) {
  if (arguments.words.empty()) return Error{ErrorCode::kInvalidArgument, "scan: expected files; `-` is standard input"};
  Question question;
  LICET_TRY(question.options.on, question_day(arguments));
  LICET_TRY(question.options.text_date, text_date(arguments));
  LICET_TRY(question.alarm_on_hit, fails_on(arguments, {"hit"}, "hit"));
  LICET_TRY(const unsigned threads, thread_count(arguments));
  LICET_TRY(question.open, open_book(arguments));
  question.options.all = arguments.all;
  question.json = arguments.json;
  std::size_t at = 0;
  const auto next = [&]() -> std::optional<BatchItem> {
    if (at == arguments.words.size()) return std::nullopt;
    const std::string& path = arguments.words[at++];
    BatchItem item{at, file_size(path), [&question, path] { return answer_file(question, path); }, {}};
    if (arguments.words.size() > 1) {
      item.print_error = [&question, number = at](const Error& error) {
        return question.json ? row_error_json(error, number).dump() + "\n" : concat("error: ", error.message, "\n");
      };
    }
    return item;
  };
  return run_batch(next, {threads, arguments.stats});
}

}  // namespace

extern const Command kScan;
const Command kScan = {"scan",
                       "Which listed parties does this text name, on its own day and on the day of the question?",
                       "scan FILE... [--text-date DAY] [--on DAY]",
                       "licet scan data/demo/article.txt --on 2026-06-01",
                       kTakes,
                       run};

}  // namespace licet::cli
