// Weighs an order whose legs are on several days as one: what is not known is one unknown on all of them.
#pragma once

#include <memory>
#include <vector>

#include "rules/eval/weigher.h"

namespace licet::rules {

// The legs of one day: their numbers in the whole order, a case of them alone, and its weigher.
struct DayPart {
  std::vector<int> legs;
  const Case* facts = nullptr;
  Weigher* weigher = nullptr;
};

// A weigher of lines of the whole order. The parts have the same entities; somebody whom nobody named is another one on
// each day, and so is a fact that the parts do not state alike. Cases and weighers must outlive it.
std::unique_ptr<Weigher> make_days_weigher(std::vector<DayPart> parts);

}  // namespace licet::rules
