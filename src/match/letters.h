// The letters of a whole name, by which names are the same text however their words are cut.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "match/prepare.h"

namespace licet {

// Sets `letters` and `native_letters` from the readings: all positions joined, in each scheme of spelling, and of a
// person `LAST, First` the other way round too. `text` is the name as it was given.
void set_letters(PreparedName& name, std::string_view text);

// Words of single letters and dots (`A B C`, `A.B.C.`) of a name that has no other name word or number; else none.
std::vector<std::u32string> letter_words_of(const Reading& organization, std::string_view source);

}  // namespace licet
