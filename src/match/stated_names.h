// A field that states several names at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace licet {

// The field as it stands, then the names it is made of, if it is made of several: what ` / ` or a line end separates;
// what follows a label (`Russian: ...`); the words of each alphabet, where words of two stand side by side (`Li Van
// Chol, Ли Ван Чоль`). Each has two words at least, or is written without spaces between words. At most
// kMostStatedNames; the first is always the field itself. Only queries are read so: each of the names is asked for.
std::vector<std::string> stated_names(std::string_view field);

inline constexpr std::size_t kMostStatedNames = 6;

}  // namespace licet
