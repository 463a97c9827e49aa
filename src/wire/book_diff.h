// The JSON shape of what changed between two books.
#pragma once

#include "base/json.h"
#include "book/book.h"
#include "book/diff.h"

namespace licet {

// {"from":{"hash"},"to":{"hash"},"counts":{"added","removed","changed"},"added":[Party…],"removed":[Party…],
//  "changed":[{"party_id","caption","lists","changes":[{"field","removed":[…],"added":[…]}]}]}; a Party is
//  {"party_id","caption","lists"}.
Json book_diff_json(const Book& before, const Book& after, const BookDiff& diff);

}  // namespace licet
