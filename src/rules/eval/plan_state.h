// The state of one order under the plan of one day: the cells of its facts, what an assignment changes in them, and the
// value of each node. Private to the plan's weigher.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/check/sets.h"
#include "rules/eval/evaluator.h"
#include "rules/eval/plan_cuts.h"
#include "rules/plan/plan.h"

namespace licet::rules {

// An unknown that an evaluation met: its cells are made only if they are wanted.
struct Met {
  int entity = 0;
  int slot = 0;
  int node = 0;
  int meaning = -1;  // of a kSame node: what the words of the other slot mean
};

class PlanState {
 public:
  // Law and order must outlive the state. `place` is that of the day among the `days` of the order: unnamed elements of
  // each have numbers of their own.
  PlanState(std::shared_ptr<const DayPlan> plan, std::shared_ptr<const PlanCuts> unstated, const Law& law,
            const Case& order, std::size_t place, std::size_t days);

  // From here on fills what is not stated as the profile says, but for the assumptions `off`, or not at all for
  // nullptr; both must outlive the state. Adds the slots that this changes to `changed`.
  void assume(const Decl* profile, const std::set<std::string>* off, Bits& changed);

  const DayPlan& plan() const { return *plan_; }
  const Entity& entity(int id) const;
  // Is it an entity of the order, not one that stands for unnamed elements?
  bool is_named(int id) const { return case_.is_named(id); }
  // Or one that this state met?
  bool knows(int id) const {
    const auto number = static_cast<std::size_t>(id);
    return is_named(id) || (number % days_ == first_unnamed_ % days_ && number < unnamed_id(unnamed_.size()));
  }
  const std::set<AssumptionUse>& used() const { return used_; }

  // ---- evaluation (plan_state.cc, plan_lists.cc) ----

  // The value of a shared node with the unknowns that it met, kept while one line is weighed; where it does not hang on
  // the item, until an assignment changes something.
  struct Kept {
    std::uint64_t about = 0;  // the leg, or the leg and the item
    std::uint32_t since = 0;  // 0: none
    std::uint32_t met = 0;    // the first of the unknowns
    std::uint32_t met_end = 0;
    Truth value = Truth::kUnknown;
  };
  struct KeptValues {
    std::vector<Kept> by_node;  // by shared node
    std::vector<int> nodes;     // those of which there is a value
    std::vector<Met> met;       // of all of them
  };

  // Enough for `key_of_line` and `is_assigned`.
  void name_line(int leg, int item) {
    registers_[kLegRegister] = leg;
    registers_[kItemRegister] = item;
  }
  // What is evaluated from here on is about this line.
  void bind_line(int leg, int item) {
    name_line(leg, item);
    met_.clear();
    line_met_.clear();
    ++weighing_;
    kept_of_item_.clear();
    if (!owners_.empty()) gather_assigned();
  }
  // Adds the values of shared nodes found since the line was bound, for `use_kept` when it is bound again.
  void add_kept(KeptValues& to);
  // Takes away those that read one of the slots.
  void drop_kept(const Bits& reads, KeptValues& from) const;
  // Values on the facts as they are, which hold where an assignment does not touch what they read, or only narrows it
  // and the value was not unknown; nullptr: none.
  void use_kept(const KeptValues* kept) { base_kept_ = kept; }
  Truth eval(int id) {
    const PlanStep& step = plan_->steps[static_cast<std::size_t>(id)];
    if (step.of_item >= 0 && !asks_anew_) {
      if (const ItemAnswers* answers = answers_of_item()) return eval_of_item(id, step, *answers);
    }
    return step.shared < 0 ? eval_node(id, step) : eval_shared(id, step);
  }

  // The same of a rule. `of_items` comes out false if it is false for all items of the leg.
  Truth eval_rule(int id, bool& of_items);

  // Can the authorization be used: it holds, and no restriction closes it.
  Truth available(const PlanAuthorization& authorization);

  // The rules that the guards do not exclude for the bound line; `of`: those that these are guards of.
  void rules_left(const RuleGuards& guards, ItemAnswers::Of of, RuleBits& out);

  struct Element {
    int entity = 0;
    Truth member = Truth::kTrue;
    bool unnamed = false;
    // Of an open list that names nothing: the entity and the slot of the fact that would close it, that is, whether
    // there is no such element. It is met last, where nothing else keeps the element from counting; `member` is unknown
    // till then. No slot: -1.
    int closing_of = 0;
    int closing = -1;
  };
  // Adds the elements of a list. `occurrence` tells the unnamed elements of different quantifiers apart: the node, or
  // for lists of rules and of totals what stands behind all nodes.
  void elements(int list_id, std::size_t occurrence, std::vector<Element>& out);
  std::size_t in_rule(int list) const { return plan_->nodes.size() + static_cast<std::size_t>(list); }
  std::size_t in_total(int list) const { return in_rule(list) + plan_->lists.size(); }
  // Binds each choice of elements of the lists to their names in turn, but for those that are surely no members.
  // `visit` gets what the membership of all of them comes to.
  template <typename Visit>
  void each_binding(std::span<const std::pair<int, int>> per, const Visit& visit, Truth member = Truth::kTrue) {
    if (per.empty()) {
      visit(member);
      return;
    }
    const auto [list, reg] = per.front();
    std::vector<Element>& all = borrow();
    elements(list, in_rule(list), all);
    const int before = register_of(reg);
    for (const Element& element : all) {
      const Truth next = both(member, element.member);
      if (next == Truth::kFalse) continue;
      register_of(reg) = element.entity;
      if (element.closing >= 0) closing_.emplace_back(element.closing_of, element.closing);
      each_binding(per.subspan(1), visit, next);
      if (element.closing >= 0) closing_.pop_back();
    }
    register_of(reg) = before;
    give_back();
  }
  // What a rule comes to for the choice that is visited, `value` being what it says of it.
  Truth for_choice(Truth member, Truth value) {
    if (value == Truth::kTrue) {
      for (const auto& [entity, slot] : closing_) meet_closing(entity, slot);
    }
    return both(member, value);
  }
  // Entities that stand for unnamed elements so far.
  std::size_t unnamed_mark() const { return unnamed_.size(); }
  void forget_unnamed_after(std::size_t mark);
  using Registers = std::array<int, 64>;
  const Registers& registers() const { return registers_; }
  void set_registers(const Registers& registers) { registers_ = registers; }
  int register_of(int reg) const { return registers_[static_cast<std::size_t>(reg)]; }
  int& register_of(int reg) { return registers_[static_cast<std::size_t>(reg)]; }

  // Unknowns met since the line was bound or they were forgotten, first met first, each once.
  std::size_t met_mark() const { return met_.size(); }
  void forget_met_after(std::size_t mark) { met_.resize(mark); }
  // What is known leaves no unknowns behind.
  Truth decided(Truth value, std::size_t mark) {
    if (value != Truth::kUnknown) forget_met_after(mark);
    return value;
  }
  const std::vector<Met>& met() const { return met_; }
  // Unknowns that count for the line, first met first, each once.
  void keep_met(std::span<const Met> some);
  const std::vector<Met>& line_met() const { return line_met_; }

  // ---- assignments and splits (plan_cells.cc) ----

  // Sets the cells that an assignment fixes, in place of those of the one before; `undo` gives them back.
  void apply(const Assignment& assignment);
  // The same for facts of this item alone; those of all else stay as they are. Where facts of an item stand with all
  // else, of all.
  void apply_to_item(int item, const Assignment& assignment);
  // And those of facts of `fit` that the assignment in force, `others`, leaves open, until the next one.
  void apply_beside(const Assignment& fit, const Assignment& others);
  void undo();
  // Finds the entries of the bound line that a stated code settled as "no" although the facts leave them open: quicker
  // before an assignment than under it. False if there is none.
  bool find_settled(int item) { return !settled_open(item).empty(); }
  // Does an entry hold that the stated code of the item settled as "no"? `holds`: the first one; may be nullptr.
  Truth contradiction(int item, const Decl** holds = nullptr);
  // What hangs on that alone which entries read of the bound item, if no figure is stated of it and the assignment in
  // force fixes nothing that they read; else nullptr.
  const ItemAnswers* answers_of_item() {
    const std::pair now(weighing_, registers_[kItemRegister]);
    if (answers_at_ != now) find_answers(now);
    return answers_;
  }
  // The same, whatever the assignment in force fixes.
  const ItemAnswers* answers_as_stated(int item);
  // What is kept of a way to fill in the item as it is stated; nullptr: nothing.
  const ItemFit* fit_as_stated(int item);
  // Does the assignment in force fix something of the bound line that entries read?
  bool touches_entries() const { return touches(plan_->of_entries); }
  // Facts of one item as the answers keep them, and back.
  ItemCells cells_of_item(const Assignment& facts) const;
  Assignment facts_of_item(const ItemCells& cells, int item) const;
  // Is no code of the item stated that could contradict an entry?
  bool states_no_code(int item);
  // The same, where `fit` (which the assignment in force holds) leaves every such entry false: only entries that read
  // what was assigned beside it are asked.
  bool contradicts_beside(int item, const Bits& beside);
  // Slots that the assignment in force fixes and that the bound line can read, but for what was applied beside it.
  Bits beside();
  // Facts of the assignments to come that count as stated; nullptr: none.
  void give(const Assignment* facts);
  // Numbers for what the bound line can read of the assignment: what it fixes of the leg, of the item and of all else,
  // and whether facts that count as stated can settle codes of the item. The same numbers: the same values.
  using LineKey = std::array<std::uint32_t, 4>;
  LineKey key_of_line();
  // Does the assignment fix one of these slots, for the line that is bound?
  bool touches(const Bits& reads) const { return !reads.disjoint(assigned_); }
  // Or one at all, for the line that is named?
  bool is_assigned();
  // Does the assignment leave of each fact that the bound line can read some of what it can be, so that what was
  // decided stays so?
  bool narrows() const { return narrows_; }
  // The unknown with the cells that the atom tells apart.
  Split split_of(const Met& met);
  // One of these cells: one that speaks for the exporter, or against. A guess: other atoms may read it otherwise.
  std::optional<FactCell> leaning_cell(const Met& met, bool for_exporter);
  // The same on the facts as they are, whatever is assigned.
  std::optional<FactCell> leaning_as_stated(const Met& met, bool for_exporter);
  // Of an element that nobody named, of a list that may be empty: the fact that says so, and the cell with which there
  // is such an element, on the facts as they are.
  std::optional<Assignment::value_type> there_is(int entity_id);
  // Is it all the same whether a value of the fact was stated or assumed? Then a value that is stated narrows what an
  // assumption left.
  bool may_be_stated(const Variable& variable) const;
  // Does the cell leave one word alone?
  bool is_one_word(const FactCell& cell) const;
  // Does the atom that met the unknown speak for a requirement? Else for an authorization or exception.
  bool requires_more(const Met& met) const { return (plan_->leaning[static_cast<std::size_t>(met.node)] & 1U) != 0; }
  bool is_code(const Met& met) const { return plan_->nodes[static_cast<std::size_t>(met.node)].op == PlanOp::kCode; }
  bool is(const Met& met, const Variable& variable) const {
    const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(met.slot)];
    return met.entity == variable.entity && slot.fact == variable.fact && slot.member == variable.member;
  }
  Variable variable_of(const Met& met) const {
    const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(met.slot)];
    return Variable{met.entity, slot.fact, slot.member};
  }

 private:
  // -- cells --
  std::size_t at(int entity_id, int slot) const {
    return static_cast<std::size_t>(entity_id) * plan_->slots.size() + static_cast<std::size_t>(slot);
  }
  const PlanCell& raw_cell(int entity_id, int slot);
  const PlanCell* first_cell(int entity_id, int slot);
  const PlanCell* fixed_cell(const FactCell& cell, int slot);
  // The slot of a fact, or of a member of a set fact; -1: the plan has none.
  int slot_of(const Variable& variable) const;
  int slot_of(const Variable& variable, const FactCell& cell) const;
  bool is_own(const FactCell& cell) const;
  const PlannedCell* own(const FactCell& cell, int slot) const;
  // What stands there beneath the assignment in force.
  const PlanCell& cell_as_stated(int entity_id, int slot);
  const Cuts& cuts_of(const Met& met) { return cuts_of(met, raw_cell(met.entity, met.slot)); }
  const Cuts& cuts_of(const Met& met, const PlanCell& cell);
  const PlanCell* stated_cell(const Possible& possible, const SlotInfo& slot);
  const PlanCell* cell_of_nothing(int slot) const;
  void forget_filled(Bits& changed);
  const PlanCell& cell_at(int entity_id, int slot) {
    const PlanCell& cell = raw_cell(entity_id, slot);
    if (cell.assumption != nullptr) note_assumed(cell, entity_id, slot);
    return cell;
  }
  void note_assumed(const PlanCell& cell, int entity_id, int slot);
  bool is_narrower(const PlanCell& cell, const PlanCell& than, int slot) const;
  void state_facts(std::size_t entity_id);
  void note_of_entries(std::size_t entity_id, std::size_t slot, const Possible& possible);

  // -- nodes --
  void meet(const Met& met);
  Truth eval_shared(int id, const PlanStep& step);
  Truth eval_of_item(int id, const PlanStep& step, const ItemAnswers& answers);
  ItemAnswer find_of_item(int id, const PlanStep& step);
  ItemAnswers::Excluded find_excluded(const RuleGuards& guards, const ItemAnswers& answers);
  const Kept* base_of(std::size_t shared, std::uint64_t about) const;
  // Since when and about what something holds that hangs on the item, or on the leg alone.
  std::pair<std::uint32_t, std::uint64_t> now_of(bool of_item) const;
  void put_met_aside();
  void take_met_back(bool with_those_since);
  void add_met(const std::vector<Met>& some, std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) meet(some[i]);
  }
  // What was kept does not hold any more.
  void facts_changed() {
    ++facts_;
    ++weighing_;
    kept_of_leg_.clear();
    kept_of_item_.clear();
    kept_.met.clear();
  }
  Truth eval_node(int id, const PlanStep& step);
  // `decider` gets the kid that decides alone, if there is one; may be nullptr.
  Truth junction(const PlanStep& step, bool is_and, int* decider = nullptr);
  Truth choose(const PlanStep& step);
  Truth finite(int id, const PlanStep& step);
  Truth number(int id, const PlanStep& step);
  Truth known(int id, const PlanStep& step);
  Truth code(int id, const PlanStep& step);
  std::uint32_t number_of_entries_of(int item);
  Truth named(const PlanNode& node, const PlanCell& cell);
  Truth find_named(const PlanNode& node, const PlanCell& cell) const;
  Truth code_left(int id, const PlanStep& step, int entity_id, const Bits& left, Truth outside,
                  Truth is_named = Truth::kFalse);
  Truth stated_code_left(int id, const PlanStep& step, int entity_id, const StatedCode& code, Truth is_named,
                         Truth outside);
  // What the stated code of an item settles. Each is worked out on first use.
  struct Settled {
    std::optional<std::shared_ptr<const StatedCode>> said;
    std::vector<std::int8_t> figured;   // by entry: are figures of it given, or -1
    std::vector<std::int8_t> believed;  // by entry: what stated facts say of it, or -1
    std::optional<std::vector<std::size_t>> open;
    std::optional<const ItemAnswers*> answers;  // what hangs on that alone which entries read of it
    std::optional<const ItemFit*> fit;
  };
  Settled& settled_of(int item) { return item == settled_item_ ? *settled_at_ : find_settled_of(item); }
  Settled& find_settled_of(int item);
  bool is_given_to(int item) const;
  void find_answers(std::pair<std::uint32_t, int> now);
  // The code that the order states for an item; nullptr: none.
  const StatedCode* said_code(Settled& settled, int item, int slot);
  bool figures_given(Settled& settled, std::size_t entry, int item);
  bool find_figures(std::size_t entry, int item) const;
  Truth entry_value(Settled& settled, std::size_t entry, int node, int item, const StatedCode* said);
  Truth eval_as_stated(int node);
  // Entries that the stated code of the item settled as "no" although the facts leave them open.
  const std::vector<std::size_t>& settled_open(int item);
  void swap_assigned();
  // A fact of the assignment: its place among all cells, and the cell, of which there is one for each value.
  struct Fix {
    std::size_t place = 0;
    const PlanCell* cell = nullptr;
    bool operator==(const Fix&) const = default;
  };
  // What stood there, and from what the cell was made.
  struct Before {
    const PlanCell* cell = nullptr;
    bool given = false;
    bool narrows = false;
    int slot = 0;
    const FactCell::Own* from = nullptr;  // only to be compared; nullptr: a cell of others
    int entity = 0;
    int fact = 0;
    const std::string* member = nullptr;  // nullptr: none
  };
  // What an assignment fixes of one leg or item, or of all else.
  struct Assigned {
    std::vector<Fix> fixes;
    std::vector<Before> before;  // by fix
    Bits slots;
    Bits beside;  // but for what was applied beside the assignment
    bool narrows = true;
    bool more = false;         // than what counts as stated
    bool met = false;          // by the assignment that is applied
    std::uint32_t number = 0;  // of these fixes; 0: not asked for
  };
  // What was so of an owner before facts were applied beside the assignment.
  struct Beside {
    std::size_t owner = 0;
    std::size_t fixes = 0;
    Bits slots;
    bool narrows = true;
    bool more = false;
    std::uint32_t number = 0;
  };
  // Where these stand: 0 for all else.
  std::size_t owner_of(int entity_id) const;
  // What the line that is named reads: of all else, its leg and its item.
  using OfLine = std::array<Assigned*, 3>;
  OfLine of_line();
  void gather_assigned();
  static Assignment::const_iterator end_of_run(Assignment::const_iterator run, const Assignment& assignment);
  bool is_fixed(const Assigned& assigned, std::size_t first, Assignment::const_iterator run,
                Assignment::const_iterator end) const;
  void fix(std::size_t owner, const Assignment::value_type& one);
  void refix(std::size_t owner, Assignment::const_iterator first, Assignment::const_iterator end);
  void add_fix(Assigned& assigned, const Fix& fix, const Before& before) const;
  static std::weak_ordering compare(const Before& before, const Variable& variable);
  void give_back(Assigned& assigned);
  static void reset(Assigned& assigned);
  bool drop_unmet();
  bool undo_beside();
  void note_more();
  std::uint32_t number_of(Assigned& assigned);
  Truth content(int id, const PlanStep& step);
  Truth quantifier(int id, const PlanStep& step, bool is_some);
  Truth is_member(const PlanList& list, const Element& element);
  // The named elements of a filtered list, with what they met, as of a shared node.
  struct KeptElements {
    std::uint64_t about = 0;
    std::uint32_t since = 0;  // 0: none
    Element nobody;           // who is not named
    std::vector<Element> elements;
    std::vector<Met> met;
  };
  const KeptElements& named_elements(const PlanList& list);
  Element nobody_of(EntityKind kind);
  void name(Element& nobody, std::size_t occurrence, EntityKind kind);
  Truth closed(EntityKind kind, Element& nobody);
  void meet_closing(int owner, int slot) {
    meet({owner, slot, plan_->slots[static_cast<std::size_t>(slot)].finite_node});
  }
  const std::vector<int>& base_list(EntityKind kind) const;
  int unnamed(std::size_t occurrence, EntityKind kind);
  // Vectors of elements, used again by quantifiers one inside the other.
  std::vector<Element>& borrow();
  void give_back() { --borrowed_; }

  // -- figures that are no slot against a limit --
  Truth figures(const PlanNode& node);
  const PlanCell& cell_of_path(const Expr& path);
  Truth same(int id, const PlanStep& step);
  // One side of a kSame node, and what its words can mean.
  struct Side {
    int entity = 0;
    const PlanCell& cell;
    Bits means;
  };
  Side side(const PlanNode& node, std::size_t number);
  Interval figure(const Expr& expr);
  Interval total(const Expr& expr);

  std::shared_ptr<const DayPlan> plan_;
  const Law& law_;
  const Case& case_;
  const Decl* profile_ = nullptr;
  const std::set<std::string>* off_ = nullptr;
  SetReader sets_;
  // By entity and slot (`at`), unnamed entities behind the named ones: the cell once it was read, and what was stated.
  std::vector<const PlanCell*> cells_;
  std::vector<const Possible*> stated_;
  // What is stated of an entity and that entries read.
  struct OfEntries {
    std::string stated;        // all of it, but for the values of figures
    bool has_figures = false;  // known or not
  };
  std::vector<OfEntries> of_entries_;     // by entity
  const ItemAnswers* answers_ = nullptr;  // of the item, as it was bound
  std::pair<std::uint32_t, int> answers_at_{0, -1};
  bool asks_anew_ = false;                      // takes no answers
  std::vector<int> met_at_;                     // place in met_, if that one is it
  std::vector<bool> noted_;                     // that its assumption was read
  std::deque<PlanCell> made_;                   // cells of this order; they stay where they are
  std::shared_ptr<const ProfileCells> filled_;  // by the profile; nullptr: there is none
  std::shared_ptr<const PlanCuts> unstated_;
  CellMaker maker_;
  std::map<std::tuple<const PlanCell*, int, int>, Cuts> cuts_;      // by cell, the node that cuts it, and the meaning
  std::map<int, std::deque<std::pair<Possible, PlanCell>>> fixed_;  // by slot: cells of others that were fixed so far
  bool assigned_more_ = false;                                      // than what counts as stated
  bool applied_beside_ = false;
  std::vector<Beside> beside_;  // owners to which facts were applied so
  const Assignment* given_ = nullptr;
  std::deque<Settled> settled_;  // by item, on the facts of the order
  int settled_item_ = -1;        // asked for last: where it stands
  Settled* settled_at_ = nullptr;
  // By entry: the number of what was asked when it was false.
  std::vector<std::uint32_t> no_entry_;
  std::uint32_t no_entry_number_ = 0;
  std::pair<std::uint32_t, int> no_entry_about_{0, -1};
  std::map<int, Settled> settled_given_;   // with the facts that count as stated, of items of which these settle codes
  std::vector<int> given_to_;              // these items
  bool given_to_all_ = false;              // or all
  std::uint32_t given_number_ = 0;         // counts facts that were given
  KeptValues kept_;                        // its `nodes` stand in the two lists behind it
  std::vector<int> kept_of_leg_;           // shared nodes found on the facts as they are that read no item
  std::vector<int> kept_of_item_;          // others found since the line was bound
  const KeptValues* base_kept_ = nullptr;  // of the bound line as it was weighed without an assignment
  std::uint32_t weighing_ = 0;             // counts lines weighed
  std::uint32_t facts_ = 1;                // counts states of the facts
  std::uint32_t asked_unnamed_ = 0;        // counts look-ups of unnamed elements
  bool narrows_ = true;
  // The comparison whose totals are looked at.
  const PlanNode* figures_node_ = nullptr;
  Registers registers_{};
  std::vector<Met> met_;
  std::vector<std::vector<Met>> aside_;  // of nodes around a shared one that is evaluated
  std::vector<std::vector<Met>> spare_;  // empty ones, to be used again
  std::vector<Met> line_met_;
  std::vector<int> line_met_at_;       // place in line_met_, if that one is it
  std::vector<Assigned> assigned_to_;  // all else, then by entity
  std::vector<std::size_t> owners_;    // those of which something may be fixed
  // Used again by `refix`.
  std::vector<Fix> last_fixes_;
  std::vector<Before> last_before_;
  struct FixesHash {
    std::size_t operator()(const std::vector<Fix>& fixes) const;
  };
  std::unordered_map<std::vector<Fix>, std::uint32_t, FixesHash> numbers_;
  std::uint32_t next_number_ = 1;
  Bits assigned_;  // slots that the assignment fixes, for the bound line
  std::set<AssumptionUse> used_;
  std::size_t unnamed_id(std::size_t place) const { return first_unnamed_ + place * days_; }
  struct Unnamed {
    const Entity* entity = nullptr;
    int* last = nullptr;  // in `last_unnamed_`
    int before = -1;      // the one of that occurrence that was made before
    int closing_of = 0;   // as of an `Element`
    int closing = -1;
  };
  std::size_t place_of_unnamed(int id) const { return (static_cast<std::size_t>(id) - first_unnamed_) / days_; }
  std::vector<Unnamed> unnamed_;
  std::vector<int> unnamed_bound_;  // the registers of each
  std::vector<int> last_unnamed_;   // by occurrence: the one made last, or -1
  std::size_t first_unnamed_;       // its number
  std::size_t days_;                // from one to the next
  std::deque<std::vector<Element>> pool_;
  std::vector<std::pair<int, int>> closing_;  // of the choice that is visited: `Element::closing_of`, `closing`
  std::size_t borrowed_ = 0;
  std::vector<KeptElements> kept_elements_;  // by `PlanList::kept`
};

}  // namespace licet::rules
