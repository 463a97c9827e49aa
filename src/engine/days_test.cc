#include "engine/days.h"

#include <doctest/doctest.h>

#include <initializer_list>

#include "support/made_law.h"

using namespace licet;
using namespace licet::rules;

namespace {

DayAnswer day(const char* on, int leg, std::initializer_list<Outcome> outcomes, bool exact) {
  DayAnswer out;
  out.day = parse_date(on).value();
  out.legs = {leg};
  for (const Outcome outcome : outcomes) out.decision.outcomes.add(outcome);
  out.decision.without_assumptions = out.decision.outcomes;
  out.decision.exact = out.decision.without_exact = exact;
  LineOutcome line;
  line.outcomes = out.decision.outcomes;
  out.decision.lines = {line};
  return out;
}

Decision joined_days(std::vector<DayAnswer> days) {
  return join_days(*test::made_law("section 1 checked 2024-01-01\n"), days);
}

}  // namespace

TEST_CASE("join_days: what is decided is exact, be it that the search of a lighter day was cut") {
  const DayAnswer heavy = day("2025-02-01", 1, {Outcome::kLicenseRequired}, true);
  const DayAnswer cut = day("2025-01-01", 0, {Outcome::kNoLicenseRequired, Outcome::kLicenseRequired}, false);
  const Decision decided = joined_days({cut, heavy});
  CHECK(decided.outcomes.decided());
  CHECK(decided.exact);
  CHECK(decided.without_exact);
  const DayAnswer light = day("2025-02-01", 1, {Outcome::kNoLicenseRequired}, true);
  CHECK_FALSE(joined_days({cut, light}).exact);
}
