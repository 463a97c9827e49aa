// A word of the dictionary: all of a position that its likeness to others depends on, as bytes and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/prepare.h"

namespace licet {

// Equal bytes: the position is like all others alike. Weight, place and what is shown are left out; they belong to the
// name.
std::string encode_word(const Position& position);

struct Word {
  Position position;  // weight 0; families point into this
  std::vector<std::uint16_t> families;
};

// Nothing if the bytes are no word. Fills a word that must not move afterwards.
bool decode_word(std::string_view bytes, Word& word);

// Kind, script, class and whether it stands aside: what charges hang on. The bytes must be a word.
void decode_word_head(std::string_view bytes, Position& position);

}  // namespace licet
