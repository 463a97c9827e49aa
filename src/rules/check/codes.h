// The codes that a law names and that no entry tests.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/check/law.h"

namespace licet::rules {

struct UntestedCodes {
  std::vector<std::string> without_entry;  // as Law::codes_without_entry
  std::string absent_table;                // of codes that the list did not have for a time; empty if there is none
  std::map<std::string, std::vector<std::size_t>, std::less<>> absent_rows;  // by code: rows of that table
};

// `named`: the codes that statements name; those of the tables are read here. The law's tables are read, its names
// resolved. Errors: kParse, if there are more than a plan can tell apart.
Result<UntestedCodes> untested_codes(const Law& law, std::vector<std::string_view> named);

}  // namespace licet::rules
