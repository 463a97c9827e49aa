#include "engine/scan.h"

#include "base/text_util.h"

namespace licet {

namespace {

// Formats that are known by their first bytes and not read.
struct Refused {
  std::string_view begins;
  std::string_view what;
};
constexpr Refused kRefused[] = {{"%PDF-", "a PDF"},
                                {"PK\x03\x04", "a ZIP container (.docx, .xlsx, .odt)"},
                                {"\xd0\xcf\x11\xe0", "an old Office file"},
                                {"{\\rtf", "RTF"}};

}  // namespace

Result<ScanAnswer> scan(const Book& book, std::string_view file, const ScanOptions& options) {
  for (const Refused& format : kRefused) {
    if (file.starts_with(format.begins)) {
      return Error{ErrorCode::kUnsupported,
                   concat("expected text or HTML, this is ", format.what, ", which this version does not read")};
    }
  }
  return book.scanner().scan(file, options);
}

}  // namespace licet
