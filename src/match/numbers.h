// Numbers as they stand in names.
#pragma once

#include <cstdint>
#include <string_view>

namespace licet {

// The value of digits (`12`, `12th`), an English number word or a Roman numeral from two letters on; -1 if it is none.
std::int64_t number_value(std::string_view key);

// True for `twenty` to `ninety`, which a unit may follow.
bool is_tens(std::string_view key);

// The number that Han numerals say (`二十` is 20), or -1.
std::int64_t han_number(std::u32string_view text);

}  // namespace licet
