// What the maker of the word tables and their reader share: the order of the parts and how a class is written.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/words.h"

namespace licet::words_image {

constexpr std::size_t kMisspeltLetters = 6;
constexpr std::size_t kPhraseLetters = 5;
constexpr std::size_t kEndingBytes = 8;  // four Cyrillic letters
constexpr std::size_t kStemBytes = 6;

enum Part : std::uint8_t {
  kPhrases,
  kLongestFrom,
  kStems,
  kNear,
  kPhraseWords,
  kNearPhrase,
  kNearBits,
  kNearPhraseBits,
  kShorts,
  kByConsonants,
  kFamilies,
  kPlainForms,
  kLongForms,
  kNamedAfter,
  kRelated,
  kWrittenOut,
  kParts
};

inline bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

inline std::uint32_t packed(WordClass word_class) {
  return (static_cast<std::uint32_t>(word_class.kind) << 16U) | word_class.id;
}

inline WordClass unpacked(std::uint32_t value) {
  return {static_cast<WordKind>(value >> 16U), static_cast<std::uint16_t>(value & 0xFFFFU)};
}

// The parts one behind the other, after the place at which each begins and the end.
inline std::vector<std::uint32_t> bound(std::initializer_list<std::vector<std::uint32_t>> parts) {
  std::vector<std::uint32_t> out;
  auto at = static_cast<std::uint32_t>(parts.size() + 1);
  for (const auto& part : parts) {
    out.push_back(at);
    at += static_cast<std::uint32_t>(part.size());
  }
  out.push_back(at);
  for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

inline std::span<const std::uint32_t> part(std::span<const std::uint32_t> image, Part which) {
  return image.subspan(image[which], image[which + 1] - image[which]);
}

// The stem `...*` that begins a word in an inflected script, or the word itself. `has(text)`: is it a stem?
template <typename Has>
std::string stem_of(std::string_view key, const Has& has) {
  if (is_ascii(key)) return std::string(key);
  constexpr std::string_view kArabicArticle = "ال";
  if (key.starts_with(kArabicArticle) && key.size() > 2 * kArabicArticle.size())
    return std::string(key.substr(kArabicArticle.size()));
  const std::size_t longest = key.size();
  const std::size_t shortest = std::max(kStemBytes, longest > kEndingBytes ? longest - kEndingBytes : 0);
  for (std::size_t bytes = longest; bytes >= shortest; --bytes) {
    if (has(key.substr(0, bytes))) return std::string(key.substr(0, bytes)) + "*";
  }
  return std::string(key);
}

}  // namespace licet::words_image
