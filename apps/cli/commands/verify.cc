#include <cstdio>

#include "apps/cli/command.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/file.h"
#include "base/text_util.h"
#include "engine/law.h"
#include "rules/proof/canonical.h"
#include "verify/checker.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book", "--json", "--law", "--law-root", "--rules"};

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

Result<int> run(const Arguments& arguments) {
  if (arguments.words.size() != 1)
    return Error{ErrorCode::kInvalidArgument, "verify: expected one file with a proof, or an answer of `check --json`"};
  const std::string& path = arguments.words[0];
  LICET_TRY(const std::string text, read_file(path));
  auto proof = parse_json(text);
  if (!proof) return Error{ErrorCode::kParse, concat(path, ": ", proof.error().message)};
  LICET_TRY(const std::string rules, rules_text(arguments));
  const std::optional<std::string> fault = verify::verify(rules, *proof);
  if (arguments.json) {
    Json out = Json::object();
    out.append_member("holds", Json::boolean(!fault.has_value()));
    if (fault) out.append_member("why", Json::string(*fault));
    std::printf("%s\n", out.dump().c_str());
    return fault ? kExitBadInput : kExitAnswered;
  }
  if (fault) return Error{ErrorCode::kInvalidArgument, concat(path, ": the proof does not hold: ", shown(*fault))};
  std::printf("holds\n");
  return kExitAnswered;
}

}  // namespace

extern const Command kVerify;
const Command kVerify = {"verify",
                         "Does this proof hold?",
                         "verify PROOF.json [--rules FILE | --law-root DIR]",
                         "licet check order.json --json > answer.json\nlicet verify answer.json",
                         kTakes,
                         run};

}  // namespace licet::cli
