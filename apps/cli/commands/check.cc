#include "engine/check.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "apps/cli/check_answer.h"
#include "apps/cli/command.h"
#include "apps/cli/legs.h"
#include "apps/cli/print.h"
#include "apps/cli/questions.h"
#include "apps/cli/setup.h"
#include "base/text_util.h"
#include "engine/law.h"
#include "wire/check.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book",    "--fail-on", "--from-row", "--in",    "--json",    "--law", "--on",
                                       "--posture", "--profile", "--proof",    "--stats", "--threads", "--why"};

std::string bullets(const Json& texts, std::string_view indent) {
  std::string out;
  for (const Json& one : texts.items()) out += concat(indent, "- ", shown(one.text()), "\n");
  return out;
}

std::string texts_of(const Json& texts, std::string_view between) {
  std::vector<std::string> out;
  for (const Json& one : texts.items()) out.push_back(shown(one.text()));
  return joined(out, between);
}

// Several policies stand beside each other, or it is not known yet which of them apply.
std::string print_reviews(const Json& row) {
  const Json& policy = *row.find("review_policy");
  if (policy.is_string()) return concat("    review policy: ", policy.text(), "\n");
  const Json* unknown = row.find("review_unknown");
  if (unknown == nullptr)
    return policy.is_null() ? "" : concat("    review policies: ", texts_of(policy, " and "), "\n");
  const std::string depends = unknown->find("depends_on")->items().empty()
                                  ? "\n"
                                  : concat("; depends on ", texts_of(*unknown->find("depends_on"), ", "), "\n");
  const Json& sure = *unknown->find("sure");
  if (!sure.items().empty()) {
    std::vector<std::string> more;
    for (const Json& one : policy.items()) {
      const auto same = [&](const Json& other) { return other.text() == one.text(); };
      if (std::none_of(sure.items().begin(), sure.items().end(), same)) more.push_back(shown(one.text()));
    }
    return concat("    review policy: ", texts_of(sure, " and "), "; beside it perhaps ", joined(more, ", "), depends);
  }
  std::vector<std::string> ways;
  for (const Json& words : unknown->find("between")->items())
    ways.push_back(words.items().empty() ? "none that the text prints" : texts_of(words, " and "));
  return concat("    review policy: unknown, ", joined(ways, ", or "), depends);
}

std::string of_private_law(const Json& row) {
  return row.find("private") == nullptr ? "" : "    private law\n";
}

// `legs`: those of the row, with a comma behind them.
std::string print_requirement_as(const Json& row, std::string_view says, std::string_view if_denied,
                                 std::string_view legs) {
  const bool binds = text_of(row, "status") == "in_force" || text_of(row, "status") == "letter";
  const bool denies = row.find("requires") != nullptr;
  std::string out =
      concat("  ", text_of(row, "citation"), "  ",
             binds ? std::string(denies ? if_denied : says) : concat("printed, asleep: ", text_of(row, "status")),
             "  (rule ", text_of(row, "rule"), ", ", legs, "line ", text_of(row, "line"), ", text of ",
             text_of(row, "from"), ", ", text_of(row, "source"), ")\n");
  if (const Json* about = row.find("about")) {
    std::vector<std::string> names;
    for (const Json& name : about->items()) names.push_back(shown(name.text()));
    out += concat("    for ", joined(names, ", "), "\n");
  }
  out += bullets(*row.find("because"), "    ");
  out += print_reviews(row);
  const Json* way = row.find("overcome_by");
  if (way != nullptr && way->is_string())
    out += concat("    overcome by ", shown(way->text()), ", if what it asks for is confirmed\n");
  out += of_private_law(row);
  if (row.find("note") != nullptr) out += concat("    note: ", text_of(row, "note"), "\n");
  return out;
}

// What several legs have alike is told once.
std::string print_requirements(const Json& answer, std::string_view key, std::string_view title) {
  struct Told {
    std::string text;
    const Json* row = nullptr;
    std::vector<std::string> legs;
  };
  std::vector<Told> all;
  for (const Json& row : answer.find(key)->items()) {
    std::string text = print_requirement_as(row, "license required", "prohibited", "");
    auto at = std::find_if(all.begin(), all.end(), [&](const Told& other) { return other.text == text; });
    if (at == all.end()) at = all.insert(all.end(), {std::move(text), &row, {}});
    const std::string leg = text_of(row, "leg");
    if (std::find(at->legs.begin(), at->legs.end(), leg) == at->legs.end()) at->legs.push_back(leg);
  }
  const Legs legs(answer);
  std::string out;
  for (const Told& one : all)
    out += print_requirement_as(*one.row, "license required", "prohibited", legs.named(one.legs));
  return out.empty() ? "" : concat(title, ":\n", out);
}

// A line that needs a license in every case, by one rule or another.
std::string print_cases(const Json& answer) {
  const Legs legs(answer);
  const Json* lines = answer.find("decided_by_cases");
  std::string out;
  for (const Json& line : lines == nullptr ? std::vector<Json>() : lines->items()) {
    out += concat(legs.line(line), " needs a license in every case, whatever ", texts_of(*line.find("whatever"), ", "),
                  " is; one of these requires it:\n");
    for (const Json& row : answer.find("possible_requirements")->items()) {
      if (row.find("decides") != nullptr && text_of(row, "line") == text_of(line, "line") &&
          text_of(row, "leg") == text_of(line, "leg"))
        out += print_requirement_as(row, "may require it", "may prohibit it", legs.named({text_of(row, "leg")}));
    }
  }
  return out;
}

// An authorization that lifts a requirement, or may; the others are in the JSON.
std::string print_authorization(const Json& row) {
  const Json& available = *row.find("available");
  if (available.is_bool() && !available.as_bool()) return "";
  std::string out =
      concat("  ", text_of(row, "symbol"), ", ",
             text_of(row, "kind") == "license_exception" ? "license exception" : shown(text_of(row, "kind")), ", ",
             text_of(row, "citation"), ": ", available.is_bool() ? "available" : "hangs on what is not known", "\n");
  out += of_private_law(row);
  if (const Json* confirm = row.find("confirm")) {
    for (const Json& ask : confirm->items()) out += concat("    to confirm: ", shown(ask.text()), "\n");
  }
  if (const Json* claims = row.find("claims")) {
    std::vector<std::string> names;
    for (const Json& claim : claims->items()) names.push_back(shown(claim.text()));
    out += concat("    only if the order claims it: ", joined(names, ", "), "\n");
  }
  return out;
}

// Is the listing in force? On each day of the legs, where they are not on that of the order.
std::string print_in_force(const Json& hit) {
  const Json* days = hit.find("listed_on");
  if (days == nullptr) return print_truth(hit.find("listed_on_question_date"));
  std::vector<std::pair<std::string, std::vector<std::string>>> states;
  for (const auto& [day, listed] : days->members()) {
    const std::string state = print_truth(&listed);
    if (states.empty() || states.back().first != state) states.push_back({state, {}});
    states.back().second.push_back(day);
  }
  std::vector<std::string> parts;
  parts.reserve(states.size());
  for (const auto& [state, on] : states) parts.push_back(concat(state, " on ", joined_with_and(on)));
  return joined(parts, ", ");
}

std::string print_party(const Json& hit) {
  const std::string from = text_of(hit, "listed_from");
  return concat("  ", shown(text_of(hit, "named_in_order")), " -> ", shown(text_of(hit, "caption")), ", ",
                text_of(hit, "list_title"), ", from ", from.empty() ? "a day not known exactly" : from, ": ",
                print_in_force(hit),
                hit.find("certain")->as_bool() ? ""
                : hit.find("other") != nullptr ? ", taken as another party"
                                               : ", for a person to confirm",
                " (score ", text_of(hit, "score"), ")\n");
}

// Those that are sure, and the nearest of the others for each party of the order.
std::string print_parties(const Json& answer) {
  constexpr int kShown = 8;
  std::map<std::string, int> shown_of;
  std::string out;
  int more = 0;
  for (const Json& hit : answer.find("parties")->items()) {
    if (!hit.find("certain")->as_bool() && ++shown_of[text_of(hit, "named_in_order")] > kShown) {
      ++more;
    } else {
      out += print_party(hit);
    }
  }
  if (more > 0) out += concat("  and ", more, " less alike (--json has them)\n");
  return out.empty() ? "" : concat("listed parties:\n", out);
}

std::string outcomes_of(const Json& row, std::string_view key) {
  std::vector<std::string> outcomes;
  for (const Json& outcome : row.find(key)->items()) outcomes.push_back(outcome.text());
  return joined(outcomes, " or ");
}

// One that decides nothing by itself.
std::string print_later(const Json& row) {
  const bool may = row.find("by_support") != nullptr;
  return concat("  ", shown(text_of(row, "ask")), "  [", shown(text_of(row, "fact")), "]",
                may ? ", may not matter" : "", "\n");
}

std::string print_question(const Json& row) {
  std::string out = concat("  ", shown(text_of(row, "ask")), "  [", shown(text_of(row, "fact")), "]\n");
  if (!row.find("why")->items().empty()) out += concat("    read by ", texts_of(*row.find("why"), ", "), "\n");
  if (row.find("by_support") != nullptr) out += "    asked because a rule reads it; it may turn out not to matter\n";
  const std::vector<Json>& cells = row.find("decides")->items();
  for (const Json& cell : cells) {
    const Json* values = cell.find("values");
    // The members of a set are named once.
    const bool again = text_of(cell, "if").starts_with("any of ") && cells.front().find("values") == nullptr &&
                       text_of(cells.front(), "if").starts_with("none of ");
    out += concat("    ",
                  again               ? std::string("any of them")
                  : values == nullptr ? shown(text_of(cell, "if"))
                                      : texts_of(*values, ", "),
                  ": ", outcomes_of(cell, "outcomes"), "\n");
  }
  return out;
}

std::string print_margin(const Json& row) {
  if (!row.find("flips")->as_bool()) return "";
  return concat("  ", shown(text_of(row, "fact")), " = ", text_of(row, "value"), ": ",
                text_of(row, "direction") == "up" ? "raised to the line " : "lowered past the line ",
                text_of(row, "limit"), " (", text_of(row, "citation"), ") it is ", outcomes_of(row, "beyond"), "\n");
}

constexpr std::size_t kMostNamed = 30;

// Facts of one change that go to the same values stand together.
std::string print_change(const Json& row) {
  std::vector<std::pair<std::string, std::vector<std::string>>> parts;  // what is done, and with which facts
  for (const Json& change : row.find("changes")->items()) {
    const std::string how = concat(shown(text_of(change, "how")), " (", shown(text_of(change, "about")), "): ");
    const Json* values = change.find("values");
    const bool few = values != nullptr && !values->items().empty() && values->items().size() <= kMostNamed;
    const std::string to = concat(" ", few ? texts_of(*values, " or ") : shown(text_of(change, "to")), " instead of ",
                                  shown(text_of(change, "from")));
    const std::string fact = text_of(change, "fact");
    const std::string name = shown(fact.substr(0, fact.find(" (")));
    const std::string key = concat(how, "|", to);
    auto part = std::find_if(parts.begin(), parts.end(), [&](const auto& other) { return other.first == key; });
    if (part == parts.end()) part = parts.insert(parts.end(), {key, {}});
    if (std::find(part->second.begin(), part->second.end(), name) == part->second.end()) part->second.push_back(name);
  }
  std::vector<std::string> texts;
  for (const auto& [key, facts] : parts) {
    const auto bar = key.find('|');
    texts.push_back(concat(key.substr(0, bar), joined(facts, ", "), key.substr(bar + 1)));
  }
  return concat("  ", joined(texts, "; and "), ": ", outcomes_of(row, "outcomes"), "\n");
}

std::string print_assumed(const Json& row) {
  const Json& value = *row.find("value");
  return concat("  ", text_of(row, "fact"), ": ", value.is_bool() ? "true" : value.text(), " (", text_of(row, "why"),
                ")\n", of_private_law(row));
}

// Rows of the same text are told once; those that are not about all legs say about which.
template <typename Print>
std::string told_once(const Json& answer, const std::vector<const Json*>& rows, Print print) {
  std::vector<std::pair<std::string, std::set<std::string>>> texts;
  for (const Json* row : rows) {
    std::string text = print(*row);
    auto at = std::find_if(texts.begin(), texts.end(), [&](const auto& other) { return other.first == text; });
    if (at == texts.end()) at = texts.emplace(texts.end(), std::move(text), std::set<std::string>());
    const Json* on = row->find("on");
    for (const Json& day : on == nullptr ? std::vector<Json>() : on->items()) at->second.insert(day.text());
  }
  const Legs legs(answer);
  std::string out;
  for (auto& [text, on] : texts) {
    const auto first_line = text.find('\n');
    if (first_line != std::string::npos) text.insert(first_line + 1, legs.only_for(on));
    out += text;
  }
  return out;
}

template <typename Print>
std::string section(const Json& answer, std::string_view key, std::string_view title, Print print) {
  std::vector<const Json*> rows;
  for (const Json& row : answer.find(key)->items()) rows.push_back(&row);
  const std::string out = told_once(answer, rows, print);
  return out.empty() ? "" : concat(title, ":\n", out);
}

bool same_but_for_fact(const Json& a, const Json& b) {
  return std::all_of(a.members().begin(), a.members().end(), [&b](const auto& one) {
    const Json* there = b.find(one.first);
    return one.first == "fact" || (there != nullptr && *there == one.second);
  });
}

// What is asked in the same way about several lines or parties is asked once, with all of their facts.
std::vector<Json> joined_questions(const std::vector<Json>& rows) {
  std::vector<std::pair<Json, std::string>> found;  // the first row, and the facts of all
  for (const Json& row : rows) {
    const auto same = [&row](const auto& one) {
      return one.first.members().size() == row.members().size() && same_but_for_fact(one.first, row);
    };
    const auto at = std::find_if(found.begin(), found.end(), same);
    const std::string fact = text_of(row, "fact");
    const auto owner = fact.find(" (");
    if (at == found.end() || owner == std::string::npos) {
      found.emplace_back(row, fact);
    } else {
      at->second += concat(",", std::string_view(fact).substr(owner));
    }
  }
  std::vector<Json> out;
  for (const auto& [row, facts] : found) {
    Json one = Json::object();
    for (const auto& [key, value] : row.members())
      one.append_member(std::string(key), key == "fact" ? Json::string(facts) : value);
    out.push_back(std::move(one));
  }
  return out;
}

// Those that decide by themselves first.
std::string print_questions(const Json& answer) {
  const std::vector<Json> rows = joined_questions(answer.find("questions")->items());
  std::vector<const Json*> first;
  std::vector<const Json*> others;
  for (const Json& row : rows) (row.find("together") == nullptr ? first : others).push_back(&row);
  std::string alone = told_once(answer, first, print_question);
  const std::string later = told_once(answer, others, print_later);
  if (!alone.empty()) alone = concat("questions, most useful first:\n", alone);
  const char* const more =
      answer.find("questions_cut") == nullptr ? "" : "  other facts may matter, too: ask again then\n";
  if (later.empty()) return concat(alone, more);
  return concat(alone,
                alone.empty() ? "questions that decide only together:\n" : "and, as far as they still matter then:\n",
                later, more);
}

std::string print_head(const Json& answer) {
  const std::string outcome = text_of(answer, "outcome");
  std::string out =
      concat(order_words(text_of(answer, "order_id")), " on ", Legs(answer).heading(), ": ", outcome, "\n");
  if (outcome == "undecided")
    out += concat("  at least ", text_of(answer, "at_least"), ", at most ", text_of(answer, "at_most"), "\n");
  if (const Json* codified = answer.find("as_codified"))
    out += concat("  as codified: ", text_of(*codified, "outcome"), "\n");
  const std::string strict = text_of(answer, "outcome_without_assumptions");
  if (strict != outcome) out += concat("  without assumptions: ", strict, "\n");
  return out;
}

}  // namespace

std::string print_check(const Json& answer, const std::string& book_name, bool why) {
  std::string out = print_head(answer);
  out += print_requirements(answer, "requirements", "requirements");
  out += print_cases(answer);
  if (why) out += print_requirements(answer, "possible_requirements", "requirements that hang on what is not known");
  const std::string ways = section(answer, "authorizations", "ways to go without a license", print_authorization);
  if (ways.find("\n  ") != std::string::npos) out += ways;
  out += section(answer, "duties", "duties", [](const Json& row) {
    const char* const open = row.find("possible") == nullptr ? "" : " (possible: hangs on what is not known)";
    return concat("  ", text_of(row, "citation"), "  ", text_of(row, "duty"), open, "\n", of_private_law(row));
  });
  out += section(answer, "findings", "findings", [](const Json& row) {
    return concat("  ", text_of(row, "red_flag"), ": ", text_of(row, "clears"), "\n",
                  bullets(*row.find("because"), "    "), of_private_law(row));
  });
  out += print_parties(answer);
  out += section(answer, "notes", "notes", [](const Json& row) { return concat("  ", shown(row.text()), "\n"); });
  out += print_questions(answer);
  out += section(answer, "assumed", concat("assumed (profile ", text_of(answer, "profile"), ")"), print_assumed);
  if (why) {
    out += section(answer, "margins", "figures near a line that decides", print_margin);
    const std::string changes =
        section(answer, "would_change", "what would change the answer, cheapest first", print_change);
    out += changes;
    if (answer.find("would_change_cut") != nullptr) {
      out += changes.empty() ? "what would change the answer: nothing was found before the search was cut\n"
                             : "  the search was cut: there may be other ways\n";
    }
  }
  const std::size_t unread = answer.find("out_of_scope")->items().size();
  return concat(out, "not looked at: ", unread, " paragraphs or lists (--json names them)\n",
                print_book(answer, book_name));
}

Result<CheckOptions> check_options(const Arguments& arguments) {
  CheckOptions options;
  LICET_TRY(options.on, question_day(arguments));
  if (arguments.profile) options.profile = *arguments.profile;
  if (arguments.posture && *arguments.posture != "in_force" && *arguments.posture != "codified") {
    return Error{ErrorCode::kInvalidArgument,
                 concat("flag `--posture`: expected in_force or codified, got ", ticked(*arguments.posture))};
  }
  if (arguments.posture == "codified") options.posture = rules::Posture::kCodified;
  return options;
}

Result<OutcomeAlarm> outcome_alarm(const Arguments& arguments) {
  LICET_TRY(const bool on_license, fails_on(arguments, {"license", "undecided", "hit"}, "license"));
  LICET_TRY(const bool on_undecided, fails_on(arguments, {"license", "undecided", "hit"}, "undecided"));
  return OutcomeAlarm([on_license, on_undecided](const Json& answer) {
    const std::string outcome = text_of(answer, "outcome");
    return (on_license && (outcome == "license_required" || outcome == "prohibited")) ||
           (on_undecided && outcome == "undecided");
  });
}

namespace {

Result<int> run(const Arguments& arguments) {
  if (arguments.words.empty() && !arguments.in)
    return Error{ErrorCode::kInvalidArgument, "check: expected orders, or `--in FILE`"};
  LICET_TRY(CheckOptions options, check_options(arguments));
  // A batch looks for ways out, and tells all that was looked at, only when asked to.
  options.ways_out = arguments.why || !arguments.in;
  options.trees = options.ways_out;
  if (arguments.why) options.most_trees = std::numeric_limits<std::size_t>::max();
  ScreenCache screened;
  options.screened = &screened;
  LICET_TRY(const OpenBook open, open_book(arguments));
  LICET_TRY(const std::shared_ptr<const rules::Law> law, law_of(arguments, *open.book));
  LICET_TRY(const rules::Decl* profile, find_profile(*law, options.profile));
  static_cast<void>(profile);
  rules::PlanStore plans(*law);
  // A batch proves its answers only when asked to.
  std::optional<rules::CanonicalLaw> canonical;
  if (arguments.proof || !arguments.in) options.canonical = &canonical.emplace(*law);
  QuestionKind kind;
  kind.answer = [&](const Json& order) -> Result<Json> {
    LICET_TRY(const CheckAnswer answer, check(*open.book, *law, plans, order, options));
    return check_json(*open.book, *law, answer, options);
  };
  kind.readable = [&](const Json& answer) { return print_check(answer, open.name, arguments.why); };
  LICET_TRY(kind.alarm, outcome_alarm(arguments));
  return answer_questions(arguments, kind);
}

}  // namespace

extern const Command kCheck;
const Command kCheck = {"check",
                        "May this order go? Under which license, and what is still unknown?",
                        "check ORDER.json... [--profile ordinary|none] [--posture in_force|codified] [--on DAY]\ncheck "
                        "--in FILE [--json] [--from-row N]",
                        "licet check order.json\nlicet check --in orders.jsonl --json --fail-on license",
                        kTakes,
                        run};

}  // namespace licet::cli
