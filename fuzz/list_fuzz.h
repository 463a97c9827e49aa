// What the fuzz targets of the list readers share, and what the unit tests replay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace licet::fuzz {

// A target: a reader, by the parcel whose files it reads.
struct Target {
  std::string name;  // `csl_csv`; its seeds are in fuzz/seeds/<name>/, and the samples of the parcel
  std::string parcel;
};

const std::vector<Target>& list_targets();

// Reads `bytes` as a file of the parcel (several files stand between lines of `====`) and gives what is wrong with the
// outcome, "" where nothing is: every record is a party or skipped, every party has a name and one listing with an id,
// every text is UTF-8.
std::string fault_of_list(std::string_view parcel, std::string_view bytes);

// The same for the text of a list.toml: it is a parcel, or an error of one line.
std::string fault_of_parcel(std::string_view bytes);

}  // namespace licet::fuzz
