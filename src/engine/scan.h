// Which listed parties does this text name, on its date and on the day of the question? The answer of `scan`.
#pragma once

#include <string_view>

#include "base/result.h"
#include "book/book.h"
#include "scan/scanner.h"

namespace licet {

// Scans a text or an HTML page. A page is known by its first tag, or by `options.html`; its markup is passed over, and
// offsets are those of the bytes as given.
// Errors: kUnsupported (a format this version does not read, said by name), else as Scanner::scan.
Result<ScanAnswer> scan(const Book& book, std::string_view file, const ScanOptions& options);

}  // namespace licet
