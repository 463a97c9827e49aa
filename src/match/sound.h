// How much a Latin word sounds like the Mandarin spelling of a Chinese brand. Companies spell their brands freely
// (`唯特偶`, `Vital`), so a likeness of sound puts names in order and proves nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "match/prepare.h"

namespace licet {

// Most that a brand gains by its sound alone, of its weight; in hundredths.
inline constexpr std::int64_t kMostSoundShare = 30;

// Most that a name scores with such a gain: below the default threshold.
inline constexpr std::int32_t kMostBySound = 690'000;

// The spellings of a Chinese brand of two to four characters that write its Mandarin sound with the letters of English
// (data/words/sounds-zh.tsv: `金利`, jinly), of five letters or more and no pinyin themselves.
std::vector<std::u32string> same_sound_spellings(std::u32string_view han);

// Is this a brand that may gain by its sound: a name word in Han letters?
bool has_sound(const Position& query);

// Is this Latin word pinyin? Where it does not equal a brand, it is that of another one.
bool is_other_pinyin(const Position& latin);

// 0 to 100. 0 where `han` has no Mandarin spelling or `latin` is no name word in Latin letters.
std::int32_t sound_likeness(const Position& han, const Position& latin);

}  // namespace licet
