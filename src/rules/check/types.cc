#include "rules/check/types.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/text_util.h"
#include "rules/check/law_error.h"
#include "rules/syntax/print.h"

namespace licet::rules {

namespace {

// Of a figure; nothing for a product or quotient of units, which is held against any.
using Unit = std::optional<std::string>;

const char* noun(FactType type) {
  switch (type) {
    case FactType::kBool:
      return "yes or no";
    case FactType::kNumber:
      return "a figure";
    case FactType::kPlace:
      return "a place";
    case FactType::kWord:
      return "a word";
    case FactType::kSet:
      return "a set of words";
    case FactType::kCode:
      return "a code";
    case FactType::kText:
      return "a text";
  }
  return "";
}

std::string with_article(DeclKind kind) {
  const bool vowel = kind == DeclKind::kEntry || kind == DeclKind::kException || kind == DeclKind::kAuthorization;
  return concat(vowel ? "an " : "a ", to_string(kind));
}

class TypeCheck {
 public:
  explicit TypeCheck(const Law& law) : law_(law) {}

  Status run() {
    for (const auto& tree : law_.trees()) {
      for (const auto& decl : tree->decls) tree_of_.emplace(decl.get(), tree.get());
    }
    for (const auto& tree : law_.trees()) {
      for (const auto& decl : tree->decls) LICET_RETURN_IF_ERROR(check(*tree, *decl));
    }
    return {};
  }

 private:
  Status check(const LawTree& tree, const Decl& decl) {
    for (const Version& version : decl.versions) {
      LICET_RETURN_IF_ERROR(check_body(tree, decl, *version.body));
      for (const Mark& mark : version.marks) {
        if (mark.when) LICET_RETURN_IF_ERROR(condition(tree, *mark.when));
      }
    }
    for (const Assumption& assumption : decl.assumptions) LICET_RETURN_IF_ERROR(condition(tree, *assumption.condition));
    return {};
  }

  Status check_body(const LawTree& tree, const Decl& decl, const Expr& body) {
    if (decl.kind == DeclKind::kValue) {
      const std::string& unit = decl.versions.front().body->unit;
      if (body.unit == unit) return {};
      return law_error(tree, body.position,
                       concat("unit of ", ticked(print(body)), " is ", ticked(body.unit), ", of the version before ",
                              ticked(decl.name), " it is ", ticked(unit)));
    }
    if (decl.kind == DeclKind::kSet) return set(tree, body, nullptr);
    if (decl.kind == DeclKind::kLet && is_figure(*decl.versions.front().body)) {
      LICET_TRY(const Unit unit, figure(tree, body));
      return {};
    }
    return condition(tree, body);
  }

  // ---- conditions ----

  Status condition(const LawTree& tree, const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::kAnd:
      case ExprKind::kOr:
      case ExprKind::kNot:
      case ExprKind::kKnown:
      case ExprKind::kUnknowable:
        for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(condition(tree, *kid));
        return {};
      case ExprKind::kSome:
      case ExprKind::kEvery:
        return condition(tree, *expr.kids[1]);
      case ExprKind::kCompare:
        return compare(tree, expr);
      case ExprKind::kIn:
      case ExprKind::kHas:
        return membership(tree, expr);
      case ExprKind::kPath:
        return lone_fact(tree, expr);
      case ExprKind::kName:
        return lone_name(tree, expr);
      default:
        return law_error(tree, expr.position,
                         concat(ticked(print(expr)),
                                " is no condition, expected a comparison, `in`, `has`, a fact of "
                                "yes or no, or a `let`"));
    }
  }

  Status lone_fact(const LawTree& tree, const Expr& path) {
    const FactDecl& fact = fact_of(path);
    if (fact.type == FactType::kBool) return {};
    const char* how = fact.type == FactType::kNumber ? " >= ..."
                      : fact.type == FactType::kSet  ? " has {...}"
                                                     : " = ...";
    return law_error(tree, path.position,
                     concat(ticked(path.text), " is ", noun(fact.type), " and no condition, expected one such as `",
                            path.text, how, "`"));
  }

  Status lone_name(const LawTree& tree, const Expr& name) {
    if (name.decl == nullptr) return {};
    if (name.decl->kind == DeclKind::kException) return {};  // one paragraph may say when another one does not apply
    if (name.decl->kind != DeclKind::kLet) {
      return law_error(tree, name.position,
                       concat(ticked(name.text), " names ", with_article(name.decl->kind),
                              " and no condition, expected a `let` or an exception"));
    }
    if (!is_figure(*name.decl->versions.front().body)) return {};
    return law_error(tree, name.position,
                     concat(ticked(name.text), " is a figure and no condition, expected a comparison"));
  }

  Status compare(const LawTree& tree, const Expr& expr) {
    const Expr& left = *expr.kids[0];
    const Expr& right = *expr.kids[1];
    if (left.kind == ExprKind::kName && !left.root.empty()) return {};  // `outcome`
    if (left.kind == ExprKind::kPath && fact_of(left).type != FactType::kNumber) return compare_word(tree, expr);
    LICET_TRY(const Unit one, figure(tree, left));
    LICET_TRY(const Unit other, figure(tree, right));
    return same_unit(tree, left, one, right, other);
  }

  Status compare_word(const LawTree& tree, const Expr& expr) {
    const Expr& right = *expr.kids[1];
    const FactDecl& fact = fact_of(*expr.kids[0]);
    if (fact.type == FactType::kSet) {
      return law_error(tree, expr.position,
                       concat(ticked(expr.kids[0]->text), " is a set of words, expected `has` behind it"));
    }
    if (expr.op != CompareOp::kEqual && expr.op != CompareOp::kNotEqual) {
      return law_error(tree, expr.position,
                       concat(ticked(expr.kids[0]->text), " is ", noun(fact.type),
                              ", which has no order, expected `=` or `!=`, got ", ticked(to_string(expr.op))));
    }
    if (right.kind == ExprKind::kPath) return {};  // two facts: seen when names were resolved
    if (is_single(right, fact)) return {};
    return law_error(tree, right.position,
                     concat(ticked(print(right)), " is no single value, expected ", noun(fact.type), " such as ",
                            ticked(expr.kids[0]->text), " has"));
  }

  // A constant that such a fact may be.
  static bool is_single(const Expr& value, const FactDecl& fact) {
    switch (value.kind) {
      case ExprKind::kName:
        return value.decl == nullptr;
      case ExprKind::kString:
        return fact.type == FactType::kText;
      case ExprKind::kCode:
        return fact.type == FactType::kCode || has_value(fact, value.text);
      case ExprKind::kNumber:
        return value.unit.empty() && has_value(fact, value.text);
      default:
        return false;
    }
  }

  static bool has_value(const FactDecl& fact, const std::string& word) {
    return std::find(fact.values.begin(), fact.values.end(), word) != fact.values.end();
  }

  Status membership(const LawTree& tree, const Expr& expr) {
    const Expr& left = *expr.kids[0];
    const Expr& right = *expr.kids[1];
    if (left.kind != ExprKind::kPath) return {};  // a tuple in a table
    const FactDecl& fact = fact_of(left);
    if (fact.type != FactType::kNumber) return set(tree, right, &fact);
    if (right.kind != ExprKind::kInterval) {
      return law_error(tree, right.position,
                       concat(ticked(left.text), " is a figure, expected an interval such as `[low, high)`"));
    }
    for (const ExprPtr& end : right.kids) {
      LICET_TRY(const Unit unit, figure(tree, *end));
      LICET_RETURN_IF_ERROR(same_unit(tree, left, fact.unit, *end, unit));
    }
    return {};
  }

  // ---- sets ----

  // Nothing for `fact`: a set that may hold anything.
  Status set(const LawTree& tree, const Expr& expr, const FactDecl* fact) {
    switch (expr.kind) {
      case ExprKind::kDifference:
        if (fact != nullptr && fact->type == FactType::kSet) {
          return law_error(tree, expr.position, "`has` asks for single words, expected them in braces, got `-`");
        }
        [[fallthrough]];
      case ExprKind::kUnion:
        for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(set(tree, *kid, fact));
        return {};
      case ExprKind::kBraces:
        for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(member(tree, *kid, fact));
        return {};
      case ExprKind::kGroup:
        return group(tree, expr, fact);
      case ExprKind::kName:
        return named_set(tree, expr, fact);
      default:
        return law_error(tree, expr.position,
                         concat(ticked(print(expr)), " is no set, expected one ",
                                fact == nullptr ? std::string("in braces or by its name")
                                                : concat("that can hold ", ticked(fact->name))));
    }
  }

  Status group(const LawTree& tree, const Expr& expr, const FactDecl* fact) const {
    if (fact == nullptr || fact->type == FactType::kPlace) return {};
    return law_error(tree, expr.position,
                     concat(ticked(expr.text), " is a country group and ", ticked(fact->name), " ", noun(fact->type),
                            ", expected what it can be"));
  }

  Status named_set(const LawTree& tree, const Expr& name, const FactDecl* fact) {
    if (name.decl == nullptr) return {};  // a table
    if (name.decl->kind != DeclKind::kSet) {
      return law_error(tree, name.position,
                       concat(ticked(name.text), " names ", with_article(name.decl->kind), ", expected a set"));
    }
    if (fact == nullptr || !seen_.emplace(name.decl, fact).second) return {};
    for (const Version& version : name.decl->versions)
      LICET_RETURN_IF_ERROR(set(*tree_of_.at(name.decl), *version.body, fact));
    return {};
  }

  Status member(const LawTree& tree, const Expr& expr, const FactDecl* fact) {
    if (expr.kind == ExprKind::kGroup) return group(tree, expr, fact);
    if (expr.kind == ExprKind::kName && (expr.decl != nullptr || law_.table(expr.text) != nullptr))
      return named_set(tree, expr, fact);
    const bool single = expr.kind == ExprKind::kName || expr.kind == ExprKind::kString ||
                        expr.kind == ExprKind::kCode || expr.kind == ExprKind::kNumber;
    if (single && fact == nullptr) return {};
    if (single && is_single(expr, *fact)) return expr.kind == ExprKind::kName ? word(tree, expr, *fact) : Status();
    return law_error(tree, expr.position,
                     concat(ticked(print(expr)), " cannot stand in ",
                            fact == nullptr ? std::string("a set, expected places, codes or words")
                                            : concat("a set that is held against ", ticked(fact->name), ", expected ",
                                                     fact->type == FactType::kSet ? "a word" : noun(fact->type))));
  }

  // Words of a set that has a name are held against the facts that it is asked of.
  Status word(const LawTree& tree, const Expr& name, const FactDecl& fact) const {
    if (fact.type == FactType::kCode || fact.type == FactType::kText) return {};
    const std::vector<std::string>& known = fact.type == FactType::kPlace ? law_.places() : fact.values;
    const bool sorted = fact.type == FactType::kPlace;
    const bool found = sorted ? std::binary_search(known.begin(), known.end(), name.text)
                              : std::find(known.begin(), known.end(), name.text) != known.end();
    if (found || fact.type == FactType::kBool) return {};
    return law_error(tree, name.position,
                     concat(ticked(name.text), " is no value of ", ticked(fact.name), did_you_mean(name.text, known)));
  }

  // ---- figures ----

  // Does it say how much? Names are followed; no statement depends on itself.
  bool is_figure(const Expr& expr) const {
    switch (expr.kind) {
      case ExprKind::kAdd:
      case ExprKind::kSubtract:
      case ExprKind::kMultiply:
      case ExprKind::kDivide:
      case ExprKind::kMin:
      case ExprKind::kMax:
      case ExprKind::kTotal:
      case ExprKind::kNumber:
        return true;
      case ExprKind::kPath:
        return fact_of(expr).type == FactType::kNumber;
      case ExprKind::kName:
        return expr.decl != nullptr &&
               (expr.decl->kind == DeclKind::kValue ||
                (expr.decl->kind == DeclKind::kLet && is_figure(*expr.decl->versions.front().body)));
      default:
        return false;
    }
  }

  Result<Unit> figure(const LawTree& tree, const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::kNumber:
        return plain(expr.unit);
      case ExprKind::kPath:
        if (fact_of(expr).type == FactType::kNumber) return Unit(fact_of(expr).unit);
        return law_error(tree, expr.position,
                         concat(ticked(expr.text), " is ", noun(fact_of(expr).type), ", expected a figure"));
      case ExprKind::kName:
        return named_figure(tree, expr);
      case ExprKind::kAdd:
      case ExprKind::kSubtract:
      case ExprKind::kMin:
      case ExprKind::kMax:
        return alike(tree, expr);
      case ExprKind::kMultiply:
      case ExprKind::kDivide:
        return product(tree, expr);
      case ExprKind::kTotal:
        if (expr.kids.size() > 2) LICET_RETURN_IF_ERROR(condition(tree, *expr.kids[2]));
        return figure(tree, *expr.kids[0]);
      default:
        return law_error(tree, expr.position, concat(ticked(print(expr)), " is no figure, expected one"));
    }
  }

  // A percentage is a plain number.
  static Unit plain(const std::string& unit) { return unit == "percent" ? std::string() : unit; }

  Result<Unit> named_figure(const LawTree& tree, const Expr& name) {
    if (is_figure(name)) {
      const Expr& body = *name.decl->versions.front().body;
      if (name.decl->kind == DeclKind::kValue) return plain(body.unit);
      const auto known = units_.find(name.decl);
      if (known != units_.end()) return known->second;
      LICET_TRY(const Unit unit, figure(*tree_of_.at(name.decl), body));
      units_.emplace(name.decl, unit);
      return unit;
    }
    return law_error(
        tree, name.position,
        concat(ticked(name.text), " names ",
               name.decl == nullptr ? std::string("a word") : with_article(name.decl->kind), ", expected a figure"));
  }

  Result<Unit> alike(const LawTree& tree, const Expr& expr) {
    LICET_TRY(const Unit first, figure(tree, *expr.kids[0]));
    for (std::size_t i = 1; i < expr.kids.size(); ++i) {
      LICET_TRY(const Unit next, figure(tree, *expr.kids[i]));
      LICET_RETURN_IF_ERROR(same_unit(tree, *expr.kids[0], first, *expr.kids[i], next));
    }
    return first;
  }

  Result<Unit> product(const LawTree& tree, const Expr& expr) {
    LICET_TRY(const Unit first, figure(tree, *expr.kids[0]));
    LICET_TRY(const Unit second, figure(tree, *expr.kids[1]));
    if (second == Unit("")) return first;
    if (expr.kind == ExprKind::kDivide && first && first == second) return Unit("");
    if (expr.kind == ExprKind::kMultiply && first == Unit("")) return second;
    return Unit();
  }

  static Status same_unit(const LawTree& tree, const Expr& one, const Unit& unit, const Expr& other,
                          const Unit& other_unit) {
    if (!unit || !other_unit || *unit == *other_unit) return {};
    const auto shown = [](const std::string& one_unit) { return one_unit.empty() ? "none" : ticked(one_unit); };
    return law_error(tree, other.position,
                     concat("unit of ", ticked(print(other)), " is ", shown(*other_unit), ", expected ", shown(*unit),
                            ", the one of ", ticked(print(one))));
  }

  const FactDecl& fact_of(const Expr& path) const { return law_.schema().at(path.fact); }

  const Law& law_;
  std::unordered_map<const Decl*, const LawTree*> tree_of_;
  std::set<std::pair<const Decl*, const FactDecl*>> seen_;  // named sets, and the facts that were held against them
  std::unordered_map<const Decl*, Unit> units_;             // of definitions that are figures
};

}  // namespace

Status check_types(const Law& law) {
  return TypeCheck(law).run();
}

}  // namespace licet::rules
