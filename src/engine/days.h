// An order whose legs are on several days is decided day by day; here it becomes one answer.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/check.h"

namespace licet {

// The days on which the order is done, sorted: those of its legs.
std::vector<Date> days_of(const rules::OrderInput& input);

// Is the listing in force on one of the days?
Truth in_force_some_day(const Listing& listing, const std::vector<Date>& days);

// The decision on the whole order. What is the same on several days is told once, with its days; rows of the days'
// decisions name legs by their numbers in the order from here on. `days` must not be empty.
rules::Decision join_days(const rules::Law& law, std::vector<DayAnswer>& days);

// Notes on the legs of a day, each told once, and of which days it is where that is not all of `days`.
std::vector<std::string> join_notes(const std::vector<std::pair<Date, std::string>>& notes,
                                    const std::vector<Date>& days);

}  // namespace licet
