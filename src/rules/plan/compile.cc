#include <algorithm>
#include <set>

#include "base/text_util.h"
#include "rules/plan/plan.h"
#include "rules/plan/sets.h"

namespace licet::rules {

bool Bits::empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

bool Bits::inside(const Bits& other) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & ~other.words_[i]) != 0) return false;
  }
  return true;
}

bool Bits::disjoint(const Bits& other) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & other.words_[i]) != 0) return false;
  }
  return true;
}

Bits Bits::operator&(const Bits& other) const {
  Bits out;
  for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] = words_[i] & other.words_[i];
  return out;
}

Bits Bits::operator|(const Bits& other) const {
  Bits out;
  for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] = words_[i] | other.words_[i];
  return out;
}

Bits Bits::minus(const Bits& other) const {
  Bits out;
  for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] = words_[i] & ~other.words_[i];
  return out;
}

namespace {

// Verdicts of a set over the domain of a slot; what is in neither is unknown.
struct Verdicts {
  Bits yes;
  Bits no;
};

class Compiler {
 public:
  Compiler(const Law& law, Date day, Posture posture) : law_(law), posture_(posture), sets_(law, day) {
    plan_.day = day;
    constant_true_ = constant(Truth::kTrue);
    constant_false_ = constant(Truth::kFalse);
    for (const char* name : {"order", "leg", "item"}) reg(name);
    add_slots();
  }

  std::shared_ptr<const DayPlan> run() {
    if (const Decl* subject = law_.find("734.3/subject")) plan_.subject = statement(*subject);
    for (const Decl* rule : law_.all(DeclKind::kRule)) add_rule(*rule);
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) add_authorization(*authorization);
    return std::make_shared<const DayPlan>(std::move(plan_));
  }

 private:
  // ---- slots ----

  void add_slots() {
    const auto& facts = law_.schema().facts();
    for (std::size_t fact = 0; fact < facts.size(); ++fact) {
      const bool is_set = facts[fact].type == FactType::kSet;
      const std::vector<std::string> members = is_set ? facts[fact].values : std::vector<std::string>{""};
      for (const std::string& member : members) add_slot(static_cast<int>(fact), member);
    }
  }

  int add_slot(int fact, const std::string& member) {
    SlotInfo info;
    info.fact = fact;
    info.member = member;
    if (fact == kMarkFact) {
      info.anything.words = {"false", "true"};
    } else {
      info.anything = everything_possible(law_.schema().at(fact), law_.places());
    }
    info.domain = info.anything.words;
    if (info.anything.type == FactType::kCode) {
      info.domain = law_.codes_without_entry();
      info.domain.emplace_back("?");
    }
    const int slot = static_cast<int>(plan_.slots.size());
    plan_.slots.push_back(std::move(info));
    plan_.slot_of[{fact, member}] = slot;
    return slot;
  }

  const SlotInfo& slot_info(int slot) const { return plan_.slots[static_cast<std::size_t>(slot)]; }

  int reg(const std::string& name) {
    return plan_.registers.emplace(name, static_cast<int>(plan_.registers.size())).first->second;
  }

  // ---- nodes ----

  int add(PlanNode node) {
    plan_.nodes.push_back(std::move(node));
    return static_cast<int>(plan_.nodes.size()) - 1;
  }
  int constant(Truth value) {
    PlanNode node;
    node.constant = value;
    return add(std::move(node));
  }
  int unknown() { return constant(Truth::kUnknown); }
  int invert(int kid) {
    PlanNode node;
    node.op = PlanOp::kNot;
    node.kids = {kid};
    return add(std::move(node));
  }
  int join(bool is_and, std::vector<int> kids) {
    if (kids.empty()) return is_and ? constant_true_ : constant_false_;
    if (kids.size() == 1) return kids.front();
    PlanNode node;
    node.op = is_and ? PlanOp::kAnd : PlanOp::kOr;
    node.kids = std::move(kids);
    return add(std::move(node));
  }
  int choose(int condition, int then, int otherwise) {
    PlanNode node;
    node.op = PlanOp::kChoose;
    node.kids = {condition, then, otherwise};
    return add(std::move(node));
  }

  // ---- sets ----

  template <typename Test>
  Verdicts verdicts(const std::vector<std::string>& domain, Test test) const {
    Verdicts out;
    for (std::size_t i = 0; i < domain.size() && i < Bits::kMost; ++i) {
      const Truth value = test(domain[i]);
      if (value == Truth::kTrue) out.yes.set(i);
      if (value == Truth::kFalse) out.no.set(i);
    }
    return out;
  }

  // ---- conditions ----

  int condition(const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::kAnd:
      case ExprKind::kOr: {
        std::vector<int> kids;
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
  int quantifier(const Expr& expr, Inner inner, bool is_some) {
    const int the_list = list(*expr.kids[0]);
    if (the_list < 0) return is_some ? constant_false_ : constant_true_;
    PlanNode node;
    node.op = is_some ? PlanOp::kSome : PlanOp::kEvery;
    node.list = the_list;
    node.reg = reg(expr.text);
    node.kids = {inner(*expr.kids[1])};
    return add(std::move(node));
  }

  // A base list or a named one; -1 for a named one without a version on the day.
  int list(const Expr& expr) {
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

  PlanNode on_slot(PlanOp op, const Expr& path, const std::string& member = {}) {
    PlanNode node;
    node.op = op;
    node.entity_reg = reg(path.root);
    node.slot = plan_.slot_of.at({path.fact, member});
    return node;
  }

  template <typename Test>
  int finite(const Expr& path, Test test, const std::string& member = {}) {
    PlanNode node = on_slot(PlanOp::kFinite, path, member);
    const Verdicts found = verdicts(slot_info(node.slot).domain, test);
    node.yes = found.yes;
    node.no = found.no;
    return add(std::move(node));
  }

  static Truth is_true(const std::string& word) { return truth_of(word == "true"); }

  int atom(const Expr& expr) {
    if (expr.kind == ExprKind::kPath) return finite(expr, is_true);
    if (expr.kind == ExprKind::kHas) return has(expr);
    if (expr.kind == ExprKind::kIn && expr.kids[0]->kind == ExprKind::kPath) return membership(expr);
    if (expr.kind == ExprKind::kCompare) return compare(expr);
    return unknown();
  }

  int has(const Expr& expr) {
    std::vector<int> kids;
    for (const std::string& member : sets_.members(*expr.kids[1])) {
      if (plan_.slot_of.contains({expr.kids[0]->fact, member})) kids.push_back(finite(*expr.kids[0], is_true, member));
    }
    return join(false, std::move(kids));
  }

  int membership(const Expr& expr) {
    const Expr& path = *expr.kids[0];
    const FactDecl& fact = law_.schema().at(path.fact);
    if (fact.type == FactType::kCode) return code(path, *expr.kids[1]);
    if (fact.type == FactType::kNumber) return between(path, *expr.kids[1]);
    return finite(path, [&](const std::string& word) { return sets_.contains(*expr.kids[1], fact, word); });
  }

  int between(const Expr& path, const Expr& set) {
    if (set.kind != ExprKind::kInterval) return unknown();
    const auto low = sets_.figure(*set.kids[0]);
    const auto high = sets_.figure(*set.kids[1]);
    if (!low || !high) return unknown();
    return join(true, {number(path, CompareOp::kGreaterEqual, *low),
                       number(path, set.open_high ? CompareOp::kLess : CompareOp::kLessEqual, *high)});
  }

  int number(const Expr& path, CompareOp op, const Rational& limit) {
    PlanNode node = on_slot(PlanOp::kNumber, path);
    node.compare = op;
    node.limit = limit;
    return add(std::move(node));
  }

  int compare(const Expr& expr) {
    const Expr& left = *expr.kids[0];
    const Expr& right = *expr.kids[1];
    const FactDecl* fact = left.kind == ExprKind::kPath ? &law_.schema().at(left.fact) : nullptr;
    if (fact != nullptr && fact->type == FactType::kCode) {
      const int in = code(left, right);
      return expr.op == CompareOp::kNotEqual ? invert(in) : in;
    }
    if (fact != nullptr && fact->type == FactType::kNumber) {
      if (const auto limit = sets_.figure(right)) return number(left, expr.op, *limit);
    }
    if (fact != nullptr && fact->type != FactType::kNumber && right.kind != ExprKind::kPath)
      return equals(left, *fact, expr);
    PlanNode node;
    node.op = PlanOp::kFigures;
    node.figure = &expr;
    return add(std::move(node));
  }

  int equals(const Expr& path, const FactDecl& fact, const Expr& expr) {
    const std::string& wanted = expr.kids[1]->text;
    return finite(path, [&](const std::string& word) {
      return truth_of(sets_.same(fact, word, wanted) == (expr.op == CompareOp::kEqual));
    });
  }

  int code(const Expr& path, const Expr& set) {
    PlanNode node = on_slot(PlanOp::kCode, path);
    const FactDecl& fact = law_.schema().at(path.fact);
    const Verdicts found =
        verdicts(slot_info(node.slot).domain, [&](const std::string& word) { return sets_.contains(set, fact, word); });
    node.yes = found.yes;
    node.no = found.no;
    node.figure = &set;
    for (const Decl* entry : law_.all(DeclKind::kEntry)) {
      node.entries.emplace_back(statement(*entry), sets_.contains(set, fact, entry->name) == Truth::kTrue);
    }
    return add(std::move(node));
  }

  // ---- knowledge ----

  int known(const Expr& expr, bool want) {
    switch (expr.kind) {
      case ExprKind::kAnd:
      case ExprKind::kOr: {
        std::vector<int> kids;
        for (const ExprPtr& kid : expr.kids) kids.push_back(known(*kid, want));
        return join((expr.kind == ExprKind::kAnd) == want, std::move(kids));
      }
      case ExprKind::kNot:
        return known(*expr.kids[0], !want);
      case ExprKind::kSome:
      case ExprKind::kEvery:
        return quantifier(
            expr, [this, want](const Expr& inner) { return known(inner, want); },
            (expr.kind == ExprKind::kSome) == want);
      case ExprKind::kKnown:
        return want ? known(*expr.kids[0], true) : invert(known(*expr.kids[0], true));
      case ExprKind::kName: {
        const Version* version = expr.decl == nullptr ? nullptr : sets_.active(*expr.decl);
        return version == nullptr ? unknown() : known(*version->body, want);
      }
      default:
        return known_atom(expr, want);
    }
  }

  int known_atom(const Expr& expr, bool want) {
    const Expr& left = expr.kids.empty() ? expr : *expr.kids[0];
    const FactDecl* fact = left.kind == ExprKind::kPath ? &law_.schema().at(left.fact) : nullptr;
    if (fact == nullptr || fact->type == FactType::kNumber || fact->type == FactType::kCode) {
      const int plain = condition(expr);
      return want ? plain : invert(plain);
    }
    if (expr.kind == ExprKind::kHas) {
      std::vector<int> kids;
      for (const std::string& member : sets_.members(*expr.kids[1])) {
        if (plan_.slot_of.contains({left.fact, member})) kids.push_back(known_finite(left, is_true, want, member));
      }
      return join(!want, std::move(kids));
    }
    if (expr.kind == ExprKind::kIn) {
      return known_finite(
          left,
          [&](const std::string& word) { return truth_of(sets_.contains(*expr.kids[1], *fact, word) == Truth::kTrue); },
          want);
    }
    if (expr.kind == ExprKind::kCompare) {
      const std::string& wanted = expr.kids[1]->text;
      return known_finite(
          left,
          [&](const std::string& word) {
            return truth_of(sets_.same(*fact, word, wanted) == (expr.op == CompareOp::kEqual));
          },
          want);
    }
    return known_finite(left, is_true, want);
  }

  template <typename Test>
  int known_finite(const Expr& path, Test test, bool want, const std::string& member = {}) {
    PlanNode node = on_slot(PlanOp::kKnown, path, member);
    const Verdicts found = verdicts(slot_info(node.slot).domain, test);
    node.yes = want ? found.yes : found.no;
    node.want = want;
    return add(std::move(node));
  }

  // ---- statements ----

  int statement(const Decl& decl) {
    if (const auto found = statements_.find(&decl); found != statements_.end()) return found->second;
    std::ptrdiff_t newest = -1;
    for (std::size_t i = 0; i < decl.versions.size(); ++i) {
      if (decl.versions[i].from <= plan_.day) newest = static_cast<std::ptrdiff_t>(i);
    }
    const bool gap = decl.kind == DeclKind::kLet && sets_.active(decl) == nullptr;
    const int node = gap ? unknown() : version_node(decl, newest);
    statements_[&decl] = node;
    return node;
  }

  int version_node(const Decl& decl, std::ptrdiff_t index) {
    if (index < 0) return constant_false_;
    const Version& version = decl.versions[static_cast<std::size_t>(index)];
    if (version.until && *version.until <= plan_.day) return constant_false_;
    std::vector<int> covers;
    std::vector<int> falls_back;
    for (const Mark& mark : version.marks) {
      if (!is_active(mark)) continue;
      const int cover = mark_node(decl, version, mark);
      covers.push_back(cover);
      if (mark.falls_back) falls_back.push_back(cover);
    }
    std::vector<int> parts = {condition(*version.body)};
    for (const Decl* exception : version.except_decls) parts.push_back(invert(statement(*exception)));
    const int own = join(true, std::move(parts));
    if (covers.empty()) return own;
    const bool all_fall_back = covers.size() == falls_back.size();
    const int covered = join(false, covers);
    const int earlier = falls_back.empty() ? constant_false_ : version_node(decl, index - 1);
    if (all_fall_back) return choose(covered, earlier, own);
    return join(false, {join(true, {invert(covered), own}), join(true, {join(false, falls_back), earlier})});
  }

  bool is_active(const Mark& mark) const {
    if (mark.kind == MarkKind::kUnenforced && posture_ == Posture::kCodified) return false;
    if (mark.from && plan_.day < *mark.from) return false;
    return !mark.until || plan_.day < *mark.until;
  }

  int mark_node(const Decl& decl, const Version& version, const Mark& mark) {
    std::vector<int> parts;
    if (mark.when) parts.push_back(condition(*mark.when));
    if (mark.kind == MarkKind::kUnverified) parts.push_back(sleeps(decl, version));
    return join(true, std::move(parts));
  }

  // A reply settles whether an unverified mark sleeps; else it is a slot of the order.
  int sleeps(const Decl& decl, const Version& version) {
    for (const Decl* reply : law_.all(DeclKind::kReply)) {
      const bool speaks = !reply->targets.empty() && reply->targets.front() == &decl && *reply->from <= plan_.day;
      if (speaks) return reply->asleep ? constant_true_ : constant_false_;
    }
    const std::string name = concat(decl.qualified, "@", to_string(version.from));
    const auto found = plan_.slot_of.find({kMarkFact, name});
    const int slot = found == plan_.slot_of.end() ? add_slot(kMarkFact, name) : found->second;
    PlanNode node;
    node.op = PlanOp::kFinite;
    node.entity_reg = reg("order");
    node.slot = slot;
    node.no.set(0);
    node.yes.set(1);
    return add(std::move(node));
  }

  void add_rule(const Decl& rule) {
    PlanRule out;
    out.rule = &rule;
    for (const PerClause& clause : rule.per) {
      const int the_list = list(*clause.domain);
      if (the_list < 0) return;
      out.per.emplace_back(the_list, reg(clause.variable));
    }
    out.node = statement(rule);
    if (out.node == constant_false_) return;
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) {
      const auto& targets = authorization->targets;
      if (std::find(targets.begin(), targets.end(), &rule) != targets.end())
        out.authorizations.push_back(authorization);
    }
    plan_.rules.push_back(std::move(out));
  }

  void add_authorization(const Decl& authorization) {
    PlanAuthorization out;
    out.node = statement(authorization);
    for (const Decl* restriction : law_.all(DeclKind::kRestriction)) {
      const auto& targets = restriction->targets;
      const bool named = std::find(targets.begin(), targets.end(), &authorization) != targets.end();
      if (restriction->all_refs != named) out.restrictions.push_back(statement(*restriction));
    }
    plan_.authorizations[&authorization] = std::move(out);
  }

  const Law& law_;
  Posture posture_;
  SetReader sets_;
  DayPlan plan_;
  int constant_true_ = 0;
  int constant_false_ = 0;
  std::map<const Decl*, int> statements_;
};

void add_version_days(const Decl& decl, std::set<Date>& days) {
  for (const Version& version : decl.versions) {
    days.insert(version.from);
    if (version.until) days.insert(*version.until);
    for (const Mark& mark : version.marks) {
      if (mark.from) days.insert(*mark.from);
      if (mark.until) days.insert(*mark.until);
    }
  }
  for (const Gap& gap : decl.gaps) {
    days.insert(gap.from);
    if (gap.until) days.insert(*gap.until);
  }
  if (decl.from) days.insert(*decl.from);
  if (decl.until) days.insert(*decl.until);
}

}  // namespace

std::vector<Date> law_boundaries(const Law& law) {
  std::set<Date> days = {kFirstDay};
  for (const auto& tree : law.trees()) {
    for (const auto& decl : tree->decls) add_version_days(*decl, days);
  }
  for (const Date day : law.table_days()) days.insert(day);
  return {days.begin(), days.end()};
}

PlanStore::PlanStore(const Law& law) : law_(law), boundaries_(law_boundaries(law)) {}

std::shared_ptr<const DayPlan> PlanStore::on(Date day, Posture posture) {
  const auto after = std::upper_bound(boundaries_.begin(), boundaries_.end(), day);
  const std::pair<std::size_t, Posture> key{static_cast<std::size_t>(after - boundaries_.begin()), posture};
  const std::lock_guard<std::mutex> lock(mutex_);
  std::shared_ptr<const DayPlan>& plan = plans_[key];
  if (plan == nullptr) plan = Compiler(law_, day, posture).run();
  return plan;
}

}  // namespace licet::rules
