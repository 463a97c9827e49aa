#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text_util.h"
#include "rules/plan/plan.h"
#include "rules/plan/set_table.h"
#include "rules/plan/sets.h"
#include "rules/plan/standing_rows.h"

namespace licet::rules {

namespace {

constexpr std::size_t kNodes = 2'048;  // room for those of a day; more are made where they are needed

// Verdicts of a set over the domain of a slot; what is in neither is unknown.
struct Verdicts {
  Bits yes;
  Bits no;
};

// Which slots each rule reads, whatever the facts are.
class ReadsOf {
 public:
  explicit ReadsOf(DayPlan& plan) : plan_(plan), of_(plan.nodes.size()) {}

  void run() {
    // Nodes stand behind those that they read.
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) of_[i] = of_node(plan_.nodes[i]);
    if (plan_.subject >= 0) plan_.subject_reads = of(plan_.subject);
    plan_.shared_reads.resize(plan_.kept);
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      if (plan_.shared[i] >= 0) plan_.shared_reads[static_cast<std::size_t>(plan_.shared[i])] = of_[i];
    }
    for (const auto& [entry, node] : plan_.entries) plan_.entry_reads.push_back(of(node));
    plan_.lists_lines = std::any_of(plan_.lists.begin(), plan_.lists.end(), [](const PlanList& list) {
      return list.domain < 0 && (list.kind == EntityKind::kLeg || list.kind == EntityKind::kItem);
    });
    for (PlanRule& rule : plan_.rules) {
      rule.reads = of(rule.node);
      for (const auto& [list, reg] : rule.per) rule.reads = rule.reads | of_list(list);
      for (const PlanAuthorization& lift : rule.lifts) {
        rule.reads = rule.reads | of(lift.node);
        for (const int restriction : lift.restrictions) rule.reads = rule.reads | of(restriction);
      }
    }
  }

 private:
  const Bits& of(int node) const { return of_[static_cast<std::size_t>(node)]; }

  static void add_slot(int slot, Bits& out) {
    if (slot >= 0) out.set(reads_bit(slot));
  }

  Bits of_node(const PlanNode& node) const {
    Bits out;
    switch (node.op) {
      case PlanOp::kFinite:
      case PlanOp::kNumber:
      case PlanOp::kKnown:
      case PlanOp::kCode:
      case PlanOp::kLetter:
      case PlanOp::kDeclined:
      case PlanOp::kContent:
        add_slot(node.slot, out);
        break;
      case PlanOp::kFigures:
        add_figure(*node.figure, out);
        break;
      default:
        break;
    }
    for (const int kid : node.kids) out = out | of(kid);
    for (const auto& [entry, inside] : node.entries) out = out | of(entry);
    if (node.list >= 0) out = out | of_list(node.list);
    return out;
  }

  Bits of_list(int id) const {
    const PlanList& list = plan_.lists[static_cast<std::size_t>(id)];
    Bits out;
    add_slot(plan_.closing_slot[static_cast<std::size_t>(list.kind)], out);
    if (list.filter >= 0) out = out | of(list.filter);
    return list.domain >= 0 ? out | of_list(list.domain) : out;
  }

  void add_figure(const Expr& expr, Bits& out) const {
    if (expr.kind == ExprKind::kPath) {
      const auto slot = plan_.slot_of.find({expr.fact, std::string()});
      if (slot != plan_.slot_of.end()) add_slot(slot->second, out);
    }
    if (const auto total = plan_.totals.find(&expr); total != plan_.totals.end()) {
      if (total->second.list >= 0) out = out | of_list(total->second.list);
      if (total->second.where >= 0) out = out | of(total->second.where);
    }
    if (expr.kind == ExprKind::kName && expr.decl != nullptr) {
      for (const Version& version : expr.decl->versions) {
        if (version.body) add_figure(*version.body, out);
      }
    }
    for (const ExprPtr& kid : expr.kids) add_figure(*kid, out);
  }

  DayPlan& plan_;
  std::vector<Bits> of_;
};

class Compiler {
 public:
  Compiler(const Law& law, Date day, Posture posture)
      : law_(law), posture_(posture), sets_(law, day), table_(law, sets_, day), standing_(day) {
    plan_.day = day;
    plan_.nodes.reserve(kNodes);
    constant_true_ = constant(Truth::kTrue);
    constant_false_ = constant(Truth::kFalse);
    for (const char* name : {"order", "leg", "item"}) reg(name);
    add_slots();
  }

  std::shared_ptr<const DayPlan> run() {
    if (const Decl* subject = law_.find("734.3/subject")) plan_.subject = statement(*subject);
    for (const Decl* rule : law_.all(DeclKind::kRule)) add_rule(*rule, plan_.rules);
    for (const Decl* finding : law_.all(DeclKind::kFinding)) add_rule(*finding, plan_.findings);
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) add_authorization(*authorization);
    for (const Decl* entry : law_.all(DeclKind::kEntry)) {
      plan_.entries.emplace_back(entry, statement(*entry));
      std::vector<int>& slots = plan_.entry_figures.emplace_back();
      for (const int fact : sets_.figures_of(*entry)) slots.push_back(slot(fact));
    }
    if (const int fact = law_.schema().find("item.eccn"); fact >= 0) plan_.code_slot = slot(fact);
    const auto& codes = law_.codes_without_entry();
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (is_basket(codes[i])) plan_.baskets.set(i);
    }
    for (PlanRule& rule : plan_.rules) {
      for (const Decl* authorization : rule.authorizations)
        rule.lifts.push_back(plan_.authorizations.at(authorization));
    }
    searched_ = plan_.nodes.size();
    for (const Decl* duty : law_.all(DeclKind::kDuty)) add_told(*duty);
    for (const Decl* review : law_.all(DeclKind::kReview)) add_told(*review);
    plan_.shared = shared_nodes(plan_);
    plan_.leaning = leaning_nodes(plan_);
    add_steps();
    ReadsOf(plan_).run();
    return std::make_shared<const DayPlan>(std::move(plan_));
  }

 private:
  // ---- slots ----

  void add_slots() {
    const auto& facts = law_.schema().facts();
    for (std::size_t fact = 0; fact < facts.size(); ++fact) {
      plan_.first_slot.push_back(static_cast<int>(plan_.slots.size()));
      const bool is_set = facts[fact].type == FactType::kSet;
      const std::vector<std::string> members = is_set ? facts[fact].values : std::vector<std::string>{""};
      for (const std::string& member : members) add_slot(static_cast<int>(fact), member);
    }
    plan_.closing_slot.fill(-1);
    const auto closes = [this](EntityKind kind, std::string_view name) {
      const int fact = law_.schema().find(name);
      if (fact >= 0) plan_.closing_slot[static_cast<std::size_t>(kind)] = slot(fact);
    };
    closes(EntityKind::kParty, "order.parties_complete");
    closes(EntityKind::kFacility, "order.facilities_complete");
    closes(EntityKind::kComponent, "item.components_complete");
  }

  void add_steps() {
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      const PlanNode& node = plan_.nodes[i];
      PlanStep step;
      step.op = node.op;
      step.constant = node.constant;
      step.want = node.want;
      step.compare = node.compare;
      step.entity_reg = node.entity_reg;
      step.slot = node.slot;
      step.shared = plan_.shared[i];
      plan_.kept = std::max(plan_.kept, static_cast<std::size_t>(step.shared + 1));
      step.kids = static_cast<int>(plan_.kids.size());
      plan_.kids.insert(plan_.kids.end(), node.kids.begin(), node.kids.end());
      step.kids_end = static_cast<int>(plan_.kids.size());
      plan_.steps.push_back(step);
      int& finite_node = plan_.slots[static_cast<std::size_t>(node.slot)].finite_node;
      if (node.op == PlanOp::kFinite && finite_node == 0 && i < searched_) finite_node = static_cast<int>(i);
    }
  }

  int add_slot(int fact, const std::string& member) {
    SlotInfo info;
    info.fact = fact;
    info.member = member;
    if (fact < 0) {
      info.anything.words = {"false", "true"};
    } else {
      info.anything = everything_possible(law_.schema().at(fact), law_.places());
    }
    info.domain = info.anything.words;
    if (info.anything.type == FactType::kCode) {
      info.domain = law_.codes_without_entry();
      info.domain.emplace_back("?");
    }
    info.day = plan_.day;
    info.nothing = cell_of(info.anything, info, law_);
    if (fact >= 0 && law_.schema().at(fact).role == FactRole::kClaim) {  // unstated, it is not made
      info.nothing.bits = Bits();
      info.nothing.bits.set(0);
      info.nothing.single = 0;
    }
    const int slot = static_cast<int>(plan_.slots.size());
    plan_.slots.push_back(std::move(info));
    plan_.slot_of[{fact, member}] = slot;
    return slot;
  }

  // The slot of a fact, or of a member of a set fact.
  int slot(int fact, const std::string& member = {}) const {
    const bool plain = member.empty() && law_.schema().at(fact).type != FactType::kSet;
    return plain ? plan_.first_slot[static_cast<std::size_t>(fact)] : plan_.slot_of.at({fact, member});
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

  // `test`: of a word and its place in the domain.
  template <typename Test>
  Verdicts verdicts(const std::vector<std::string>& domain, Test test) const {
    Verdicts out;
    for (std::size_t i = 0; i < domain.size() && i < Bits::kMost; ++i) {
      const Truth value = test(i, domain[i]);
      if (value == Truth::kTrue) out.yes.set(i);
      if (value == Truth::kFalse) out.no.set(i);
    }
    return out;
  }

  // ---- conditions ----

  int condition(const Expr& expr) {
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

  int condition_node(const Expr& expr) {
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
    node.slot = slot(path.fact, member);
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

  static Truth is_true(std::size_t, const std::string& word) { return truth_of(word == "true"); }

  // What a set, or one word, says of each word that the fact of a path can have (of a code: the entries behind them).
  const SetTable::Words& words_of(const Expr& path) {
    const FactDecl& fact = law_.schema().at(path.fact);
    return table_.words_of(fact, slot_info(slot(path.fact)).domain);
  }
  std::vector<Truth> over(const Expr& path, const Expr& set) {
    return table_.over(set, law_.schema().at(path.fact), words_of(path));
  }
  std::vector<Truth> same(const Expr& path, const Expr& compare) {
    std::vector<Truth> out = table_.same(compare.kids[1]->text, law_.schema().at(path.fact), words_of(path));
    for (Truth& one : out) one = compare.op == CompareOp::kEqual ? one : !one;
    return out;
  }

  int atom(const Expr& expr) {
    if (expr.kind == ExprKind::kPath && law_.schema().at(expr.fact).role == FactRole::kContent) return content(expr);
    if (expr.kind == ExprKind::kPath) return finite(expr, is_true);
    if (expr.kind == ExprKind::kHas) return has(expr);
    if (expr.kind == ExprKind::kIn && expr.kids[0]->kind == ExprKind::kPath) return membership(expr);
    if (expr.kind == ExprKind::kIn && expr.kids[0]->kind == ExprKind::kTuple) return tuple(expr);
    if (expr.kind == ExprKind::kCompare) return compare(expr);
    return unknown();
  }

  // ---- tuples ----

  using Cells = SetTable::Cells;

  struct TuplePart {
    std::size_t column = 0;
    const Expr* path = nullptr;
  };

  int tuple(const Expr& expr) {
    const TupleTable* table = law_.table(expr.kids[1]->text);
    if (table == nullptr) return unknown();
    StandingRows::Rows rows;
    bool cut = false;
    std::vector<TuplePart> parts;
    const std::vector<ExprPtr>& kids = expr.kids[0]->kids;
    for (std::size_t i = 0; i < kids.size(); ++i) {
      if (kids[i]->kind == ExprKind::kPath) {
        parts.push_back(TuplePart{i, kids[i].get()});
        continue;
      }
      const auto bound = words_.find(kids[i]->root);
      reads_word_ = reads_word_ || bound != words_.end();
      const std::string& word = kids[i]->root.empty() || bound == words_.end() ? kids[i]->text : bound->second;
      if (cut) {
        std::erase_if(rows, [&](std::size_t row) { return table->rows[row][i] != word; });
      } else {
        rows = standing_.with(*table, i, word);
      }
      cut = true;
    }
    return rows_node(*table, cut ? rows : standing_.all(*table), parts);
  }

  // Like the rows of a table cut down by one fact after the other, the last part first.
  int rows_node(const TupleTable& table, const StandingRows::Rows& rows, std::vector<TuplePart> parts) {
    const auto said = [&](auto begin, auto end) {
      Truth value = Truth::kFalse;
      for (; begin != end; ++begin) value = either(value, standing_.says(table, *begin));
      return value;
    };
    if (parts.empty()) return constant(said(rows.begin(), rows.end()));
    const TuplePart part = parts.back();
    parts.pop_back();
    const auto cell = [&](std::size_t row) -> const std::string& { return table.rows[row][part.column]; };
    StandingRows::Rows sorted = rows;
    const auto before = [&](std::size_t a, std::size_t b) { return cell(a) < cell(b); };
    if (!std::is_sorted(rows.begin(), rows.end(), before)) std::stable_sort(sorted.begin(), sorted.end(), before);
    Cells cells;
    std::vector<int> kids;
    for (auto begin = sorted.begin(); begin != sorted.end();) {
      const auto end = std::find_if(begin, sorted.end(), [&](std::size_t row) { return cell(row) != cell(*begin); });
      if (parts.empty()) {
        cells.emplace_back(cell(*begin), said(begin, end));
      } else {
        const int own = cells_node(*part.path, {{cell(*begin), Truth::kTrue}});
        kids.push_back(join(true, {own, rows_node(table, {begin, end}, parts)}));
      }
      begin = end;
    }
    return parts.empty() ? cells_node(*part.path, cells) : join(false, std::move(kids));
  }

  // The value of the fact is one of the cells of a column. A code is held by its own cell, by the cells of the codes
  // above it and by patterns.
  int cells_node(const Expr& path, const Cells& cells) {
    const std::vector<Truth> held = table_.cells(cells, words_of(path));
    const auto test = [&](std::size_t i, const std::string&) { return held[i]; };
    if (law_.schema().at(path.fact).type != FactType::kCode) return finite(path, test);
    PlanNode node = on_slot(PlanOp::kCode, path);
    node.patterns.assign(cells.begin(), cells.end());
    if (cells.empty()) node.patterns.emplace_back("-", Truth::kFalse);
    return code_node(std::move(node), test);
  }

  // ---- content ----

  // As stated or fixed, else: would the component need a license if it were the item?
  int content(const Expr& path) {
    PlanNode node = on_slot(PlanOp::kContent, path);
    node.no.set(0);
    node.yes.set(1);
    if (content_kids_.empty()) {
      const bool read_word = reads_word_;
      content_ = true;
      for (const Decl* rule : law_.all(DeclKind::kRule)) {
        if (rule->counts_for_content) content_kids_.push_back(bound_rule(*rule, 0));
      }
      content_ = false;
      reads_word_ = read_word;
      if (content_kids_.empty()) content_kids_.push_back(constant_false_);
    }
    node.kids = content_kids_;
    return add(std::move(node));
  }

  // The rule for some way to bind its `per` clauses, as one node.
  int bound_rule(const Decl& rule, std::size_t clause) {
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
    return finite(path, [is = over(path, *expr.kids[1])](std::size_t i, const std::string&) { return is[i]; });
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
    if (left.kind == ExprKind::kName && !left.root.empty()) {  // `outcome`, which no plan knows
      reads_outcome_ = true;
      return unknown();
    }
    const FactDecl* fact = left.kind == ExprKind::kPath ? &law_.schema().at(left.fact) : nullptr;
    if (fact != nullptr && fact->type == FactType::kCode) {
      const int in = code(left, right);
      return expr.op == CompareOp::kNotEqual ? invert(in) : in;
    }
    if (fact != nullptr && fact->type == FactType::kNumber) {
      if (const auto limit = sets_.figure(right)) return number(left, expr.op, *limit);
    }
    if (fact != nullptr && fact->type != FactType::kNumber && right.kind != ExprKind::kPath) return equals(left, expr);
    PlanNode node;
    node.op = PlanOp::kFigures;
    node.figure = &expr;
    find_totals(expr);
    return add(std::move(node));
  }

  // Totals below a figure, also behind the names of definitions.
  void find_totals(const Expr& expr) {
    if (expr.kind == ExprKind::kTotal && !plan_.totals.contains(&expr)) {
      PlanTotal total;
      total.list = list(*expr.kids[1]);
      total.reg = reg(expr.text);
      if (expr.kids.size() > 2) total.where = condition(*expr.kids[2]);
      plan_.totals[&expr] = total;
    }
    if (expr.kind == ExprKind::kName && expr.decl != nullptr) {
      if (const Version* version = sets_.active(*expr.decl)) find_totals(*version->body);
    }
    for (const ExprPtr& kid : expr.kids) find_totals(*kid);
  }

  int equals(const Expr& path, const Expr& expr) {
    return finite(path, [is = same(path, expr)](std::size_t i, const std::string&) { return is[i]; });
  }

  int code(const Expr& path, const Expr& set) {
    PlanNode node = on_slot(PlanOp::kCode, path);
    node.figure = &set;
    return code_node(std::move(node), [is = over(path, set)](std::size_t i, const std::string&) { return is[i]; });
  }

  template <typename Test>
  int code_node(PlanNode node, Test test) {
    const Verdicts found = verdicts(slot_info(node.slot).domain, test);
    node.yes = found.yes;
    node.no = found.no;
    std::size_t place = slot_info(node.slot).domain.size();
    const std::vector<const Decl*>& entries = law_.all(DeclKind::kEntry);
    node.entries.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const bool holds = test(place++, entries[i]->name) == Truth::kTrue;
      (holds ? node.inside : node.outside).push_back(static_cast<int>(i));
      node.entries.emplace_back(entry_node(i), holds);
    }
    return add(std::move(node));
  }

  // The statement of an entry, by its number.
  int entry_node(std::size_t i) {
    std::vector<int>& made = entry_nodes_[content_ ? 1 : 0];
    if (i == made.size()) made.push_back(statement(*law_.all(DeclKind::kEntry)[i]));
    return made[i];
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
      // By a row that nobody could verify: it may be known to be in, and counts as not known to be in where the law
      // asks for what is outside.
      const auto inside = [is = over(left, *expr.kids[1]), want](std::size_t i, const std::string&) {
        return want ? is[i] : truth_of(is[i] == Truth::kTrue);
      };
      return known_finite(left, inside, want);
    }
    if (expr.kind == ExprKind::kCompare) {
      return known_finite(left, [is = same(left, expr)](std::size_t i, const std::string&) { return is[i]; }, want);
    }
    return known_finite(left, is_true, want);
  }

  template <typename Test>
  int known_finite(const Expr& path, Test test, bool want, const std::string& member = {}) {
    PlanNode node = on_slot(PlanOp::kKnown, path, member);
    const Verdicts found = verdicts(slot_info(node.slot).domain, test);
    node.yes = want ? found.yes : found.no;
    node.no = want ? found.no : found.yes;  // in neither: a row that nobody could verify
    node.want = want;
    return add(std::move(node));
  }

  // ---- statements ----

  int statement(const Decl& decl) {
    // Components are looked at as if they were subject to the EAR.
    if (content_ && decl.qualified == kSubjectLet) return constant_true_;
    const std::pair<const Decl*, bool> key{&decl, content_};
    if (const auto found = statements_.find(key); found != statements_.end()) return found->second;
    std::ptrdiff_t newest = -1;
    for (std::size_t i = 0; i < decl.versions.size(); ++i) {
      if (decl.versions[i].from <= plan_.day) newest = static_cast<std::ptrdiff_t>(i);
    }
    const bool gap = decl.kind == DeclKind::kLet && sets_.active(decl) == nullptr;
    const int node = gap ? unknown() : version_node(decl, newest);
    statements_[key] = node;
    return node;
  }

  // A rule that binds the addressee of a letter alone.
  int lettered(const Decl& rule) {
    if (!words_.empty()) statements_.erase({&rule, content_});  // it was made for another word
    const int own = statement(rule);
    if (rule.letter == nullptr || own == constant_false_) return own;
    const Decl& letter = *rule.letter;
    const bool over = letter.until && *letter.until <= plan_.day;
    if (over || (letter.from && plan_.day < *letter.from)) return constant_false_;
    const auto found = plan_.slot_of.find({kLetterFact, letter.qualified});
    PlanNode node;
    node.op = PlanOp::kLetter;
    node.entity_reg = reg("order");
    node.slot = found == plan_.slot_of.end() ? add_slot(kLetterFact, letter.qualified) : found->second;
    node.no.set(0);
    node.yes.set(1);
    return join(true, {add(std::move(node)), own});
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
    std::vector<int> parts;
    for (const std::string& path : version.documents) parts.push_back(invert(declined(path)));
    parts.push_back(condition(*version.body));
    for (const Decl* exception : version.except_decls) parts.push_back(invert(statement(*exception)));
    const int own = join(true, std::move(parts));
    if (covers.empty()) return own;
    const bool all_fall_back = covers.size() == falls_back.size();
    const int covered = join(false, covers);
    const int earlier = falls_back.empty() ? constant_false_ : version_node(decl, index - 1);
    if (all_fall_back) return choose(covered, earlier, own);
    return join(false, {join(true, {invert(covered), own}), join(true, {join(false, falls_back), earlier})});
  }

  int declined(const std::string& path) {
    PlanNode node;
    node.op = PlanOp::kDeclined;
    node.entity_reg = reg("order");
    node.slot = slot(law_.schema().find(path));
    return add(std::move(node));
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

  // Words are bound here, one rule of the plan for each.
  void add_rule(const Decl& rule, std::vector<PlanRule>& to, std::size_t clause = 0, PlanRule out = {}) {
    out.rule = &rule;
    for (; clause < rule.per.size(); ++clause) {
      const PerClause& per = rule.per[clause];
      if (per.words) {
        for (const std::string& word : sets_.members(*per.domain)) {
          words_[per.variable] = word;
          PlanRule one = out;
          one.words.push_back(word);
          add_rule(rule, to, clause + 1, std::move(one));
        }
        words_.erase(per.variable);
        return;
      }
      const int the_list = list(*per.domain);
      if (the_list < 0) return;
      out.per.emplace_back(the_list, reg(per.variable));
    }
    out.node = lettered(rule);
    if (out.node == constant_false_) return;
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) {
      const auto& targets = authorization->targets;
      if (std::find(targets.begin(), targets.end(), &rule) != targets.end())
        out.authorizations.push_back(authorization);
    }
    to.push_back(std::move(out));
  }

  // What makes no requirement and is told beside them: its conditions are all that is asked of it.
  void add_told(const Decl& decl) {
    std::vector<PlanRule> none;
    add_rule(decl, none);
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
  SetTable table_;
  StandingRows standing_;
  DayPlan plan_;
  int constant_true_ = 0;
  int constant_false_ = 0;
  std::map<std::pair<const Decl*, bool>, int> statements_;
  std::map<std::string, std::string> words_;     // bound by `per`, while a rule is made
  std::array<std::vector<int>, 2> entry_nodes_;  // by entry: its node, and that for a component as item
  std::size_t searched_ = 0;                     // nodes that a search can read; behind them those of what is told
  bool reads_word_ = false;                      // the condition that is being made reads one of them
  bool reads_outcome_ = false;                   // it reads what the order comes to
  bool content_ = false;                         // statements are made for a component as item
  std::vector<int> content_kids_;
};

void add_version_days(const Decl& decl, std::vector<Date>& days) {
  for (const Version& version : decl.versions) {
    days.push_back(version.from);
    if (version.until) days.push_back(*version.until);
    for (const Mark& mark : version.marks) {
      if (mark.from) days.push_back(*mark.from);
      if (mark.until) days.push_back(*mark.until);
    }
  }
  for (const Gap& gap : decl.gaps) {
    days.push_back(gap.from);
    if (gap.until) days.push_back(*gap.until);
  }
  if (decl.from) days.push_back(*decl.from);
  if (decl.until) days.push_back(*decl.until);
}

}  // namespace

int ConditionNodes::find(const Expr& condition, const BoundWords& words) const {
  if (const auto found = nodes_.find(&condition); found != nodes_.end()) return found->second;
  if (words.empty()) return -1;
  const auto found = by_words_.find(&condition);
  if (found == by_words_.end()) return -1;
  for (const auto& [bound, node] : found->second) {
    if (std::is_permutation(bound.begin(), bound.end(), words.begin(), words.end())) return node;
  }
  return -1;
}

std::vector<Date> law_boundaries(const Law& law) {
  std::vector<Date> days = law.table_days();
  days.push_back(kFirstDay);
  for (const auto& tree : law.trees()) {
    for (const auto& decl : tree->decls) add_version_days(*decl, days);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

PlanStore::PlanStore(const Law& law) : law_(law), boundaries_(law_boundaries(law)) {}

std::size_t PlanStore::epoch(Date day) const {
  return static_cast<std::size_t>(std::upper_bound(boundaries_.begin(), boundaries_.end(), day) - boundaries_.begin());
}

std::shared_ptr<const DayPlan> PlanStore::on(Date day, Posture posture) {
  const std::pair<std::size_t, Posture> key{epoch(day), posture};
  const std::lock_guard<std::mutex> lock(mutex_);
  std::shared_ptr<const DayPlan>& plan = plans_[key];
  if (plan == nullptr) plan = Compiler(law_, day, posture).run();
  return plan;
}

}  // namespace licet::rules
