#include "scan/scanner.h"

#include <doctest/doctest.h>

namespace licet {
TEST_CASE("scan: builds") {
  const Scanner scanner = Scanner::build({}, {});
  ScanOptions options;
  options.on = *make_date(2026, 8, 22);
  CHECK(scanner.scan("Hello", options).value().mentions.empty());
}
}  // namespace licet
