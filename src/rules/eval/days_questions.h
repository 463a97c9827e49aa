// The questions of an order whose legs are on several days: those of each day, told once and for the order as a whole.
#pragma once

#include <vector>

#include "rules/eval/decision.h"

namespace licet::rules {

struct DayQuestions {
  Date day;
  Reachable outcomes;                            // of the legs of that day
  const std::vector<Question>* asked = nullptr;  // about them alone
};

// `whole`: the outcomes of the order. Left out is what cannot change them, as another day's legs weigh as much. Cells
// hold the outcomes of the whole order.
std::vector<Question> questions_of_days(const Law& law, const std::vector<DayQuestions>& days, const Reachable& whole);

}  // namespace licet::rules
