// What a book holds, and its bytes: one checksummed file, the same bytes for the same content.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "book/codec.h"
#include "index/layout.h"
#include "lists/list_reader.h"
#include "model/chip.h"
#include "model/party.h"
#include "model/place.h"

namespace licet {

// A file of the law tree, by its path below `law/` (`15cfr/744/744.11.law`, `tables/places.tsv`).
struct LawFile {
  std::string path;
  std::string text;
};

// A source file, or folder, that the book was built from: `starter` for our own tables.
struct ParcelInfo {
  std::string id;  // `us_csl`
  std::string title;
  std::optional<Date> as_of;
  std::uint64_t records = 0;  // entries of the file that are in the book
  std::uint64_t names = 0;    // names as the file has them, repeats included
  std::uint64_t skipped = 0;  // entries that are diagnostics only
  std::string sha256;         // of the file's bytes as given; empty for the starter
};

// What a book is made from.
struct BookContent {
  std::vector<ParcelInfo> parcels;          // in the order given
  std::vector<ListDiagnostic> diagnostics;  // of the build
  std::vector<ListInfo> lists;              // sorted by id
  std::vector<Party> parties;               // sorted by id
  std::vector<Chip> chips;                  // in table order
  std::vector<Place> places;                // sorted by code
  std::vector<LawFile> law;                 // sorted by path
  std::string law_as_of;  // day to which the law was read, `YYYY-MM-DD`; empty if the tree does not say
};

// The version of the file form. A book of another version is refused.
inline constexpr std::uint32_t kBookVersion = 5;

// The bytes of a book, with the index of its names: same content, same program, same bytes (docs/formats/book.md).
std::string save_book(const BookContent& content);

// A book's bytes, checked once: magic, checksum, version, sizes, and every record of every section, so that what is
// read later cannot fail. Parties are read when they are asked for. `bytes` must outlive it.
class BookFile {
 public:
  // Errors: kCorrupt (not a book, cut short, changed, out of order), kUnsupported (another version).
  static Result<BookFile> open(std::string_view bytes);

  const std::string& hash() const { return hash_; }  // SHA-256 of all behind it, hexadecimal: the name of the book
  const BookContent& content() const { return content_; }  // everything but the parties
  BookContent take_content() && { return std::move(content_); }
  std::size_t party_count() const { return party_count_; }
  std::vector<Party> parties() const;
  Party party(std::uint32_t number) const;  // number < party_count()
  // The index of the names, checked against the parties; nothing if another matcher made it.
  const std::optional<IndexView>& index() const { return index_; }

 private:
  BookFile() = default;
  std::string hash_;
  BookContent content_;
  TextPoolView pool_;
  std::string_view party_bytes_;
  std::size_t party_count_ = 0;
  std::optional<IndexView> index_;
};

// Everything at once. Errors: as BookFile::open.
Result<BookContent> read_book(std::string_view bytes);

}  // namespace licet
