#include "engine/check.h"

#include <algorithm>
#include <cstdio>

#include "apps/cli/command.h"
#include "apps/cli/print.h"
#include "apps/cli/questions.h"
#include "apps/cli/setup.h"
#include "base/text_util.h"
#include "engine/law.h"
#include "wire/check.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book",    "--fail-on", "--in",    "--json",    "--law", "--on",
                                       "--posture", "--profile", "--stats", "--threads", "--why"};

std::string bullets(const Json& texts, std::string_view indent) {
  std::string out;
  for (const Json& one : texts.items()) out += concat(indent, "- ", shown(one.text()), "\n");
  return out;
}

std::string print_requirement(const Json& row) {
  const bool binds = text_of(row, "status") == "in_force" || text_of(row, "status") == "letter";
  std::string out = concat("  ", text_of(row, "citation"), "  ",
                           binds ? "license required" : concat("printed, asleep: ", text_of(row, "status")), "  (rule ",
                           text_of(row, "rule"), ", line ", text_of(row, "line"), ", text of ", text_of(row, "from"),
                           ", ", text_of(row, "source"), ")\n");
  if (const Json* about = row.find("about")) {
    std::vector<std::string> names;
    for (const Json& name : about->items()) names.push_back(shown(name.text()));
    out += concat("    for ", joined(names, ", "), "\n");
  }
  out += bullets(*row.find("because"), "    ");
  const Json& policy = *row.find("review_policy");
  if (policy.is_string()) out += concat("    review policy: ", policy.text(), "\n");
  if (row.find("private") != nullptr) out += "    private law\n";
  if (row.find("note") != nullptr) out += concat("    note: ", text_of(row, "note"), "\n");
  return out;
}

std::string print_party(const Json& hit) {
  const std::string from = text_of(hit, "listed_from");
  return concat("  ", shown(text_of(hit, "named_in_order")), " -> ", shown(text_of(hit, "caption")), ", ",
                text_of(hit, "list_title"), ", from ", from.empty() ? "a day not known exactly" : from, ": ",
                print_truth(hit.find("listed_on_question_date")),
                hit.find("certain")->as_bool() ? "" : ", for a person to confirm", " (score ", text_of(hit, "score"),
                ")\n");
}

std::string print_question(const Json& row) {
  std::string out = concat("  ", shown(text_of(row, "ask")), "  [", shown(text_of(row, "fact")), "]\n");
  const std::vector<Json>& cells = row.find("decides")->items();
  const bool alone = std::any_of(cells.begin(), cells.end(), [&](const Json& cell) {
    return !(*cell.find("outcomes") == *cells.front().find("outcomes"));
  });
  if (!alone) return concat(out, "    decides only together with other answers\n");
  for (const Json& cell : row.find("decides")->items()) {
    std::vector<std::string> outcomes;
    for (const Json& outcome : cell.find("outcomes")->items()) outcomes.push_back(outcome.text());
    out += concat("    ", shown(text_of(cell, "if")), ": ", joined(outcomes, " or "), "\n");
  }
  return out;
}

std::string print_assumed(const Json& row) {
  const Json& value = *row.find("value");
  return concat("  ", text_of(row, "fact"), ": ", value.is_bool() ? "true" : value.text(), " (", text_of(row, "why"),
                ")\n");
}

template <typename Print>
std::string section(const Json& answer, std::string_view key, std::string_view title, Print print) {
  const Json& rows = *answer.find(key);
  if (rows.items().empty()) return "";
  std::string out = concat(title, ":\n");
  for (const Json& row : rows.items()) out += print(row);
  return out;
}

std::string print_head(const Json& answer) {
  const std::string outcome = text_of(answer, "outcome");
  std::string out =
      concat("order ", shown(text_of(answer, "order_id")), " on ", text_of(answer, "on"), ": ", outcome, "\n");
  if (outcome == "undecided")
    out += concat("  at least ", text_of(answer, "at_least"), ", at most ", text_of(answer, "at_most"), "\n");
  const std::string strict = text_of(answer, "outcome_without_assumptions");
  if (strict != outcome) out += concat("  without assumptions: ", strict, "\n");
  return out;
}

std::string readable(const Json& answer, const std::string& book_name, bool why) {
  std::string out = print_head(answer);
  out += section(answer, "requirements", "requirements", print_requirement);
  if (why)
    out += section(answer, "possible_requirements", "requirements that hang on what is not known", print_requirement);
  out += section(answer, "duties", "duties", [](const Json& row) {
    return concat("  ", text_of(row, "citation"), "  ", text_of(row, "duty"), "\n");
  });
  out += section(answer, "findings", "findings", [](const Json& row) {
    return concat("  ", text_of(row, "red_flag"), ": ", text_of(row, "clears"), "\n",
                  bullets(*row.find("because"), "    "));
  });
  out += section(answer, "parties", "listed parties", print_party);
  out += section(answer, "notes", "notes", [](const Json& row) { return concat("  ", shown(row.text()), "\n"); });
  out += section(answer, "questions", "questions, most useful first", print_question);
  out += section(answer, "assumed", concat("assumed (profile ", text_of(answer, "profile"), ")"), print_assumed);
  const std::size_t unread = answer.find("out_of_scope")->items().size();
  return concat(out, "not looked at: ", unread, " paragraphs or lists (--json names them)\n",
                print_book(answer, book_name));
}

Result<int> run(const Arguments& arguments) {
  if (arguments.words.empty() && !arguments.in)
    return Error{ErrorCode::kInvalidArgument, "check: expected orders, or `--in FILE`"};
  CheckOptions options;
  LICET_TRY(options.on, question_day(arguments));
  if (arguments.profile) options.profile = *arguments.profile;
  if (arguments.posture && *arguments.posture != "in_force" && *arguments.posture != "codified") {
    return Error{ErrorCode::kInvalidArgument,
                 concat("flag `--posture`: expected in_force or codified, got ", ticked(*arguments.posture))};
  }
  if (arguments.posture == "codified") options.posture = rules::Posture::kCodified;
  LICET_TRY(const bool on_license, fails_on(arguments, {"license", "undecided", "hit"}, "license"));
  LICET_TRY(const bool on_undecided, fails_on(arguments, {"license", "undecided", "hit"}, "undecided"));
  LICET_TRY(const OpenBook open, open_book(arguments));
  LICET_TRY(const std::shared_ptr<const rules::Law> law, law_of(arguments, *open.book));
  LICET_TRY(const rules::Decl* profile, find_profile(*law, options.profile));
  static_cast<void>(profile);
  rules::PlanStore plans(*law);
  QuestionKind kind;
  kind.answer = [&](const Json& order) -> Result<Json> {
    LICET_TRY(const CheckAnswer answer, check(*open.book, *law, plans, order, options));
    return check_json(*open.book, *law, answer, options);
  };
  kind.readable = [&](const Json& answer) { return readable(answer, open.name, arguments.why); };
  kind.alarm = [&](const Json& answer) {
    const std::string outcome = text_of(answer, "outcome");
    return (on_license && (outcome == "license_required" || outcome == "prohibited")) ||
           (on_undecided && outcome == "undecided");
  };
  return answer_questions(arguments, kind);
}

}  // namespace

extern const Command kCheck;
const Command kCheck = {
    "check",
    "May this order go? Under which license, and what is still unknown?",
    "check ORDER.json... [--profile ordinary|none] [--posture in_force|codified] [--on DAY]\ncheck --in FILE [--json]",
    "licet check order.json\nlicet check --in orders.jsonl --json --fail-on license",
    kTakes,
    run};

}  // namespace licet::cli
