// What tables of the law say of the codes and names that an order states.
#pragma once

#include <optional>
#include <string>

#include "rules/check/law.h"
#include "rules/facts/case.h"

namespace licet {

// One line, where the control list of the day has no entry of the stated code.
std::optional<std::string> absent_code_note(const rules::Law& law, const rules::Case& facts, int item, Date day);

// Facts that a name of the case settles on that day, by the tables that `common/named_facts` tells: a fabricator, an
// approved designer. Another name proves nothing; it may be a company of the same group: a row `near` says so of a name
// that holds the words of one of the table; `holds` takes a name that has one of the table in it for that thing. What
// such a table says of codes (`lacks`) stands in the case already.
void state_named(const rules::Law& law, rules::Case& facts, Date day);

// May an item have the stated code although it meets that entry? Some entries are left to what no other one holds, and
// some are described by another one.
bool code_stands_beside(const rules::Law& law, const std::string& stated, const std::string& entry);

}  // namespace licet
