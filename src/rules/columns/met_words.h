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
  MetWords() : shelves_(kShelves) {}

  // kNothing if the word was not met in the column, or not lately. `readable`: bytes from the beginning of the word on
  // that can be read, those behind it too.
  WideCode code(int column, std::string_view word, std::size_t readable) const {
    const Word key = key_of(column, word, readable);
    const Shelf& shelf = shelves_[shelf_of(key)];
    return shelf.words[0] == key ? shelf.codes[0] : shelf.words[1] == key ? shelf.codes[1] : kNothing;
  }
  void add(int column, std::string_view word, WideCode code) {
    if (word.size() > kLongest) return;
    const Word key = key_of(column, word, word.size());
    Shelf& shelf = shelves_[shelf_of(key)];
    shelf.words[1] = shelf.words[0];
    shelf.codes[1] = shelf.codes[0];
    shelf.words[0] = key;
    shelf.codes[0] = code;
  }

 private:
  static constexpr std::size_t kShelves = 1024;
  static constexpr std::size_t kLongest = 24;

  // The first sixteen letters, zeros behind a shorter word, and the last eight of a longer one.
  struct Word {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::uint64_t last = 0;
    std::uint32_t column = 0;
    std::uint32_t size = 0xFFFF;  // of no word
    bool operator==(const Word& other) const {
      return ((first ^ other.first) | (second ^ other.second) | (last ^ other.last) | (column ^ other.column) |
              (size ^ other.size)) == 0;
    }
  };
  struct alignas(64) Shelf {
    std::array<Word, 2> words;
    std::array<WideCode, 2> codes{};
  };

  static std::uint64_t eight(const char* at) {
    std::uint64_t out = 0;
    std::memcpy(&out, at, 8);
    return out;
  }
  // A word is as good as unknown if it is too long.
  static Word key_of(int column, std::string_view word, std::size_t readable) {
    Word out;
    out.column = static_cast<std::uint32_t>(column);
    if (word.size() > kLongest) return out;
    out.size = static_cast<std::uint32_t>(word.size());
    std::array<char, 16> letters{};
    if (word.size() >= 16 || readable < 16) {
      std::memcpy(letters.data(), word.data(), word.size() < 16 ? word.size() : 16);
      if (word.size() > 16) out.last = eight(word.data() + word.size() - 8);
      out.first = eight(letters.data());
      out.second = eight(letters.data() + 8);
      return out;
    }
    out.first = eight(word.data());
    out.second = eight(word.data() + 8);
    // Letters behind the word are none of it.
    const auto bits = static_cast<unsigned>(8 * word.size());
    const std::uint64_t kept = (std::uint64_t{1} << (bits % 64)) - 1;
    const bool is_long = bits >= 64;
    out.first &= is_long ? ~std::uint64_t{0} : kept;
    out.second &= is_long ? kept : 0;
    return out;
  }
  static std::size_t shelf_of(const Word& word) {
    const std::uint64_t mixed = (word.first ^ word.second * 0x9E3779B97F4A7C15ULL ^ word.last * 0xC2B2AE3D27D4EB4FULL ^
                                 std::uint64_t{word.column} << 17U) *
                                0xFF51AFD7ED558CCDULL;
    return static_cast<std::size_t>(mixed >> 54U);
  }

  std::vector<Shelf> shelves_;
};

}  // namespace licet::rules
