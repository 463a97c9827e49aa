// Words less one letter, as a set of bits: most words that are asked about are near no word of a table, and one look at
// the bits says so.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace licet {

class NearSet {
 public:
  static constexpr std::size_t kLetters = 40;  // longer words are no slips of table words
  static constexpr std::size_t kBits = std::size_t{1} << 18U;

  NearSet() = default;
  explicit NearSet(std::span<const std::uint32_t> bits) : bits_(bits) {}  // of kBits bits, which must outlive it

  // Adds a text to such bits.
  static void add(std::vector<std::uint32_t>& bits, std::string_view text) {
    std::uint64_t hash = 0;
    for (const char c : text) hash = with_letter(hash, c);
    const std::size_t bit = bit_of(hash);
    bits[bit / 32] |= std::uint32_t{1} << (bit % 32);
  }

  // False only if neither the text nor the text less one letter was added.
  bool may_hold_near(std::string_view text) const {
    if (text.size() > kLetters) return true;
    std::array<std::uint64_t, kLetters + 1> before{};  // hashes of what stands before each letter
    for (std::size_t i = 0; i < text.size(); ++i) before[i + 1] = with_letter(before[i], text[i]);
    if (holds(before[text.size()])) return true;
    std::uint64_t after = 0;  // of the letters behind the one left out
    std::uint64_t power = 1;
    for (std::size_t i = text.size(); i > 0; --i) {
      if (holds(before[i - 1] * power + after)) return true;
      after += power * letter(text[i - 1]);
      power *= kBase;
    }
    return false;
  }

 private:
  static constexpr std::uint64_t kBase = 0x9E37'79B9'7F4A'7C15U;

  static std::uint64_t letter(char c) { return static_cast<unsigned char>(c) + std::uint64_t{1}; }
  static std::uint64_t with_letter(std::uint64_t hash, char c) { return hash * kBase + letter(c); }
  static std::size_t bit_of(std::uint64_t hash) {
    return static_cast<std::size_t>(((hash ^ (hash >> 31U)) * kBase) >> 40U) % kBits;
  }
  bool holds(std::uint64_t hash) const {
    const std::size_t bit = bit_of(hash);
    return (bits_[bit / 32] >> (bit % 32) & 1U) != 0;
  }

  std::span<const std::uint32_t> bits_;
};

}  // namespace licet
