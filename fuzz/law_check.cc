#include "law_check.h"

#include <algorithm>

#include "base/json.h"
#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/facts/order_reader.h"
#include "rules/syntax/format.h"
#include "rules/syntax/parser.h"
#include "support/random_law.h"

namespace licet::fuzz {

namespace {

using namespace rules;

std::string fault_of_error(const Error& error, const std::vector<LawSource>& files) {
  if (error.message.find('\n') != std::string::npos) return concat("an error of several lines: ", error.message);
  const auto named = [&](const LawSource& file) { return error.message.find(file.path) != std::string::npos; };
  return std::any_of(files.begin(), files.end(), named) ? "" : concat("an error without a file: ", error.message);
}

// Printed, it is read back to what is printed the same.
std::string fault_of_print(const LawSource& file) {
  const auto tree = parse_law(file.text, file.path);
  if (!tree) return concat("read in the law, but not alone: ", tree.error().message);
  const std::string once = format(**tree);
  const auto again = parse_law(once, file.path);
  if (!again) return concat("what is printed is not read: ", again.error().message);
  return format(**again) == once ? "" : "printed twice, it is not the same";
}

// `changed`: the file of the law that is in question.
std::string fault_of_load(const Result<std::shared_ptr<const Law>>& law, const std::vector<LawSource>& files,
                          const LawSource& changed) {
  if (!law) return fault_of_error(law.error(), files);
  return changed.path.ends_with(".law") || changed.path.ends_with(".tests") ? fault_of_print(changed) : "";
}

std::string fault_of_order(const Law& law, const std::string& line) {
  const auto json = parse_json(line);
  const auto order = read_order(json.value(), law, nullptr, parse_date("2024-01-01").value());
  if (!order) return order.error().message.find('\n') == std::string::npos ? "" : "an error of several lines";
  PlanStore plans(law);
  DecideOptions by_plan;
  by_plan.plans = &plans;
  by_plan.questions = false;
  by_plan.node_limit = 300;
  DecideOptions by_tree = by_plan;
  by_tree.plans = nullptr;
  const Found plan = reach_outcomes(law, order->facts, by_plan);
  const Found tree = reach_outcomes(law, order->facts, by_tree);
  if (!plan.exact || !tree.exact || plan.reached == tree.reached) return "";
  return concat("the evaluators differ on ", line);
}

}  // namespace

std::string fault_of_files(const std::vector<LawSource>& files, std::size_t place) {
  return fault_of_load(Law::load(files), files, files[place]);
}

std::string fault_of_law(std::string_view bytes) {
  const std::vector<LawSource> files = test::random_sources(std::string(bytes));
  const auto law = Law::load(files);
  if (std::string fault = fault_of_load(law, files, files.back()); !fault.empty() || !law) return fault;
  test::RandomNumbers random(7);
  for (int i = 0; i < 3; ++i) {
    const std::string line = test::random_order(random, {.legs = 1, .lines = 1, .parties = 1});
    if (std::string fault = fault_of_order(**law, line); !fault.empty()) return fault;
  }
  return "";
}

}  // namespace licet::fuzz
