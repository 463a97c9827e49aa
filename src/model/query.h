// What a user asks about a party: the record that `screen` and `check` search for.
#pragma once

#include <string>
#include <vector>

#include "model/party.h"

namespace licet {

// Longest name that is read, in bytes of UTF-8.
inline constexpr std::size_t kMaxNameBytes = 4096;

struct QueryRecord {
  std::string id;                  // echoed, may be empty
  std::vector<std::string> names;  // at least one; all mean the same party
  Schema schema = Schema::kLegalEntity;
  std::vector<std::string> countries;  // ISO 3166 two-letter codes
  std::vector<std::string> addresses;
  std::vector<std::string> birth_dates;
  std::vector<Identifier> identifiers;
};

}  // namespace licet
