#include "rules/check/resolver.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/text_util.h"
#include "rules/check/law_error.h"
#include "rules/syntax/print.h"

namespace licet::rules {

namespace {

// Lists that exist without a statement, and what they hold.
struct BaseList {
  std::string_view name;
  EntityKind kind;
};
constexpr BaseList kBaseLists[] = {{"parties", EntityKind::kParty},
                                   {"facilities", EntityKind::kFacility},
                                   {"legs", EntityKind::kLeg},
                                   {"items", EntityKind::kItem}};
constexpr std::string_view kComponents = "item.components";
constexpr std::string_view kCommon = "common";

class Resolver {
 public:
  explicit Resolver(const Law& law) : law_(law) {}

  Status run() {
    for (const auto& tree : law_.trees()) LICET_RETURN_IF_ERROR(resolve_bindings(*tree));
    for (const auto& tree : law_.trees()) LICET_RETURN_IF_ERROR(resolve_tree(*tree));
    return {};
  }

 private:
  using Scope = std::vector<std::pair<std::string_view, EntityKind>>;

  std::vector<std::string> names_for_messages() const {
    std::vector<std::string> names;
    for (const Decl* decl : law_.by_name()) {
      names.push_back(decl->qualified);
      names.push_back(decl->name);
    }
    return names;
  }

  Result<const Decl*> resolve_ref(const LawTree& tree, Position position, const std::string& name) {
    if (const Decl* decl = lookup(tree, name)) return decl;
    return law_error(tree, position, concat("there is no ", ticked(name), did_you_mean(name, names_for_messages())));
  }

  const Decl* lookup(const LawTree& tree, const std::string& name) {
    if (name.find('/') != std::string::npos) return law_.find(name);
    if (const Decl* decl = law_.find(pieced(tree.section, "/", name))) return decl;
    return law_.find(pieced(kCommon, "/", name));
  }

  // A name of several pieces; it stands until the next one is made.
  std::string_view pieced(std::string_view first, std::string_view second, std::string_view third = {}) {
    pieced_.assign(first).append(second).append(third);
    return pieced_;
  }

  // Before all else, as reviews and authorizations read what other statements bind.
  Status resolve_bindings(LawTree& tree) {
    for (const auto& decl : tree.decls) {
      for (PerClause& clause : decl->per) LICET_RETURN_IF_ERROR(resolve_per(tree, *decl, clause));
    }
    return {};
  }

  // What overcomes, reviews and strictest are about are rules; what is closed are authorizations.
  static Status check_target(const LawTree& tree, const Decl& decl, const Decl& target, const std::string& name) {
    if (decl.kind == DeclKind::kReply) return {};
    const DeclKind wanted = decl.kind == DeclKind::kRestriction ? DeclKind::kAuthorization : DeclKind::kRule;
    if (target.kind == wanted) return {};
    return law_error(tree, decl.position,
                     concat(ticked(name), " is a ", to_string(target.kind), ", expected the name of a ",
                            wanted == DeclKind::kRule ? "rule" : "license exception or another authorization"));
  }

  // Names of assumptions, which stand in profiles.
  Status check_switched_off(const LawTree& tree, const Decl& finding) const {
    std::vector<std::string> known;
    for (const Decl* profile : law_.all(DeclKind::kProfile)) {
      for (const Assumption& assumption : profile->assumptions) known.push_back(assumption.name);
    }
    for (const std::string& name : finding.refs) {
      if (std::find(known.begin(), known.end(), name) == known.end())
        return law_error(tree, finding.position,
                         concat("no profile has an assumption ", ticked(name), did_you_mean(name, known)));
    }
    return {};
  }

  Result<std::vector<const Decl*>> reviews_named(const LawTree& tree, const Decl& decl,
                                                 const std::vector<std::string>& names) {
    std::vector<const Decl*> out;
    for (const std::string& name : names) {
      LICET_TRY(const Decl* review, resolve_ref(tree, decl.position, name));
      if (review->kind != DeclKind::kReview)
        return law_error(tree, decl.position, concat(ticked(name), " is no review"));
      out.push_back(review);
    }
    return out;
  }

  Status resolve_tree(LawTree& tree) {
    for (const auto& decl : tree.decls) LICET_RETURN_IF_ERROR(resolve_decl(tree, *decl));
    return {};
  }

  Status resolve_decl(LawTree& tree, Decl& decl) {
    Scope scope = {{"order", EntityKind::kOrder}, {"leg", EntityKind::kLeg}, {"item", EntityKind::kItem}};
    words_.clear();
    outcome_readable_ = decl.kind == DeclKind::kDuty;
    LICET_RETURN_IF_ERROR(bind(tree, decl.per, scope));
    binder_ = words_.empty() ? nullptr : &decl;
    if (!decl.only_for.empty()) {
      LICET_TRY(decl.letter, resolve_ref(tree, decl.position, decl.only_for));
      if (decl.letter->kind != DeclKind::kLetter)
        return law_error(tree, decl.position, concat(ticked(decl.only_for), " is no letter"));
    }
    for (const std::string& name : decl.refs) {
      if (decl.kind == DeclKind::kFinding) continue;  // names of assumptions, which stand in profiles
      LICET_TRY(const Decl* target, resolve_ref(tree, decl.position, name));
      LICET_RETURN_IF_ERROR(check_target(tree, decl, *target, name));
      decl.targets.push_back(target);
      // Reviews and authorizations may read what their rules are bound to.
      LICET_RETURN_IF_ERROR(bind(tree, target->per, scope));
      words_.clear();  // only the rule itself reads a word that it binds
    }
    if (decl.kind == DeclKind::kFinding) LICET_RETURN_IF_ERROR(check_switched_off(tree, decl));
    if (decl.kind == DeclKind::kReply) LICET_RETURN_IF_ERROR(check_reply(tree, decl));
    if (decl.kind == DeclKind::kReview) {
      LICET_RETURN_IF_ERROR(check_policy(tree, decl));
      LICET_TRY(decl.over_reviews, reviews_named(tree, decl, decl.over));
      LICET_TRY(decl.beside_reviews, reviews_named(tree, decl, decl.beside));
    }
    for (Version& version : decl.versions) LICET_RETURN_IF_ERROR(resolve_version(tree, decl, version, scope));
    for (Assumption& assumption : decl.assumptions) {
      Scope any = {{"order", EntityKind::kOrder},
                   {"leg", EntityKind::kLeg},
                   {"item", EntityKind::kItem},
                   {"party", EntityKind::kParty},
                   {"facility", EntityKind::kFacility}};
      LICET_RETURN_IF_ERROR(resolve(tree, *assumption.condition, any));
      LICET_RETURN_IF_ERROR(check_assumption(tree, assumption));
    }
    return {};
  }

  // An assumption is a fact, what it equals or has, or that this is not known.
  Status check_assumption(const LawTree& tree, const Assumption& assumption) {
    const Expr& condition = *assumption.condition;
    const bool negated = condition.kind == ExprKind::kNot;
    const bool denies = negated && condition.kids[0]->kind == ExprKind::kKnown;
    const Expr& atom = denies ? *condition.kids[0]->kids[0] : negated ? *condition.kids[0] : condition;
    const Expr& path = atom.kids.empty() ? atom : *atom.kids[0];
    const bool compares = atom.kind == ExprKind::kCompare && atom.op == CompareOp::kEqual &&
                          atom.kids[1]->kind == ExprKind::kName && atom.kids[1]->decl == nullptr;
    const bool plain =
        path.kind == ExprKind::kPath && (atom.kind == ExprKind::kPath || atom.kind == ExprKind::kHas || compares);
    if (plain && negated && !denies && atom.kind == ExprKind::kPath) {
      return law_error(tree, assumption.position,
                       concat("assumption ", ticked(assumption.name), ": write `", path.text, " = false` for `not ",
                              path.text, "`"));
    }
    if (!plain || (negated && !denies)) {
      return law_error(
          tree, assumption.position,
          concat("assumption ", ticked(assumption.name),
                 ": expected `fact`, `fact = value`, `fact has {...}`, or `not known(...)` of one of them"));
    }
    if (law_.schema().at(path.fact).profile_may_set) return {};
    return law_error(
        tree, assumption.position,
        concat("assumption ", ticked(assumption.name), ": facts.tsv lets no profile set ", ticked(path.text)));
  }

  // A reply settles a mark that asks.
  static Status check_reply(const LawTree& tree, const Decl& reply) {
    for (const Version& version : reply.targets.front()->versions) {
      for (const Mark& mark : version.marks) {
        if (mark.kind == MarkKind::kUnverified) return {};
      }
    }
    return law_error(tree, reply.position,
                     concat("a reply to ", ticked(reply.targets.front()->qualified),
                            ", which asks nothing, expected a statement with an `unverified` mark"));
  }

  Status check_policy(const LawTree& tree, const Decl& review) {
    if (law_.policies().empty() || law_.policies().contains(review.word)) return {};
    std::vector<std::string> known;
    for (const auto& [policy, rank] : law_.policies()) known.push_back(policy);
    return law_error(tree, review.position,
                     concat("there is no review policy ", ticked(review.word), did_you_mean(review.word, known),
                            " in tables/policies.tsv"));
  }

  // `per p in parties`, or `per c in {NS1, NS2}`: a set of words binds one of them at a time.
  Status resolve_per(const LawTree& tree, const Decl& decl, PerClause& clause) {
    if (clause.domain->kind == ExprKind::kName) {
      const Decl* named = lookup(tree, clause.domain->text);
      if (named != nullptr && named->kind == DeclKind::kSet) clause.domain->decl = named;
    }
    if (is_word_set(*clause.domain)) {
      clause.words = true;
      return {};
    }
    if (clause.domain->kind != ExprKind::kName && clause.domain->kind != ExprKind::kPath)
      return law_error(tree, decl.position, "`per` goes over a list such as `parties`, or over words in braces");
    LICET_TRY(const EntityKind kind, resolve_list(tree, *clause.domain));
    static_cast<void>(kind);
    return {};
  }

  // Puts what the clauses bind in scope.
  Status bind(const LawTree& tree, const std::vector<PerClause>& clauses, Scope& scope) {
    for (const PerClause& clause : clauses) {
      if (clause.words) {
        words_.push_back(clause.variable);
        continue;
      }
      LICET_TRY(const EntityKind kind, kind_of_list(tree, *clause.domain));
      scope.emplace_back(clause.variable, kind);
    }
    return {};
  }

  static bool is_word_set(const Expr& domain) {
    return domain.kind == ExprKind::kBraces || domain.kind == ExprKind::kUnion ||
           (domain.decl != nullptr && domain.decl->kind == DeclKind::kSet);
  }

  Status resolve_version(LawTree& tree, const Decl& decl, Version& version, const Scope& scope) {
    Scope inner = scope;
    if (version.list_domain) {
      LICET_TRY(const EntityKind kind, resolve_list(tree, *version.list_domain));
      inner.emplace_back(version.list_variable, kind);
    }
    const bool is_set = decl.kind == DeclKind::kSet;
    LICET_RETURN_IF_ERROR(is_set ? resolve_set(tree, *version.body, inner, nullptr)
                                 : resolve(tree, *version.body, inner));
    for (Mark& mark : version.marks) {
      if (mark.when) LICET_RETURN_IF_ERROR(resolve(tree, *mark.when, scope));
    }
    for (const std::string& path : version.documents) LICET_RETURN_IF_ERROR(resolve_document(tree, version, path));
    for (const std::string& name : version.except) {
      LICET_TRY(const Decl* target, resolve_ref(tree, version.position, name));
      if (target->kind != DeclKind::kException) {
        return law_error(tree, version.position,
                         concat(ticked(name), " is a ", to_string(target->kind), ", not an exception"));
      }
      version.except_decls.push_back(target);
    }
    return {};
  }

  // What an exporter has to hand in: a fact of the order whose role is `document`.
  Status resolve_document(const LawTree& tree, const Version& version, const std::string& path) {
    const int fact = law_.schema().find(path);
    if (fact < 0)
      return law_error(
          tree, version.position,
          concat("there is no fact ", ticked(path), did_you_mean(path, law_.schema().names_of(EntityKind::kOrder))));
    const FactDecl& decl = law_.schema().at(fact);
    if (decl.role == FactRole::kDocument && decl.entity == EntityKind::kOrder) return {};
    return law_error(tree, version.position, concat(ticked(path), " is no document of the order (facts.tsv, derived)"));
  }

  // What a list holds; fills in the statement behind it.
  Result<EntityKind> resolve_list(const LawTree& tree, Expr& expr) {
    LICET_TRY(const EntityKind kind, kind_of_list(tree, expr));
    const bool base =
        expr.text == kComponents || std::any_of(std::begin(kBaseLists), std::end(kBaseLists),
                                                [&](const BaseList& list) { return expr.text == list.name; });
    if (!base) expr.decl = lookup(tree, expr.text);
    return kind;
  }

  Result<EntityKind> kind_of_list(const LawTree& tree, const Expr& expr) {
    if (expr.text == kComponents) return EntityKind::kComponent;
    for (const BaseList& base : kBaseLists) {
      if (expr.text == base.name) return base.kind;
    }
    // A list of another section keeps the statement that was found there.
    const Decl* decl = expr.decl != nullptr ? expr.decl : lookup(tree, expr.text);
    if (decl == nullptr || decl->kind != DeclKind::kList) {
      return law_error(tree, expr.position,
                       concat("there is no list ", ticked(expr.text), did_you_mean(expr.text, list_names())));
    }
    return list_kind(*decl);
  }

  std::vector<std::string> list_names() const {
    std::vector<std::string> names;
    for (const BaseList& base : kBaseLists) names.emplace_back(base.name);
    for (const Decl* decl : law_.all(DeclKind::kList)) names.push_back(decl->name);
    return names;
  }

  Result<EntityKind> list_kind(const Decl& decl) {
    const std::string& domain = decl.versions.front().list_domain->text;
    for (const BaseList& base : kBaseLists) {
      if (domain == base.name) return base.kind;
    }
    return domain == kComponents ? EntityKind::kComponent : EntityKind::kParty;
  }

  Status resolve_path(const LawTree& tree, Expr& expr, const Scope& scope) {
    const auto dot = expr.text.find('.');
    expr.root = expr.text.substr(0, dot);
    for (auto it = scope.rbegin(); it != scope.rend(); ++it) {
      if (it->first != expr.root) continue;
      const std::string_view fact = std::string_view(expr.text).substr(dot);
      expr.fact = law_.schema().find(pieced(to_string(it->second), fact));
      // A component has the facts of an item beside its own.
      if (expr.fact < 0 && it->second == EntityKind::kComponent)
        expr.fact = law_.schema().find(pieced(to_string(EntityKind::kItem), fact));
      if (expr.fact >= 0) return {};
      const std::string name = concat(to_string(it->second), fact);
      return law_error(
          tree, expr.position,
          concat("there is no fact ", ticked(name), did_you_mean(name, law_.schema().names_of(it->second))));
    }
    return law_error(tree, expr.position, concat(ticked(expr.root), " is not bound here"));
  }

  Status resolve(const LawTree& tree, Expr& expr, const Scope& scope) {
    switch (expr.kind) {
      case ExprKind::kPath:
        return resolve_path(tree, expr, scope);
      case ExprKind::kName:
        return resolve_name(tree, expr);
      case ExprKind::kSome:
      case ExprKind::kEvery:
        return resolve_quantifier(tree, expr, scope, 1, 2);
      case ExprKind::kTotal:
        return resolve_total(tree, expr, scope);
      case ExprKind::kIn:
      case ExprKind::kHas:
        return resolve_membership(tree, expr, scope);
      case ExprKind::kCompare:
        return resolve_compare(tree, expr, scope);
      default:
        for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(resolve(tree, *kid, scope));
        return {};
    }
  }

  Status resolve_name(const LawTree& tree, Expr& expr) {
    expr.decl = lookup(tree, expr.text);
    if (expr.decl != nullptr) return {};
    return law_error(tree, expr.position,
                     concat("there is no ", ticked(expr.text), did_you_mean(expr.text, names_for_messages())));
  }

  Status resolve_quantifier(const LawTree& tree, Expr& expr, const Scope& scope, std::size_t first, std::size_t last) {
    LICET_TRY(const EntityKind kind, resolve_list(tree, *expr.kids[0]));
    expr.kids[0]->binder = binder_;
    Scope inner = scope;
    inner.emplace_back(expr.text, kind);
    for (std::size_t i = first; i < last; ++i) LICET_RETURN_IF_ERROR(resolve(tree, *expr.kids[i], inner));
    return {};
  }

  Status resolve_total(const LawTree& tree, Expr& expr, const Scope& scope) {
    LICET_TRY(const EntityKind kind, resolve_list(tree, *expr.kids[1]));
    expr.kids[1]->binder = binder_;
    Scope inner = scope;
    inner.emplace_back(expr.text, kind);
    LICET_RETURN_IF_ERROR(resolve(tree, *expr.kids[0], inner));
    if (expr.kids.size() > 2) LICET_RETURN_IF_ERROR(resolve(tree, *expr.kids[2], inner));
    return {};
  }

  Status resolve_membership(const LawTree& tree, Expr& expr, const Scope& scope) {
    Expr& left = *expr.kids[0];
    if (left.kind == ExprKind::kTuple) return resolve_tuple(tree, left, *expr.kids[1], scope);
    LICET_RETURN_IF_ERROR(resolve(tree, left, scope));
    const FactDecl* fact = left.kind == ExprKind::kPath ? &law_.schema().at(left.fact) : nullptr;
    if (fact == nullptr) return law_error(tree, expr.position, "expected a fact before `in` or `has`");
    const bool is_set = fact->type == FactType::kSet;
    if (is_set != (expr.kind == ExprKind::kHas)) {
      return law_error(tree, expr.position,
                       is_set ? "a set of words is asked with `has`" : "a single value is asked with `in`");
    }
    return resolve_set(tree, *expr.kids[1], scope, fact);
  }

  // `(item.eccn, c) in reasons`: facts, words bound by `per`, and constants, against the columns of an included table.
  Status resolve_tuple(const LawTree& tree, Expr& tuple, Expr& set, const Scope& scope) {
    // A table and a statement may have one name: tuples mean the table.
    const std::string name = concat(tree.section, "/", set.text);
    const TupleTable* table = set.kind == ExprKind::kName ? law_.table(name) : nullptr;
    if (table == nullptr) return law_error(tree, set.position, "a tuple is looked up in an included table");
    set.text = name;
    if (table->columns.size() != tuple.kids.size()) {
      return law_error(tree, tuple.position,
                       concat("the tuple has ", tuple.kids.size(), " parts, the table ", ticked(table->name), " has ",
                              table->columns.size(), " columns"));
    }
    for (std::size_t i = 0; i < tuple.kids.size(); ++i) {
      Expr& part = *tuple.kids[i];
      if (part.kind == ExprKind::kPath) {
        LICET_RETURN_IF_ERROR(resolve_path(tree, part, scope));
        const FactType type = law_.schema().at(part.fact).type;
        if (type == FactType::kNumber || type == FactType::kSet)
          return law_error(tree, part.position, "a tuple looks up single words, not figures or sets");
      } else if (std::find(words_.begin(), words_.end(), part.text) != words_.end()) {
        part.root = part.text;
      } else {
        LICET_RETURN_IF_ERROR(check_cell(tree, part, *table, i));
      }
    }
    return {};
  }

  Status check_cell(const LawTree& tree, const Expr& part, const TupleTable& table, std::size_t column) {
    for (const auto& row : table.rows) {
      if (row[column] == part.text) return {};
    }
    std::set<std::string> cells;
    for (const auto& row : table.rows) cells.insert(row[column]);
    return law_error(tree, part.position,
                     concat(ticked(part.text), " stands nowhere under `", table.columns[column], "`",
                            did_you_mean(part.text, std::vector<std::string>(cells.begin(), cells.end()))));
  }

  // `outcome = no_license_required`, in a duty.
  Status resolve_outcome(const LawTree& tree, Expr& left, const Expr& right) {
    left.root = left.text;
    static const std::vector<std::string> kWords = {"not_subject", "no_license_required", "exception_to_confirm",
                                                    "license_required", "prohibited"};
    if (std::find(kWords.begin(), kWords.end(), right.text) != kWords.end()) return {};
    return law_error(tree, right.position,
                     concat("expected an outcome, got ", ticked(right.text), did_you_mean(right.text, kWords)));
  }

  Status resolve_compare(const LawTree& tree, Expr& expr, const Scope& scope) {
    Expr& left = *expr.kids[0];
    Expr& right = *expr.kids[1];
    if (outcome_readable_ && left.kind == ExprKind::kName && left.text == "outcome" &&
        (expr.op == CompareOp::kEqual || expr.op == CompareOp::kNotEqual))
      return resolve_outcome(tree, left, right);
    LICET_RETURN_IF_ERROR(resolve(tree, left, scope));
    const FactDecl* fact = left.kind == ExprKind::kPath ? &law_.schema().at(left.fact) : nullptr;
    const bool constant = right.kind == ExprKind::kName && lookup(tree, right.text) == nullptr;
    if (constant) {
      if (fact == nullptr || fact->type == FactType::kNumber) {
        return law_error(tree, right.position,
                         concat("there is no ", ticked(right.text), did_you_mean(right.text, names_for_messages()),
                                ", expected a value, a definition or a figure"));
      }
      return check_constant(tree, right, *fact);
    }
    LICET_RETURN_IF_ERROR(resolve(tree, right, scope));
    if (fact == nullptr) return {};
    if (right.kind == ExprKind::kPath) LICET_RETURN_IF_ERROR(check_pair(tree, expr, *fact));
    return check_unit(tree, *fact, right);
  }

  // Two facts are held against each other as words or as figures.
  Status check_pair(const LawTree& tree, const Expr& expr, const FactDecl& left) {
    const FactDecl& right = law_.schema().at(expr.kids[1]->fact);
    const bool equality = expr.op == CompareOp::kEqual || expr.op == CompareOp::kNotEqual;
    const bool comparable =
        left.type == FactType::kNumber || (equality && left.type != FactType::kSet && left.type != FactType::kCode);
    if (left.type == right.type && comparable) return {};
    return law_error(tree, expr.kids[1]->position,
                     concat(ticked(left.name), " and ", ticked(right.name), " cannot be held against each other"));
  }

  Status check_unit(const LawTree& tree, const FactDecl& fact, const Expr& right) {
    if (fact.type != FactType::kNumber) return {};
    const Expr* number = right.kind == ExprKind::kNumber ? &right : nullptr;
    if (right.decl != nullptr && right.decl->kind == DeclKind::kValue) number = right.decl->versions.front().body.get();
    if (number == nullptr || number->unit == fact.unit) return {};
    return law_error(tree, right.position,
                     concat("unit of ", ticked(print(right)), " is ", ticked(number->unit), ", of ", ticked(fact.name),
                            " it is ", ticked(fact.unit)));
  }

  Status resolve_set(const LawTree& tree, Expr& expr, const Scope& scope, const FactDecl* fact) {
    switch (expr.kind) {
      case ExprKind::kUnion:
      case ExprKind::kDifference:
      case ExprKind::kBraces:
      case ExprKind::kRange:
      case ExprKind::kInterval:
        for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(resolve_set(tree, *kid, scope, fact));
        return {};
      case ExprKind::kGroup:
        if (law_.has_group(expr.text)) return {};
        return law_error(tree, expr.position, concat("there is no country group ", ticked(expr.text)));
      case ExprKind::kPath:
        return resolve_path(tree, expr, scope);
      case ExprKind::kName:
        return resolve_set_name(tree, expr, fact);
      default:
        return {};
    }
  }

  Status resolve_set_name(const LawTree& tree, Expr& expr, const FactDecl* fact) {
    expr.decl = lookup(tree, expr.text);
    if (expr.decl != nullptr) return {};
    if (const std::string_view name = pieced(tree.section, "/", expr.text); law_.table(name) != nullptr) {
      expr.text = name;
      return {};
    }
    if (law_.has_group(expr.text)) {  // Country Group B, which is written without a column
      expr.kind = ExprKind::kGroup;
      return {};
    }
    if (fact != nullptr) return check_constant(tree, expr, *fact);
    return {};  // a constant of a named set: checked where the set meets a fact
  }

  Status check_constant(const LawTree& tree, const Expr& name, const FactDecl& fact) {
    const std::vector<std::string>* known = &fact.values;
    static const std::vector<std::string> kBool = {"false", "true"};
    if (fact.type == FactType::kBool) known = &kBool;
    if (fact.type == FactType::kPlace) known = &law_.places();
    if (fact.type == FactType::kCode || fact.type == FactType::kText) return {};
    const bool sorted = fact.type == FactType::kPlace;
    const bool found = sorted ? std::binary_search(known->begin(), known->end(), name.text)
                              : std::find(known->begin(), known->end(), name.text) != known->end();
    if (found) return {};
    return law_error(tree, name.position,
                     concat(ticked(name.text), " is no value of ", ticked(fact.name), did_you_mean(name.text, *known)));
  }

  const Law& law_;
  // Of the statement that is being resolved: words bound by `per`, and may it read the outcome?
  std::vector<std::string> words_;
  const Decl* binder_ = nullptr;  // the statement, if it binds words
  bool outcome_readable_ = false;
  std::string pieced_;
};

}  // namespace

Status resolve_names(const Law& law) {
  return Resolver(law).run();
}

}  // namespace licet::rules
