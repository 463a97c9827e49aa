// Arrays of little-endian numbers that are read where they lie: in a mapped file, at any alignment, without a copy.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace licet {

template <typename T>
  requires std::is_integral_v<T>
class FlatArray {
 public:
  FlatArray() = default;
  // `bytes` must outlive the array and hold whole numbers.
  explicit FlatArray(std::string_view bytes) : data_(bytes.data()), size_(bytes.size() / sizeof(T)) {}

  std::size_t size() const { return size_; }
  T operator[](std::size_t i) const {
    T value;
    std::memcpy(&value, data_ + i * sizeof(T), sizeof(T));
    if constexpr (std::endian::native == std::endian::big && sizeof(T) > 1) value = swapped(value);
    return value;
  }
  const char* data() const { return data_; }

 private:
  static T swapped(T value) {
    T out = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) out = static_cast<T>((out << 8U) | ((value >> (8U * i)) & 0xFFU));
    return out;
  }
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// First place in a sorted array whose value is at least `value`.
template <typename T>
std::size_t lower_place(const FlatArray<T>& sorted, T value) {
  std::size_t from = 0;
  std::size_t to = sorted.size();
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    if (sorted[middle] < value) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

template <typename T>
  requires std::is_integral_v<T>
void put_flat(std::string& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i)
    out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8U * i)) & 0xFFU));
}

template <typename T>
std::string flat_bytes(const std::vector<T>& values) {
  std::string out;
  if constexpr (std::endian::native == std::endian::little) {
    if (!values.empty()) out.assign(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  } else {
    for (const T value : values) put_flat(out, value);
  }
  return out;
}

}  // namespace licet
