// The JSON shapes that say which book answered and what is in it.
#pragma once

#include "base/date.h"
#include "base/json.h"
#include "book/book.h"

namespace licet {

// {"hash","lists":[{"id","as_of","records"}]}: in every answer.
Json book_brief_json(const Book& book);

// The answer of `book info` and `book build`:
// {"hash","bytes","lists":[...],"law":{"hash","as_of"},"diagnostics":[...],"legal_lists":[...]}. `lists` are the files
// that the book was made from, `legal_lists` the lists that its entries are on.
Json book_info_json(const Book& book);

// One flag {"code","message","lists","whole_from":{list: day or null}} if the book does not hold some lists whole on
// that day, else none: an array.
Json coverage_flags_json(const Book& book, Date day);

}  // namespace licet
