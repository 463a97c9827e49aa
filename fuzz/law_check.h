// What the fuzz target of law files reads, and what the unit tests replay.
#pragma once

#include <string>
#include <string_view>

#include "rules/check/law.h"

namespace licet::fuzz {

// Loads `bytes` as the law file `t.law` beside the facts and tables of random laws, and gives what is wrong with the
// outcome, "" where nothing is: it is an error of one line that names a file, or a law that is printed to what reads
// the same, and under which the two evaluators say the same of an order.
std::string fault_of_law(std::string_view bytes);

// The same of a law whose file at `place` is another one now; without orders, which hang on its facts.
std::string fault_of_files(const std::vector<rules::LawSource>& files, std::size_t place);

}  // namespace licet::fuzz
