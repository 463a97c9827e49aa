#include "rules/check/statements.h"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/text_util.h"
#include "rules/check/law_error.h"

namespace licet::rules {

namespace {

class StatementCheck {
 public:
  explicit StatementCheck(const Law& law) : law_(law) {}

  // One walk through all statements, in any order. What it finds amiss is then looked for in the order of names, for
  // the place that a message shows.
  Result<std::vector<std::string_view>> run() {
    unsigned all = 0;
    for (const auto& tree : law_.trees()) {
      for (const auto& decl : tree->decls) {
        const bool named = decl->kind != DeclKind::kTest && decl->kind != DeclKind::kReply;
        if (named && !visit(*decl, all)) return first_cycle().error();
      }
    }
    const auto some = [this](DeclKind kind, unsigned reads) {
      const std::vector<const Decl*>& decls = law_.all(kind);
      return std::any_of(decls.begin(), decls.end(),
                         [&](const Decl* decl) { return (seen_[decl].reads & reads) != 0; });
    };
    if (some(DeclKind::kRule, kReadsPlainly)) LICET_RETURN_IF_ERROR(check_content());
    if (asks_for_content_) LICET_RETURN_IF_ERROR(check_known());
    if (some(DeclKind::kEntry, kNoEntryMay)) LICET_RETURN_IF_ERROR(check_entries());
    if (has_marked_let()) LICET_RETURN_IF_ERROR(check_lets());
    return std::move(codes_);
  }

 private:
  // What statements read, themselves or through what they name, as bits.
  static constexpr unsigned kReadsContent = 1;  // a fact that content decides
  static constexpr unsigned kReadsPlainly = 2;  // such a fact, but through what says what is subject to the EAR
  static constexpr unsigned kNoEntryMay = 4;    // a fact that no entry may read
  struct Seen {
    bool done = false;
    unsigned reads = 0;
  };

  Status first_cycle() {
    seen_.clear();
    above_.clear();
    unsigned all = 0;
    for (const Decl* decl : law_.by_name()) LICET_RETURN_IF_ERROR(visit(*decl, all));
    return {};
  }

  // Adds what the statement reads.
  Status visit(const Decl& decl, unsigned& reads) {
    const auto [found, first] = seen_.try_emplace(&decl);
    Seen& mine = found->second;
    if (first) {
      above_.push_back(&decl);
      for (const Version& version : decl.versions) {
        LICET_RETURN_IF_ERROR(visit_expr(*version.body, mine.reads));
        for (const Mark& mark : version.marks) {
          if (mark.when) LICET_RETURN_IF_ERROR(visit_expr(*mark.when, mine.reads));
        }
        if (version.list_domain) LICET_RETURN_IF_ERROR(visit_expr(*version.list_domain, mine.reads));
        for (const Decl* except : version.except_decls) LICET_RETURN_IF_ERROR(visit(*except, mine.reads));
      }
      mine.done = true;
      above_.pop_back();
    }
    if (!mine.done)
      return refused(decl, concat("statement ", ticked(decl.qualified), " depends on itself: ", cycle(decl)));
    reads |= decl.qualified == kSubjectLet ? mine.reads & ~kReadsPlainly : mine.reads;
    return {};
  }

  // `1/a` reads `1/b`, which reads `1/a`.
  std::string cycle(const Decl& decl) const {
    std::string out = ticked(decl.qualified);
    const char* reads = " reads ";
    for (auto next = std::find(above_.begin(), above_.end(), &decl); next != above_.end(); ++next) {
      out += concat(reads, ticked((next + 1 == above_.end() ? &decl : next[1])->qualified));
      reads = ", which reads ";
    }
    return out;
  }

  // With the place of the statement.
  Error refused(const Decl& decl, std::string_view what) const {
    for (const auto& tree : law_.trees()) {
      for (const auto& one : tree->decls) {
        if (one.get() == &decl) return law_error(*tree, decl.position, what);
      }
    }
    return Error{ErrorCode::kParse, std::string(what)};
  }

  Status visit_expr(const Expr& expr, unsigned& reads) {
    unsigned mine = 0;
    if (expr.kind == ExprKind::kPath && expr.fact >= 0) {
      const FactDecl& fact = law_.schema().at(expr.fact);
      if (fact.role == FactRole::kContent) mine |= kReadsContent | kReadsPlainly;
      if (why_no_entry_may(fact) != nullptr) mine |= kNoEntryMay;
    }
    if (expr.kind == ExprKind::kCode && !expr.text.ends_with('*')) codes_.push_back(expr.text);
    if (expr.decl != nullptr) LICET_RETURN_IF_ERROR(visit(*expr.decl, mine));
    for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(visit_expr(*kid, mine));
    const bool asks = expr.kind == ExprKind::kKnown || expr.kind == ExprKind::kUnknowable;
    asks_for_content_ = asks_for_content_ || (asks && (mine & kReadsContent) != 0);
    reads |= mine;
    return {};
  }

  // What counts for content may not hang on what content decides. It runs as if the item were subject to the EAR.
  Status check_content() {
    std::set<const Decl*> seen;
    if (const Decl* subject = law_.find(kSubjectLet)) seen.insert(subject);
    for (const Decl* rule : law_.all(DeclKind::kRule)) {
      if (!rule->counts_for_content) continue;
      LICET_RETURN_IF_ERROR(visit_facts(*rule, seen, [&](const Expr& path, const FactDecl& fact) -> Status {
        if (fact.role != FactRole::kContent) return {};
        return refused(*rule, concat("rule ", ticked(rule->qualified), " counts for content and reads ",
                                     ticked(path.text), ", which content decides"));
      }));
    }
    return {};
  }

  // What content decides follows from the rules; whether it is known is no question. (The search would ask it beside
  // its value, which already follows.)
  Status check_known() {
    for (const Decl* decl : law_.by_name()) {
      for (const Version& version : decl->versions) {
        LICET_RETURN_IF_ERROR(check_known(*decl, *version.body));
        if (version.list_domain) LICET_RETURN_IF_ERROR(check_known(*decl, *version.list_domain));
        for (const Mark& mark : version.marks) {
          if (mark.when) LICET_RETURN_IF_ERROR(check_known(*decl, *mark.when));
        }
      }
    }
    return {};
  }

  Status check_known(const Decl& decl, const Expr& expr) {
    for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(check_known(decl, *kid));
    if (expr.kind != ExprKind::kKnown && expr.kind != ExprKind::kUnknowable) return {};
    std::set<const Decl*> seen;
    return visit_facts(expr, seen, [&](const Expr& path, const FactDecl& fact) -> Status {
      if (fact.role != FactRole::kContent) return {};
      return refused(decl, concat("statement ", ticked(decl.qualified), " asks whether ", ticked(path.text),
                                  " is known, which content decides"));
    });
  }

  // An entry tests what is known of its item and of the order alone, and not the code that it decides.
  static const char* why_no_entry_may(const FactDecl& fact) {
    const bool item =
        fact.entity == EntityKind::kItem || fact.entity == EntityKind::kComponent || fact.entity == EntityKind::kOrder;
    return !item                          ? ", which is no fact of an item"
           : fact.type == FactType::kCode ? ", which entries decide"
           : fact.profile_may_set         ? ", which a profile may assume"
           : fact.role == FactRole::kFact ? nullptr
                                          : ", which is no plain fact";
  }

  Status check_entries() {
    for (const Decl* entry : law_.all(DeclKind::kEntry)) {
      std::set<const Decl*> seen;
      LICET_RETURN_IF_ERROR(visit_facts(*entry, seen, [&](const Expr& path, const FactDecl& fact) -> Status {
        const char* why = why_no_entry_may(fact);
        if (why == nullptr) return {};
        return refused(*entry, concat("entry ", ticked(entry->qualified), " reads ", ticked(path.text), why));
      }));
    }
    return {};
  }

  // A definition with marks stands for a condition of the case. As a figure, or inside `known`, one text alone is read.
  bool has_marked_let() const {
    const std::vector<const Decl*>& lets = law_.all(DeclKind::kLet);
    return std::any_of(lets.begin(), lets.end(), [](const Decl* let) { return is_marked(*let); });
  }

  static bool is_marked(const Decl& decl) {
    return decl.kind == DeclKind::kLet && std::any_of(decl.versions.begin(), decl.versions.end(),
                                                      [](const Version& version) { return !version.marks.empty(); });
  }

  Status check_lets() {
    for (const auto& tree : law_.trees()) {
      for (const auto& decl : tree->decls) {
        for (const Version& version : decl->versions) {
          LICET_RETURN_IF_ERROR(check_lets(*tree, *version.body, false));
          for (const Mark& mark : version.marks) {
            if (mark.when) LICET_RETURN_IF_ERROR(check_lets(*tree, *mark.when, false));
          }
        }
      }
    }
    return {};
  }

  // `plainly`: read as a figure or inside `known`.
  Status check_lets(const LawTree& tree, const Expr& expr, bool plainly) {
    if (plainly && expr.decl != nullptr && expr.decl->kind == DeclKind::kLet) {
      std::set<const Decl*> seen;
      if (const Decl* marked = marked_let(*expr.decl, seen)) {
        return law_error(
            tree, expr.position,
            concat(ticked(marked->qualified), " has marks and is read as a figure or inside `known`; there a ",
                   "`let` is without marks: write them on the rule"));
      }
    }
    plainly = plainly || expr.kind == ExprKind::kKnown || expr.kind == ExprKind::kUnknowable;
    for (std::size_t i = 0; i < expr.kids.size(); ++i) {
      const bool where = expr.kind == ExprKind::kTotal && i == 2;
      LICET_RETURN_IF_ERROR(check_lets(tree, *expr.kids[i], plainly || (is_of_figures(expr) && !where)));
    }
    return {};
  }

  static bool is_of_figures(const Expr& expr) {
    return expr.kind == ExprKind::kCompare || expr.kind == ExprKind::kIn ||
           (ExprKind::kAdd <= expr.kind && expr.kind <= ExprKind::kTotal);
  }

  // The statement, or one that its text is made of.
  static const Decl* marked_let(const Decl& let, std::set<const Decl*>& seen) {
    if (is_marked(let)) return &let;
    if (let.kind != DeclKind::kLet || !seen.insert(&let).second) return nullptr;
    for (const Version& version : let.versions) {
      if (const Decl* found = marked_let(*version.body, seen)) return found;
    }
    return nullptr;
  }

  static const Decl* marked_let(const Expr& expr, std::set<const Decl*>& seen) {
    if (expr.decl != nullptr) {
      if (const Decl* found = marked_let(*expr.decl, seen)) return found;
    }
    for (const ExprPtr& kid : expr.kids) {
      if (const Decl* found = marked_let(*kid, seen)) return found;
    }
    return nullptr;
  }

  // Shows `look` every fact that a statement can read, through all that it names, once for each statement in `seen`.
  using LookAtFact = std::function<Status(const Expr& path, const FactDecl& fact)>;

  Status visit_facts(const Decl& decl, std::set<const Decl*>& seen, const LookAtFact& look) {
    if (!seen.insert(&decl).second) return {};
    for (const Version& version : decl.versions) {
      LICET_RETURN_IF_ERROR(visit_facts(*version.body, seen, look));
      if (version.list_domain) LICET_RETURN_IF_ERROR(visit_facts(*version.list_domain, seen, look));
      for (const Mark& mark : version.marks) {
        if (mark.when) LICET_RETURN_IF_ERROR(visit_facts(*mark.when, seen, look));
      }
      for (const Decl* except : version.except_decls) LICET_RETURN_IF_ERROR(visit_facts(*except, seen, look));
    }
    return {};
  }

  Status visit_facts(const Expr& expr, std::set<const Decl*>& seen, const LookAtFact& look) {
    if (expr.kind == ExprKind::kPath && expr.fact >= 0) LICET_RETURN_IF_ERROR(look(expr, law_.schema().at(expr.fact)));
    if (expr.decl != nullptr) LICET_RETURN_IF_ERROR(visit_facts(*expr.decl, seen, look));
    for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(visit_facts(*kid, seen, look));
    return {};
  }

  const Law& law_;
  std::unordered_map<const Decl*, Seen> seen_;
  std::vector<const Decl*> above_;       // that are being looked at, each read by the one before
  bool asks_for_content_ = false;        // some statement asks whether a fact is known that content decides
  std::vector<std::string_view> codes_;  // that statements name
};

}  // namespace

Result<std::vector<std::string_view>> check_statements(const Law& law) {
  return StatementCheck(law).run();
}

}  // namespace licet::rules
