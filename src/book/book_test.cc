#include "book/book.h"

#include <doctest/doctest.h>

using namespace licet;

TEST_CASE("book: the starter book loads with its indexes, and its hash is that of its bytes") {
  const auto book = Book::load(starter_book_bytes());
  REQUIRE(book);
  CHECK((*book)->hash().size() == 64);
  CHECK((*book)->bytes() == starter_book_bytes().size());
  CHECK(save_book((*book)->content()) == starter_book_bytes());
}

TEST_CASE("book: a damaged book is refused before any index is built") {
  std::string bytes(starter_book_bytes());
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  const auto book = Book::load(bytes);
  REQUIRE_FALSE(book);
  CHECK(book.error().code == ErrorCode::kCorrupt);
}
