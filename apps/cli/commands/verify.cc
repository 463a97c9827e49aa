#include <cstdio>
#include <limits>

#include "apps/cli/check_answer.h"
#include "apps/cli/command.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text_util.h"
#include "engine/check.h"
#include "engine/law.h"
#include "rules/proof/canonical.h"
#include "verify/checker.h"
#include "wire/check.h"
#include "wire/hit.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book", "--json",  "--law",   "--law-root",
                                       "--on",   "--order", "--rules", "--steps"};

// The canonical text of a law tree.
Result<std::string> canonical_of(const std::string& root) {
  std::vector<rules::LawSource> sources;
  LICET_TRY(const std::vector<std::string> paths, list_files(root, ""));
  for (const std::string& path : paths) {
    LICET_TRY(std::string text, read_file(concat(root, "/", path)));
    sources.push_back({path, std::move(text)});
  }
  LICET_TRY(const std::shared_ptr<const rules::Law> law, rules::Law::load(sources));
  return rules::CanonicalLaw(*law).text();
}

// `--rules`, else the law of `--law-root`, else that of the book.
Result<std::string> rules_text(const Arguments& arguments) {
  if (arguments.rules) return read_file(*arguments.rules);
  if (arguments.law_root) return canonical_of(*arguments.law_root);
  LICET_TRY(const OpenBook open, open_book(arguments));
  LICET_TRY(const std::shared_ptr<const rules::Law> law, law_of(arguments, *open.book));
  return rules::CanonicalLaw(*law).text();
}

// How the answer, or the bare proof, says that the order was decided.
Result<CheckOptions> options_of(const Arguments& arguments, const Json& given, const Json& proof) {
  LICET_TRY(CheckOptions options, check_options(arguments));
  const Json* profile = given.find("profile");
  const Json* because = given.find("because");
  const Json* on = given.find("on");
  // An order without a date was asked about on some day.
  const auto day = parse_date(on == nullptr ? "" : on->text());
  if (!arguments.on && day) options.on = *day;
  if (given.find("proof") != nullptr && profile != nullptr && profile->is_string()) options.profile = profile->text();
  if (proof.find("profile")->is_null()) options.profile = "none";
  if (proof.find("posture")->text() == "codified") options.posture = rules::Posture::kCodified;
  options.trees = because != nullptr && because->find("lines") != nullptr;
  if (options.trees) options.most_trees = std::numeric_limits<std::size_t>::max();
  return options;
}

// The order is read, screened and decided again: what is not the same in the proof or beside it, or nothing. Of the
// proof its facts, legs and days are compared; nothing in it that was decided.
Result<std::optional<std::string>> differs(const Book& book, const rules::Law& law, rules::PlanStore& plans,
                                           const Json& order, const Json& given, const CheckOptions& options) {
  const Json* inside = given.find("proof");
  const Json& proof = inside == nullptr ? given : *inside;
  LICET_TRY(const CheckAnswer answer, check(book, law, plans, order, options));
  LICET_TRY(const Json again, parse_json(answer.proof));
  const Json* mine = again.find("parts");
  if (mine == nullptr) return Error{ErrorCode::kInvalidArgument, "the order cannot be proved again"};
  const std::vector<Json>& parts = proof.find("parts")->items();
  if (!(*proof.find("screened_by") == *again.find("screened_by")))
    return std::optional<std::string>("its parties were screened against another book");
  if (parts.size() != mine->items().size()) return std::optional<std::string>("the order has other days");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const char* key : {"day", "legs", "entities", "facts"}) {
      if (!(*parts[i].find(key) == *mine->items()[i].find(key)))
        return std::optional<std::string>(concat("the order has other `", key, "`"));
    }
  }
  if (inside == nullptr) return std::optional<std::string>();
  const Json printed = check_json(book, law, answer, options);
  for (const auto& [key, said] : given.members()) {
    const Json* now = printed.find(key);
    if (key != "proof" && (now == nullptr || !(*now == said)))
      return std::optional<std::string>(
          concat("the answer's `", key, "` is not what this program prints for the order"));
  }
  return std::optional<std::string>();
}

// As `differs`, for the order of `--order`.
Result<std::optional<std::string>> other_order(const Arguments& arguments, const Json& given) {
  LICET_TRY(const std::string text, read_file(*arguments.order));
  auto order = parse_json(text);
  if (!order) return Error{ErrorCode::kParse, concat(*arguments.order, ": ", order.error().message)};
  LICET_TRY(const OpenBook open, open_book(arguments));
  LICET_TRY(const std::shared_ptr<const rules::Law> law, law_of(arguments, *open.book));
  const Json* inside = given.find("proof");
  LICET_TRY(CheckOptions options, options_of(arguments, given, inside == nullptr ? given : *inside));
  rules::PlanStore plans(*law);
  const rules::CanonicalLaw canonical(*law);
  options.canonical = &canonical;
  // A batch looks for no ways out and tells no trees; of many lines trees are not told of a single order either.
  if (!options.trees) {
    options.ways_out = false;
    LICET_TRY(std::optional<std::string> fault, differs(*open.book, *law, plans, *order, given, options));
    if (!fault || inside == nullptr) return fault;
    options.ways_out = options.trees = true;
  }
  return differs(*open.book, *law, plans, *order, given, options);
}

Result<int> run(const Arguments& arguments) {
  if (arguments.words.size() != 1)
    return Error{ErrorCode::kInvalidArgument, "verify: expected one file with a proof, or an answer of `check --json`"};
  const std::string& path = arguments.words[0];
  LICET_TRY(const std::string text, read_file(path));
  auto proof = parse_json(text);
  if (!proof) return Error{ErrorCode::kParse, concat(path, ": ", proof.error().message)};
  LICET_TRY(const std::string rules, rules_text(arguments));
  std::vector<Json> steps;
  std::optional<std::string> fault = verify::verify(rules, *proof, arguments.steps ? &steps : nullptr);
  if (!fault && arguments.order) {
    LICET_TRY(fault, other_order(arguments, *proof));
  }
  const std::vector<std::string> unread =
      arguments.order ? std::vector<std::string>() : verify::beside_the_proof(*proof);
  if (arguments.json) {
    Json out = Json::object();
    out.append_member("holds", Json::boolean(!fault.has_value()));
    if (fault) out.append_member("why", Json::string(*fault));
    if (!fault && arguments.steps) out.append_member("steps", Json::array(std::move(steps)));
    if (!fault && !unread.empty()) out.append_member("not_looked_at", strings_json(unread));
    std::printf("%s\n", out.dump().c_str());
    return fault ? kExitBadInput : kExitAnswered;
  }
  if (fault) return Error{ErrorCode::kInvalidArgument, concat(path, ": the proof does not hold: ", shown(*fault))};
  for (const Json& step : steps) std::printf("%s\n", step.dump().c_str());
  if (!unread.empty())
    std::printf("not looked at: %s (`--order ORDER.json` compares them)\n", shown(joined(unread, ", ")).c_str());
  std::printf("holds\n");
  return kExitAnswered;
}

}  // namespace

extern const Command kVerify;
const Command kVerify = {"verify",
                         "Does this proof hold?",
                         "verify PROOF.json [--rules FILE | --law-root DIR] [--order FILE] [--steps]",
                         "licet check order.json --json > answer.json\nlicet verify answer.json --order order.json",
                         kTakes,
                         run};

}  // namespace licet::cli
