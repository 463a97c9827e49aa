// What a book holds, and its bytes: one checksummed file, the same bytes for the same content.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/chip.h"
#include "model/party.h"
#include "model/place.h"

namespace licet {

// A file of the law tree, by its path below `law/` (`15cfr/744/744.11.law`, `tables/places.tsv`).
struct LawFile {
  std::string path;
  std::string text;
};

// What a book is made from.
struct BookContent {
  std::vector<ListInfo> lists;  // sorted by id
  std::vector<Party> parties;   // sorted by id
  std::vector<Chip> chips;      // in table order
  std::vector<Place> places;    // sorted by code
  std::vector<LawFile> law;     // sorted by path
  std::string law_as_of;        // day to which the law was read, `YYYY-MM-DD`; empty if the tree does not say
};

// The version of the file form. A book of another version is refused.
inline constexpr std::uint32_t kBookVersion = 1;

// The bytes of a book: same content, same bytes. Form, all integers little endian:
//   8 bytes magic `licetbk\n`; 64 bytes SHA-256 (hexadecimal) of all that follows; u32 version; u32 number of
//   sections; u64 size of the whole file; for each section 4 bytes name, u64 offset, u64 size; then the
//   sections without gaps.
std::string save_book(const BookContent& content);

// Checks magic, checksum, version and sizes, then reads with every length bounded.
// Errors: kCorrupt (not a book, cut short, changed, out of order), kUnsupported (another version).
Result<BookContent> read_book(std::string_view bytes);

}  // namespace licet
