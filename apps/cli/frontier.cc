#include "apps/cli/frontier.h"

#include <cstdio>

#include "apps/cli/command.h"
#include "apps/cli/print.h"
#include "base/text_util.h"
#include "engine/check.h"
#include "wire/frontier.h"

namespace licet::cli {

namespace {

Error bad_flag(std::string_view flag, std::string_view expected, const std::string& found) {
  return Error{ErrorCode::kInvalidArgument,
               concat("flag ", ticked(flag), ": expected ", expected, ", got ", ticked(found))};
}

Result<rules::FrontierQuestion> read_question(const Arguments& arguments, const rules::Law& law) {
  rules::FrontierQuestion question;
  if (!arguments.to)
    return Error{ErrorCode::kInvalidArgument, "law frontier: expected a destination, such as `--to CN`"};
  question.to = *arguments.to;
  LICET_TRY(question.on, question_day(arguments));
  if (arguments.die_area_max) {
    const auto area = Rational::parse(*arguments.die_area_max);
    if (!area || area->is_zero() || area->is_negative())
      return bad_flag("--die-area-max", "mm2, more than zero", *arguments.die_area_max);
    question.area_max = *area;
  }
  if (arguments.for_data_centers) {
    const std::string& said = *arguments.for_data_centers;
    if (said != "yes" && said != "no") return bad_flag("--for-data-centers", "yes or no", said);
    question.choice = said == "yes";
  }
  LICET_TRY(question.profile, find_profile(law, "ordinary"));
  return question;
}

std::string bound_text(const Json& row) {
  const std::string unit = text_of(row, "unit");
  const std::string kind = text_of(row, "kind") == "below" ? "just under " : "up to ";
  return concat(kind, text_of(row, "bound"), unit.empty() ? "" : concat(" ", unit));
}

std::string texts(const Json& row, std::string_view key) {
  std::vector<std::string> all;
  for (const Json& one : row.find(key)->items()) all.push_back(shown(one.text()));
  return joined(all, ", ");
}

std::string limit_text(const Json& row) {
  std::string out = concat("  ", text_of(row, "metric"), " ");
  if (row.find("from") != nullptr)
    out += concat(text_of(row, "from_kind") == "above" ? "above " : "from ", text_of(row, "from"), " ");
  if (row.find("bound")->is_null()) return out + "on\n";
  out += bound_text(row);
  const std::string drawn_by = texts(row, "drawn_by");
  if (!drawn_by.empty()) {
    out += concat(": beyond it ", drawn_by, " (", texts(row, "citations"), ")");
    if (const std::string sure = texts(row, "requirements"); !sure.empty())
      out += concat(" and a license under ", sure);
    if (row.find("perhaps") != nullptr) out += concat(" and perhaps a license under ", texts(row, "perhaps"));
  }
  return out + "\n";
}

std::string chip_text(const Json& chip) {
  std::vector<std::string> figures;
  for (const Json::Member& member : chip.members()) {
    if (member.second.is_number()) figures.push_back(concat(member.first, " ", member.second.text()));
  }
  return concat("    ", text_of(chip, "name"), ": ", joined(figures, ", "), "\n");
}

std::string band_text(const Json& band) {
  const Json& best = *band.find("most_capable");
  std::string out = concat("\n", text_of(best, "metric"), " ",
                           best.find("bound")->is_null() ? "without a line of the law" : bound_text(best));
  if (const Json* choice = band.find("for_data_centers"); choice != nullptr && choice->is_bool())
    out += choice->as_bool() ? ", for data centers" : ", not for data centers";
  if (band.find("kept_down_by_area")->as_bool()) out += "; the die area keeps it down";
  out += "\n";
  for (const Json& limit : band.find("limits")->items()) out += limit_text(limit);
  if (!band.find("area_from")->is_null())
    out += concat("  reached with a die area of ", text_of(band, "area_from"), " mm2 or more\n");
  if (const std::string open = texts(band, "open_entries"); !open.empty())
    out += concat("  believed from the stated code, as other facts decide: not ", open, "\n");
  const auto& chips = band.find("chips")->items();
  if (!chips.empty()) out += "  known chips below it:\n";
  for (const Json& chip : chips) out += chip_text(chip);
  return out;
}

std::string readable(const Json& answer, const std::string& book_name) {
  std::string out =
      concat("the most capable chip that needs no license to ", text_of(answer, "to"), " on ", text_of(answer, "on"));
  if (!answer.find("area_max")->is_null())
    out += concat(", with a die area of at most ", text_of(answer, "area_max"), " mm2");
  out += "\n";
  const auto& bands = answer.find("bands")->items();
  if (bands.empty()) out += "none is found\n";
  for (const Json& band : bands) out += band_text(band);
  const auto& open = answer.find("open_facts")->items();
  if (!open.empty()) out += concat("\nleft out, as these facts keep it open: ", texts(answer, "open_facts"), "\n");
  out +=
      "\nWithin the provisions encoded, for an exporter without a letter and a recipient that is not listed, with no "
      "knowledge of a bad end use.\n";
  return out + print_book(answer, book_name);
}

}  // namespace

Result<int> print_frontier(const Arguments& arguments, const OpenBook& open, const rules::Law& law) {
  LICET_TRY(const rules::FrontierQuestion question, read_question(arguments, law));
  rules::PlanStore plans(law);
  LICET_TRY(const FrontierAnswer answer, frontier(*open.book, law, plans, question));
  const Json json = frontier_json(*open.book, law, answer);
  std::printf("%s", arguments.json ? concat(json.dump(), "\n").c_str() : readable(json, open.name).c_str());
  return kExitAnswered;
}

}  // namespace licet::cli
