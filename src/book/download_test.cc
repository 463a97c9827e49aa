#include "book/download.h"

#include <doctest/doctest.h>

#include <string>

using namespace licet;

TEST_CASE("download: addresses that may be read from") {
  for (const char* good : {"https://example.org/a.csv", "http://127.0.0.1:8000/a", "http://localhost",
                           "http://[::1]:1/x", "http://127.0.0.1/?a=b"})
    CHECK_MESSAGE(is_safe_address(good), good);
  for (const char* bad : {"http://example.org/a.csv", "ftp://127.0.0.1/a", "file:///etc/passwd", "", "example.org",
                          "http://127.0.0.1.example.org/", "http://localhost.example.org/",
                          "http://127.0.0.1:80@example.org/", "http://127.0.0.1@example.org/", "HTTPS//example.org"})
    CHECK_MESSAGE(!is_safe_address(bad), bad);
}

TEST_CASE("download: another address is refused before anything is loaded") {
  const auto got = download("http://example.org/list.csv", 100);
  REQUIRE(!got);
  CHECK(got.error().code == ErrorCode::kInvalidArgument);
  CHECK(got.error().message.find("https://") != std::string::npos);
}
