// Which listed parties could this name be? The answer of `screen`, a pure function of book, question and day.
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/truth.h"
#include "book/book.h"
#include "index/name_index.h"
#include "model/query.h"

namespace licet {

struct ScreenOptions {
  Date on;
  Score threshold = kDefaultThreshold;
  std::size_t limit = 0;  // most hits to return; 0 is all of them
  SearchMode mode = SearchMode::kBounded;
  // A record whose names have no letter or digit (`-`) and that has no identifier is answered by its addresses alone;
  // else it is an error, as any other name that cannot be searched for.
  bool answer_unnamed = false;
};

// One listing of a party whose name is like the query's.
struct ScreenHit {
  std::uint32_t party = 0;    // position in the book's parties
  std::uint32_t listing = 0;  // position in Party::listings
  MatchResult match;          // with its explanation
  Truth listed_on_question_date = Truth::kUnknown;
};

struct ScreenAnswer {
  std::vector<ScreenHit> hits;  // best first; equal scores by party, then by listing
  Certificate certificate;
  bool complete = true;
  bool unnamed = false;  // no name was looked for; then `complete` is false
};

// Every listing of every party at or above the threshold, or of equal text, in force on the day or not; and, where the
// query gives addresses, of every entry that is one of them alone (score 1) or may be (match/address.h).
// Errors: kInvalidArgument (see NameIndex::search).
Result<ScreenAnswer> screen(const Book& book, const QueryRecord& query, const ScreenOptions& options);

// The lists that the book does not hold whole on that day: where they are concerned, no hit does not mean "not listed".
std::vector<const ListInfo*> incomplete_lists(const Book& book, Date day);

}  // namespace licet
