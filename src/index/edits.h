// Edits between a fixed text and many others: bit-parallel optimal string alignment (Hyyrö 2003), on texts whose
// letters are bytes. Merging letters (letter_code) only lowers the distance, so it is a lower bound of osa_distance.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace licet {

// One byte for a letter: ASCII as it is, others merged.
inline std::uint8_t letter_code(char32_t letter) {
  return static_cast<std::uint8_t>(letter < 128 ? letter : 128 + (letter % 127));
}

class EditPattern {
 public:
  // A text of at most 64 letters.
  explicit EditPattern(std::u32string_view text);

  // Edits to a text of codes; stops early with a number above `most` where there are more.
  std::size_t distance(const char* codes, std::size_t size, std::size_t most) const;

 private:
  std::array<std::uint64_t, 256> places_{};
  std::size_t size_;
};

}  // namespace licet
