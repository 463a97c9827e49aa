// The JSON shapes of `match`: a pair of names or records in, a score with its explanation out.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "match/match.h"
#include "model/query.h"

namespace licet {

struct MatchPair {
  QueryRecord query;
  QueryRecord candidate;
};

// Reads {"query":{record},"candidate":{record},"schema"?} or {"name1","name2","schema"?}; `schema` is that of both
// sides where they do not say their own. Errors: kInvalidArgument, as read_query.
Result<MatchPair> read_match_pair(const Json& json);

// {"name1","name2","score","is_match","threshold","explanation"}; `is_match` is score >= threshold.
Json match_json(const MatchPair& pair, const MatchResult& result, Score threshold);

}  // namespace licet
