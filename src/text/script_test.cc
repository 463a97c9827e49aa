#include "text/script.h"

#include <doctest/doctest.h>

using licet::Script;
using licet::script_of;

TEST_CASE("script_of: one letter of each script") {
  CHECK(script_of(U'a') == Script::kLatin);
  CHECK(script_of(U'é') == Script::kLatin);
  CHECK(script_of(U'ж') == Script::kCyrillic);
  CHECK(script_of(U'ω') == Script::kGreek);
  CHECK(script_of(U'浪') == Script::kHan);
  CHECK(script_of(U'カ') == Script::kKana);
  CHECK(script_of(U'か') == Script::kKana);
  CHECK(script_of(U'한') == Script::kHangul);
  CHECK(script_of(U'א') == Script::kHebrew);
  CHECK(script_of(U'ع') == Script::kArabic);
  CHECK(script_of(U'ა') == Script::kGeorgian);
  CHECK(script_of(U'5') == Script::kCommon);
  CHECK(script_of(U',') == Script::kCommon);
  CHECK(script_of(0x10FFFF) == Script::kCommon);
  CHECK(script_of(0x1780) == Script::kOther);  // Khmer
}

TEST_CASE("script_of: the ends of a range belong to it") {
  CHECK(script_of(0x4DFF) == Script::kCommon);
  CHECK(script_of(0x4E00) == Script::kHan);
  CHECK(script_of(0x9FFF) == Script::kHan);
  CHECK(script_of(0xA000) != Script::kHan);
}
