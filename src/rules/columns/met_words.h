// Words that were met in the columns of a batch, with their codes: the same few stand in most lines.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "rules/columns/layout.h"

namespace licet::rules {

class MetWords {
 public:
  MetWords() : slots_(kSlots), pairs_(kPairs) {}

  // kNothing if the word was not met in the column, or not lately.
  WideCode code(int column, std::string_view word) const {
    if (word.size() == 2) {  // mostly places: most of them are met in every batch
      const Pair& pair = pairs_[slot_of(word)];
      return pair.first == word[0] && pair.second == word[1] && pair.column == column ? pair.code : kNothing;
    }
    const Word key = key_of(column, word);
    const Slot& slot = slots_[slot_of(key)];
    return slot.word == key ? slot.code : kNothing;
  }
  void add(int column, std::string_view word, WideCode code) {
    if (word.size() == 2) pairs_[slot_of(word)] = {word[0], word[1], code, column};
    const Word key = key_of(column, word);
    if (word.size() != 2 && word.size() <= kLongest) slots_[slot_of(key)] = {key, code};
  }

 private:
  static constexpr std::size_t kSlots = 2048;
  static constexpr std::size_t kLongest = 24;

  // The first eight letters, the last eight, and those between.
  struct Word {
    std::uint64_t first = 0;
    std::uint64_t middle = 0;
    std::uint64_t last = 0;
    std::uint32_t column = 0;
    std::uint16_t size = 0xFFFF;  // of no word
    bool operator==(const Word&) const = default;
  };
  struct Slot {
    Word word;
    WideCode code = kNothing;
  };

  struct Pair {
    char first = 0;
    char second = 0;
    WideCode code = kNothing;
    int column = -1;
  };
  static constexpr std::size_t kPairs = 1024;

  static std::uint64_t letters(const char* at, std::size_t count) {
    std::uint64_t out = 0;
    if (count >= 8) {
      std::memcpy(&out, at, 8);
    } else if (count >= 4) {
      std::uint32_t low = 0;
      std::uint32_t high = 0;
      std::memcpy(&low, at, 4);
      std::memcpy(&high, at + count - 4, 4);
      out = low | std::uint64_t{high} << 32U;
    } else if (count > 0) {
      const auto letter = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
      out = letter(0) | letter(count / 2) << 8U | letter(count - 1) << 16U;
    }
    return out;
  }
  static Word key_of(int column, std::string_view word) {
    Word out;
    out.column = static_cast<std::uint32_t>(column);
    if (word.size() > kLongest) return out;
    out.size = static_cast<std::uint16_t>(word.size());
    out.first = letters(word.data(), word.size());
    if (word.size() > 8) out.last = letters(word.data() + word.size() - 8, 8);
    if (word.size() > 16) out.middle = letters(word.data() + 8, 8);
    return out;
  }
  static std::size_t slot_of(std::string_view pair) {
    return (static_cast<std::size_t>(pair[0]) & 31U) * 32 + (static_cast<std::size_t>(pair[1]) & 31U);
  }
  static std::size_t slot_of(const Word& word) {
    const std::uint64_t mixed = (word.first ^ word.last * 0x9E3779B97F4A7C15ULL ^ word.middle * 0xC2B2AE3D27D4EB4FULL ^
                                 std::uint64_t{word.column} << 17U) *
                                0xFF51AFD7ED558CCDULL;
    return static_cast<std::size_t>(mixed >> 53U);
  }

  std::vector<Slot> slots_;
  std::vector<Pair> pairs_;  // words of two letters
};

}  // namespace licet::rules
