#include "engine/ask.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <set>

#include "apps/cli/check_answer.h"
#include "apps/cli/command.h"
#include "apps/cli/input.h"
#include "apps/cli/legs.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/file.h"
#include "base/text_util.h"
#include "wire/ask.h"
#include "wire/check.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book", "--fail-on", "--json",    "--law",   "--on",
                                       "--out",  "--posture", "--profile", "--resume"};
constexpr const char* kCommands =
    "a value, or: why, back, skip, cannot be known, save FILE, quit, help\n"
    "  yes / no; a figure, or a range such as `below 600` or `4700..4900`; CN or China; words joined by commas, or "
    "none\n";
constexpr std::size_t kMostShown = 30;
constexpr std::size_t kMostHits = 10;

void put(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

std::string outcomes_text(const rules::Reachable& outcomes) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < rules::kOutcomes; ++i) {
    const auto outcome = static_cast<rules::Outcome>(i);
    if (outcomes.has(outcome)) words.emplace_back(to_string(outcome));
  }
  return joined(words, " or ");
}

// The values of a cell: all of them where they are few, else the largest cell is "any other".
std::string cell_text(const rules::Cell& cell) {
  // The members of a set are listed below, once.
  if (cell.value.starts_with("none of ")) return "none of these";
  if (cell.value.starts_with("any of ") && cell.possible.words.empty()) return "any of these";
  const rules::Possible& possible = cell.possible;
  const bool words = possible.type == rules::FactType::kPlace && possible.answer == rules::Answer::kValue;
  if (!words || possible.words.empty()) return cell.value == "unknowable" ? "cannot be known" : cell.value;
  if (possible.words.size() <= kMostShown) return joined(possible.words, ", ");
  return concat("any of ", possible.words.size(), " other places");
}

class Dialogue {
 public:
  // `options`: how the order is decided, as a saved dialogue keeps it.
  Dialogue(AskSession session, const OpenBook& open, const rules::Law& law, bool json, Json options)
      : session_(std::move(session)),
        open_(open),
        law_(law),
        json_(json),
        terminal_(isatty(STDIN_FILENO) != 0),
        options_(std::move(options)) {}

  // Until it is decided, nothing is left to ask, the user quits or the input ends.
  Status run() {
    if (!json_) put(head());
    bool again = true;
    while (session_.step()) {
      if (again) show_step();
      again = true;
      std::optional<std::string> line = next_line();
      if (!line) return {};
      const std::string text(trimmed(*line));
      if (text.empty()) {
        again = false;
        continue;
      }
      if (text == "quit") return {};
      LICET_RETURN_IF_ERROR(take(text, again));
    }
    return {};
  }

  Json answer() const { return check_json(*open_.book, law_, session_.answer(), session_.options()); }

  // `kept`: the order is written when the dialogue ends.
  void finish(const Json& answer, bool kept) {
    if (json_) {
      Json end = Json::object();
      end.set("done", Json::boolean(true)).set("decided", Json::boolean(session_.decided()));
      end.set("left", left_json()).set("order", session_.order()).set("answer", answer);
      put(end.dump() + "\n");
      return;
    }
    put("\n");
    if (!kept && session_.replies() > saved_at_)
      put("The replies were not written: `--out FILE` writes the completed order, `save FILE` keeps a dialogue.\n");
    if (!session_.decided()) put(print_left());
    put(print_check(answer, open_.name, false));
  }

  const AskSession& session() const { return session_; }

 private:
  std::string head() const {
    const rules::Reachable& outcomes = session_.answer().decision.outcomes;
    std::string out =
        concat(order_words(session_.answer().input.id), " on ", legs().heading(), ": ", outcomes_text(outcomes), "\n");
    if (session_.step()) out += concat("Only what can still change the outcome is asked. Reply ", kCommands);
    return out;
  }

  const std::vector<Date>& leg_days() const { return session_.answer().input.facts.leg_days; }

  Legs legs() const {
    std::vector<std::string> days;
    days.reserve(leg_days().size());
    for (const Date day : leg_days()) days.push_back(to_string(day));
    return {to_string(session_.answer().input.day), std::move(days)};
  }

  // For which legs the question is, where it is not for all.
  std::string only_for(const AskStep& step) const {
    const std::vector<Date>& on = step.question.on;
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < leg_days().size(); ++i) {
      if (std::find(on.begin(), on.end(), leg_days()[i]) != on.end()) numbers.push_back(std::to_string(i + 1));
    }
    return on.empty() || numbers.size() == leg_days().size() ? "" : concat("   for ", Legs::numbered(numbers), "\n");
  }

  void show_step() {
    if (json_) {
      put(ask_step_json(*open_.book, session_).dump() + "\n");
      return;
    }
    const AskStep& step = *session_.step();
    std::string out = concat("\n", session_.replies() + 1, ". ", shown(step.question.ask),
                             step.about.empty() ? "" : concat("  [", shown(step.about), "]"), "\n");
    if (!step.question.why.empty()) out += concat("   asked because of ", shown(joined(step.question.why, ", ")), "\n");
    out += only_for(step) + leads_to(step);
    const std::size_t listed = all_hits_ ? step.hits.size() : std::min(step.hits.size(), kMostHits);
    all_hits_ = false;
    for (std::size_t i = 0; i < listed; ++i) {
      const Party& party = open_.book->parties()[step.hits[i]->hit.party];
      out += concat("   ", i + 1, ") ", shown(party.caption), ", ",
                    shown(party.listings[step.hits[i]->hit.listing].list), "\n");
    }
    if (listed < step.hits.size())
      out += concat("   and ", step.hits.size() - listed, " less alike: `more` shows them\n");
    if (!step.hits.empty()) out += "   reply with its number, or none if it is none of them all\n";
    if (step.hits.empty() && !step.choices.empty()) {
      const bool several = step.fact->type == rules::FactType::kSet;
      out += concat("   ", several ? "none, or one or more of: " : "one of: ", joined(step.choices, ", "), "\n");
    }
    put(out);
  }

  static std::string leads_to(const AskStep& step) {
    const std::string may = step.question.by_support ? "   it may turn out not to matter\n" : "";
    if (step.question.together) return may.empty() ? "   it decides together with other answers\n" : may;
    std::string out = may;
    for (const rules::Cell& cell : step.question.decides)
      out += concat("   ", shown(cell_text(cell)), ": ", outcomes_text(cell.outcomes), "\n");
    return out;
  }

  std::optional<std::string> next_line() {
    if (!json_) put("> ");
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    if (!json_ && !terminal_) put(shown(trimmed(line)) + "\n");
    return line;
  }

  Status take(const std::string& text, bool& again) {
    const std::string word = ascii_lower(text);
    if (word == "help" || word == "?") return tell("help", kCommands, again);
    if (word == "why") return tell("why", why(), again);
    if (word == "more" && !json_) {
      all_hits_ = true;
      return {};
    }
    if (word == "skip") {
      session_.skip();
      return note("skipped", "left open");
    }
    if (word == "back") {
      if (!session_.back()) return tell("refused", "there is nothing to take back", again);
      return note("back", "the last reply is taken back");
    }
    if (word == "save" || word.starts_with("save ")) return save(std::string(trimmed(text.substr(4))), again);
    if (word == "cannot be known" || word == "unknowable") return cannot_be_known(again);
    return took(session_.reply(text), again);
  }

  Status took(const Result<std::string>& done, bool& again) {
    if (!done) return tell("refused", done.error().message, again);
    const std::string left = outcomes_text(session_.answer().decision.outcomes);
    return note("recorded",
                json_ ? *done : concat(short_of(*done), session_.decided() ? "\n  decided: " : "\n  left: ", left));
  }

  static std::string short_of(const std::string& text) {
    constexpr std::size_t kWide = 100;
    return text.size() <= kWide ? text : concat(text.substr(0, kWide), " ...");
  }

  // Says something that leaves the question open: it is not printed again.
  Status tell(std::string_view key, const std::string& text, bool& again) {
    again = false;
    return note(key, text);
  }

  Status note(std::string_view key, const std::string& text) {
    if (json_) {
      put(Json::object({{std::string(key), Json::string(text)}}).dump() + "\n");
    } else {
      put(concat("  ", key == "recorded" ? "recorded: " : "", shown_lines(text), text.ends_with('\n') ? "" : "\n"));
    }
    return {};
  }

  static std::string shown_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (const std::string_view line : split(text, '\n')) lines.push_back(shown(line));
    return joined(lines, "\n");
  }

  std::string why() const {
    const AskStep& step = *session_.step();
    std::string out = concat(step.fact->name, ": ", step.fact->meaning, "\n");
    out += concat("  it stands in the order as ", step.where, "\n");
    return out + requirements_behind(step) + only_for(step) + leads_to(step);
  }

  // What several legs or parties have alike is told once.
  std::string requirements_behind(const AskStep& step) const {
    struct Told {
      std::string before;  // the legs
      std::string behind;
      std::set<int> legs;
    };
    std::vector<Told> all;
    for (const rules::RequirementRow& row : session_.answer().decision.requirements) {
      if (!row.possible_only || row.version == nullptr) continue;
      const std::vector<std::string>& why = step.question.why;
      if (std::find(why.begin(), why.end(), row.version->cite) == why.end()) continue;
      Told one{
          concat("  ", row.version->cite, row.rule->requires_denial ? " prohibits it" : " requires a license",
                 " if it holds (rule ", row.rule->qualified, ", "),
          concat("line ", row.item + 1, ", text of ", to_string(row.version->from), ", ", row.version->source, ")\n"),
          {row.leg}};
      const auto same = std::find_if(all.begin(), all.end(), [&](const Told& other) {
        return other.before == one.before && other.behind == one.behind;
      });
      if (same == all.end()) {
        all.push_back(std::move(one));
      } else {
        same->legs.insert(row.leg);
      }
    }
    std::string out;
    for (const Told& one : all) {
      std::vector<std::string> numbers;
      numbers.reserve(one.legs.size());
      for (const int leg : one.legs) numbers.push_back(std::to_string(leg + 1));
      out += concat(one.before, legs().named(numbers), one.behind);
    }
    return out;
  }

  Status save(const std::string& path, bool& again) {
    if (path.empty()) return tell("refused", "save: expected a file, such as `save order.dialogue`", again);
    Json saved = session_.saved();
    saved.set("options", options_);
    const Status written = write_file_atomically(path, saved.dump_indented() + "\n");
    if (!written) return tell("refused", concat("not saved: ", written.error().message), again);
    saved_at_ = session_.replies();
    return tell("saved", concat("saved to ", path, "; go on with --resume ", path), again);
  }

  // Only after the diligence that the law asks for; the user states it.
  Status cannot_be_known(bool& again) {
    bool diligence = false;
    if (session_.may_be_unknowable() && session_.needs_diligence()) {
      const std::string ask =
          "`cannot be known` counts only with a diligence record: every red-flag question of supplement no. 3 to part "
          "732 is answered and none is open. Has that been done? yes or no (recorded as red_flags = clear)";
      static_cast<void>(tell("diligence", ask, again));
      const std::optional<std::string> line = next_line();
      const std::string word = line ? ascii_lower(trimmed(*line)) : "no";
      diligence = word == "yes" || word == "y";
      if (!diligence) return tell("refused", "then the fact stays open: answer, `skip` or do the diligence", again);
    }
    again = true;
    return took(session_.cannot_be_known(diligence), again);
  }

  Json left_json() const {
    Json out = Json::array();
    for (const rules::Question* question : session_.left()) out.push(question_json(*question));
    return out;
  }

  std::string print_left() const {
    const auto left = session_.left();
    if (left.empty()) return "No question is left that could decide: a case for a person.\n";
    const auto of_law = static_cast<std::size_t>(std::count_if(
        left.begin(), left.end(), [](const rules::Question* one) { return one->variable.fact == rules::kMarkFact; }));
    std::string out = concat("Still open: ", left.size(), left.size() == 1 ? " question" : " questions");
    if (of_law > 0) out += concat(", ", of_law, " of them about the law itself, for a lawyer");
    return out + ".\n";
  }

  AskSession session_;
  const OpenBook& open_;
  const rules::Law& law_;
  bool json_;
  bool terminal_;
  Json options_;
  std::size_t saved_at_ = 0;  // how many replies the last `save` kept
  bool all_hits_ = false;     // of the question that is shown next
};

Result<Json> read_object(const std::string& path) {
  if (path == "-")
    return Error{ErrorCode::kInvalidArgument, "ask: standard input holds the replies; name a file for the order"};
  LICET_TRY(const std::string text, read_input(path));
  auto json = parse_json(text);
  if (!json) return Error{json.error().code, concat(ticked(path), ": ", json.error().message)};
  if (!json->is_object()) return Error{ErrorCode::kParse, concat(ticked(path), ": expected one JSON object")};
  return json;
}

Json kept_options(const Arguments& arguments, const CheckOptions& options) {
  Json out = Json::object();
  out.set("profile", Json::string(options.profile));
  out.set("posture", Json::string(to_string(options.posture)));
  if (arguments.on) out.set("on", Json::string(*arguments.on));
  if (arguments.book) out.set("book", Json::string(*arguments.book));
  Json folders = Json::array();
  for (const std::string& folder : arguments.law) folders.push(Json::string(folder));
  if (!arguments.law.empty()) out.set("law", std::move(folders));
  return out;
}

// What the flags do not say is as the saved dialogue had it; one without options leaves the defaults.
Status take_kept_options(const Json& saved, Arguments& arguments) {
  const Error wrong{ErrorCode::kParse, "the options of the saved dialogue are not those that `save` writes"};
  const Json* options = saved.find("options");
  if (options == nullptr) return {};
  if (!options->is_object()) return wrong;
  const std::pair<const char*, std::optional<std::string> Arguments::*> kTexts[] = {{"profile", &Arguments::profile},
                                                                                    {"posture", &Arguments::posture},
                                                                                    {"on", &Arguments::on},
                                                                                    {"book", &Arguments::book}};
  for (const auto& [key, flag] : kTexts) {
    const Json* value = options->find(key);
    if (value == nullptr) continue;
    if (!value->is_string()) return wrong;
    if (!(arguments.*flag)) arguments.*flag = value->text();
  }
  const Json* folders = options->find("law");
  if (folders == nullptr || !arguments.law.empty()) return {};
  if (!folders->is_array()) return wrong;
  for (const Json& folder : folders->items()) {
    if (!folder.is_string()) return wrong;
    arguments.law.push_back(folder.text());
  }
  return {};
}

Result<int> run(const Arguments& given_arguments) {
  Arguments arguments = given_arguments;
  if (arguments.words.size() + (arguments.resume ? 1 : 0) != 1)
    return Error{ErrorCode::kInvalidArgument, "ask: expected one order, or `--resume FILE`"};
  LICET_TRY(const OutcomeAlarm alarm, outcome_alarm(arguments));
  LICET_RETURN_IF_ERROR(check_options(arguments));
  const std::string path = arguments.resume ? *arguments.resume : arguments.words[0];
  LICET_TRY(const Json given, read_object(path));
  if (arguments.resume) {
    if (const Status taken = take_kept_options(given, arguments); !taken)
      return Error{taken.error().code, concat(ticked(path), ": ", taken.error().message)};
  }
  LICET_TRY(const CheckOptions options, check_options(arguments));
  LICET_TRY(const OpenBook open, open_book(arguments));
  LICET_TRY(const std::shared_ptr<const rules::Law> law, law_of(arguments, *open.book));
  LICET_TRY(const rules::Decl* profile, find_profile(*law, options.profile));
  static_cast<void>(profile);
  rules::PlanStore plans(*law);
  Result<AskSession> session = arguments.resume ? AskSession::resume(*open.book, *law, plans, given, options)
                                                : AskSession::start(*open.book, *law, plans, given, options);
  if (!session) return Error{session.error().code, concat(ticked(path), ": ", session.error().message)};
  Dialogue dialogue(std::move(*session), open, *law, arguments.json, kept_options(arguments, options));
  LICET_RETURN_IF_ERROR(dialogue.run());
  const Json answer = dialogue.answer();
  dialogue.finish(answer, arguments.out.has_value());
  if (arguments.out) {
    LICET_RETURN_IF_ERROR(write_file_atomically(*arguments.out, dialogue.session().order().dump_indented() + "\n"));
  }
  return alarm(answer) ? kExitAlarm : kExitAnswered;
}

}  // namespace

extern const Command kAsk;
const Command kAsk = {
    "ask",
    "May this order go? Asks only what can still change the outcome, and says why it asks.",
    "ask ORDER.json [--out FILE] [--profile ordinary|none] [--on DAY]\nask --resume FILE [--out FILE]",
    "licet ask order.json --out complete.json\nlicet ask --resume saved.dialogue",
    kTakes,
    run};

}  // namespace licet::cli
