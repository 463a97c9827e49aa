// Tricks of writing that hide a name, undone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace licet {

// A folded word that mixes Latin letters with look-alikes of another alphabet, in one alphabet: Latin, or Cyrillic
// where some letter has no Latin look. Nothing if the word does not mix.
std::optional<std::u32string> in_one_alphabet(const std::u32string& text);

// A word with letters for the digits that stand for them (`s3ch1n`), only if it has more letters than digits.
std::optional<std::u32string> without_digit_tricks(const std::u32string& text);

// A word of four letters or more with `m` for `rn` and `w` for `vv`, which look alike and which scanners take for one
// another; nothing if it has neither.
std::optional<std::u32string> without_letter_pairs(std::u32string_view text);

}  // namespace licet
