// The weights of the words of a name, of 100 (docs/names.md). They depend on the word and on those before it, never on
// a list.
#pragma once

#include <cstdint>

#include "match/prepare.h"

namespace licet {

// The weight of a word of this kind if nothing else is known.
std::int32_t most_for_kind(WordKind kind);

// Most for a place before a Chinese brand, and for a word of a Chinese name that says whose part the body is.
std::int32_t most_for_leading_place();
std::int32_t most_for_owner();

// Gives names that the tables know (`UEC`, `Phoenix`) less weight beside one that they do not: they are those of groups
// and of many companies. Only the weights of positions change.
void weigh_known_names(Reading& reading);

// Is this the name of the person after whom a body is called (`имени А. Б. Иванова`), or a part of it?
bool explains_whose_name(const Position& p, const Reading& reading);

// The weight of a word that comes next in a reading: short words, repeated ones, those in brackets, patronymics, places
// before a Chinese name and persons after whom a body is named weigh less than their kind. 1 to 100.
std::int32_t weight_in(const Reading& reading, const Position& p);

}  // namespace licet
