// How alike are two names or records? The answer of `match`; needs no book.
#pragma once

#include "base/result.h"
#include "match/match.h"
#include "model/query.h"

namespace licet {

// Scores `query` against `candidate` as if the candidate were the listed side, with the explanation.
// Errors: kInvalidArgument (a name that is missing, empty, too long or not UTF-8).
Result<MatchResult> match_records(const QueryRecord& query, const QueryRecord& candidate);

}  // namespace licet
