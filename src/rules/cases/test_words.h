// Are the words of a test words that answers have?
#pragma once

#include <string>

#include "rules/check/law.h"

namespace licet::rules {

// What the test names that there is not: a posture, a profile, a statement, an outcome, a status, a fact. A test of
// them would pass, or fail, for the wrong reason. Empty: nothing.
std::string unknown_word(const Law& law, const Decl& test);

}  // namespace licet::rules
