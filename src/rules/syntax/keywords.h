// The words of the law language that have a meaning of their own.
#pragma once

#include <string_view>

namespace licet::rules {

// Is this a word with a meaning of its own, which no name may be?
bool is_keyword(std::string_view word);

}  // namespace licet::rules
