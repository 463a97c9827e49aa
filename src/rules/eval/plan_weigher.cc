// Runs the plans of the legs' days over numbered slots. Each entity has one cell a slot; a case is copied into cells
// once, an assignment changes some of them and is undone. Must agree with the reference evaluator:
// plan_weigher_test.cc.
#include <algorithm>
#include <deque>
#include <functional>
#include <map>

#include "base/text_util.h"
#include "rules/eval/reference_weigher.h"
#include "rules/plan/plan.h"
#include "rules/plan/sets.h"

namespace licet::rules {

namespace {

// What one fact of one entity can still be.
struct Cell {
  Bits bits;        // finite facts: values left, by number in the slot's domain
  Interval number;  // figures
  Answer answer = Answer::kValue;
  bool asked = false;
  bool not_known = false;
  bool anything = false;                   // texts and codes that nobody stated
  std::string stated;                      // a stated code or text, which need not be in the domain
  const Assumption* assumption = nullptr;  // what filled it
  bool noted = false;                      // that the assumption was read
};

// An unknown that an evaluation met: its cells are made only if they are wanted.
struct Met {
  int entity = 0;
  int slot = 0;
  int node = 0;
  bool operator==(const Met& other) const { return entity == other.entity && slot == other.slot; }
};

constexpr std::size_t kRegisters = 64;

// The state of the order under the plan of one day.
class DayState {
 public:
  DayState(std::shared_ptr<const DayPlan> plan, const Law& law, const Case& order, const Decl* profile,
           const std::set<std::string>& off)
      : plan_(std::move(plan)), law_(law), case_(order), profile_(profile), off_(off), sets_(law, plan_->day) {
    LICET_CHECK(plan_->registers.size() <= kRegisters);
    registers_.fill(0);
    cells_.resize(order.entities.size(), std::vector<Cell*>(plan_->slots.size(), nullptr));
    nothing_.resize(plan_->slots.size(), nullptr);
  }

  void bind_line(int leg, int item) {
    registers_[1] = leg;
    registers_[2] = item;
    met_.clear();
    ++weighing_;
  }

  const DayPlan& plan() const { return *plan_; }
  std::vector<Met>& met() { return met_; }
  const std::set<AssumptionUse>& used() const { return used_; }

  // ---- evaluation ----

  Truth eval(int id) {
    const int shared = plan_->shared[static_cast<std::size_t>(id)];
    return shared < 0 ? eval_node(id) : eval_shared(id, static_cast<std::size_t>(shared));
  }

  Truth eval_node(int id) {
    const PlanNode& node = plan_->nodes[static_cast<std::size_t>(id)];
    switch (node.op) {
      case PlanOp::kConstant:
        return node.constant;
      case PlanOp::kAnd:
        return junction(node, true);
      case PlanOp::kOr:
        return junction(node, false);
      case PlanOp::kNot:
        return !eval(node.kids[0]);
      case PlanOp::kChoose:
        return choose(node);
      case PlanOp::kFinite:
        return finite(id, node);
      case PlanOp::kNumber:
        return number(id, node);
      case PlanOp::kFigures:
        return figures(node);
      case PlanOp::kKnown:
        return known(id, node);
      case PlanOp::kCode:
        return code(id, node);
      case PlanOp::kSome:
        return quantifier(id, node, true);
      case PlanOp::kEvery:
        return quantifier(id, node, false);
      case PlanOp::kLetter:
        return finite(id, node);
      case PlanOp::kDeclined:
        return truth_of(cell_at(0, node.slot).asked && !cell_at(0, node.slot).bits.test(1));
      case PlanOp::kContent:
        return content(id, node);
    }
    return Truth::kUnknown;
  }

  struct Element {
    int entity = 0;
    Truth member = Truth::kTrue;
    bool unnamed = false;
  };

  // `occurrence` tells the unnamed elements of different quantifiers apart.
  void elements(int list_id, int occurrence, std::vector<Element>& out) {
    const PlanList& list = plan_->lists[static_cast<std::size_t>(list_id)];
    if (list.domain >= 0) {
      std::vector<Element> all;
      elements(list.domain, occurrence, all);
      int& reg = registers_[static_cast<std::size_t>(list.reg)];
      const int before = reg;
      for (Element element : all) {
        reg = element.entity;
        element.member = both(element.member, eval(list.filter));
        if (element.member != Truth::kFalse) out.push_back(element);
      }
      reg = before;
      return;
    }
    for (const int id : base_list(list.kind)) out.push_back(Element{id, Truth::kTrue, false});
    const Truth is_closed = closed(list.kind);
    if (is_closed != Truth::kTrue) out.push_back(Element{unnamed(occurrence, list.kind), !is_closed, true});
  }

  int& register_of(int reg) { return registers_[static_cast<std::size_t>(reg)]; }

  // ---- assignments ----

  // Sets the cells that an assignment fixes; `undo` gives them back.
  void apply(const Assignment& assignment) {
    for (const auto& [variable, possible] : assignment) {
      const auto slot = plan_->slot_of.find({variable.fact, variable.member});
      if (slot == plan_->slot_of.end() || static_cast<std::size_t>(variable.entity) >= cells_.size()) continue;
      Cell& cell = raw_cell(variable.entity, slot->second);
      saved_.emplace_back(&cell, std::move(cell));
      cell = cell_of(possible, plan_->slots[static_cast<std::size_t>(slot->second)]);
    }
  }

  void undo() {
    for (auto it = saved_.rbegin(); it != saved_.rend(); ++it) *it->first = std::move(it->second);
    saved_.clear();
  }

  // The unknown with the cells that the atom tells apart.
  Split split_of(const Met& met) {
    const PlanNode& node = plan_->nodes[static_cast<std::size_t>(met.node)];
    const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(met.slot)];
    Cell cell = raw_cell(met.entity, met.slot);
    Split out;
    out.variable = Variable{met.entity, slot.fact, slot.member};
    if (node.op == PlanOp::kCode && !cell.stated.empty()) open_below(cell, slot);
    std::vector<Cell> cells;
    if (node.op == PlanOp::kNumber) {
      cells = number_cells(node, cell);
    } else if (node.op == PlanOp::kKnown) {
      cells = known_cells(node, cell);
    } else {
      cells = finite_cells(node, cell, slot);
    }
    for (const Cell& one : cells) {
      const bool empty = slot.anything.type == FactType::kNumber ? one.number.is_empty() : one.bits.empty();
      if (!empty) out.cells.push_back(possible_of(one, slot));
    }
    return out;
  }

  const Entity& entity(int id) const {
    const std::size_t named = case_.entities.size();
    return static_cast<std::size_t>(id) < named ? case_.entity(id) : unnamed_[static_cast<std::size_t>(id) - named];
  }

 private:
  // ---- cells ----

  // The cell of an entity, made when it is first read. Cells stay where they are.
  Cell& raw_cell(int entity_id, int slot_id) {
    Cell*& cell = cells_[static_cast<std::size_t>(entity_id)][static_cast<std::size_t>(slot_id)];
    if (cell != nullptr) return *cell;
    const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(slot_id)];
    const Entity& owner = entity(entity_id);
    const bool mine = slot.fact < 0 ? owner.kind == EntityKind::kOrder : law_.schema().belongs(slot.fact, owner.kind);
    cell = &made_.emplace_back(mine ? first_cell(owner, slot_id) : Cell());
    return *cell;
  }

  Cell first_cell(const Entity& entity, int slot_id) {
    const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(slot_id)];
    if (slot.fact != kMarkFact) {
      const auto found = entity.facts.find({slot.fact, slot.member});
      if (found != entity.facts.end()) return cell_of(found->second, slot);
      const bool absent = !slot.member.empty() && std::find(entity.closed_sets.begin(), entity.closed_sets.end(),
                                                            slot.fact) != entity.closed_sets.end();
      if (absent) {
        Possible no = slot.anything;
        no.words = {"false"};
        no.answer = Answer::kValue;
        no.asked = true;
        return cell_of(no, slot);
      }
    }
    Cell*& nothing = nothing_[static_cast<std::size_t>(slot_id)];
    if (nothing == nullptr) nothing = &made_.emplace_back(cell_of_nothing(slot));
    return *nothing;
  }

  // Where nothing is stated.
  Cell cell_of_nothing(const SlotInfo& slot) const {
    Cell cell = cell_of(slot.anything, slot);
    if (slot.fact < 0) return cell;
    if (law_.schema().at(slot.fact).role == FactRole::kClaim) {
      cell.bits = Bits();
      cell.bits.set(0);
    } else {
      assume(slot, cell);
    }
    return cell;
  }

  static Cell cell_of(const Possible& possible, const SlotInfo& slot) {
    Cell cell;
    cell.number = possible.number;
    cell.answer = possible.answer;
    cell.asked = possible.asked;
    cell.not_known = possible.not_known;
    cell.anything = possible.anything;
    const bool is_text = possible.type == FactType::kText || possible.type == FactType::kCode;
    if (is_text && possible.words.size() == 1 && !possible.anything) cell.stated = possible.words.front();
    if (possible.anything) {
      for (std::size_t i = 0; i < slot.domain.size(); ++i) cell.bits.set(i);
    }
    // Words mostly stand in the order of the domain.
    auto next = slot.domain.begin();
    for (const std::string& word : possible.words) {
      auto found = std::find(next, slot.domain.end(), word);
      if (found == slot.domain.end()) found = std::find(slot.domain.begin(), slot.domain.end(), word);
      if (found == slot.domain.end()) continue;
      cell.bits.set(static_cast<std::size_t>(found - slot.domain.begin()));
      next = found + 1;
    }
    return cell;
  }

  static Possible possible_of(const Cell& cell, const SlotInfo& slot) {
    Possible out = slot.anything;
    out.number = cell.number;
    out.answer = cell.answer;
    out.asked = cell.asked;
    out.not_known = cell.not_known;
    out.anything = false;
    out.words.clear();
    for (std::size_t i = 0; i < slot.domain.size(); ++i) {
      if (cell.bits.test(i)) out.words.push_back(slot.domain[i]);
    }
    return out;
  }

  // Fills a cell as the first fitting assumption of the profile says.
  void assume(const SlotInfo& slot, Cell& cell) const {
    if (profile_ == nullptr || !law_.schema().at(slot.fact).profile_may_set) return;
    for (const Assumption& assumption : profile_->assumptions) {
      if (off_.contains(assumption.name)) continue;
      const Expr& condition = *assumption.condition;
      const bool denies = condition.kind == ExprKind::kNot && condition.kids[0]->kind == ExprKind::kKnown;
      const Expr& atom = denies ? *condition.kids[0]->kids[0] : condition;
      const Expr& path = atom.kids.empty() ? atom : *atom.kids[0];
      if (path.kind != ExprKind::kPath || path.fact != slot.fact) continue;
      if (atom.kind == ExprKind::kHas) {
        const std::vector<std::string> members = sets_.members(*atom.kids[1]);
        if (std::find(members.begin(), members.end(), slot.member) == members.end()) continue;
      }
      cell.assumption = &assumption;
      if (denies) {
        cell.not_known = true;
        return;
      }
      Possible filled = slot.anything;
      filled.words = {atom.kind == ExprKind::kCompare ? atom.kids[1]->text : "true"};
      filled.answer = Answer::kValue;
      const Cell value = cell_of(filled, slot);
      cell.bits = value.bits;
      cell.answer = value.answer;
      return;
    }
  }

  Cell& cell_at(int entity_id, int slot) {
    Cell& cell = raw_cell(entity_id, slot);
    if (cell.assumption != nullptr && !cell.noted) {
      cell.noted = true;
      const SlotInfo& info = plan_->slots[static_cast<std::size_t>(slot)];
      used_.insert(AssumptionUse{cell.assumption, profile_, Variable{entity_id, info.fact, info.member}});
    }
    return cell;
  }

  void meet(int entity_id, int slot, int node) {
    const Met met{entity_id, slot, node};
    if (std::find(met_.begin(), met_.end(), met) == met_.end()) met_.push_back(met);
  }

  // ---- nodes ----

  // The value of a shared node with the unknowns that it met, kept while one line is weighed.
  struct Kept {
    std::uint32_t weighing = 0;
    int item = 0;
    Truth value = Truth::kUnknown;
    std::vector<Met> met;
  };

  Truth eval_shared(int id, std::size_t shared) {
    if (kept_.size() <= shared) kept_.resize(shared + 1);
    if (kept_[shared].weighing != weighing_ || kept_[shared].item != registers_[2]) {
      std::vector<Met> outer;
      outer.swap(met_);
      const Truth value = eval_node(id);  // may keep others, and move them
      outer.swap(met_);
      kept_[shared] = Kept{weighing_, registers_[2], value, std::move(outer)};
    }
    for (const Met& met : kept_[shared].met) meet(met.entity, met.slot, met.node);
    return kept_[shared].value;
  }

  Truth junction(const PlanNode& node, bool is_and) {
    const Truth decides = truth_of(!is_and);
    const std::size_t mark = met_.size();
    Truth value = !decides;
    for (const int kid : node.kids) {
      const Truth next = eval(kid);
      if (next == decides) {
        met_.resize(mark);
        return decides;
      }
      value = is_and ? both(value, next) : either(value, next);
    }
    return value;
  }

  Truth choose(const PlanNode& node) {
    const std::size_t mark = met_.size();
    const Truth condition = eval(node.kids[0]);
    if (condition != Truth::kUnknown) {
      met_.resize(mark);
      return eval(node.kids[condition == Truth::kTrue ? 1 : 2]);
    }
    const Truth then = eval(node.kids[1]);
    const Truth otherwise = eval(node.kids[2]);
    if (then != otherwise || then == Truth::kUnknown) return Truth::kUnknown;
    met_.resize(mark);
    return then;
  }

  Truth finite(int id, const PlanNode& node) {
    const int entity_id = registers_[static_cast<std::size_t>(node.entity_reg)];
    const Cell& cell = cell_at(entity_id, node.slot);
    if (cell.anything) return Truth::kUnknown;
    if (cell.bits.inside(node.yes)) return Truth::kTrue;
    if (cell.bits.inside(node.no)) return Truth::kFalse;
    // Nothing can be told apart if every value left is open.
    if (!cell.bits.disjoint(node.yes) || !cell.bits.disjoint(node.no)) meet(entity_id, node.slot, id);
    return Truth::kUnknown;
  }

  Truth number(int id, const PlanNode& node) {
    const int entity_id = registers_[static_cast<std::size_t>(node.entity_reg)];
    const Cell& cell = cell_at(entity_id, node.slot);
    const Truth value = holds_for(cell.number, node.compare, node.limit);
    if (value == Truth::kUnknown) meet(entity_id, node.slot, id);
    return value;
  }

  Truth known(int id, const PlanNode& node) {
    const int entity_id = registers_[static_cast<std::size_t>(node.entity_reg)];
    const Cell& cell = cell_at(entity_id, node.slot);
    if (cell.answer == Answer::kUnknowable) return Truth::kFalse;
    if (cell.anything) return Truth::kUnknown;
    if (cell.bits.disjoint(node.yes)) return Truth::kFalse;
    if (node.want && cell.not_known) return Truth::kFalse;
    if (cell.answer == Answer::kValue && cell.bits.inside(node.yes)) return Truth::kTrue;
    meet(entity_id, node.slot, id);
    return Truth::kUnknown;
  }

  Truth code(int id, const PlanNode& node) {
    const int entity_id = registers_[static_cast<std::size_t>(node.entity_reg)];
    const Cell& cell = cell_at(entity_id, node.slot);
    const bool settled = !cell.stated.empty();
    const std::size_t mark = met_.size();
    Truth by_entry = Truth::kFalse;
    Truth finer = Truth::kFalse;
    bool elsewhere = false;
    const int item_before = registers_[2];
    registers_[2] = entity_id;
    const auto& decls = law_.all(DeclKind::kEntry);
    // Entries outside the set matter to a stated basket (no category digit) alone.
    const bool basket = settled && (cell.stated.front() < '0' || cell.stated.front() > '9');
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      if (!node.entries[i].second && !basket) continue;
      const Truth value = eval(node.entries[i].first);
      if (!node.entries[i].second) {
        elsewhere = elsewhere || value == Truth::kTrue;
        continue;
      }
      by_entry = either(by_entry, value);
      if (settled && pattern_holds(cell.stated, decls[i]->name)) finer = either(finer, value);
    }
    registers_[2] = item_before;
    if (by_entry == Truth::kTrue) {
      met_.resize(mark);
      return Truth::kTrue;
    }
    if (settled) return stated_code(id, node, entity_id, cell.stated, elsewhere, finer, mark);
    const Truth possible = cell.bits.inside(node.yes)  ? Truth::kTrue
                           : cell.bits.inside(node.no) ? Truth::kFalse
                                                       : Truth::kUnknown;
    if (possible == Truth::kUnknown && (!cell.bits.disjoint(node.yes) || !cell.bits.disjoint(node.no)))
      meet(entity_id, node.slot, id);
    return either(by_entry, possible);
  }

  Truth stated_code(int id, const PlanNode& node, int entity_id, const std::string& stated, bool elsewhere, Truth finer,
                    std::size_t mark) {
    const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(node.slot)];
    const FactDecl& fact = law_.schema().at(slot.fact);
    const Truth named =
        node.patterns.empty() ? sets_.contains(*node.figure, fact, stated) : sets_.among(node.patterns, fact, stated);
    if (named == Truth::kTrue) {
      met_.resize(mark);
      return truth_of((stated.front() >= '0' && stated.front() <= '9') || !elsewhere);
    }
    if (finer != Truth::kUnknown) met_.resize(mark);
    if (finer == Truth::kTrue) return finer;
    return either(either(finer, named), below_code(node, slot, stated, named, entity_id, id));
  }

  // The stated code is more general than others that no entry tests: may it be one of them?
  Truth below_code(const PlanNode& node, const SlotInfo& slot, const std::string& stated, Truth named, int entity_id,
                   int id) {
    bool any_yes = false;
    bool any_no = false;
    bool any_open = false;
    for (const std::string& code : law_.codes_below(stated)) {
      const std::size_t i = place_of_code(slot, code);
      any_yes = any_yes || node.yes.test(i);
      any_no = any_no || node.no.test(i);
      any_open = any_open || (!node.yes.test(i) && !node.no.test(i));
    }
    if (!any_yes && !any_open) return named;
    if (any_yes && !any_no && !any_open) return Truth::kTrue;
    if (any_yes || any_no) meet(entity_id, node.slot, id);
    return Truth::kUnknown;
  }

  // As stated or fixed, else: does some rule that counts for content hold with the component as item?
  Truth content(int id, const PlanNode& node) {
    const int component = registers_[static_cast<std::size_t>(node.entity_reg)];
    const Cell& cell = cell_at(component, node.slot);
    if (cell.bits.inside(node.yes)) return Truth::kTrue;
    if (cell.bits.inside(node.no)) return Truth::kFalse;
    const std::size_t mark = met_.size();
    const int item_before = registers_[2];
    registers_[2] = component;
    const Truth value = junction(node, false);
    registers_[2] = item_before;
    if (value != Truth::kUnknown) met_.resize(mark);
    if (value == Truth::kUnknown && met_.size() == mark) meet(component, node.slot, id);
    return value;
  }

  Truth quantifier(int id, const PlanNode& node, bool is_some) {
    const Truth decides = truth_of(is_some);
    const std::size_t mark = met_.size();
    std::vector<Element> all;
    elements(node.list, id, all);
    int& reg = registers_[static_cast<std::size_t>(node.reg)];
    const int before = reg;
    Truth value = !decides;
    for (const Element& element : all) {
      reg = element.entity;
      const Truth inner = eval(node.kids[0]);
      const Truth next = is_some ? both(element.member, inner) : either(!element.member, inner);
      value = is_some ? either(value, next) : both(value, next);
      if (value == decides) {
        met_.resize(mark);
        break;
      }
    }
    reg = before;
    return value;
  }

  // ---- figures that are no slot against a limit ----

  Truth figures(const PlanNode& node) {
    const Expr& left = *node.figure->kids[0];
    const Expr& right = *node.figure->kids[1];
    if (left.kind == ExprKind::kPath && law_.schema().at(left.fact).type != FactType::kNumber)
      return words(left, right, node.figure->op);
    return holds_for(add(figure(left), negate(figure(right))), node.figure->op, Rational(0));
  }

  Cell& cell_of_path(const Expr& path) {
    const auto reg = plan_->registers.find(path.root);
    const int entity_id = reg == plan_->registers.end() ? 0 : registers_[static_cast<std::size_t>(reg->second)];
    return cell_at(entity_id, plan_->slot_of.at({path.fact, std::string()}));
  }

  // Two facts with words: decided where both are single.
  Truth words(const Expr& left, const Expr& right, CompareOp op) {
    if (right.kind != ExprKind::kPath) return Truth::kUnknown;
    const FactDecl& fact = law_.schema().at(left.fact);
    const Possible a = possible_of(
        cell_of_path(left), plan_->slots[static_cast<std::size_t>(plan_->slot_of.at({left.fact, std::string()}))]);
    const Possible b = possible_of(
        cell_of_path(right), plan_->slots[static_cast<std::size_t>(plan_->slot_of.at({right.fact, std::string()}))]);
    if (b.words.size() != 1) return Truth::kUnknown;
    Truth value = Truth::kUnknown;
    for (std::size_t i = 0; i < a.words.size(); ++i) {
      const Truth one = truth_of(sets_.same(fact, a.words[i], b.words.front()) == (op == CompareOp::kEqual));
      if (i > 0 && one != value) return Truth::kUnknown;
      value = one;
    }
    return value;
  }

  Interval figure(const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::kNumber:
        return Interval::point(*sets_.figure(expr));
      case ExprKind::kName: {
        const Version* version = expr.decl == nullptr ? nullptr : sets_.active(*expr.decl);
        return version == nullptr ? Interval::everything() : figure(*version->body);
      }
      case ExprKind::kTotal:
        return total(expr);
      case ExprKind::kPath:
        return cell_of_path(expr).number;
      case ExprKind::kAdd:
        return add(figure(*expr.kids[0]), figure(*expr.kids[1]));
      case ExprKind::kSubtract:
        return add(figure(*expr.kids[0]), negate(figure(*expr.kids[1])));
      case ExprKind::kMultiply:
        return multiply(figure(*expr.kids[0]), figure(*expr.kids[1]));
      case ExprKind::kDivide:
        return divide(figure(*expr.kids[0]), figure(*expr.kids[1]));
      case ExprKind::kMin:
      case ExprKind::kMax: {
        std::vector<Interval> all;
        for (const ExprPtr& kid : expr.kids) all.push_back(figure(*kid));
        return least_or_most(all, expr.kind == ExprKind::kMin);
      }
      default:
        return Interval::everything();
    }
  }

  // What surely counts and what may count of the elements' figures.
  Interval total(const Expr& expr) {
    const PlanTotal& plan = plan_->totals.at(&expr);
    Interval sum = Interval::point(Rational(0));
    if (plan.list < 0) return sum;
    std::vector<Element> all;
    elements(plan.list, -1'000'000 - plan.list, all);
    int& reg = registers_[static_cast<std::size_t>(plan.reg)];
    const int before = reg;
    for (const Element& element : all) {
      reg = element.entity;
      const Truth counts = both(element.member, plan.where < 0 ? Truth::kTrue : eval(plan.where));
      if (counts == Truth::kFalse) continue;
      Interval one = figure(*expr.kids[0]);
      if (counts == Truth::kUnknown) one.low = Rational(0);
      sum = add(sum, one);
    }
    reg = before;
    return sum;
  }

  // ---- lists ----

  const std::vector<int>& base_list(EntityKind kind) const {
    switch (kind) {
      case EntityKind::kFacility:
        return case_.facilities;
      case EntityKind::kLeg:
        return case_.legs;
      case EntityKind::kItem:
        return case_.items;
      case EntityKind::kComponent:
        return entity(registers_[2]).components;
      default:
        return case_.parties;
    }
  }

  Truth closed(EntityKind kind) {
    const char* name = kind == EntityKind::kParty       ? "order.parties_complete"
                       : kind == EntityKind::kFacility  ? "order.facilities_complete"
                       : kind == EntityKind::kComponent ? "item.components_complete"
                                                        : nullptr;
    const int fact = name == nullptr ? -1 : law_.schema().find(name);
    if (fact < 0) return Truth::kTrue;
    const int owner = kind == EntityKind::kComponent ? registers_[2] : 0;
    const int slot = plan_->slot_of.at({fact, std::string()});
    const Cell& cell = cell_at(owner, slot);
    if (kind != EntityKind::kParty && !cell.asked) return truth_of(!base_list(kind).empty());
    const bool may_be_true = cell.bits.test(1);
    const bool may_be_false = cell.bits.test(0);
    if (may_be_true && may_be_false) meet(owner, slot, closing_node(slot));
    return may_be_true ? (may_be_false ? Truth::kUnknown : Truth::kTrue) : Truth::kFalse;
  }

  // A node that tells true and false of a slot apart, for splits: any will do.
  int closing_node(int slot) const {
    for (std::size_t i = 0; i < plan_->nodes.size(); ++i) {
      if (plan_->nodes[i].op == PlanOp::kFinite && plan_->nodes[i].slot == slot) return static_cast<int>(i);
    }
    return 0;  // a constant: split_of then takes the two values apart
  }

  int unnamed(int occurrence, EntityKind kind) {
    std::vector<int> key(registers_.begin(), registers_.begin() + static_cast<std::ptrdiff_t>(plan_->registers.size()));
    key.push_back(occurrence);
    const int next = static_cast<int>(case_.entities.size() + unnamed_.size());
    const auto [found, added] = unnamed_ids_.emplace(std::move(key), next);
    if (added) {
      Entity entity;
      entity.kind = kind;
      entity.label = concat("a ", to_string(kind), " that is not named");
      unnamed_.push_back(std::move(entity));
      cells_.emplace_back(plan_->slots.size(), nullptr);
    }
    return found->second;
  }

  // ---- cells of splits ----

  static std::vector<Cell> number_cells(const PlanNode& node, const Cell& cell) {
    const bool equality = node.compare == CompareOp::kEqual || node.compare == CompareOp::kNotEqual;
    const std::vector<CompareOp> parts = equality
                                             ? std::vector{CompareOp::kLess, CompareOp::kEqual, CompareOp::kGreater}
                                             : std::vector{node.compare, opposite(node.compare)};
    std::vector<Cell> out;
    for (const CompareOp part : parts) {
      out.push_back(cell);
      out.back().number = intersect(cell.number, half(part, node.limit));
    }
    return out;
  }

  static Cell with_bits(Cell cell, const Bits& bits) {
    cell.bits = bits;
    return cell;
  }

  static std::vector<Cell> known_cells(const PlanNode& node, const Cell& cell) {
    std::vector<Cell> out;
    const auto push = [&out](Cell one, Answer answer) {
      one.answer = answer;
      one.asked = true;
      out.push_back(std::move(one));
    };
    push(with_bits(cell, cell.bits & node.yes), Answer::kValue);
    if (!cell.not_known) push(with_bits(cell, cell.bits.minus(node.yes)), Answer::kValue);
    if (cell.answer == Answer::kOpen) push(cell, Answer::kUnknowable);
    return out;
  }

  // Codes stand sorted in their domain, the one for all others last.
  static std::size_t place_of_code(const SlotInfo& slot, const std::string& code) {
    const auto found = std::lower_bound(slot.domain.begin(), slot.domain.end() - 1, code);
    return static_cast<std::size_t>(found - slot.domain.begin());
  }

  // A stated code that is more general than others can turn out to be itself, no closer, or one of them.
  void open_below(Cell& cell, const SlotInfo& slot) const {
    cell.bits = Bits();
    for (const std::string& code : law_.codes_below(cell.stated)) {
      cell.bits.set(place_of_code(slot, code));
    }
    cell.stated.clear();
  }

  static std::vector<Cell> finite_cells(const PlanNode& node, const Cell& cell, const SlotInfo& slot) {
    if (node.op == PlanOp::kConstant) {
      std::vector<Cell> out;
      for (std::size_t i = slot.domain.size(); i > 0; --i) {
        Bits one;
        one.set(i - 1);
        if (cell.bits.test(i - 1)) out.push_back(with_bits(cell, one));
      }
      return out;
    }
    const Bits open = cell.bits.minus(node.yes).minus(node.no);
    return {with_bits(cell, cell.bits & node.yes), with_bits(cell, open), with_bits(cell, cell.bits & node.no)};
  }

  std::shared_ptr<const DayPlan> plan_;
  const Law& law_;
  const Case& case_;
  const Decl* profile_;
  const std::set<std::string>& off_;
  SetReader sets_;
  std::vector<std::vector<Cell*>> cells_;  // entity, slot; unnamed entities behind the named ones
  std::deque<Cell> made_;
  std::vector<Cell*> nothing_;  // by slot: nothing is stated
  std::vector<Kept> kept_;      // by shared node
  std::uint32_t weighing_ = 0;  // counts lines weighed
  std::array<int, kRegisters> registers_{};
  std::vector<Met> met_;
  std::vector<std::pair<Cell*, Cell>> saved_;
  std::set<AssumptionUse> used_;
  std::map<std::vector<int>, int> unnamed_ids_;
  std::deque<Entity> unnamed_;
};

class PlanWeigher final : public Weigher {
 public:
  PlanWeigher(PlanStore& plans, const Case& order, const Decl* profile, Posture posture, std::set<std::string> off)
      : law_(plans.law()), case_(order), off_(std::move(off)) {
    for (const Date day : order.leg_days) {
      if (states_.contains(day)) continue;
      states_.emplace(day, std::make_unique<DayState>(plans.on(day, posture), law_, order, profile, off_));
    }
  }

  Levels levels(const std::vector<Line>& lines, const Assignment& assignment) override {
    for (auto& [day, state] : states_) state->apply(assignment);
    Levels out;
    for (const Line& line : lines) weigh(line, out);
    for (auto& [day, state] : states_) state->undo();
    return out;
  }

  std::string name_of(const Variable& variable) const override {
    if (variable.fact == kMarkFact) return concat("law.", variable.member);
    if (variable.fact == kLetterFact) return "order.exporter";
    const std::string& name = law_.schema().at(variable.fact).name;
    const Entity& owner = entity(variable.entity);
    const std::string member = variable.member.empty() ? "" : concat(" has ", variable.member);
    const bool several =
        owner.kind == EntityKind::kParty || owner.kind == EntityKind::kItem || owner.kind == EntityKind::kFacility;
    return concat(name, member, several && !owner.label.empty() ? concat(" (", owner.label, ")") : "");
  }

  const Entity& entity(int id) const override { return states_.begin()->second->entity(id); }

  std::set<AssumptionUse> assumptions_used() const override {
    std::set<AssumptionUse> out;
    for (const auto& [day, state] : states_) out.insert(state->used().begin(), state->used().end());
    return out;
  }

 private:
  void weigh(const Line& line, Levels& levels) {
    DayState& state = *states_.at(case_.leg_days[line.leg]);
    state.bind_line(case_.legs[line.leg], case_.items[line.item]);
    const Truth subject = state.plan().subject < 0 ? Truth::kTrue : state.eval(state.plan().subject);
    Outcome low = subject == Truth::kTrue ? Outcome::kNoLicenseRequired : Outcome::kNotSubject;
    Outcome high = subject == Truth::kFalse ? Outcome::kNotSubject : Outcome::kNoLicenseRequired;
    Reachable possible;
    possible.add(low);
    possible.add(high);
    for (const PlanRule& rule : state.plan().rules) {
      for_each_binding(state, rule, 0, Truth::kTrue,
                       [&](Truth member) { weigh_rule(state, rule, member, low, high, possible); });
    }
    std::vector<Split> splits;
    if (low < high) {
      for (const Met& met : state.met()) {
        if (splits.size() >= most_splits_) break;
        Split split = state.split_of(met);
        if (split.cells.size() > 1) splits.push_back(std::move(split));
      }
    }
    merge_line(levels, low, high, possible, splits);
  }

  template <typename Visit>
  void for_each_binding(DayState& state, const PlanRule& rule, std::size_t clause, Truth member, Visit visit) {
    if (clause == rule.per.size()) {
      visit(member);
      return;
    }
    const auto [list, reg] = rule.per[clause];
    std::vector<DayState::Element> all;
    state.elements(list, -1 - list, all);
    const int before = state.register_of(reg);
    for (const DayState::Element& element : all) {
      const Truth next = both(member, element.member);
      if (next == Truth::kFalse) continue;
      state.register_of(reg) = element.entity;
      for_each_binding(state, rule, clause + 1, next, visit);
    }
    state.register_of(reg) = before;
  }

  void weigh_rule(DayState& state, const PlanRule& rule, Truth member, Outcome& low, Outcome& high,
                  Reachable& possible) {
    const bool denial = rule.rule->requires_denial;
    const Outcome full = denial ? Outcome::kProhibited : Outcome::kLicenseRequired;
    const std::size_t mark = state.met().size();
    const Truth value = both(member, state.eval(rule.node));
    if (value == Truth::kFalse || (value == Truth::kUnknown && full <= low)) {
      state.met().resize(mark);
      return;
    }
    const Truth lifted = denial ? Truth::kFalse : overcome(state, rule);
    if (value == Truth::kTrue) low = std::max(low, lifted == Truth::kFalse ? full : Outcome::kExceptionToConfirm);
    const Outcome most = lifted == Truth::kTrue ? Outcome::kExceptionToConfirm : full;
    high = std::max(high, most);
    possible.add(most);
    if (lifted != Truth::kFalse) possible.add(Outcome::kExceptionToConfirm);
  }

  static Truth overcome(DayState& state, const PlanRule& rule) {
    Truth value = Truth::kFalse;
    for (const Decl* authorization : rule.authorizations) {
      const PlanAuthorization& plan = state.plan().authorizations.at(authorization);
      Truth one = state.eval(plan.node);
      for (const int restriction : plan.restrictions) {
        if (one == Truth::kFalse) break;
        one = both(one, !state.eval(restriction));
      }
      value = either(value, one);
      if (value == Truth::kTrue) break;
    }
    return value;
  }

  const Law& law_;
  const Case& case_;
  std::set<std::string> off_;
  std::map<Date, std::unique_ptr<DayState>> states_;
};

}  // namespace

std::unique_ptr<Weigher> make_plan_weigher(PlanStore& plans, const Case& order, const Decl* profile, Posture posture,
                                           const std::set<std::string>& switched_off) {
  return std::make_unique<PlanWeigher>(plans, order, profile, posture, switched_off);
}

}  // namespace licet::rules
