// What a listing on a list that is no export list means for an order, in words.
#pragma once

#include <string>
#include <vector>

#include "engine/check.h"

namespace licet {

// One sentence for each party of the order that surely is on lists of other purposes (procurement, investment, imports,
// ...) on one of the days and on no export list on any: such a list asks for no export license. Empty where there is
// none.
std::vector<std::string> list_notes(const Book& book, const std::vector<PartyHit>& parties,
                                    const std::vector<Date>& days);

}  // namespace licet
