// The JSON shape of the answer of `scan`.
#pragma once

#include <string>

#include "base/json.h"
#include "book/book.h"
#include "scan/scanner.h"

namespace licet {

// {"file","text_date","text_date_basis","on","book","mentions":[...],"flags":[...]} for one file.
Json scan_json(const Book& book, const std::string& file, Date on, const ScanAnswer& answer);

}  // namespace licet
