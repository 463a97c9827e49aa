// The reference evaluator: it reads the syntax tree and the case directly, slow and obvious, with three-valued truth.
// Faster evaluators must agree with it. Source: law language, sections 2, 3 and 6.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/truth.h"
#include "rules/check/law.h"
#include "rules/eval/assignment.h"
#include "rules/eval/outcome.h"
#include "rules/proof/trace.h"

namespace licet::rules {

// An unknown on which an evaluation depended, and the ways to fill it in that some atom tells apart.
struct Split {
  Variable variable;
  std::vector<FactCell> cells;
};

// Gives a fact of an assignment back what it had, when cell after cell was tried. The assignment outlives it.
class Restored {
 public:
  Restored(Assignment& assignment, const Variable& variable) : assignment_(assignment), variable_(variable) {
    const auto found = assignment.find(variable);
    if (found != assignment.end()) before_ = found->second;
  }
  Restored(const Restored&) = delete;
  Restored& operator=(const Restored&) = delete;
  ~Restored() {
    if (before_) {
      assignment_[variable_] = std::move(*before_);
    } else {
      assignment_.erase(variable_);
    }
  }

 private:
  Assignment& assignment_;
  Variable variable_;
  std::optional<FactCell> before_;
};

// An assumption that was read: which one, about which fact.
struct AssumptionUse {
  const Assumption* assumption = nullptr;
  const Decl* profile = nullptr;
  Variable variable;
  bool operator<(const AssumptionUse& other) const {
    return std::tie(variable, assumption) < std::tie(other.variable, other.assumption);
  }
};

// How a statement stands on the day for the bound entities.
struct Standing {
  Truth value = Truth::kFalse;          // what binds
  const Version* version = nullptr;     // the version that speaks (revived ones included); nullptr if none
  const Version* sleeping = nullptr;    // a newer printed version that sleeps for this case
  const Mark* mark = nullptr;           // why it sleeps
  Truth printed_value = Truth::kFalse;  // what the sleeping version would say
};

// Knows what conditions come to without reading them, as another evaluator's plan may.
class KnownValues {
 public:
  using Names = std::vector<std::pair<std::string, int>>;          // bound names: leg and item first
  using Words = std::vector<std::pair<std::string, std::string>>;  // bound by `per`
  virtual ~KnownValues() = default;
  // Nothing if this one is not known.
  virtual std::optional<Truth> value(const Expr& condition, const Names& names, const Words& words) = 0;
  // Which entries hold that belong to the set of a test of codes, in the law's order; nothing if this is not known.
  virtual std::optional<std::vector<const Decl*>> entries(const Expr& test, const Names& names, const Words& words) = 0;
  // The same of a node of its plan, where no name but those of the leg and the item is bound. `entries_of` adds the
  // places of the entries among those of the law; false: the node is no test of codes.
  virtual Truth value_of(int node) = 0;
  virtual bool entries_of(int node, std::vector<int>& places) = 0;
};

class Evaluator {
 public:
  // All of them must outlive the evaluator. `profile` may be nullptr (no assumptions).
  Evaluator(const Law& law, const Case& order, const Decl* profile, Posture posture)
      : law_(law), case_(order), profile_(profile), posture_(posture) {}

  void set_day(Date day) { day_ = day; }
  Date day() const { return day_; }
  void set_assignment(const Assignment* assignment) { assignment_ = assignment; }
  // Facts of assignments to come that count as stated in the order (what if it said so?); nullptr: none.
  void set_given(const Assignment* given) {
    given_ = given;
    believed_.clear();
  }
  // What these conditions are taken to come to, whatever the facts say; nullptr: none.
  void suppose(const std::map<const Expr*, Truth>* supposed) { supposed_ = supposed; }
  // Assumptions (by name) that findings have switched off.
  void switch_off(std::set<std::string> names) { switched_off_ = std::move(names); }

  // Binds a name to an entity until it is popped.
  void push(std::string name, int entity) { environment_.emplace_back(std::move(name), entity); }
  void pop() { environment_.pop_back(); }
  // Conditions need not be evaluated whose value on the facts as they are is known, nor traced where they do not hold;
  // unknowns are not met then. `known` may be nullptr; it must outlive the evaluator, or be taken off.
  void set_known(KnownValues* known) { known_ = known; }
  // Binds a name to a word (`per c in {NS1, NS2}`) until it is popped.
  void push_word(std::string name, std::string word) { words_.emplace_back(std::move(name), std::move(word)); }
  void pop_word() { words_.pop_back(); }

  // What duties read as `outcome`.
  void set_outcome(const Reachable& outcome) { outcome_ = outcome; }
  // Treats claims that nobody made as open questions: what could still be claimed?
  void open_claims(bool open) { claims_open_ = open; }

  // Ways to bind the `per` clauses of a statement: `visit(binding)` for each, with the names bound meanwhile.
  struct Binding {
    std::vector<int> entities;
    std::vector<std::string> words;
    Truth member = Truth::kTrue;
    std::vector<Variable> closing;  // as `Element::closing`, of all of them
  };
  using Visit = std::function<void(const Binding&)>;
  void for_each_binding(const Decl& decl, const Visit& visit) {
    Binding binding;
    bind(decl, visit, 0, binding);
  }

  // What the statement comes to for a choice of its elements, `value` being what it says of them.
  Truth for_choice(const Binding& binding, Truth value);

  std::vector<std::string> words_of(const Expr& set) { return members_of(set); }

  // Does an entry hold that the stated code of the item settled as "no"? `holds` gets the first that does; may be
  // nullptr.
  Truth contradiction(int item, const Decl** holds = nullptr);

  // The elements of a list with their membership; the last one stands for the unnamed ones if the list may be open.
  struct Element {
    int entity = 0;
    Truth member = Truth::kTrue;
    bool unnamed = false;
    // Of an open list that names nothing: the fact that would close it, that is, whether there is no such element. It
    // is asked last, where nothing else keeps the element from counting; `member` is unknown till then.
    std::optional<Variable> closing;
  };
  std::vector<Element> elements(const Expr& list);

  Truth eval(const Expr& condition, Trace* trace = nullptr);
  Standing standing(const Decl& decl, Trace* trace = nullptr);

  // Unknowns met by evaluations since `clear_splits`, first met first, each once.
  const std::vector<Split>& splits() const { return splits_; }
  void clear_splits() { splits_.clear(); }
  std::size_t split_mark() const { return splits_.size(); }
  void forget_splits_after(std::size_t mark) { splits_.resize(mark); }
  // What is known leaves no unknowns behind.
  Truth decided(Truth value, std::size_t mark) {
    if (value != Truth::kUnknown) forget_splits_after(mark);
    return value;
  }

  const std::set<AssumptionUse>& assumptions_used() const { return used_; }

  // -- what reasons are made of (evaluator_reasons.cc) --
  // What conditions come to as far as it is known without reading them.
  std::optional<Truth> known_value(const Expr& condition) {
    return asks_known() ? known_->value(condition, environment_, words_) : std::nullopt;
  }
  std::optional<std::vector<const Decl*>> known_entries(const Expr& test) {
    return asks_known() ? known_->entries(test, environment_, words_) : std::nullopt;
  }
  bool is_plain_atom(const Expr& condition) const;
  // Is it a test whether the code of the item is in a set?
  bool tests_code(const Expr& atom) const;
  // The facts that an atom reads, with the figures that it names: `item.tpp = 5000; tpp_high = 4800`.
  std::string facts_behind(const Expr& atom);
  // Adds the names of values in an atom with their figures of the day: `tpp_high = 4800`. False if one is no single
  // figure.
  bool add_limits(const Expr& atom, std::vector<std::string>& notes);
  // Are names bound beside those of the leg and the item?
  bool binds_more() const { return environment_.size() > 2 || !words_.empty(); }
  // `leg.destination = CN`. On the facts as they are, it stays so.
  std::string fact_text(const Variable& variable);
  // The version of the day, asleep or not; nullptr: none, or a gap.
  const Version* active_version(const Decl& decl) const;
  // The same, where no letter and no mark is in question; else nullptr.
  const Version* plain_version(const Decl& decl) const;
  // May a mark put the version to sleep on the day, for some case?
  bool mark_active(const Mark& mark) const;

  const FactSchema& schema() const { return law_.schema(); }
  const Entity& entity(int id) const;
  // What tells apart what stands for the elements of open lists that nobody named: the list, and what was bound around
  // it, the innermost of each name.
  struct UnnamedKey {
    const Expr* list = nullptr;
    std::map<std::string, int> bound;
    std::map<std::string, std::string> words;  // if the text around the list can read them
    auto operator<=>(const UnnamedKey&) const = default;
  };
  struct Unnamed {
    Entity entity;
    UnnamedKey key;
  };
  bool is_unnamed(int id) const;
  const Unnamed& unnamed(int id) const;  // `is_unnamed(id)`
  // The fact as the order states it, or nullptr.
  const Possible* stated(int entity_id, int fact) const { return case_.find(entity_id, fact); }
  // What the fact can be now: assignment, stated, assumed, or anything.
  // The reference lives until the next look-up of the same variable after a change of assignment.
  const Possible& look_up(const Variable& variable);
  // The same, for a text: what is told of a fact that nothing read is no use of an assumption.
  const Possible& told(const Variable& variable);
  // The number a figure expression can be.
  Interval figure(const Expr& expr);
  // Name of a variable for people: `item.tpp`, with the entity where there are several.
  std::string name_of(const Variable& variable) const;

 private:
  // -- conditions --
  Truth evaluated(const Expr& condition, Trace* trace);
  bool asks_known() const;
  Truth junction(const Expr& expr, bool is_and, Trace* trace);
  Truth quantifier(const Expr& expr, Trace* trace);
  Truth compare(const Expr& expr);
  Truth membership(const Expr& expr);
  Truth name(const Expr& expr, Trace* trace);
  Truth bare_path(const Expr& expr);
  // -- knowledge --
  Truth known(const Expr& expr, bool want);
  Truth known_of(const Expr& expr, bool want);
  Truth known_junction(const Expr& expr, bool is_and, bool want);
  Truth known_quantifier(const Expr& expr, bool want);
  Truth known_atom(const Expr& expr, bool want);
  Truth known_pair(const Expr& expr, bool want);
  Truth answered(const Expr& path);
  // -- atoms --
  Variable variable_of(const Expr& path) const;
  std::vector<Variable> variables_of(const Expr& atom);
  std::vector<Variable> variables_read(const Expr& asked, bool want);
  void explain(const Expr& atom, Truth value, Trace& trace);
  std::vector<const Decl*> entries_behind(const Expr& test);
  using WordTest = std::function<Truth(const std::string&)>;
  Truth known_variable(const Variable& variable, const WordTest& passes, bool want);
  // What the word stands for on the day.
  std::string meaning_of(const FactDecl& fact, const std::string& word) const;
  std::vector<Truth> words_that_mean(const Expr& compare, const Possible& possible, const std::string& meant) const;
  Truth two_open_words(const Expr& compare, const Possible& left, const Possible& right);
  Truth words_test(const Variable& variable, const Possible& possible, const std::vector<Truth>& verdicts);
  // The figure that an expression says outright, or that a value which it names has on the day; nullptr: neither.
  const Rational* plain_figure(const Expr& expr) const;
  // Is a yes-or-no fact true?
  Truth yes_test(const Variable& variable, const Possible& possible);
  Truth number_test(const Variable& variable, const Possible& possible, CompareOp op, const Rational& limit);
  Truth code_in(int item, const WordTest& in_set);
  Possible codes_left(const Possible& code) const;
  // The code that the order states for an item; nullptr: none.
  const std::string* said_code(int item) const;
  Truth entry_value(const Decl& entry, int item, const std::string* said);
  bool figures_given(const Decl& entry, int item);
  void collect_figures(const Decl& decl, std::set<const Decl*>& seen, std::set<int>& out) const;
  void collect_figures(const Expr& expr, std::set<const Decl*>& seen, std::set<int>& out) const;
  Truth has(const Expr& expr);
  struct TuplePart {
    std::size_t column = 0;
    const Expr* path = nullptr;
  };
  Truth tuple_in(const Expr& tuple, const Expr& set);
  Truth rows_hold(const TupleTable& table, const std::vector<std::size_t>& rows, std::vector<TuplePart> parts);
  Truth row_holds(const TupleTable& table, std::size_t row) const;
  bool cell_holds(const FactDecl& fact, const std::string& cell, const std::string& word) const;
  Truth path_test(const Expr& path, const WordTest& test);
  Truth contains(const Expr& set, const FactDecl& fact, const std::string& word);
  Truth place_in(const Expr& set, const FactDecl& fact, const std::string& place);
  Truth name_contains(const Expr& set, const FactDecl& fact, const std::string& word);
  Truth table_contains(const TupleTable& table, const FactDecl& fact, const std::string& word) const;
  std::vector<std::string> members_of(const Expr& set);
  // -- statements --
  void bind(const Decl& decl, const Visit& visit, std::size_t clause, Binding& binding);
  Truth content(int component);
  Truth content_path(const Variable& variable);
  Truth addressed(const Decl& letter);
  bool declined(const Version& version);
  Standing standing_of(const Decl& decl, Trace* trace);
  Standing version_standing(const Decl& decl, std::ptrdiff_t index, Trace* trace);
  Truth covered(const Decl& decl, const Version& version, bool falling_back, const Mark*& why);
  Truth own_value(const Version& version, Trace* trace);
  Truth mark_covers(const Decl& decl, const Version& version, const Mark& mark);
  // -- look-up --
  int bound(const std::string& name) const;
  int unnamed_entity(const Expr& list, EntityKind kind);
  const Possible* assumed(const Variable& variable, const Possible& anything);
  const Possible& anything(int fact);
  // Was the variable met before, so that its cells need not be made?
  bool is_met(const Variable& variable) const;
  void add_split(const Variable& variable, std::vector<Possible> cells);
  void add_split(Split split);
  Truth closed(EntityKind kind, std::optional<Variable>& asked_last);
  void ask_closing(const Variable& variable) { yes_test(variable, look_up(variable)); }

  const Law& law_;
  const Case& case_;
  const Decl* profile_;
  Posture posture_;
  Date day_;
  const Assignment* assignment_ = nullptr;
  const Assignment* given_ = nullptr;
  KnownValues* known_ = nullptr;
  const std::map<const Expr*, Truth>* supposed_ = nullptr;
  std::set<std::string> switched_off_;
  std::vector<std::pair<std::string, int>> environment_;
  std::vector<std::pair<std::string, std::string>> words_;
  Reachable outcome_;
  bool claims_open_ = false;
  int content_depth_ = 0;  // above 0 while rules run for content
  std::vector<Split> splits_;
  std::set<AssumptionUse> used_;
  // Verdicts of place sets, which depend on the day alone: (set, day) -> place -> verdict.
  std::map<std::pair<const Expr*, std::int32_t>, std::unordered_map<std::string, Truth>> place_verdicts_;
  // Figures that an entry reads on a day, and what it comes to on stated facts, for entries that a stated code settles.
  std::map<std::pair<const Decl*, Date>, std::set<int>> figures_of_;
  std::map<std::tuple<const Decl*, Date, int>, Truth> believed_;
  std::map<int, Possible> anything_;           // by fact: nothing is known
  std::map<Variable, Possible> assumed_;       // what an assumption makes of it
  std::map<Variable, Possible> told_assumed_;  // the same, of what was told and not read
  bool telling_ = false;
  std::map<int, Possible> absent_;              // members of closed sets
  std::map<int, Possible> unclaimed_;           // claims that nobody made
  std::map<Variable, std::string> fact_texts_;  // for reasons
  std::map<UnnamedKey, int> unnamed_ids_;
  std::deque<Unnamed> unnamed_;
};

}  // namespace licet::rules
