// Mandarin in Latin letters: pinyin without tones, and the older spelling of Wade and Giles without signs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace licet {

// The usual reading of a character, empty if it has none; `lv` is written `lu` in names.
std::string plain_pinyin(char32_t c);

// One syllable in the older spelling: `zhong` is `chung`, `xi` is `hsi`.
std::string older_syllable(std::string_view syllable);

// Is a Latin word pinyin from end to end, no syllable of one letter?
bool is_pinyin(std::string_view word);

// The older spelling of a word that is pinyin from end to end: `jinping` is `chinping`; else empty.
std::string wade_giles(std::string_view pinyin);

}  // namespace licet
