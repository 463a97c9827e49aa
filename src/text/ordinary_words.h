// The table of ordinary words (data/ordinary-words.tsv), written into the program by the build.
#pragma once

#include <string_view>

namespace licet {

// The text of the table, for the whole run of the program.
std::string_view ordinary_words_table();

}  // namespace licet
