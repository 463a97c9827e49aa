// The table of ordinary words (data/ordinary-words.tsv), written into the program by the build.
#pragma once

#include <string_view>

namespace licet {

// The text of the table, for the whole run of the program.
std::string_view ordinary_words_table();

// Does the word stand in the table as it is written (lower case)? No look at regular forms. No memory, no lock.
bool is_ordinary_word(std::string_view word);

}  // namespace licet
