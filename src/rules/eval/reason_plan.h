// What reasons are made of on one day, read off the law's text once: for each statement what to walk where it holds,
// with the nodes of the plan, the facts that its atoms read, and their texts. Private to `Because`.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/eval/evaluator.h"
#include "rules/plan/plan.h"

namespace licet::rules {

enum class ReasonKind : std::uint8_t {
  kAll,        // of each kid
  kFirst,      // of the first kid that holds
  kNothing,    // what is denied does not hold
  kStatement,  // of the statement that it names
  kAtom,
  kTraced,  // of the reference evaluator's tree
};

// A condition of a text.
struct ReasonStep {
  ReasonKind kind = ReasonKind::kTraced;
  const Expr* expr = nullptr;
  int node = -1;   // of the plan, as far as it hangs on no word of `per`; -1: none
  int about = -1;  // statement or atom, by its number
  std::vector<int> kids;
};

// A fact of the order, the leg or the item.
struct ReasonFact {
  enum class Owner : std::uint8_t { kOrder, kLeg, kItem };
  Owner owner = Owner::kOrder;
  int fact = 0;
  std::string member;
  auto operator<=>(const ReasonFact&) const = default;
};

class ReasonAtom {
 public:
  explicit ReasonAtom(const Expr& expr) : expr_(&expr) {}

  // Law text, made on first use by any thread.
  const std::string& text() const;

  bool tests_code = false;
  bool asked_alone = false;  // facts that nobody asked about are not told
  bool plain = true;         // it reads the facts below and no others, whatever names are bound
  std::vector<int> facts;    // by number
  std::string limits;        // the values that it names, with their figures

 private:
  const Expr* expr_;
  mutable std::once_flag made_;
  mutable std::string text_;
};

struct ReasonPlan {
  std::shared_ptr<const DayPlan> plan;
  std::vector<ReasonStep> steps;
  std::deque<ReasonAtom> atoms;  // they stay where they are
  std::vector<ReasonFact> facts;
  // By statement: the step of what it says, where no letter and no mark is in question; -1: its reasons are traced.
  std::vector<int> statements;
  std::unordered_map<const Decl*, int> number_of;
  std::vector<int> entries;  // by entry of the law: its statement
};

// Kept with the plans of a day.
std::shared_ptr<const ReasonPlan> reasons_of(PlanStore& plans, Date day, Posture posture);

}  // namespace licet::rules
