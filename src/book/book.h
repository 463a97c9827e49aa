// The book: one immutable file with parties, lists, chips, places, tables and law. Load it once, then share
// it between threads.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "book/content.h"
#include "index/name_index.h"
#include "match/address.h"
#include "scan/scanner.h"

namespace licet {

class Book {
 public:
  // Checks the bytes (content.h: BookFile) and reads lists, chips, places and law. Parties are read at their first
  // use, once, and so is the scanner made, so that a question that needs none does not wait for them. The index of
  // names is used where it lies; one that another matcher made is made anew at its first use. `bytes` must outlive the
  // book.
  // Errors: kCorrupt (not a book, cut short, changed), kUnsupported (another version).
  static Result<std::shared_ptr<const Book>> load(std::string_view bytes);
  // Maps the file, read only and shared between processes. Errors: as `load`, and kNotFound, kResource.
  static Result<std::shared_ptr<const Book>> open(const std::string& path);

  const BookContent& content() const { return file_->content(); }  // everything but the parties
  const std::vector<Party>& parties() const;                       // sorted by id
  // One party, read alone if the others were not needed so far; its place does not change.
  const Party& party(std::uint32_t number) const;
  const NameIndex& names() const;
  const Scanner& scanner() const;
  // An address of a party that is an address alone (Schema::kAddress), ready for comparison.
  struct ListedAddress {
    std::uint32_t party = 0;
    std::string text;
    AddressParts parts;
  };
  // All of them, by party; made at their first use.
  const std::vector<ListedAddress>& listed_addresses() const;
  const std::string& hash() const { return file_->hash(); }
  std::size_t bytes() const { return bytes_; }

  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book();

 private:
  Book() = default;
  void hold(BookFile file);

  MappedFile mapped_;  // empty where the bytes are the caller's
  std::optional<BookFile> file_;
  std::size_t bytes_ = 0;
  mutable std::once_flag parties_once_;
  mutable std::once_flag names_once_;
  mutable std::once_flag scanner_once_;
  mutable std::once_flag addresses_once_;
  mutable std::vector<Party> parties_;
  mutable std::unique_ptr<std::atomic<const Party*>[]> single_parties_;  // read one by one; nullptr: not yet
  mutable std::unique_ptr<NameIndex> names_;
  mutable std::unique_ptr<Scanner> scanner_;
  mutable std::vector<ListedAddress> addresses_;
};

// The bytes of the book that is built into the program (its bytes live as long as the program). Programs that
// call it link the room `starter`, which the build makes from data/ and law/.
std::string_view starter_book_bytes();

}  // namespace licet
