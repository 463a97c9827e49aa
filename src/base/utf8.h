// UTF-8: checked decoding and encoding. Overlong forms, surrogates and values above U+10FFFF are not UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace licet {

// Some editors begin a file with it.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Bytes of the mark that the text begins with: 3, or 0 without one.
inline std::size_t byte_order_mark(std::string_view text) {
  return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

struct Decoded {
  char32_t code_point = 0;
  std::uint8_t size = 0;  // bytes used, 1 to 4; 0 if the bytes are not UTF-8
};

// The first code point of `text`, which must not be empty.
Decoded decode_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t code_point);
std::string to_utf8(std::u32string_view text);

// All code points; nothing if a byte is not UTF-8.
std::optional<std::u32string> from_utf8(std::string_view text);

// Offset of the first byte that is not UTF-8, or nothing.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

}  // namespace licet
