// Are two postal addresses the same place? For entries of a list that are an address alone: whoever uses it is meant
// (15 CFR 744.11(a), 744.16(f)).
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/truth.h"

namespace licet {

// What tells an address from others: its numbers (street, floor, room, with the letter behind or alone) and its
// letters, folded, without the words that addresses are written with (`Room`, `Road`, `No.`).
struct AddressParts {
  std::set<std::string> numbers;
  std::u32string letters;
};

// Any text; one that is not UTF-8 has no parts.
AddressParts address_parts(std::string_view address);

// True: the same numbers, and letters that hold nearly all of the shorter one's groups of three. Unknown: the numbers
// of one are all in the other's, and most of the letters agree; it leaves something out, such as the floor. Symmetric.
// An address without numbers or letters is the same as none.
Truth same_address(const AddressParts& a, const AddressParts& b);

}  // namespace licet
