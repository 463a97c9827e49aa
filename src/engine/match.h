// How alike are two names or records? The answer of `match`; needs no book.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "match/match.h"
#include "model/query.h"

namespace licet {

// `licet`: the score of docs/names.md. `ofac`, `jw`: the scores of other tools (match/compat.h), best pair of names,
// names only.
enum class MatchMode : std::uint8_t { kLicet, kOfac, kJaroWinkler };

std::optional<MatchMode> parse_match_mode(std::string_view text);

// Scores `query` against `candidate` as if the candidate were the listed side, with the explanation.
// Errors: kInvalidArgument (a name that is missing, empty, too long or not UTF-8).
Result<MatchResult> match_records(const QueryRecord& query, const QueryRecord& candidate,
                                  MatchMode mode = MatchMode::kLicet);

}  // namespace licet
