#include <algorithm>

#include "rules/plan/compiler.h"
#include "rules/plan/plan.h"

namespace licet::rules {

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

PlanStore::PlanStore(const Law& law) : law_(law), boundaries_(law_boundaries(law)) {}

std::size_t PlanStore::epoch(Date day) const {
  return static_cast<std::size_t>(std::upper_bound(boundaries_.begin(), boundaries_.end(), day) - boundaries_.begin());
}

std::shared_ptr<const DayPlan> PlanStore::on(Date day, Posture posture) {
  const std::pair<std::size_t, Posture> key{epoch(day), posture};
  const std::lock_guard<std::mutex> lock(mutex_);
  std::shared_ptr<const DayPlan>& plan = plans_[key];
  if (plan == nullptr) plan = compile_plan(law_, day, posture);
  return plan;
}

}  // namespace licet::rules
