#include "engine/classify.h"

#include <cstdio>

#include "apps/cli/command.h"
#include "apps/cli/print.h"
#include "apps/cli/questions.h"
#include "apps/cli/setup.h"
#include "base/text_util.h"
#include "engine/classify_plot.h"
#include "engine/law.h"
#include "wire/classify.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book", "--chip", "--from-row", "--history", "--in",     "--json",
                                       "--law",  "--on",   "--plot",     "--stats",   "--threads"};

std::string code(const Json& row) {
  const std::string paragraph = text_of(row, "paragraph");
  return paragraph.empty() ? text_of(row, "eccn") : concat(text_of(row, "eccn"), ".", paragraph);
}

std::string paragraphs(const Json& holder, std::string_view indent) {
  std::string out;
  for (const Json& row : holder.find("paragraphs")->items()) {
    out += concat(indent, code(row), "  (", text_of(row, "source"), ", text of ", text_of(row, "from"), ")\n");
  }
  for (const Json& row : holder.find("undecided")->items()) {
    std::vector<std::string> missing;
    for (const Json& fact : row.find("missing")->items()) missing.push_back(fact.text());
    out += concat(indent, code(row), "  undecided: needs ", joined(missing, ", "), "\n");
  }
  return out.empty() ? concat(indent, "under no paragraph that is encoded\n") : out;
}

std::string readable(const Json& answer, const std::string& book_name) {
  const Json& item = *answer.find("item");
  const std::string name = text_of(item, "name");
  std::string out =
      concat(name.empty() ? "item" : shown(name), " on ", text_of(answer, "on"), ":\n", paragraphs(answer, "  "));
  for (const auto& [metric, value] : answer.find("metrics")->members())
    out += concat("  ", metric, " = ", value.text(), "\n");
  for (const Json& row : answer.find("margins")->items()) {
    out += concat("  ", text_of(row, "line"), ": ", text_of(row, "metric"), " ", text_of(row, "value"), ", line at ",
                  text_of(row, "limit"), "\n");
  }
  if (const Json* history = answer.find("history")) {
    for (const Json& epoch : history->items()) {
      const std::string until = text_of(epoch, "until");
      out += concat("  from ", text_of(epoch, "from"), until.empty() ? "" : concat(" until ", until), ":\n",
                    paragraphs(epoch, "    "));
    }
  }
  return out + print_book(answer, book_name);
}

struct Question {
  OpenBook open;
  std::shared_ptr<const rules::Law> law;
  Date on;
  History history = History::kNo;
};

Result<Json> answer(const Question& question, const Json& item) {
  LICET_TRY(const ClassifyAnswer found,
            classify(*question.open.book, *question.law, item, question.on, question.history));
  return classify_json(*question.open.book, *question.law, item, question.on, found);
}

Result<int> classify_chips(const Question& question, const std::string& name, bool json) {
  const std::vector<const Chip*> chips = find_chips(*question.open.book, name);
  if (chips.empty()) {
    std::vector<std::string> names;
    for (const Chip& chip : question.open.book->content().chips) {
      names.push_back(chip.name);
      names.insert(names.end(), chip.aliases.begin(), chip.aliases.end());
    }
    return Error{ErrorCode::kInvalidArgument,
                 concat("flag `--chip`: the chip table has no ", ticked(name), did_you_mean(name, names))};
  }
  for (const Chip* chip : chips) {
    Json item = chip_item(*chip);
    item.set("name", Json::string(chip->name));
    LICET_TRY(const Json out, answer(question, item));
    std::printf("%s", json ? concat(out.dump(), "\n").c_str() : readable(out, question.open.name).c_str());
  }
  return kExitAnswered;
}

Result<int> plot(const Arguments& arguments, const Question& question) {
  if (!arguments.words.empty() || arguments.in || arguments.chip || arguments.json) {
    return Error{ErrorCode::kInvalidArgument, "flag `--plot`: draws the chips of the book as SVG and takes no items"};
  }
  LICET_TRY(const ClassifyPlot drawn, classify_plot(*question.open.book, *question.law, question.on));
  const std::string footer =
      concat("licet, book ", question.open.book->hash().substr(0, 12), ", law ", question.law->hash().substr(0, 12),
             "; figures of the chips from data sheets, trackers and press");
  std::printf("%s", plot_svg(drawn, footer).c_str());
  return kExitAnswered;
}

Result<int> run(const Arguments& arguments) {
  if (!arguments.plot && arguments.words.empty() && !arguments.in && !arguments.chip) {
    return Error{ErrorCode::kInvalidArgument, "classify: expected items, `--chip NAME`, `--in FILE` or `--plot`"};
  }
  Question question;
  LICET_TRY(question.on, question_day(arguments));
  LICET_TRY(question.open, open_book(arguments));
  LICET_TRY(question.law, law_of(arguments, *question.open.book));
  question.history = arguments.history ? History::kYes : History::kNo;
  if (arguments.plot) return plot(arguments, question);
  if (arguments.chip) return classify_chips(question, *arguments.chip, arguments.json);
  QuestionKind kind;
  kind.answer = [&](const Json& item) { return answer(question, item); };
  kind.readable = [&](const Json& out) { return readable(out, question.open.name); };
  return answer_questions(arguments, kind);
}

}  // namespace

extern const Command kClassify;
const Command kClassify = {"classify",
                           "Which paragraphs is this item under on that day, and how far is each line?",
                           "classify ITEM.json... [--on DAY] [--history]\nclassify --chip NAME [--on DAY] "
                           "[--history]\nclassify --in FILE [--json] [--from-row N]\nclassify --plot [--on DAY]",
                           "licet classify --chip A800 --on 2023-11-17\nlicet classify --in items.jsonl --json\n"
                           "licet classify --plot --on 2026-11-28 > plot.svg",
                           kTakes,
                           run};

}  // namespace licet::cli
