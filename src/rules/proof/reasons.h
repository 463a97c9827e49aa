// Reasons for people: the atoms that made a trace true.
#pragma once

#include <string>
#include <vector>

#include "rules/proof/trace.h"

namespace licet::rules {

// Appends the true atoms below a true trace with the facts they read, each once, at most twelve in all.
void collect_reasons(const Trace& trace, std::vector<std::string>& out);

// Appends one reason, unless it stands there or there are twelve.
void add_reason(std::string reason, std::vector<std::string>& out);

}  // namespace licet::rules
