// Runs the tests that stand beside the law: each is an order, a day and what must come out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "rules/check/law.h"
#include "rules/eval/decision.h"
#include "rules/facts/order_reader.h"

namespace licet::rules {

struct LawTestResult {
  std::string file;
  std::uint32_t line = 0;
  std::string title;
  std::string day;
  std::vector<std::string> faults;  // empty: passed
};

// Runs every test whose file or title contains `filter` (all if it is empty), once for each of its days.
// Parties are taken as not listed unless the test says otherwise.
// Every `twice_every`-th one (at least 1) is decided by the reference evaluator too, and both must agree.
// `also` may look at each decision and says what is wrong with it, or "".
using AlsoCheck = std::function<std::string(const Case& order, const DecideOptions& options, const Decision& decision)>;
std::vector<LawTestResult> run_law_tests(const Law& law, const ChipFigures& chips, std::string_view filter = {},
                                         const AlsoCheck& also = {}, std::size_t twice_every = 1);

// The order of a test that expects more than entries and definitions, on one of its days, and how it is decided
// (without plans).
struct LawTestOrder {
  std::string file;
  std::uint32_t line = 0;
  Case facts;
  DecideOptions options;
};

// Those of all tests that can be built, in the order in which they are run.
std::vector<LawTestOrder> law_test_orders(const Law& law, const ChipFigures& chips);

}  // namespace licet::rules
