#include "base/string_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"

namespace licet {

namespace {

// words: entries, slots, values; then slots, entries, values, text.
constexpr std::size_t kHead = 3;
constexpr std::size_t kEntryWords = 2;  // key begin, values begin

std::uint32_t hash_of(std::string_view key) {
  std::uint64_t h = 0xCBF29CE484222325U;
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return static_cast<std::uint32_t>(h ^ (h >> 32U));
}

}  // namespace

StringTable::StringTable(std::span<const std::uint32_t> image) {
  LICET_CHECK(image.size() >= kHead);
  size_ = image[0];
  mask_ = image[1] - 1;
  slots_ = image.data() + kHead;
  entries_ = slots_ + image[1];
  values_ = entries_ + (size_ + 1) * kEntryWords;
  text_ = reinterpret_cast<const char*>(values_ + image[2]);
}

StringTable::Entry StringTable::at(std::size_t place) const {
  const std::uint32_t* entry = entries_ + place * kEntryWords;
  return {{text_ + entry[0], entry[kEntryWords] - entry[0]}, {values_ + entry[1], values_ + entry[kEntryWords + 1]}};
}

std::optional<std::size_t> StringTable::place_of(std::string_view key) const {
  if (size_ == 0) return std::nullopt;
  for (std::uint32_t slot = hash_of(key) & mask_; slots_[slot] != 0; slot = (slot + 1) & mask_) {
    const std::uint32_t* entry = entries_ + (slots_[slot] - 1) * kEntryWords;
    const std::size_t length = entry[kEntryWords] - entry[0];
    if (length == key.size() && std::memcmp(text_ + entry[0], key.data(), length) == 0) return slots_[slot] - 1;
  }
  return std::nullopt;
}

std::optional<StringTable::Entry> StringTable::find(std::string_view key) const {
  const auto place = place_of(key);
  return place ? std::optional(at(*place)) : std::nullopt;
}

std::vector<std::uint32_t> string_table_image(const std::map<std::string, std::vector<std::uint32_t>>& entries) {
  const auto slots = std::bit_ceil(static_cast<std::uint32_t>(entries.size() * 2 + 1));
  std::vector<std::uint32_t> table(slots, 0);
  std::vector<std::uint32_t> ends;
  std::vector<std::uint32_t> values;
  std::string text;
  std::uint32_t place = 0;
  for (const auto& [key, own] : entries) {
    ends.insert(ends.end(), {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(values.size())});
    std::uint32_t slot = hash_of(key) & (slots - 1);
    while (table[slot] != 0) slot = (slot + 1) & (slots - 1);
    table[slot] = ++place;
    text += key;
    values.insert(values.end(), own.begin(), own.end());
  }
  ends.insert(ends.end(), {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(values.size())});
  std::vector<std::uint32_t> image{place, slots, static_cast<std::uint32_t>(values.size())};
  for (const auto& part : {table, ends, values}) image.insert(image.end(), part.begin(), part.end());
  const std::size_t begin = image.size();
  image.resize(begin + (text.size() + sizeof(std::uint32_t) - 1) / sizeof(std::uint32_t), 0);
  if (!text.empty()) std::memcpy(image.data() + begin, text.data(), text.size());
  return image;
}

}  // namespace licet
