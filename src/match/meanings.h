// What a Chinese brand means in English, character by character (data/words/meanings-zh.tsv).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace licet {

// The meanings of all characters one behind the other, without spaces, in every combination up to a number
// (`双箭`: `doublearrow`, `twinarrow`). Empty if a character has none, or for one character.
std::vector<std::u32string> meanings_of(std::u32string_view han);

// The share of the letters of a Latin word that meanings of single characters give, in hundredths: 日 gives three of
// the seven of `sinosun`. 0 if no meaning of three letters or more stands in it.
int meaning_share(std::u32string_view han, std::u32string_view latin);

}  // namespace licet
