// Values to bytes and back. The writer is total; the reader never reads outside its bytes and fails once and
// for all.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace licet {

class ByteWriter {
 public:
  void u8(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void u32(std::uint32_t value) { little_endian(value, 4); }
  void u64(std::uint64_t value) { little_endian(value, 8); }
  void i32(std::int32_t value) { u32(static_cast<std::uint32_t>(value)); }
  void text(std::string_view value) {
    u32(static_cast<std::uint32_t>(value.size()));
    out_.append(value);
  }
  void raw(std::string_view value) { out_.append(value); }

  std::string take() { return std::move(out_); }
  std::size_t size() const { return out_.size(); }

 private:
  void little_endian(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out_.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
  }
  std::string out_;
};

// Reads what ByteWriter wrote. After a failure every read gives an empty value and `ok` is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }
  void fail() {
    ok_ = false;
    rest_ = {};
  }

  std::uint8_t u8() { return static_cast<std::uint8_t>(little_endian(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(little_endian(4)); }
  std::uint64_t u64() { return little_endian(8); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::string_view raw(std::size_t size);
  std::string text();  // UTF-8, checked
  bool flag();         // 0 or 1

  // A number of items that follow, each of at least `least_bytes` (1 or more).
  std::size_t count(std::size_t least_bytes);

  // An enumerator from 0 to `last`.
  template <typename Enum>
  Enum enumerator(Enum last) {
    const std::uint8_t value = u8();
    if (value > static_cast<std::uint8_t>(last)) fail();
    return ok_ ? static_cast<Enum>(value) : Enum{};
  }

 private:
  std::uint64_t little_endian(int bytes);
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace licet
