// Makes the plan of one day from the statements of the law. Inside this folder alone; plan.h is the door.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "rules/check/sets.h"
#include "rules/plan/plan.h"
#include "rules/plan/set_table.h"
#include "rules/plan/standing_rows.h"

namespace licet::rules {

std::shared_ptr<const DayPlan> compile_plan(const Law& law, Date day, Posture posture);

// Verdicts of a set over the domain of a slot; what is in neither is unknown.
struct Verdicts {
  Bits yes;
  Bits no;
};

class Compiler {
 public:
  Compiler(const Law& law, Date day, Posture posture);

  std::shared_ptr<const DayPlan> run();

 private:
  // ---- slots ----

  void add_slots();
  void add_steps();
  void add_truths(const PlanNode& node, PlanStep& step);
  void add_set_entries(const PlanNode& node, PlanStep& step);
  void add_kids(const PlanNode& node);
  Bits assumable() const;
  int add_slot(int fact, const std::string& member);
  // The slot of a fact, or of a member of a set fact.
  int slot(int fact, const std::string& member = {}) const;
  const SlotInfo& slot_info(int slot) const { return plan_.slots[static_cast<std::size_t>(slot)]; }
  int reg(const std::string& name);

  // ---- nodes ----

  int add(PlanNode node);
  int constant(Truth value);
  int unknown() { return constant(Truth::kUnknown); }
  int invert(int kid);
  int join(bool is_and, std::vector<int> kids);
  int choose(int condition, int then, int otherwise);

  // ---- conditions ----

  int condition(const Expr& expr);
  int condition_node(const Expr& expr);
  template <typename Inner>
  int quantifier(const Expr& expr, Inner inner, bool is_some);
  // A base list or a named one; -1 for a named one without a version on the day.
  int list(const Expr& expr);
  int atom(const Expr& expr);
  // As stated or fixed, else: would the component need a license if it were the item?
  int content(const Expr& path);
  // The rule for some way to bind its `per` clauses, as one node.
  int bound_rule(const Decl& rule, std::size_t clause);
  int known(const Expr& expr, bool want);
  int known_atom(const Expr& expr, bool want);
  int answered(const Expr& path);
  int known_finite(const Expr& path, const std::vector<Truth>& words, bool want, const std::string& member = {});

  // ---- atoms ----

  PlanNode on_slot(PlanOp op, const Expr& path, const std::string& member = {});
  // `words`: what is said of each word of the domain.
  static Verdicts verdicts(const std::vector<Truth>& words, std::size_t size);
  int finite(const Expr& path, const std::vector<Truth>& words, const std::string& member = {});
  // Of a fact, or a member of a set fact, that is yes or no: that it is.
  std::vector<Truth> is_yes(const Expr& path, const std::string& member = {}) const;
  // What a set, or one word, says of each word that the fact of a path can have (of a code: the entries behind them).
  const SetTable::Words& words_of(const Expr& path);
  std::vector<Truth> over(const Expr& path, const Expr& set);
  std::vector<Truth> same(const Expr& path, const Expr& compare);
  int has(const Expr& expr);
  int membership(const Expr& expr);
  int between(const Expr& path, const Expr& set);
  int number(const Expr& path, CompareOp op, const Rational& limit);
  int compare(const Expr& expr);
  // Two facts with words against each other.
  int same_words(const Expr& expr);
  // Totals below a figure, also behind the names of definitions. `node`: of the comparison.
  void find_totals(const Expr& expr, const PlanNode& node);
  int code(const Expr& path, const Expr& set);
  // `words`: what is said of each code of the domain, and of each entry behind them.
  int code_node(PlanNode node, const std::vector<Truth>& words);
  // The statement of an entry, by its number.
  int entry_node(std::size_t i);

  // ---- tuples ----

  using Cells = SetTable::Cells;
  struct TuplePart {
    std::size_t column = 0;
    const Expr* path = nullptr;
  };
  int tuple(const Expr& expr);
  // Like the rows of a table cut down by one fact after the other, the last part first.
  int rows_node(const TupleTable& table, const StandingRows::Rows& rows, std::vector<TuplePart> parts);
  // The value of the fact is one of the cells of a column. A code is held by its own cell, by the cells of the codes
  // above it and by patterns.
  int cells_node(const Expr& path, const Cells& cells);

  // ---- statements ----

  int statement(const Decl& decl);
  // A rule that binds the addressee of a letter alone.
  int lettered(const Decl& rule);
  int version_node(const Decl& decl, std::ptrdiff_t index);
  int declined(const std::string& path);
  int mark_node(const Decl& decl, const Version& version, const Mark& mark);
  // A reply settles whether an unverified mark sleeps; else it is a slot of the order.
  int sleeps(const Decl& decl, const Version& version);
  // Words are bound here, one rule of the plan for each.
  void add_rule(const Decl& rule, std::vector<PlanRule>& to, std::size_t clause = 0, PlanRule out = {});
  bool is_marked(const Version& version) const;
  // As `PlanRule::printed`.
  std::vector<int> printed(const Decl& rule, const Version& version) const;
  // What makes no requirement and is told beside them: its conditions are all that is asked of it.
  void add_told(const Decl& decl);
  void add_authorization(const Decl& authorization);

  const Law& law_;
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
  // Words under which figures were compared, by their number from 1 on.
  std::map<std::map<std::string, std::string>, int> words_numbers_;
};

}  // namespace licet::rules
