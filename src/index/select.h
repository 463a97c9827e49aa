// Which listed names can reach a threshold? A set that holds all of them, and a bound on all others
// (docs/index-proof.md).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "index/keys.h"
#include "index/layout.h"
#include "match/match.h"

namespace licet {

// Takes one unit off a bound, so that a test can show that it is needed. All off in the program.
struct Weakening {
  bool signature_not_strict = false;        // a signature of exactly (1 - T) W is taken for enough
  bool one_edit_less = false;               // the scan looks one edit less far
  bool one_mask_bit_less = false;           // the masks may differ by one letter less
  bool floor_not_reached = false;           // a likeness of exactly the floor is taken for none
  bool no_joined_query_words = false;       // runs of the query are left out
  bool no_joined_listed_words = false;      // runs of the listed names are left out
  bool rest_one_less = false;               // pruning takes the rest of the weight for one less
  bool equal_bound_dropped = false;         // a bound of exactly T is dropped
  bool no_bonus = false;                    // what fields can add is forgotten
  bool no_equal_text = false;               // names of equal text are not looked up
  bool no_identifiers = false;              // identifiers are not looked up
  bool no_spellings = false;                // equal spellings are not looked up
  bool no_near_skeletons = false;           // consonants one edit apart are left out
  bool no_person_readings = false;          // readings of persons are left out
  std::optional<KeyKind> without_key = {};  // one rule of keys.h is left out
};

struct Selection {
  std::vector<std::uint32_t> names;        // can reach the threshold by likeness; rising
  std::vector<std::uint32_t> equal_names;  // may have equal text; rising
  std::vector<std::uint32_t> parties;      // may have an equal identifier; rising
  Score best_below;                        // no other name's score is above this, fields included
  std::uint64_t positions_looked_up = 0;   // for profiles
  std::uint64_t names_touched = 0;
};

// Nothing if every party could reach the threshold by its fields alone: then all must be scored. Thread safe.
std::optional<Selection> select_names(const IndexView& index, const PreparedQuery& query, Score threshold,
                                      const Weakening& weakening);

// An entry of the dictionary and a bound of its likeness to a run.
struct NearEntry {
  std::uint32_t entry = 0;
  std::int32_t value = 0;  // millionths, at least kSimilarityFloor
};

// All entries with a likeness above zero to a run of one to three positions, each once, with a bound of the likeness.
std::vector<NearEntry> near_entries(const IndexView& index, const Position& run, ReadingKind kind,
                                    const Weakening& weakening);

}  // namespace licet
