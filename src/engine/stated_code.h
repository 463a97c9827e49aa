// What the tables of the law say of the codes that an order states.
#pragma once

#include <optional>
#include <string>

#include "rules/check/law.h"
#include "rules/facts/case.h"

namespace licet {

// One line, where the control list of the day has no entry of the stated code.
std::optional<std::string> absent_code_note(const rules::Law& law, const rules::Case& facts, int item, Date day);

// May an item have the stated code although it meets that entry? Some entries are left to what no other one holds, and
// some are described by another one.
bool code_stands_beside(const rules::Law& law, const std::string& stated, const std::string& entry);

}  // namespace licet
