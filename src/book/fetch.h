// `book fetch`: the official lists, downloaded, checked against their limits and against the book of the last fetch,
// and made into the user's book. On any doubt nothing changes.
//
// Below the user's folder: `licet.book`, and `lists/ID/SHA256/FILE`, the files that the book was made from; the book
// names them by their hash, so that its atomic replacement is the one moment in which a fetch takes effect.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "book/content.h"

namespace licet {

struct FetchOptions {
  std::string folder;             // of the user's book
  std::vector<std::string> only;  // lists to download; empty: all that can be
  // In place of the publishers: a folder, or an address (https, or http on this machine), with ID/FILE below it. Empty:
  // the publishers.
  std::string from;
  bool accept_smaller = false;                      // than in the last book, or older
  Date today;                                       // the day of lists whose files do not tell one
  std::function<void(const std::string&)> started;  // told the list at whose download the fetch is; may be empty
};

enum class FetchState : std::uint8_t {
  kNew,        // another file than in the last book
  kUnchanged,  // the same file
  kKept,       // not asked for: the file of the last book
  kRefused,    // doubtful, and why
};

const char* to_string(FetchState state);  // "new", ...

struct FetchedList {
  std::string id;
  FetchState state = FetchState::kRefused;
  std::string reason;                // of a refusal
  ParcelInfo now;                    // as far as it was read
  std::optional<ParcelInfo> before;  // in the last book
};

struct FetchReport {
  std::vector<FetchedList> lists;  // those downloaded, by id, then those kept
  bool written = false;            // false where any list was refused
  std::string path;                // of the book
};

// Of two books one list may lose this share of its records or names, in percent; more is doubtful.
inline constexpr std::uint64_t kMostShrinkPercent = 10;
// One record in so many may be unreadable; more is doubtful.
inline constexpr std::uint64_t kLeastReadPerSkipped = 100;

// Ids of the built-in parcels that can be downloaded, sorted.
std::vector<std::string> downloadable_lists();

// Downloads, checks, builds and replaces. `base` has the law, the tables and the starter's parties. Errors:
// kInvalidArgument (an unknown list, or one that is not offered; `from` neither a folder nor a safe address), kResource
// (disk; another fetch is running), kCorrupt (the last book is damaged). What is wrong with a list is in the report.
Result<FetchReport> fetch_book(const FetchOptions& options, const BookContent& base);

}  // namespace licet
