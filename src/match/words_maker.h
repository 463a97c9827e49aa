// Makes the word tables (words.h) from the texts of data/words/. The build runs it once; the program holds the result.
#pragma once

#include <cstdint>
#include <vector>

namespace licet {

// The array that WordTables reads; the same for the same texts.
std::vector<std::uint32_t> make_word_tables();

}  // namespace licet
