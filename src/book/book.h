// The book: one immutable file with parties, lists, chips, places, tables and law. Load it once, then share
// it between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "book/content.h"
#include "index/name_index.h"
#include "scan/scanner.h"

namespace licet {

class Book {
 public:
  // Reads the bytes (content.h: `read_book`) and builds the indexes. Holds no part of `bytes` afterwards.
  // Errors: kCorrupt (not a book, cut short, changed), kUnsupported (another version).
  static Result<std::shared_ptr<const Book>> load(std::string_view bytes);

  const BookContent& content() const { return content_; }
  const NameIndex& names() const { return *names_; }
  const Scanner& scanner() const { return *scanner_; }
  const std::string& hash() const { return hash_; }  // SHA-256 of the bytes
  std::size_t bytes() const { return bytes_; }

  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book();

 private:
  Book() = default;

  BookContent content_;
  std::unique_ptr<NameIndex> names_;
  std::unique_ptr<Scanner> scanner_;
  std::string hash_;
  std::size_t bytes_ = 0;
};

// The bytes of the book that is built into the program (its bytes live as long as the program). Programs that
// call it link the room `starter`, which the build makes from data/ and law/.
std::string_view starter_book_bytes();

}  // namespace licet
