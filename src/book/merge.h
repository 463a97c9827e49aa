// Many sources, one party list: which records are one listing, and what each source says of it.
//
// One listing has one key: the legal list, the folded primary name, the country and the document of its first citation
// (a citation means its document: the same volume and day of publication). Records of one source never merge. A
// source's record meets a listing of an earlier source in rounds, the strictest first; whatever is left over is a
// listing of its own:
//   1. same list, folded primary name and first document, with a common country (or one side names none); those of one
//   id of the list's own first;
//   2. the same without a look at the country, where only one pair is left of that name and document;
//   3. as 1, where the primary name of one, without a bracket at its end, is that of the other;
//   4. same list, primary name and country, other citations, where only one pair is left of that name: the difference
//   is reported;
//   5. same list and primary name, whatever the country, where one has no dated citation and only one pair is left of
//   that name;
//   6. same list and first document with a common country, where the primary name of one is an official name of the
//   other, and of no third.
// A listing that had ended when a source was made does not meet its records.
//
// Several files of one list stand one behind the other, the newest first; their records meet by their id and an
// official name in common before the rounds above. What an older one has and the next newer one has not, ended between
// their days; that a newer one has an entry which an older one lacks says nothing of its first day, since it may have
// stood there under another name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "lists/fr_dates.h"
#include "lists/list_reader.h"
#include "model/party.h"

namespace licet {

// The parties of one source. A file's parties have one listing each; the starter's may have several.
struct MergeSource {
  std::string name;  // parcel
  std::vector<Party> parties;
  std::optional<Date> as_of;
  // Which source wins a field that both fill: the lower number, then the earlier source. Days, and all that a list
  // prints of an entry.
  std::uint32_t days_rank = 0;
  std::uint32_t text_rank = 0;
};

struct Merged {
  std::vector<Party> parties;               // sorted by id, ids unique
  std::vector<ListDiagnostic> diagnostics;  // conflicts, with both sides
};

// At most 60 sources, those of one name in a row by falling day. Every party of every source is in the result, merged
// or not; so is every name, with the source and days it came with.
Merged merge_sources(std::vector<MergeSource> sources, const FrDates& days);

// Dates a listing whose beginning is open: by its citations, else [unknown, `as_of`]. Says how in the listing's
// days_note.
void date_listing(Listing& listing, const std::optional<Date>& as_of, const FrDates& days);

}  // namespace licet
