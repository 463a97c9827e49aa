// Rows of tables that nobody could verify: an order whose outcome hangs on one gets a question about the law, with the
// outcomes under each reply.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "rules/eval/decision.h"

namespace licet::rules {

// The law under a reply, with its plans.
struct RepliedLaw {
  explicit RepliedLaw(std::shared_ptr<const Law> replied) : law(std::move(replied)), plans(*law) {}
  std::shared_ptr<const Law> law;
  PlanStore plans;
};

struct OpenRows {
  std::vector<Question> questions;  // rows that change what is reachable
  // The one row behind them all: what is reachable under each reply. Empty if there is more to it.
  std::vector<std::pair<std::shared_ptr<RepliedLaw>, Reachable>> replies;
};

// The search for `decision` got stuck: it hangs on something that no fact decides.
OpenRows find_open_rows(const Law& law, const Case& order, const DecideOptions& options, const Decision& decision);

}  // namespace licet::rules
