// Words that people write where a name belongs and that name nobody: `TBD`, `unbekannt`, `同上`
// (data/words/no-names.tsv).
#pragma once

#include <string_view>

namespace licet {

// Is the whole name one of them, whatever its case, accents, spaces and punctuation, or made of nothing else: with a
// legal form, a title, a role or a number of a paper beside it (`Unknown LLC`, `TBD - end user`, `see PO 4711`), a
// legal form alone, a counted role (`Customer 1`), a run of one letter? `Unknown Worlds GmbH` is not, and neither is a
// name without any letter or digit. Any other word makes it a name: that of a party that must be screened.
bool names_nobody(std::string_view name);

// The text of the table, for the whole run of the program.
std::string_view no_names_table();

}  // namespace licet
