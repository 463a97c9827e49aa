// Prints statements in the one canonical form of the language: what `law fmt` writes and `law show` prints.
#pragma once

#include <string>

#include "rules/syntax/tree.h"

namespace licet::rules {

// A whole file: header, includes, statements, an empty line between statements. Comments stand in front of the
// statement that they stood before or in.
std::string format(const LawTree& tree);

// One statement, indented by two spaces a level, lines of at most about 120 bytes, with a line feed at the end.
std::string format(const Decl& decl);

// What stands before the versions of a statement: its name, whom and what it is about.
std::string format_head(const Decl& decl);

// What stands behind them: gaps, assumptions, what to do, what clears. May be empty.
std::string format_tail(const Decl& decl);

// One version of a statement as it stands in the file.
std::string format_version(const Decl& decl, const Version& version);

}  // namespace licet::rules
