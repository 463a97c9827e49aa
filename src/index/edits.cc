#include "index/edits.h"

namespace licet {

EditPattern::EditPattern(std::u32string_view text) : size_(text.size()) {
  for (std::size_t i = 0; i < text.size(); ++i) places_[letter_code(text[i])] |= std::uint64_t{1} << i;
}

std::size_t EditPattern::distance(const char* codes, std::size_t size, std::size_t most) const {
  if (size_ == 0) return size;
  const std::uint64_t last = std::uint64_t{1} << (size_ - 1);
  std::uint64_t plus = ~std::uint64_t{0};
  std::uint64_t minus = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t before = 0;  // places of the letter before
  std::size_t distance = size_;
  for (std::size_t j = 0; j < size; ++j) {
    const std::uint64_t here = places_[static_cast<unsigned char>(codes[j])];
    const std::uint64_t swap = (((~diagonal) & here) << 1U) & before;
    diagonal = (((here & plus) + plus) ^ plus) | here | minus | swap;
    std::uint64_t up = minus | ~(diagonal | plus);
    std::uint64_t down = diagonal & plus;
    if ((up & last) != 0) ++distance;
    if ((down & last) != 0) --distance;
    if (distance > most + (size - 1 - j)) return distance;  // each letter left lowers it by one at most
    up = (up << 1U) | 1U;
    down <<= 1U;
    plus = down | ~(diagonal | up);
    minus = up & diagonal;
    before = here;
  }
  return distance;
}

}  // namespace licet
