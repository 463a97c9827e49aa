// Reasons for people: the atoms that made a trace true.
#pragma once

#include <string>
#include <vector>

#include "rules/proof/trace.h"

namespace licet::rules {

// Appends the true atoms below a true trace with the facts they read, each once, at most twelve in all.
void collect_reasons(const Trace& trace, std::vector<std::string>& out);

// What a test of a code adds to its facts where these are proof of a code of the set, whatever code is stated:
// `; the facts meet ` and their names. Empty without entries.
std::string entries_met(const std::vector<const Decl*>& entries);

// Appends one reason, unless it stands there or there are twelve.
void add_reason(std::string reason, std::vector<std::string>& out);

}  // namespace licet::rules
