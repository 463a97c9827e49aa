// The date of a text where the caller does not give one: printed as a date line, or inferred as an interval.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "scan/document.h"

namespace licet {

struct TextDate {
  std::optional<DaySpan> span;
  std::string basis;  // `printed: ...`, `inferred: ...` or `unknown: ...`
};

// A full date (`March 5, 2023`, `5 March 2023`, `2023-03-05`) alone in a short line is the date of the text. Without
// one the text cannot be older than the newest day that it speaks of as past (full dates, and weekday with day and
// month where only one year fits): from that day to `on`.
TextDate find_text_date(const Document& document, Date on);

}  // namespace licet
