#include "base/utf8.h"

#include <cstring>

#include "base/check.h"

namespace licet {

namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

char32_t low_bits(char c, unsigned bits) {
  return static_cast<char32_t>(static_cast<unsigned char>(c) & ((1U << bits) - 1U));
}

}  // namespace

Decoded decode_utf8(std::string_view text) {
  LICET_CHECK(!text.empty());
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80U) return {first, 1};
  const unsigned size = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
  if (first < 0xC2U || first > 0xF4U || text.size() < size) return {};
  char32_t code_point = low_bits(text[0], 7 - size);
  for (unsigned i = 1; i < size; ++i) {
    if (!is_continuation(text[i])) return {};
    code_point = (code_point << 6U) | low_bits(text[i], 6);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kLeast[size] || code_point > 0x10FFFF || surrogate) return {};
  return {code_point, static_cast<std::uint8_t>(size)};
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto c = static_cast<std::uint32_t>(code_point);
  const auto tail = [](std::uint32_t bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (c < 0x80U) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800U) {
    out.push_back(static_cast<char>(0xC0U | (c >> 6U)));
    out.push_back(tail(c));
  } else if (c < 0x10000U) {
    out.push_back(static_cast<char>(0xE0U | (c >> 12U)));
    out.push_back(tail(c >> 6U));
    out.push_back(tail(c));
  } else {
    out.push_back(static_cast<char>(0xF0U | (c >> 18U)));
    out.push_back(tail(c >> 12U));
    out.push_back(tail(c >> 6U));
    out.push_back(tail(c));
  }
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

std::optional<std::u32string> from_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    if (next.size == 0) return std::nullopt;
    out.push_back(next.code_point);
    text.remove_prefix(next.size);
  }
  return out;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight ASCII characters at a time: lists are mostly those.
    std::uint64_t eight = 0x80;
    if (text.size() - at >= sizeof eight) std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & 0x8080808080808080U) == 0) {
      at += sizeof eight;
      continue;
    }
    const Decoded next = decode_utf8(text.substr(at));
    if (next.size == 0) return at;
    at += next.size;
  }
  return std::nullopt;
}

}  // namespace licet
