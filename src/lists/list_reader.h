// The face of every reader of an official list: files in, parties and diagnostics out. One reader for one file format;
// which list uses which format, and with which limits, is said by its parcel (lists/<id>/list.toml).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "model/party.h"

namespace licet {

// One file of a list, uncompressed.
struct ListFile {
  std::string name;  // for messages; the parts of a list are told apart by their content
  std::string bytes;
};

// A record, or a part of one, that could not be taken as it is.
struct ListDiagnostic {
  std::string list;
  std::string file;
  std::uint64_t line = 0;  // from 1; 0 where the format has no lines
  std::string reason;
  bool skipped = false;  // true: the whole record is not in the result
};

// What a reader made of a list. Every record of the files is a party or a diagnostic that says `skipped`.
struct ListContent {
  std::vector<Party> parties;  // in file order; each with one listing, whose `list` is the legal list
  std::uint64_t records = 0;   // entries of the files that became parties
  std::uint64_t names = 0;     // names as the files have them, repeats included
  std::uint64_t skipped = 0;   // entries that are diagnostics only
  std::optional<Date> as_of;   // the day inside the files, else their latest record
  std::vector<ListDiagnostic> diagnostics;
};

// The content as text, for tests and people: counts, then each party with a line for each of its parts, then the
// diagnostics.
std::string dump(const ListContent& content);

}  // namespace licet
