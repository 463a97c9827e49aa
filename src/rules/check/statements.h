// What statements read through what they name: no statement itself, and none what it may not read.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/check/law.h"

namespace licet::rules {

// Of a law whose names are resolved. Gives the codes that its statements name, unsorted, patterns with `*` left out;
// they stand in its trees. Errors: kParse, with the statement that is the first by name.
Result<std::vector<std::string_view>> check_statements(const Law& law);

}  // namespace licet::rules
