// The readable form of answers: made from the JSON that `--json` would print, so that the two cannot disagree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace licet::cli {

// Text for a terminal: control characters are shown as `?`.
std::string shown(std::string_view text);
// `order ID`, or `order` alone where it has none.
std::string order_words(std::string_view id);

// `a, b and c`.
std::string joined_with_and(const std::vector<std::string>& texts);

// The text of a member, or "" where it is missing or null.
std::string text_of(const Json& json, std::string_view key);

// A Hit in two or three lines: score, caption, list and days; what matched; what the listing says.
std::string print_hit(const Json& hit);

// `in force`, `not in force`, or `not known` for true, false and null.
std::string print_truth(const Json* truth);

// An explanation as a tree, two spaces a level.
std::string print_explanation(const Json& why, std::size_t level);

// Which book answered: name, hash, lists with their days; then the answer's flags, one a line.
std::string print_book(const Json& answer, std::string_view book_name);

}  // namespace licet::cli
