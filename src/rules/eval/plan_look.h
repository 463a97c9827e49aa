// Reads what a report has to ask about a line off the plan, so that it need not ask every rule.
#pragma once

#include <functional>

#include "rules/eval/line_base.h"
#include "rules/eval/plan_state.h"
#include "rules/eval/weigher.h"

namespace licet::rules {

// Each claim that the order does not make, as an open fact.
Assignment unmade_claims(const DayPlan& plan, const Law& law, const Case& order);

// Adds what a report has to ask about the line that is bound, on the facts as they are. `base`: the line as it was
// weighed; nullptr: it was not. Values of the line are added to `kept`, which is in use and may be looked at from then
// on. `unmade` gives the unmade claims of the day; it is asked where an authorization is closed.
void look_at_line(PlanState& state, const LineBase* base, PlanState::KeptValues& kept,
                  const std::function<const Assignment&()>& unmade, LineLook& out);

}  // namespace licet::rules
