// Conditions, lists and what is known of them, content.
#include <utility>

#include "rules/plan/compiler.h"

namespace licet::rules {

int Compiler::condition(const Expr& expr) {
  const bool read_word = std::exchange(reads_word_, false);
  const bool read_outcome = std::exchange(reads_outcome_, false);
  const int node = condition_node(expr);
  // For a component, and of what is decided last, the same text is another condition.
  if (!content_ && !reads_outcome_) {
    if (reads_word_) {
      plan_.conditions.add(expr, {words_.begin(), words_.end()}, node);
    } else {
      plan_.conditions.add(expr, node);
    }
  }
  reads_word_ = reads_word_ || read_word;
  reads_outcome_ = reads_outcome_ || read_outcome;
  return node;
}

int Compiler::condition_node(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kAnd:
    case ExprKind::kOr: {
      std::vector<int> kids;
      kids.reserve(expr.kids.size());
      for (const ExprPtr& kid : expr.kids) kids.push_back(condition(*kid));
      return join(expr.kind == ExprKind::kAnd, std::move(kids));
    }
    case ExprKind::kNot:
      return invert(condition(*expr.kids[0]));
    case ExprKind::kSome:
    case ExprKind::kEvery:
      return quantifier(expr, [this](const Expr& inner) { return condition(inner); }, expr.kind == ExprKind::kSome);
    case ExprKind::kKnown:
      return known(*expr.kids[0], true);
    case ExprKind::kUnknowable:
      return join(true, {invert(known(*expr.kids[0], true)), invert(known(*expr.kids[0], false))});
    case ExprKind::kName:
      return expr.decl == nullptr ? unknown() : statement(*expr.decl);
    default:
      return atom(expr);
  }
}

template <typename Inner>
int Compiler::quantifier(const Expr& expr, Inner inner, bool is_some) {
  const int the_list = list(*expr.kids[0]);
  if (the_list < 0) return is_some ? constant_false_ : constant_true_;
  PlanNode node;
  node.op = is_some ? PlanOp::kSome : PlanOp::kEvery;
  node.list = the_list;
  node.reg = reg(expr.text);
  node.kids = {inner(*expr.kids[1])};
  return add(std::move(node));
}

int Compiler::list(const Expr& expr) {
  PlanList out;
  if (expr.decl != nullptr) {
    const Version* version = sets_.active(*expr.decl);
    if (version == nullptr) return -1;
    out.domain = list(*version->list_domain);
    if (out.domain < 0) return -1;
    out.kind = plan_.lists[static_cast<std::size_t>(out.domain)].kind;
    out.reg = reg(version->list_variable);
    out.filter = condition(*version->body);
  } else {
    out.kind = expr.text == "parties"      ? EntityKind::kParty
               : expr.text == "facilities" ? EntityKind::kFacility
               : expr.text == "legs"       ? EntityKind::kLeg
               : expr.text == "items"      ? EntityKind::kItem
                                           : EntityKind::kComponent;
  }
  plan_.lists.push_back(out);
  return static_cast<int>(plan_.lists.size()) - 1;
}

int Compiler::atom(const Expr& expr) {
  if (expr.kind == ExprKind::kPath && law_.schema().at(expr.fact).role == FactRole::kContent) return content(expr);
  if (expr.kind == ExprKind::kPath) return finite(expr, is_yes(expr));
  if (expr.kind == ExprKind::kHas) return has(expr);
  if (expr.kind == ExprKind::kIn && expr.kids[0]->kind == ExprKind::kPath) return membership(expr);
  if (expr.kind == ExprKind::kIn && expr.kids[0]->kind == ExprKind::kTuple) return tuple(expr);
  if (expr.kind == ExprKind::kCompare) return compare(expr);
  return unknown();
}

int Compiler::content(const Expr& path) {
  PlanNode node = on_slot(PlanOp::kContent, path);
  node.no.set(0);
  node.yes.set(1);
  if (content_kids_.empty()) {
    // They are made once, whatever words are bound where they are first asked for.
    const bool read_word = reads_word_;
    const auto words = std::exchange(words_, {});
    content_ = true;
    for (const Decl* rule : law_.all(DeclKind::kRule)) {
      if (rule->counts_for_content) content_kids_.push_back(bound_rule(*rule, 0));
    }
    content_ = false;
    words_ = words;
    reads_word_ = read_word;
    if (content_kids_.empty()) content_kids_.push_back(constant_false_);
  }
  node.kids = content_kids_;
  return add(std::move(node));
}

int Compiler::bound_rule(const Decl& rule, std::size_t clause) {
  if (clause == rule.per.size()) return lettered(rule);
  const PerClause& per = rule.per[clause];
  if (per.words) {
    std::vector<int> kids;
    for (const std::string& word : sets_.members(*per.domain)) {
      words_[per.variable] = word;
      kids.push_back(bound_rule(rule, clause + 1));
    }
    words_.erase(per.variable);
    return join(false, std::move(kids));
  }
  const int the_list = list(*per.domain);
  if (the_list < 0) return constant_false_;
  PlanNode node;
  node.op = PlanOp::kSome;
  node.list = the_list;
  node.reg = reg(per.variable);
  node.kids = {bound_rule(rule, clause + 1)};
  return add(std::move(node));
}

int Compiler::known(const Expr& expr, bool want) {
  switch (expr.kind) {
    case ExprKind::kAnd:
    case ExprKind::kOr: {
      std::vector<int> kids;
      kids.reserve(expr.kids.size());
      for (const ExprPtr& kid : expr.kids) kids.push_back(known(*kid, want));
      return join((expr.kind == ExprKind::kAnd) == want, std::move(kids));
    }
    case ExprKind::kNot:
      return known(*expr.kids[0], !want);
    case ExprKind::kSome:
    case ExprKind::kEvery:
      return quantifier(
          expr, [this, want](const Expr& inner) { return known(inner, want); }, (expr.kind == ExprKind::kSome) == want);
    case ExprKind::kKnown:
    case ExprKind::kUnknowable: {  // what is said of knowledge is known as far as it is true
      const int value = condition(expr);
      return want ? value : invert(value);
    }
    case ExprKind::kName: {
      const Version* version = expr.decl == nullptr ? nullptr : sets_.active(*expr.decl);
      return version == nullptr ? unknown() : known(*version->body, want);
    }
    default:
      return known_atom(expr, want);
  }
}

int Compiler::known_atom(const Expr& expr, bool want) {
  const Expr& left = expr.kids.empty() ? expr : *expr.kids[0];
  const FactDecl* fact = left.kind == ExprKind::kPath ? &law_.schema().at(left.fact) : nullptr;
  if (fact == nullptr || fact->type == FactType::kNumber || fact->type == FactType::kCode) {
    const int plain = condition(expr);
    return want ? plain : invert(plain);
  }
  if (expr.kind == ExprKind::kHas) {
    std::vector<int> kids;
    for (const std::string& member : sets_.members(*expr.kids[1])) {
      if (plan_.slot_of.contains({left.fact, member}))
        kids.push_back(known_finite(left, is_yes(left, member), want, member));
    }
    return join(!want, std::move(kids));
  }
  if (expr.kind == ExprKind::kIn) {
    // By a row that nobody could verify: it may be known to be in, and counts as not known to be in where the law
    // asks for what is outside.
    std::vector<Truth> inside = over(left, *expr.kids[1]);
    for (Truth& one : inside) one = want ? one : truth_of(one == Truth::kTrue);
    return known_finite(left, inside, want);
  }
  if (expr.kind == ExprKind::kCompare && expr.kids[1]->kind == ExprKind::kPath) {
    const int plain = compare(expr);
    return join(true, {answered(left), answered(*expr.kids[1]), want ? plain : invert(plain)});
  }
  if (expr.kind == ExprKind::kCompare) return known_finite(left, same(left, expr), want);
  return known_finite(left, is_yes(left), want);
}

// Is the answer a value? Of yes or no: is one of them known?
int Compiler::answered(const Expr& path) {
  if (law_.schema().at(path.fact).type == FactType::kBool)
    return join(false, {known_finite(path, is_yes(path), true), known_finite(path, is_yes(path), false)});
  return known_finite(path, std::vector<Truth>(slot_info(slot(path.fact)).domain.size(), Truth::kTrue), true);
}

int Compiler::known_finite(const Expr& path, const std::vector<Truth>& words, bool want, const std::string& member) {
  PlanNode node = on_slot(PlanOp::kKnown, path, member);
  const Verdicts found = verdicts(words, slot_info(node.slot).domain.size());
  node.yes = want ? found.yes : found.no;
  node.no = want ? found.no : found.yes;  // in neither: a row that nobody could verify
  node.want = want;
  return add(std::move(node));
}

}  // namespace licet::rules
