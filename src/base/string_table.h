// A read-only table from text to a few numbers, in one array of words that needs no work to be used: it can lie in a
// mapped file or in the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace licet {

// A view of such an array, which must outlive it. Copies are cheap; safe from many threads.
// The array is trusted: it was made by string_table_image() on a machine of the same byte order.
class StringTable {
 public:
  struct Entry {
    std::string_view key;
    std::span<const std::uint32_t> values;
  };

  StringTable() = default;
  explicit StringTable(std::span<const std::uint32_t> image);

  std::size_t size() const { return size_; }
  Entry at(std::size_t place) const;  // place < size(); sorted by key
  std::optional<std::size_t> place_of(std::string_view key) const;
  std::optional<Entry> find(std::string_view key) const;
  bool contains(std::string_view key) const { return place_of(key).has_value(); }

 private:
  std::size_t size_ = 0;
  std::uint32_t mask_ = 0;
  const std::uint32_t* slots_ = nullptr;    // place + 1, or 0
  const std::uint32_t* entries_ = nullptr;  // key begin, values begin; one more entry ends the last
  const std::uint32_t* values_ = nullptr;
  const char* text_ = nullptr;
};

// The array for these entries: the same for the same map.
std::vector<std::uint32_t> string_table_image(const std::map<std::string, std::vector<std::uint32_t>>& entries);

}  // namespace licet
