// Prints expressions back as law text: for messages, proofs and explanations.
#pragma once

#include <string>

#include "rules/syntax/tree.h"

namespace licet::rules {

// One line, minimal parentheses, numbers as written.
std::string print(const Expr& expr);

}  // namespace licet::rules
