// Days as official lists print them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace licet {

// A day in one of the forms of the lists: `2026-01-31` (a time may follow), `1/31/2026`, `1/31/26`, `June 21, 2022`,
// `21 Jun 2022`. A year of two digits is of 1969 to 2068. Nothing for any other text or a day that does not exist.
std::optional<Date> parse_printed_date(std::string_view text);

// Dates of birth as `1970`, `1970-05` or `1970-05-31`: a day as above, `May 1970`, `1970`, with `circa`,
// `approximately` or `about` before it; `1968 to 1970` and `1968-1970` give each year, where they are at most ten.
// Empty for any other text.
std::vector<std::string> parse_birth_dates(std::string_view text);

}  // namespace licet
