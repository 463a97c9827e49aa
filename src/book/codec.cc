#include "book/codec.h"

#include "base/utf8.h"

namespace licet {

std::uint64_t ByteReader::little_endian(int bytes) {
  const std::string_view part = raw(static_cast<std::size_t>(bytes));
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < part.size(); ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(part[i])) << (8 * i);
  return value;
}

std::string_view ByteReader::raw(std::size_t size) {
  if (!ok_ || size > rest_.size()) {
    fail();
    return {};
  }
  const std::string_view part = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return part;
}

std::string ByteReader::text() {
  const std::string_view part = raw(u32());
  if (find_invalid_utf8(part)) fail();
  return ok_ ? std::string(part) : std::string();
}

bool ByteReader::flag() {
  const std::uint8_t value = u8();
  if (value > 1) fail();
  return value == 1;
}

std::size_t ByteReader::count(std::size_t least_bytes) {
  const std::uint32_t items = u32();
  if (items > rest_.size() / least_bytes) fail();
  return ok_ ? items : 0;
}

}  // namespace licet
