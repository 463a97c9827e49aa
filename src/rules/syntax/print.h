// Prints expressions back as law text: for messages, proofs and explanations.
#pragma once

#include <string>

#include "rules/syntax/tree.h"

namespace licet::rules {

// One line, minimal parentheses, numbers as written.
std::string print(const Expr& expr);
// The same with the full names of what it names behind it: names of two sections may be spelled alike. Not for people.
std::string print_meaning(const Expr& expr);

}  // namespace licet::rules
