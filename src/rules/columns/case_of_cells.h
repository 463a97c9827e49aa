// An order of a batch as a case again, for the exact search.
#pragma once

#include "rules/columns/batch.h"

namespace licet::rules {

// Order `number` of the group. Every comparison with a limit that has a cell of its own comes out as in the order that
// was added; a figure without a cell of its own is only known to lie within its cell.
Case case_of_cells(const ColumnLayout& layout, const BatchGroup& group, std::size_t number);

}  // namespace licet::rules
