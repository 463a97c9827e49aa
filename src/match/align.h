// The best one-to-one pairing of the words of two readings: exact, not greedy.
#pragma once

#include <cstdint>
#include <vector>

#include "match/prepare.h"
#include "match/score.h"
#include "match/similarity.h"

namespace licet {

struct RunRef {
  std::size_t first = 0;
  std::size_t count = 1;
};

struct AlignedPair {
  RunRef query;
  RunRef listed;
  Similarity similarity;
  std::int64_t weight = 0;  // of the query's run
};

struct Alignment {
  std::vector<AlignedPair> pairs;  // by place in the query
  std::vector<std::size_t> unmatched_query;
  std::vector<std::size_t> unmatched_listed;
  // The name score is numerator / denominator (docs/names.md); both are exact integers.
  std::int64_t numerator = 0;    // sum of weight times similarity, in hundredths of millionths
  std::int64_t denominator = 0;  // in hundredths of weights
  std::int64_t query_weight = 0;
  std::int64_t listed_charge = 0;    // hundredths: what unmatched listed words cost
  std::int64_t conflict_charge = 0;  // hundredths: what words that stand against each other cost
  std::int64_t lone_charge = 0;      // hundredths: what edits in the only name word of an organisation cost besides
  Score score;                       // rounded down
};

// The part of a listed word's weight that it costs if nothing meets it, in hundredths.
std::int64_t listed_charge_of(const Reading& query, const Position& listed);

// Both readings must be of one kind. Among the pairings of whole runs (at most kMaxJoins of them joined) the one with
// the most gained counts; equal ones in a fixed order.
Alignment align(const Reading& query, const Reading& listed);

// Joined runs that are tried in one pairing.
inline constexpr std::size_t kMaxJoins = 6;

}  // namespace licet
