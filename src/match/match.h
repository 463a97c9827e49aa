// How alike are a query and a listed party, and why? One definition of the score (docs/names.md).
#pragma once

#include <string>
#include <string_view>

#include "match/score.h"
#include "model/party.h"
#include "model/query.h"

namespace licet {

struct MatchResult {
  Score score;
  std::size_t name = 0;     // which name of the party gave it
  bool equal_text = false;  // the same letters in the same order, whatever the spacing
  bool disputed = false;    // equal text, and other evidence speaks against it
  Explanation why;          // filled only if asked for
};

enum class Explain : bool { kNo, kYes };

// Scores a query against every name of a party; the best counts. Pure: same input, same score.
MatchResult match_party(const QueryRecord& query, const Party& party, Explain explain);

}  // namespace licet
