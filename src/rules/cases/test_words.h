// The words of a test: the statements that they name, and whether answers have such words.
#pragma once

#include <string>

#include "rules/check/law.h"

namespace licet::rules {

// The qualified name of a statement that a test names: `742.6/a6iiiA` for `a6iiiA` in a test of section 742.6.
std::string qualified_in(const Decl& test, const std::string& name);

// What the test names that there is not: a posture, a profile, a statement, an outcome, a status, a fact. A test of
// them would pass, or fail, for the wrong reason. Empty: nothing.
std::string unknown_word(const Law& law, const Decl& test);

}  // namespace licet::rules
