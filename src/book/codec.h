// Values to bytes and back. The writer is total; the reader never reads outside its bytes and fails once and
// for all.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace licet {

// The number that four bytes are, the least significant first, on any machine.
inline std::uint32_t little_endian_u32(const char* bytes) {
  const auto byte = [&](int i) { return std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i); };
  return byte(0) | byte(1) | byte(2) | byte(3);
}

// Every text of a book stands once, in the order of its first use; elsewhere it is a number.
class TextPool {
 public:
  std::uint32_t number_of(std::string_view text);
  // u32 count, u32 end of each text, then the texts.
  std::string bytes() const;

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string_view> texts_;  // keys of the map, which do not move
};

// A pool as bytes, checked once: then each text is found without a search. Holds no copy.
class TextPoolView {
 public:
  // Nothing if the bytes are no pool: ends that fall or lie outside, texts that are not UTF-8.
  static std::optional<TextPoolView> open(std::string_view bytes);
  std::uint32_t size() const { return count_; }
  std::string_view at(std::uint32_t number) const;  // number < size()

 private:
  std::uint32_t end_of(std::uint32_t number) const { return little_endian_u32(ends_.data() + std::size_t{4} * number); }
  std::string_view ends_;
  std::string_view texts_;
  std::uint32_t count_ = 0;
};

class ByteWriter {
 public:
  // With a pool, texts are written as numbers.
  explicit ByteWriter(TextPool* pool = nullptr) : pool_(pool) {}
  void u8(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void u32(std::uint32_t value) { little_endian(value, 4); }
  void u64(std::uint64_t value) { little_endian(value, 8); }
  void i32(std::int32_t value) { u32(static_cast<std::uint32_t>(value)); }
  void text(std::string_view value) {
    if (pool_ != nullptr) return u32(pool_->number_of(value));
    u32(static_cast<std::uint32_t>(value.size()));
    out_.append(value);
  }
  void raw(std::string_view value) { out_.append(value); }

  TextPool* pool() const { return pool_; }
  std::string take() { return std::move(out_); }
  std::size_t size() const { return out_.size(); }

 private:
  void little_endian(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out_.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
  }
  std::string out_;
  TextPool* pool_;
};

// Reads what ByteWriter wrote. After a failure every read gives an empty value and `ok` is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes, const TextPoolView* pool = nullptr) : rest_(bytes), pool_(pool) {}

  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }
  void fail() {
    ok_ = false;
    rest_ = {};
  }

  std::uint8_t u8() {
    if (rest_.empty()) {
      fail();
      return 0;
    }
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  std::uint32_t u32() {
    if (rest_.size() < 4) {
      fail();
      return 0;
    }
    const std::uint32_t value = little_endian_u32(rest_.data());
    rest_.remove_prefix(4);
    return value;
  }
  std::uint64_t u64() { return little_endian(8); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::string_view raw(std::size_t size);
  std::string text() { return std::string(text_view()); }  // UTF-8, checked
  std::string_view text_view();                            // of the pool or of the bytes
  bool flag();                                             // 0 or 1

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
  const TextPoolView* pool_;
  bool ok_ = true;
};

}  // namespace licet
