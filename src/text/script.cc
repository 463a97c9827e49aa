#include "text/script.h"

#include <algorithm>
#include <iterator>

namespace licet {

namespace {

struct ScriptRange {
  char32_t first;
  char32_t last;
  Script script;
};

constexpr ScriptRange kRanges[] = {
#include "text/generated/scripts.inc"
};

}  // namespace

const char* to_string(Script script) {
  switch (script) {
    case Script::kCommon:
      return "Common";
    case Script::kLatin:
      return "Latin";
    case Script::kGreek:
      return "Greek";
    case Script::kCyrillic:
      return "Cyrillic";
    case Script::kArmenian:
      return "Armenian";
    case Script::kGeorgian:
      return "Georgian";
    case Script::kHebrew:
      return "Hebrew";
    case Script::kArabic:
      return "Arabic";
    case Script::kHan:
      return "Han";
    case Script::kKana:
      return "Kana";
    case Script::kBopomofo:
      return "Bopomofo";
    case Script::kHangul:
      return "Hangul";
    case Script::kThai:
      return "Thai";
    case Script::kDevanagari:
      return "Devanagari";
    case Script::kOther:
      return "Other";
  }
  return "Other";
}

Script script_of(char32_t code_point) {
  if (code_point < 0x80) {
    const char32_t lower = code_point | 0x20U;
    return lower >= U'a' && lower <= U'z' ? Script::kLatin : Script::kCommon;
  }
  const auto* after = std::upper_bound(std::begin(kRanges), std::end(kRanges), code_point,
                                       [](char32_t c, const ScriptRange& range) { return c < range.first; });
  if (after == std::begin(kRanges)) return Script::kCommon;
  const ScriptRange& range = *(after - 1);
  return code_point <= range.last ? range.script : Script::kCommon;
}

bool is_unspaced(Script script) {
  return script == Script::kHan || script == Script::kKana || script == Script::kBopomofo || script == Script::kThai;
}

}  // namespace licet
