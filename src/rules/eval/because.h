// The reasons of statements that hold, where a plan knows the values: the same as those of the reference evaluator's
// trees, which are not made.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/eval/evaluator.h"
#include "rules/eval/reason_plan.h"

namespace licet::rules {

class Because {
 public:
  using Reasons = std::vector<std::string>;

  // It must outlive this.
  explicit Because(Evaluator& evaluator) : evaluator_(evaluator) {}

  // The evaluator is bound to a leg and an item, and knows its values from `known`; nullptr, both of them: it does not.
  void begin_line(KnownValues* known, std::shared_ptr<const ReasonPlan> plan, int leg, int item);

  // Adds the reasons of a statement that holds for what is bound.
  void add(const Decl& decl, Reasons& out);

 private:
  // Of a statement, for the line it was made for.
  struct Kept {
    std::uint32_t line = 0;
    Reasons reasons;
  };
  // A fact of an entity; empty where it is left out.
  struct FactText {
    int entity = -1;
    bool asked = false;
    std::string text;
  };

  void statement(int number, const Decl& decl, Reasons& out);
  void step(const ReasonStep& step, Reasons& out);
  void first(const ReasonStep& step, Reasons& out);
  void atom(const ReasonStep& step, Reasons& out);
  bool entries(const ReasonStep& step, std::vector<const Decl*>& holding, Reasons& out);
  void traced(const Decl& decl, Reasons& out);
  void traced(const Expr& expr, Reasons& out);
  const ReasonStep& at(int step) const { return plan_->steps[static_cast<std::size_t>(step)]; }
  std::optional<Truth> value(const ReasonStep& step);
  bool knows(const ReasonStep& step);
  void add_facts_behind(const ReasonStep& step, const ReasonAtom& atom, std::string& out);
  const FactText& fact_text(int number);

  Evaluator& evaluator_;
  KnownValues* known_ = nullptr;
  std::shared_ptr<const ReasonPlan> plan_;
  std::uint32_t line_ = 0;  // lines begun
  int leg_ = 0;
  int item_ = 0;
  std::vector<Kept> kept_;       // by statement of the plan
  std::vector<FactText> texts_;  // by fact of the plan
};

}  // namespace licet::rules
