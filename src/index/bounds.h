// An upper bound of the name score for every listed name, so that only names that can reach a threshold are scored.
//
// For a position i of a query reading let b_i(a) be the largest similarity of any run that contains i with any run of
// the listed name a. The score of a is at most strength(a) * sum(w_i * b_i(a)) / sum(w_i) (search.md, lemma 3;
// docs/names.md): the denominator of the score is never less than the query's weight. A dictionary of all distinct runs
// of the list is asked for every run of the query; each rule of similarity.h has an enumerator that misses nothing
// (lemma 5).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "match/match.h"
#include "match/similarity.h"

namespace licet {

class NameBounds {
 public:
  static NameBounds build(std::span<const Party> parties, std::span<const PreparedParty> prepared);

  struct Selection {
    std::vector<std::uint32_t>
        parties;       // in order: all that can reach the threshold, share an identifier or equal text
    Score best_below;  // the largest bound of a party that is not among them
  };
  // Nothing if every party could reach the threshold by its fields alone.
  std::optional<Selection> select(const PreparedQuery& query, Score threshold) const;

 private:
  // One distinct run and the names that hold it.
  struct Entry {
    Position run;
    ReadingKind kind = ReadingKind::kOrganization;
    std::vector<std::uint32_t> names;  // in order, each once
  };
  // One spelling of an entry, for the scan.
  struct FormRow {
    std::uint64_t mask = 0;
    std::uint32_t entry = 0;
    std::uint32_t length = 0;
  };
  using EntryLists = std::unordered_map<std::uint64_t, std::vector<std::uint32_t>>;

  void add_name(std::uint32_t name, const PreparedName& prepared,
                std::unordered_map<std::string, std::uint32_t>& known);
  void add_rows();
  void enumerate(const Position& run, ReadingKind kind, std::vector<std::uint32_t>& out) const;
  void enumerate_texts(const Position& run, std::vector<std::uint32_t>& out) const;
  void raise_bounds(const PreparedName& query, ReadingKind kind, std::vector<std::int64_t>& bounds) const;
  void add_equal_texts(const PreparedQuery& query, std::vector<bool>& chosen) const;

  std::span<const Party> parties_;
  std::vector<std::uint32_t> party_of_;    // by name
  std::vector<std::int32_t> strength_of_;  // by name, millionths
  std::vector<Entry> entries_;
  std::vector<std::vector<FormRow>> rows_;  // by length of the spelling
  EntryLists by_class_;
  EntryLists by_number_;
  EntryLists by_family_;
  EntryLists by_first_letter_;  // single words of persons, by each spelling's first letter
  EntryLists initials_;         // initials of persons, by letter
  std::vector<std::uint32_t> legal_forms_;
  std::vector<std::uint32_t> skeletons_;  // entries with a bare spelling
  std::vector<std::uint32_t> latin_skeletons_;
  std::unordered_map<std::u32string, std::vector<std::uint32_t>> by_letters_;  // whole names without spaces, to names
};

}  // namespace licet
