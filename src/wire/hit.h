// The JSON shape of a Hit: one listing that a name led to. Used by screen, scan and check.
#pragma once

#include <cstdint>
#include <optional>

#include "base/json.h"
#include "book/book.h"
#include "match/match.h"

namespace licet {

// Which listing of which party, and what led to it.
struct HitParts {
  std::uint32_t party = 0;
  std::uint32_t listing = 0;
  std::uint32_t name = 0;              // the party's name that was found
  const MatchResult* match = nullptr;  // nullptr: the name stands in the text, word for word
  Truth listed_on_question_date = Truth::kUnknown;
};

Json hit_json(const Book& book, const HitParts& parts);

// true, false, or null where it is not known.
Json truth_json(Truth truth);
// A day, or null where it is not known exactly.
Json day_json(const std::optional<DaySpan>& span);
// A score as a decimal from 0.0 to 1.0.
Json score_json(Score score);
// {"what","text","value","parts"}; empty parts are left out.
Json explanation_json(const Explanation& why);
Json strings_json(const std::vector<std::string>& texts);

}  // namespace licet
