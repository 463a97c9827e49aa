#include "base/utf8.h"

#include <doctest/doctest.h>

#include <string>

using namespace licet;

TEST_CASE("decode_utf8: every code point is read back") {
  for (char32_t c = 1; c <= 0x10FFFF; c += (c < 0x3000 ? 1 : 97)) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const Decoded back = decode_utf8(text);
    CHECK(back.code_point == c);
    CHECK(back.size == text.size());
  }
}

TEST_CASE("decode_utf8: overlong forms, surrogates and cut sequences are not UTF-8") {
  for (const char* wrong :
       {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\xFF", "\x80"}) {
    CHECK(decode_utf8(wrong).size == 0);
  }
  CHECK(find_invalid_utf8("ab\xE4\xB8") == 2);
  CHECK(!find_invalid_utf8("浪潮").has_value());
}
