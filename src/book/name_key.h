// The letters and digits of a name: what is left when case, accents, spaces and punctuation are not looked at.
#pragma once

#include <string>
#include <string_view>

namespace licet {

// Two names with the same key are one name for identity and for diffs. Text that is not UTF-8 is taken by its bytes.
std::string name_key(std::string_view name);

}  // namespace licet
