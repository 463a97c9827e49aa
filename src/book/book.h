// The book: one immutable file with parties, lists, chips, tables and law. Load it once, then share it between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/name_index.h"
#include "model/chip.h"
#include "model/party.h"
#include "scan/scanner.h"

namespace licet {

// A file of the law tree, by its path below `law/` (`15cfr/744/744.11.law`, `tables/places.tsv`).
struct LawFile {
  std::string path;
  std::string text;
};

// What a book is made from.
struct BookContent {
  std::vector<ListInfo> lists;      // sorted by id
  std::vector<Party> parties;       // sorted by id
  std::vector<Chip> chips;          // in table order
  std::vector<LawFile> law;         // sorted by path
  std::string law_as_of;            // day to which the law was read, `YYYY-MM-DD`
};

// The bytes of a book: same content, same bytes.
std::string save_book(const BookContent& content);

class Book {
 public:
  // Checks magic, version, sizes and checksum before anything is used.
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

// The bytes of the book that is built into the program (its bytes live as long as the program).
std::string_view starter_book_bytes();

}  // namespace licet
