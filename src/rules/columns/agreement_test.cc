// The columnar evaluator against the other two under laws with marks, letters, findings and rules over lists, for whole
// batches: what columns decide, what they take from an order like it, and the bound that they give without a search.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text_util.h"
#include "rules/columns/evaluate.h"
#include "support/made_law.h"
#include "support/soak.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::string without_line(std::string text, std::string_view begin) {
  const std::size_t at = text.find(begin);
  REQUIRE(at != std::string::npos);
  return text.erase(at, text.find('\n', at) + 1 - at);
}

// Columns do not say what content and conditions of components read, so under a law with such no order takes the answer
// of another.
std::string without_content(std::string text) {
  text = without_line(without_line(std::move(text), "rule parts "), "let share ");
  text = replaced(std::move(text), "(some c in item.components: c.controlled)", "item.a");
  text = replaced(std::move(text), " for c in item.components", " for c in items");
  for (const char* of_component : {"where c.us", "where not c.us", "where not c.controlled"})
    text = replaced(std::move(text), of_component, "where c.a");
  text = replaced(std::move(text), "c in item.components: (c.us", "i in items: (i.a");
  text = replaced(std::move(text), "c in item.components: (c.m", "i in items: (i.m");
  return replaced(std::move(text), "c.controlled", "c.us");
}

// The order with the first figure after the key one higher, where there is one.
std::string one_higher(const std::string& order, std::string_view key) {
  const std::size_t at = order.find(key);
  if (at == std::string::npos) return order;
  const std::size_t begin = at + key.size();
  const std::size_t end = std::min(order.find_first_not_of("0123456789", begin), order.size());
  if (end == begin) return order;
  const int figure = std::stoi(order.substr(begin, end - begin));
  return concat(order.substr(0, begin), figure + 1, order.substr(end));
}

// Orders and others that are like them, most of them for columns too.
std::vector<std::string> orders_at_random(Dice& dice, int count) {
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i) {
    const std::string order = random_order(dice, dice.roll(3) != 0);
    out.push_back(order);
    out.push_back(replaced(order, "\"p0\"", "\"p9\""));
    out.push_back(one_higher(order, "\"n\":"));
    out.push_back(one_higher(order, "\"m\":"));
    out.push_back(replaced(order, "\"MO\"", "\"BR\""));
  }
  return out;
}

std::string shown(const Reachable& outcomes) {
  return concat(to_string(outcomes.least()), "..", to_string(outcomes.most()));
}

bool within(const Reachable& a, const Reachable& b) {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (a.has(static_cast<Outcome>(i)) && !b.has(static_cast<Outcome>(i))) return false;
  }
  return true;
}

std::vector<ColumnAnswer> by_columns(const std::vector<Case>& cases, const DecideOptions& options, bool searched,
                                     ColumnStats& stats) {
  const Law& law = options.plans->law();
  ColumnLayout layout(law);
  Batch batch(layout, law_boundaries(law));
  for (const Case& one : cases) batch.add(one);
  ColumnEvaluator evaluator(layout, options);
  std::vector<ColumnAnswer> out;
  const ColumnEvaluator::CaseOf case_of = [&](std::size_t order) { return cases[order]; };
  evaluator.run(batch, searched ? case_of : ColumnEvaluator::CaseOf(), out);
  stats.by_columns += evaluator.stats().by_columns;
  stats.shared += evaluator.stats().shared;
  return out;
}

}  // namespace

TEST_SUITE("soak columns") {
  TEST_CASE("columns: batches of orders under laws with one of everything agree with plan and reference") {
    std::size_t compared = 0;
    std::size_t by_reference = 0;
    std::size_t undecided = 0;
    ColumnStats all;
    const std::vector<std::uint32_t> seeds = soak_seeds(10);
    for (const std::uint32_t seed : seeds) {
      Dice dice(seed * 15'485'863U);
      LawMaker maker(dice);
      std::string text = maker.law();
      if (seed % 3 != 0) text = without_content(std::move(text));
      if (seed % 2 == 0) text += maker.told();
      const auto law = made_law(text);
      PlanStore plans(*law);
      const std::vector<std::string> orders = orders_at_random(dice, 4);
      std::vector<Case> cases;
      cases.reserve(orders.size());
      for (const std::string& order : orders) cases.push_back(made_case(order, *law));
      DecideOptions options;
      options.plans = &plans;
      const bool assumes = seed % 2 == 0 || dice.roll(2) == 0;  // findings switch assumptions off
      options.profile = assumes ? law->find("1/p") : nullptr;
      options.posture = dice.roll(4) == 0 ? Posture::kCodified : Posture::kInForce;
      const auto searched = by_columns(cases, options, true, all);
      ColumnStats alone;
      const auto bounds = by_columns(cases, options, false, alone);
      for (std::size_t i = 0; i < cases.size(); ++i) {
        const Found plan = reach_outcomes(*law, cases[i], options);
        DecideOptions slow = options;
        slow.plans = nullptr;
        const bool again = i % 5 == i / 5 % 5;  // the reference is slow
        const Found reference = again ? reach_outcomes(*law, cases[i], slow) : plan;
        if (!plan.exact || !reference.exact) continue;
        ++compared;
        by_reference += again ? 1U : 0U;
        undecided += plan.reached.decided() ? 0U : 1U;
        const bool same = plan.reached == reference.reached && within(plan.reached, bounds[i].outcomes) &&
                          (!searched[i].exact || searched[i].outcomes == plan.reached) &&
                          (!bounds[i].exact || bounds[i].outcomes == plan.reached);
        CHECK_MESSAGE(same, "seed " << seed << ": columns " << shown(searched[i].outcomes) << ", their bound "
                                    << shown(bounds[i].outcomes) << ", plan " << shown(plan.reached) << ", reference "
                                    << shown(reference.reached) << "\n"
                                    << orders[i] << "\n"
                                    << text);
        if (!same) return;
      }
    }
    CHECK(compared > 12 * seeds.size());
    CHECK(by_reference > 2 * seeds.size());
    CHECK(undecided > compared / 10);      // the test means nothing if every order is plain,
    CHECK(all.by_columns > compared / 5);  // or if columns decide none,
    CHECK(all.shared > compared / 20);     // or if none is like another
  }
}
