// Which listed names can reach a threshold? A set that holds all of them, and a bound on all others
// (docs/index-proof.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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
  bool one_block_letter_less = false;       // the same of a block of masks
  bool floor_not_reached = false;           // a likeness of exactly the floor is taken for none
  bool no_joined_query_words = false;       // runs of the query are left out
  bool no_joined_listed_words = false;      // runs of the listed names are left out
  bool rest_one_less = false;               // pruning takes the rest of the weight for one less
  bool charge_one_more = false;             // unmatched words are charged a hundredth more
  bool equal_bound_dropped = false;         // a bound of exactly T is dropped
  bool no_bonus = false;                    // what fields can add is forgotten
  bool no_equal_text = false;               // names of equal text are not looked up
  bool no_identifiers = false;              // identifiers are not looked up
  bool no_spellings = false;                // equal spellings are not looked up
  bool no_near_skeletons = false;           // consonants one edit apart are left out
  bool no_person_readings = false;          // readings of persons are left out
  bool near_skeleton_one_less = false;      // the bound of consonants one edit apart is a millionth less
  bool asked_run_edit_less = false;         // joined words of the query may have one edit less
  bool listed_run_edit_less = false;        // joined words of the list may have one edit less
  bool least_letters_one_more = false;      // edits are looked for from one letter more on
  bool least_consonants_one_more = false;   // consonants one edit apart, too
  bool runs_charged = false;                // words are charged although a joined run meets something
  bool free_words_charged = false;          // words that may cost nothing are charged
  bool unsure_conflicts = false;            // words that may be translations stand against others
  bool no_sound = false;                    // what brands gain by their sound is forgotten
  std::optional<KeyKind> without_key = {};  // one rule of keys.h is left out
  std::optional<KeyKind> one_less_of = {};  // the bound of one rule of keys.h is a millionth less

  bool operator==(const Weakening&) const = default;
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

// What was found near spellings by edits: the readings of a query share most of them, and so do queries. A table of a
// fixed number of places, in which a later spelling takes the place of an earlier one. For one thread.
class NearMemo {
 public:
  struct Asked {
    std::u32string_view text;
    std::size_t most = 0;  // edits
    bool single = false;   // a single word: also meets runs
    bool known = false;    // of a known class
  };

  // Forgets what belongs to another index.
  void use_for(const IndexView& index);
  // Null where it is not known.
  const std::vector<NearEntry>* find(const Asked& asked) const;
  void keep(const Asked& asked, std::span<const NearEntry> near);

 private:
  struct Place {
    bool used = false;
    bool single = false;
    bool known = false;
    std::uint8_t most = 0;
    std::u32string text;
    std::vector<NearEntry> near;
  };
  static std::size_t place_of(const Asked& asked);

  std::uint64_t index_ = 0;
  std::vector<Place> places_;
};

// All entries with a likeness above zero to a run of one to three positions, each once, with a bound of the likeness.
std::vector<NearEntry> near_entries(const IndexView& index, const Position& run, ReadingKind kind,
                                    const Weakening& weakening, NearMemo& memo);
std::vector<NearEntry> near_entries(const IndexView& index, const Position& run, ReadingKind kind,
                                    const Weakening& weakening);

}  // namespace licet
