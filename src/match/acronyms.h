// Letters in a name that stand for its other words.
#pragma once

#include <span>
#include <string_view>

#include "match/prepare.h"

namespace licet {

// Are these letters made of the beginnings (one to three letters) of three of the words or more, in their order? Words
// may be left out. At most eight letters.
bool is_made_of(std::string_view letters, std::span<const std::string_view> words);

// `ИППИ` beside `Институт проблем передачи информации` says the same again: words of capitals that are made of the
// other words of an organization's reading weigh little. `source` is the text of the name.
void weigh_own_acronyms(Reading& reading, std::string_view source);

}  // namespace licet
