#include "rules/cases/test_words.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text_util.h"
#include "rules/eval/outcome.h"

namespace licet::rules {

namespace {

using Words = std::vector<std::string>;

class WordCheck {
 public:
  WordCheck(const Law& law, const Decl& test) : law_(law), test_(test) {}

  std::string run() const {
    if (!test_.posture.empty()) {
      if (std::string fault = among("posture", test_.posture, {"in_force", "codified"}); !fault.empty()) return fault;
    }
    if (!test_.profile.empty()) {
      if (std::string fault = among("profile", test_.profile, profiles()); !fault.empty()) return fault;
    }
    for (const Expectation& expectation : test_.expectations) {
      if (std::string fault = one(expectation); !fault.empty()) return fault;
    }
    return "";
  }

 private:
  std::string one(const Expectation& e) const {
    static const Words kTruths = {"true", "false", "undecided"};
    if (e.what == "outcome") {
      std::string fault = among("outcome", e.name, outcomes());
      return fault.empty() && !e.detail.empty() ? fact(e.detail) : fault;
    }
    if (e.what == "without_assumptions") return among("outcome", e.name, outcomes());
    if (e.what == "bound") return among("bound", e.name, {"exact", "loose"});
    if (e.what == "cases" || e.what == "assumed") return fact(e.name);
    if (e.what == "entry") return "";  // said where it is looked at
    if (e.what == "review") {
      std::string fault = statement(DeclKind::kRule, e.detail);
      return fault.empty() ? among("review policy", e.name, policies()) : fault;
    }
    static const std::vector<std::pair<std::string_view, DeclKind>> kKinds = {
        {"requirement", DeclKind::kRule},
        {"duty", DeclKind::kDuty},
        {"finding", DeclKind::kFinding},
        {"authorization", DeclKind::kAuthorization},
        {"let", DeclKind::kLet}};
    for (const auto& [what, kind] : kKinds) {
      if (e.what != what) continue;
      std::string fault = statement(kind, e.name);
      if (!fault.empty() || e.detail.empty()) return fault;
      return e.what == "requirement" ? among("status", e.detail, statuses()) : among("state", e.detail, kTruths);
    }
    return "";
  }

  static std::string among(std::string_view what, const std::string& word, const Words& known) {
    if (std::find(known.begin(), known.end(), word) != known.end()) return "";
    return concat("there is no ", what, " ", ticked(word), did_you_mean(word, known), ", expected one of ",
                  joined(known, ", "));
  }

  std::string statement(DeclKind kind, const std::string& name) const {
    const std::string qualified = qualified_in(test_, name);
    const Decl* found = law_.find(qualified);
    // Definitions, exceptions and the like can be looked at alone.
    const bool fits = found != nullptr && (kind == DeclKind::kLet || found->kind == kind);
    if (fits) return "";
    Words known;
    for (const Decl* decl : law_.all(kind)) known.push_back(decl->file == test_.file ? decl->name : decl->qualified);
    return concat("there is no ", to_string(kind), " ", ticked(qualified), did_you_mean(name, known));
  }

  std::string fact(const std::string& name) const {
    if (law_.schema().find(name) >= 0) return "";
    Words known;
    for (const FactDecl& decl : law_.schema().facts()) known.push_back(decl.name);
    return concat("there is no fact ", ticked(name), did_you_mean(name, known));
  }

  Words profiles() const {
    Words out = {"none"};
    for (const Decl* decl : law_.all(DeclKind::kProfile)) out.push_back(decl->name);
    return out;
  }

  Words policies() const {
    Words out;
    for (const Decl* review : law_.all(DeclKind::kReview)) {
      if (std::find(out.begin(), out.end(), review->word) == out.end()) out.push_back(review->word);
    }
    return out;
  }

  static Words outcomes() {
    Words out;
    for (std::size_t i = 0; i < kOutcomes; ++i) out.emplace_back(to_string(static_cast<Outcome>(i)));
    out.emplace_back("undecided");
    return out;
  }

  static Words statuses() {
    Words out = {"in_force", "letter"};
    for (const MarkKind kind : {MarkKind::kStayed, MarkKind::kCompliance, MarkKind::kUnenforced,
                                MarkKind::kNotIncorporated, MarkKind::kUnverified})
      out.emplace_back(to_string(kind));
    return out;
  }

  const Law& law_;
  const Decl& test_;
};

}  // namespace

std::string qualified_in(const Decl& test, const std::string& name) {
  return name.find('/') != std::string::npos ? name : concat(test.file, "/", name);
}

std::string unknown_word(const Law& law, const Decl& test) {
  return WordCheck(law, test).run();
}

}  // namespace licet::rules
