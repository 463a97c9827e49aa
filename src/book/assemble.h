// From read sources to the content of a book: merge, dates, lists, counts.
#pragma once

#include <string>
#include <vector>

#include "book/content.h"
#include "lists/fr_dates.h"

namespace licet {

// A list file that was read.
struct BuildSource {
  ParcelInfo parcel;
  std::vector<Party> parties;   // each with one listing
  std::vector<ListInfo> lists;  // the legal lists of the parcel; `complete_from` only where the parcel states one
  std::vector<ListDiagnostic> diagnostics;
  std::uint32_t rank = 0;  // of two files, the texts and days of the lower rank win
  bool whole = false;  // the file holds every entry in force on its `as_of`: the lists are complete from that day on
};

// The law, chips and places of `base`, its parties if `with_starter`, and those of the sources, merged (merge.h). The
// starter's days and ids win, the files' texts. A list is complete from the day of the newest whole file that holds it,
// or from the day that the parcel states. Several files of one parcel, of different days, are one list over time.
// Errors: kInvalidArgument (a parcel twice with one day, without a day or of files that are not whole, more than 60
// sources, a party on a list that no source describes).
Result<BookContent> assemble_book(const BookContent& base, bool with_starter, std::vector<BuildSource> sources,
                                  const FrDates& days);

}  // namespace licet
