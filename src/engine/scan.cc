#include "engine/scan.h"

#include "base/text_util.h"
#include "base/utf8.h"

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

// Does the text begin with a tag, a doctype or an XML declaration?
bool begins_as_html(std::string_view text) {
  text.remove_prefix(byte_order_mark(text));
  text = trimmed(text);
  if (text.size() < 2 || text.front() != '<') return false;
  const char next = text[1];
  return next == '!' || next == '?' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
}

}  // namespace

Result<ScanAnswer> scan(const Book& book, std::string_view file, const ScanOptions& options) {
  for (const Refused& format : kRefused) {
    if (file.starts_with(format.begins)) {
      return Error{ErrorCode::kUnsupported,
                   concat("expected text or HTML, this is ", format.what, ", which this version does not read")};
    }
  }
  ScanOptions read_as = options;
  read_as.html = options.html || begins_as_html(file);
  return book.scanner().scan(file, read_as);
}

}  // namespace licet
