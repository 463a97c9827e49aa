// A NameIndex answers one question: which listed parties could this name be?
// Made once, or opened where it lies in a book, then shared: all const members may be called from many threads without
// a lock.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/select.h"
#include "match/match.h"
#include "model/party.h"
#include "model/query.h"

namespace licet {

enum class SearchMode : std::uint8_t {
  kBounded,     // scores what could reach the threshold; the same answer, less time
  kExhaustive,  // prepares and scores every name without the index: the reference
};

// Most work of one bounded search, in pairs of words: about half a minute.
inline constexpr std::uint64_t kMostWork = 50'000'000;

struct SearchOptions {
  Score threshold = kDefaultThreshold;
  std::size_t limit = 0;  // most hits to return; 0 is all of them
  Explain explain = Explain::kNo;
  SearchMode mode = SearchMode::kBounded;
  Weakening weakening = {};             // for tests of the bounds only
  std::uint64_t most_work = kMostWork;  // the budget of a bounded search
};

struct NameHit {
  std::uint32_t party = 0;  // position in the parties the index was built from
  MatchResult match;
};

// What was looked at, and the bound on what was not (search.md 3.5).
struct Certificate {
  Score threshold;
  std::uint64_t parties_total = 0;
  std::uint64_t names_considered = 0;  // every name: scored, or shown to be below the threshold by its bound
  std::uint64_t names_verified = 0;    // scored in full
  std::optional<Score> best_verified_below_threshold;
  Score best_upper_bound_unscored;  // below the threshold; 0 where everything was scored
};

struct SearchAnswer {
  std::vector<NameHit> hits;  // best first; equal scores by evidence, agreeing fields, then position of the party
  Certificate certificate;
  bool complete = true;
};

// Where the index finds the parties it was made from. Thread safe.
class PartySource {
 public:
  virtual ~PartySource() = default;
  virtual const Party& party(std::uint32_t number) const = 0;
  virtual std::span<const Party> all() const = 0;
};

class NameIndex {
 public:
  // `parties` must outlive the index and not move. Prepares every name once.
  static NameIndex build(std::span<const Party> parties);

  // Reads what build_index wrote, in place: the bytes of the view must outlive the index, and `parties` be those it was
  // made from.
  static NameIndex open(const IndexView& view, std::unique_ptr<const PartySource> parties);

  NameIndex(NameIndex&&) noexcept;
  NameIndex& operator=(NameIndex&&) noexcept;
  ~NameIndex();

  // Every party whose score reaches the threshold, and every party with equal text, whatever its score.
  // Errors: kInvalidArgument if a name is empty, not UTF-8, longer than kMaxNameBytes, has no letter or digit, or has
  // more than kMaxPositions words; kResource if the names that could be hits are too many to be scored within
  // `most_work`.
  Result<SearchAnswer> search(const QueryRecord& query, const SearchOptions& options) const;

  // The parties of a kind, by number, rising.
  std::vector<std::uint32_t> parties_of(Schema schema) const;

  // The numbers behind one query, for benches and profiles.
  std::optional<Selection> select(const PreparedQuery& query, Score threshold) const;

  struct State;

 private:
  explicit NameIndex(std::unique_ptr<const State> state);

  std::unique_ptr<const State> state_;
};

}  // namespace licet
