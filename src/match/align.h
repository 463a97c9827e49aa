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
  std::int64_t sound_gain = 0;       // what brands gain by their sound alone, as numerator; 0 where it changes nothing
  Score score;                       // rounded down
};

// The part of a listed word's weight that it costs if nothing meets it, in hundredths.
std::int64_t listed_charge_of(const Reading& query, const Position& listed);

// May a word that met nothing stand against one of the other side?
bool can_conflict(const Position& p);

// The same of a listed word: China does not stand against a Chinese name.
bool can_stand_against(const Reading& query, const Position& listed);

// What a word that met nothing weighs against those of the other side.
std::int64_t conflict_weight(const Position& p);

// The part of it that a word of the query weighs against any listed name: a word that may be a translation, or a brand
// in Han, may weigh nothing.
std::int64_t sure_conflict_weight(const Position& query);

// May the listed word go free although it met nothing, as it sounds like a Han brand of the query or is made of the
// beginnings of its Cyrillic words?
bool may_cost_nothing(const Reading& query, const Position& listed);

// What unmatched words of these weights cost that stand against each other, in hundredths. Neither more weight on a
// side nor more charge ever raises a score: the index of names rests on it.
std::int64_t conflict_charge_of(ReadingKind kind, std::int64_t query, std::int64_t listed);

// The most that brands of the query gain by their sound alone, in hundredths of weights. A name without any pair gains
// nothing, and none gains beyond kMostBySound.
std::int64_t most_sound_gain(const Reading& query);

// Both readings must be of one kind. Among the pairings of whole runs (at most kMaxJoins of them joined) the one with
// the most gained counts; equal ones in a fixed order.
Alignment align(const Reading& query, const Reading& listed);

// Joined runs that are tried in one pairing.
inline constexpr std::size_t kMaxJoins = 6;

}  // namespace licet
