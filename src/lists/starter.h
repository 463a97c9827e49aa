// The starter tables: the tab-separated files of data/, which the project writes itself (docs:
// data/README.md). One bad cell refuses the whole table: these tables are ours, and a row without source or
// day is a defect of them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/chip.h"
#include "model/party.h"
#include "model/place.h"

namespace licet {

// The text of each table.
struct StarterTables {
  std::string lists;
  std::string parties;
  std::string party_names;
  std::string party_addresses;
  std::string listings;
  std::string listing_meanings;
  std::string chips;
  std::string places;
};

struct StarterData {
  std::vector<ListInfo> lists;  // sorted by id; records and names counted from the listings
  std::vector<Party> parties;   // sorted by id
  std::vector<Chip> chips;      // in table order
  std::vector<Place> places;    // sorted by code
};

// Named meaning of a requirement or policy text that no table explains. Rules take it as the strictest.
inline constexpr const char* kUnknownTextMeaning = "unknown_text";

// The parcel of every listing that comes from these tables.
inline constexpr const char* kStarterParcel = "starter";

// Errors: kParse with file, line, column and what was expected: rows out of byte order or twice, an unknown
// party, list, place or word, a missing source, day or citation, a meaning that listing-meanings.tsv does not
// give to the text.
Result<StarterData> read_starter(const StarterTables& tables);

// Reads the tables from a folder. Errors: as `read_starter`, and kNotFound, kResource.
Result<StarterTables> load_starter_tables(const std::string& folder);

}  // namespace licet
