// A NameIndex answers one question: which listed parties could this name be?
// Build it once, then share it: all const members may be called from many threads without a lock.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "match/match.h"
#include "model/party.h"
#include "model/query.h"

namespace licet {

struct SearchOptions {
  Score threshold = kDefaultThreshold;
  std::size_t limit = 0;  // most hits to return; 0 is all of them
  Explain explain = Explain::kNo;
};

struct NameHit {
  std::uint32_t party = 0;  // position in the parties the index was built from
  MatchResult match;
};

// What was looked at, and the bound on what was not (search.md 3.5).
struct Certificate {
  Score threshold;
  std::uint64_t parties_total = 0;
  std::uint64_t names_considered = 0;
  std::optional<Score> best_verified_below_threshold;
  Score best_upper_bound_unscored;  // 0 where everything was scored
};

struct SearchAnswer {
  std::vector<NameHit> hits;  // best first; equal scores by position of the party
  Certificate certificate;
  bool complete = true;
};

class NameIndex {
 public:
  // `parties` must outlive the index and not move.
  static NameIndex build(std::span<const Party> parties);

  // Every party whose score reaches the threshold, and every party with equal text, whatever its score.
  // Errors: kInvalidArgument if a name is empty, not UTF-8, longer than kMaxNameBytes, or has no letter or digit.
  Result<SearchAnswer> search(const QueryRecord& query, const SearchOptions& options) const;

 private:
  std::span<const Party> parties_;
};

}  // namespace licet
