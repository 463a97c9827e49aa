// From source files to the content of a book.
#pragma once

#include <string>

#include "base/result.h"
#include "book/content.h"

namespace licet {

// Reads the starter tables in `data_folder` and all files below `law_folder`. The file `as_of` at the top of
// the law folder says to which day the law was read; it is not among the law files. Errors: as
// `read_starter`, kNotFound, kResource, kParse (a law file that is not UTF-8, a wrong day in `as_of`).
Result<BookContent> read_book_sources(const std::string& data_folder, const std::string& law_folder);

}  // namespace licet
