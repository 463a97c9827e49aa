#include "engine/law.h"

#include <algorithm>
#include <cstdio>

#include "apps/cli/command.h"
#include "apps/cli/frontier.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/file.h"
#include "base/text_util.h"
#include "rules/cases/law_review.h"
#include "rules/cases/law_tests.h"
#include "rules/check/marks.h"
#include "rules/proof/canonical.h"
#include "rules/syntax/format.h"
#include "rules/syntax/parser.h"
#include "wire/hit.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book", "--die-area-max", "--for-data-centers", "--json", "--law", "--on",
                                       "--to"};
const std::vector<std::string> kActions = {"canonical", "check",    "coverage", "facts",
                                           "fmt",       "frontier", "show",     "test"};

std::string one_line(const rules::LawTestResult& result) {
  return concat("law/", result.file, ":", result.line, ": `", result.title, "` on ", result.day, ": ",
                joined(result.faults, "; "));
}

// Ends with `N passed, N failed, N skipped`.
int run_tests(const Book& book, const rules::Law& law, const std::string& filter, bool json) {
  std::size_t failed = 0;
  const auto results = rules::run_law_tests(law, chip_figures(book), filter, {}, filter.empty() ? 10 : 1);
  if (results.empty() && !filter.empty()) {
    std::fprintf(stderr, "licet: no test has %s in its file or title\n", ticked(filter).c_str());
    return kExitBadInput;
  }
  for (const rules::LawTestResult& result : results) {
    failed += result.faults.empty() ? 0U : 1U;
    if (json) {
      Json row = Json::object();
      row.set("file", Json::string(result.file))
          .set("line", Json::number(result.line))
          .set("title", Json::string(result.title));
      row.set("day", Json::string(result.day)).set("faults", strings_json(result.faults));
      std::printf("%s\n", row.dump().c_str());
    } else if (!result.faults.empty()) {
      std::printf("%s\n", one_line(result).c_str());
    }
  }
  if (!json) std::printf("%zu passed, %zu failed, 0 skipped\n", results.size() - failed, failed);
  return failed == 0 ? kExitAnswered : kExitBadInput;
}

const char* type_word(rules::FactType type) {
  switch (type) {
    case rules::FactType::kBool:
      return "yes or no";
    case rules::FactType::kNumber:
      return "number";
    case rules::FactType::kPlace:
      return "place";
    case rules::FactType::kWord:
      return "one of";
    case rules::FactType::kSet:
      return "any of";
    case rules::FactType::kCode:
      return "code";
    case rules::FactType::kText:
      return "text";
  }
  return "?";
}

void print_facts(const rules::Law& law, bool json) {
  for (const rules::FactDecl& fact : law.schema().facts()) {
    if (json) {
      Json row = Json::object();
      row.set("fact", Json::string(fact.name))
          .set("type", Json::string(type_word(fact.type)))
          .set("unit", Json::string(fact.unit));
      row.set("values", strings_json(fact.values)).set("may_be_unknowable", Json::boolean(fact.may_be_unknowable));
      row.set("json", Json::string(fact.json))
          .set("meaning", Json::string(fact.meaning))
          .set("ask", Json::string(fact.ask));
      row.set("citation", Json::string(fact.cite));
      std::printf("%s\n", row.dump().c_str());
      continue;
    }
    std::printf("%s: %s%s%s%s%s\n    %s\n", fact.name.c_str(), type_word(fact.type),
                fact.unit.empty() ? "" : concat(" in ", fact.unit).c_str(),
                fact.values.empty() ? "" : concat(" ", joined(fact.values, ", ")).c_str(),
                fact.json.empty() ? "; filled by screening" : concat("; in an order: ", fact.json).c_str(),
                fact.may_be_unknowable ? "; may be unknowable" : "", fact.meaning.c_str());
  }
}

void print_coverage(const rules::Law& law, bool json) {
  for (const rules::CoverageRow& row : law.coverage()) {
    if (json) {
      Json out = Json::object();
      out.set("paragraph", Json::string(row.paragraph))
          .set("status", Json::string(row.status))
          .set("reason", Json::string(row.reason));
      out.set("checked", Json::string(row.checked));
      std::printf("%s\n", out.dump().c_str());
    } else {
      std::printf("%-14s %s: %s\n", row.status.c_str(), row.paragraph.c_str(), row.reason.c_str());
    }
  }
}

// Prints a law file in the canonical form.
Result<int> print_formatted(const std::string& path) {
  LICET_TRY(const std::string text, read_file(path));
  LICET_TRY(const std::unique_ptr<rules::LawTree> tree, rules::parse_law(text, path));
  std::printf("%s", rules::format(*tree).c_str());
  return kExitAnswered;
}

// How a version stands on the day: speaking, asleep, over, or not yet begun. A letter begins and ends its rules.
std::string standing_of(const rules::Decl& decl, std::size_t index, Date day) {
  const rules::Version& version = decl.versions[index];
  if (day < version.from) return concat("begins ", to_string(version.from));
  if (version.until && *version.until <= day) return concat("over since ", to_string(*version.until));
  const rules::Decl* letter = decl.letter;
  if (letter != nullptr && day < *letter->from) return concat("begins ", to_string(*letter->from), " with the letter");
  if (letter != nullptr && letter->until && *letter->until <= day)
    return concat("over since ", to_string(*letter->until), " with the letter");
  for (const rules::Version& other : decl.versions) {
    if (version.from < other.from && other.from <= day) return concat("replaced on ", to_string(other.from));
  }
  std::string out = "the text of this day";
  for (const rules::Mark& mark : version.marks) {
    const bool active = (!mark.from || *mark.from <= day) && (!mark.until || day < *mark.until);
    if (active) out += concat(", ", to_string(mark.kind), mark.when ? " for some cases" : "");
  }
  return out;
}

// Does a version that a later one replaced bind on the day, because that one sleeps and gives it back?
bool given_back(const rules::Decl& decl, std::size_t index, Date day) {
  for (const rules::DayRange& days : rules::speaks_in(decl, index)) {
    if (days.from <= day && day < days.until) return true;
  }
  return false;
}

// A version on the day, and its text where it binds or sleeps then.
struct ShownVersion {
  const rules::Version* version = nullptr;
  std::string standing;
  std::string text;
};

std::vector<ShownVersion> versions_on(const rules::Decl& decl, Date day) {
  std::vector<ShownVersion> out;
  for (std::size_t i = 0; i < decl.versions.size(); ++i) {
    ShownVersion& shown = out.emplace_back(ShownVersion{&decl.versions[i], standing_of(decl, i, day), {}});
    const bool revived = shown.standing.starts_with("replaced") && given_back(decl, i, day);
    if (revived) shown.standing += ", holds where the later text sleeps";
    if (revived || shown.standing.starts_with("the text")) shown.text = rules::format_version(decl, decl.versions[i]);
  }
  return out;
}

void show_statement(const rules::Decl& decl, Date day) {
  std::printf("\n%s", rules::format_head(decl).c_str());
  for (const ShownVersion& shown : versions_on(decl, day))
    std::printf("  # %s\n%s", shown.standing.c_str(), shown.text.c_str());
  std::printf("%s", rules::format_tail(decl).c_str());
}

Json statement_json(const rules::Decl& decl, Date day) {
  Json versions = Json::array();
  for (const ShownVersion& shown : versions_on(decl, day)) {
    Json row = Json::object();
    row.set("from", Json::string(to_string(shown.version->from)));
    row.set("citation", Json::string(shown.version->cite)).set("standing", Json::string(shown.standing));
    row.set("text", shown.text.empty() ? Json::null() : Json::string(shown.text));
    versions.push(std::move(row));
  }
  Json out = Json::object();
  out.set("statement", Json::string(decl.qualified)).set("kind", Json::string(to_string(decl.kind)));
  out.set("on", Json::string(to_string(day))).set("head", Json::string(rules::format_head(decl)));
  out.set("versions", std::move(versions)).set("tail", Json::string(rules::format_tail(decl)));
  return out;
}

// The statements of a section as they stood on the day.
Result<int> show_section(const rules::Law& law, const std::string& section, Date day, bool json) {
  std::vector<std::string> known;
  bool found = false;
  for (const auto& tree : law.trees()) {
    known.push_back(tree->section);
    if (tree->section != section || tree->path.ends_with(".tests")) continue;
    found = true;
    if (!json) {
      std::printf("section %s, read on %s, as it stood on %s\n", section.c_str(), to_string(tree->checked).c_str(),
                  to_string(day).c_str());
    }
    for (const auto& decl : tree->decls) {
      if (json) {
        std::printf("%s\n", statement_json(*decl, day).dump().c_str());
      } else {
        show_statement(*decl, day);
      }
    }
  }
  if (found) return kExitAnswered;
  return Error{ErrorCode::kInvalidArgument,
               concat("law show: there is no section ", ticked(section), did_you_mean(section, known))};
}

// What a reader of the whole law would ask; exit 2 if something may not be so.
int review(const rules::Law& law, bool json) {
  std::size_t errors = 0;
  const std::vector<rules::LawRemark> remarks = rules::review_law(law);
  for (const rules::LawRemark& remark : remarks) {
    errors += remark.error ? 1U : 0U;
    if (json) {
      Json row = Json::object();
      row.set("error", Json::boolean(remark.error))
          .set("where", Json::string(remark.where))
          .set("text", Json::string(remark.text));
      std::printf("%s\n", row.dump().c_str());
    } else {
      std::printf("%s: %s: %s\n", remark.where.c_str(), remark.error ? "error" : "note", remark.text.c_str());
    }
  }
  if (!json) {
    std::printf("%zu files, %zu rules, %zu entries, checked up to %s: %zu errors, %zu notes\n", law.trees().size(),
                law.all(rules::DeclKind::kRule).size(), law.all(rules::DeclKind::kEntry).size(), law.as_of().c_str(),
                errors, remarks.size() - errors);
  }
  return errors == 0 ? kExitAnswered : kExitBadInput;
}

Result<int> run(const Arguments& arguments) {
  const std::string action = arguments.words.empty() ? "" : arguments.words[0];
  if (std::find(kActions.begin(), kActions.end(), action) == kActions.end()) {
    return Error{ErrorCode::kInvalidArgument, concat("law: expected one of ", joined(kActions, ", "), ", got ",
                                                     ticked(action), did_you_mean(action, kActions))};
  }
  const bool needs_word = action == "fmt" || action == "show";
  const std::size_t most_words = needs_word || action == "test" ? 2 : 1;
  if (arguments.words.size() > most_words) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("law ", action, ": expected nothing more, got ", ticked(arguments.words[most_words]),
                        action == "check" ? "; a folder of private law is laid over with `--law DIR`" : "")};
  }
  if (needs_word && arguments.words.size() != 2) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("law ", action, ": expected ", action == "fmt" ? "a law file" : "a section such as 744.23")};
  }
  if (action == "fmt") return print_formatted(arguments.words[1]);
  LICET_TRY(const OpenBook open, open_book(arguments));
  LICET_TRY(const std::shared_ptr<const rules::Law> law, law_of(arguments, *open.book, BookTests::kRead));
  if (action == "frontier") return print_frontier(arguments, open, *law);
  if (action == "show") {
    LICET_TRY(const Date day, question_day(arguments));
    return show_section(*law, arguments.words[1], day, arguments.json);
  }
  if (action == "test")
    return run_tests(*open.book, *law, arguments.words.size() > 1 ? arguments.words[1] : "", arguments.json);
  if (action == "canonical") std::printf("%s", rules::CanonicalLaw(*law).text().c_str());
  if (action == "facts") print_facts(*law, arguments.json);
  if (action == "coverage") print_coverage(*law, arguments.json);
  if (action == "check") {
    return review(*law, arguments.json);
  }
  return kExitAnswered;
}

}  // namespace

extern const Command kLaw;
const Command kLaw = {
    "law",
    "Are the rules well formed, do their tests pass, what is encoded, which facts exist?",
    "law check\nlaw test [WORD]\nlaw show SECTION [--on DAY]\nlaw facts\nlaw coverage\nlaw canonical\nlaw fmt FILE\n"
    "law frontier --to PLACE [--on DAY] [--die-area-max MM2] [--for-data-centers yes|no]",
    "licet law show 744.23 --on 2024-02-01\nlicet law test 742.6\n"
    "licet law frontier --to CN --on 2023-12-01 --die-area-max 860",
    kTakes,
    run};

}  // namespace licet::cli
