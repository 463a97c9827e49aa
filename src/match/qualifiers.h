// Evidence beside the name: country, birth date, address, kind of party, identifiers (docs/names.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/match.h"

namespace licet {

struct Qualifier {
  std::string what;        // `country`, `birth_date`, `address`, `schema`
  std::string text;        // the values compared
  std::int32_t value = 0;  // millionths, added to the score
  bool agrees = false;     // both sides have the field and it agrees
};

// In fixed order. A field that one side lacks gives nothing.
std::vector<Qualifier> find_qualifiers(const PreparedQuery& query, const Party& party, const PreparedParty& prepared);

struct IdentifierMatch {
  std::int32_t strength = 0;  // millionths
  std::string text;           // `lei 5493...`
};

// An identifier as it is compared: letters and digits, lower case. Shorter than kLeastIdentifier: never equal.
std::string normalised_identifier(std::string_view value);
inline constexpr std::size_t kLeastIdentifier = 4;

// The strongest equal identifier of one type (or of the type `other`); letters and digits count, case does not.
std::optional<IdentifierMatch> match_identifiers(const QueryRecord& query, const Party& party);

}  // namespace licet
