// UTF-8: checked decoding and encoding. Overlong forms, surrogates and values above U+10FFFF are not UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace licet {

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
