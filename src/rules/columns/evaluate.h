// Decides a batch of orders by columns; what columns leave open goes to the exact search over one order at a time, once
// for all orders that are open in the same way. Agrees with the other evaluators: agreement_test.cc.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "rules/columns/batch.h"
#include "rules/columns/runner.h"
#include "rules/eval/decision.h"

namespace licet::rules {

struct ColumnAnswer {
  Reachable outcomes;
  bool exact = true;
};

// How the orders of batches were decided.
struct ColumnStats {
  std::size_t orders = 0;
  std::size_t by_columns = 0;  // both levels agreed
  std::size_t by_search = 0;   // searched one by one
  std::size_t left_open = 0;   // not searched
  std::size_t shared = 0;      // took the answer of an order that is open in the same way
};

class ColumnEvaluator {
 public:
  // Options as for `decide`; `options.plans` must be set. Layout and plans outlive it.
  ColumnEvaluator(const ColumnLayout& layout, const DecideOptions& options);

  // The case of an order by its number in the batch, for orders that cannot be searched from their columns.
  using CaseOf = std::function<Case(std::size_t order)>;

  // One answer for each order. Batches must be of the layout. Without `case_of` nothing is searched: an order that
  // columns leave open keeps its two-level bound, which is not exact.
  void run(const Batch& batch, const CaseOf& case_of, std::vector<ColumnAnswer>& out);

  const ColumnStats& stats() const { return stats_; }

 private:
  struct Epoch {
    std::shared_ptr<const DayPlan> plan;
    std::shared_ptr<const ColumnProgram> program;
    std::unique_ptr<ColumnRunner> runner;
    std::unordered_map<std::string, ColumnAnswer> residuals;
  };

  Epoch& epoch_of(Date day);
  void run_group(const BatchGroup& group, const CaseOf& case_of, std::vector<ColumnAnswer>& out);
  void settle(Epoch& epoch, std::size_t in_group, std::size_t in_block, const CaseOf& case_of, const BatchGroup& group,
              std::uint8_t low, std::uint8_t high, ColumnAnswer& out);
  ColumnAnswer bound(std::uint8_t low, std::uint8_t high);
  ColumnAnswer search(const Case& order);
  ColumnAnswer search(const CaseOf& case_of, std::size_t order, std::uint8_t low, std::uint8_t high);

  const ColumnLayout& layout_;
  DecideOptions options_;
  bool findings_switch_ = false;  // assumptions off
  std::map<const DayPlan*, Epoch> epochs_;
  std::vector<std::uint8_t> low_;    // by order: weight at least, in the groups seen so far
  std::vector<std::uint8_t> high_;   // at most
  std::vector<std::uint8_t> parts_;  // groups an order stands in
  std::string residual_;
  ColumnStats stats_;
};

}  // namespace licet::rules
