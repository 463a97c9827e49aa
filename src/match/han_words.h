// Words of Han and kana, which have no spaces between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "match/prepare.h"
#include "match/words.h"

namespace licet {

struct HanWord {
  enum class Kind : std::uint8_t { kKnown, kOrdinal, kBrand };
  std::size_t begin = 0;  // bytes, half-open
  std::size_t end = 0;
  Kind kind = Kind::kBrand;
  WordClass word_class;  // of a known word
  bool leads = false;    // before the brand
};

// Legal forms, company words and ordinals from the right, places and long company words from the left; the rest is the
// brand, cut once more at company words and places inside it. The words in order; together they are the whole text.
std::vector<HanWord> cut_han(std::string_view text);

// Weights that depend on the words that follow: a place before the brand, and whose part a body is.
void weigh_han(std::span<Position> words);

}  // namespace licet
