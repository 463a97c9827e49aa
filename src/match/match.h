// How alike are a query and a listed party, and why? One definition of the score (docs/names.md).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "match/prepare.h"
#include "match/score.h"
#include "model/party.h"
#include "model/query.h"

namespace licet {

// kAddress: not by name; the party is an address alone (address.h).
enum class Channel : std::uint8_t { kName, kEqualText, kIdentifier, kAddress };

const char* to_string(Channel channel);  // "name", "equal_text", "identifier", "address"

// What stands behind a score; equal scores are ordered by it, best first.
enum class Evidence : std::uint8_t {
  kIdentifier,   // an equal number or code
  kSameText,     // the same letters in the same script
  kOtherScript,  // the same letters in a romanised spelling
  kFamily,       // name families, word classes, number words, initials
  kEdits,        // edits or consonants only
};

struct MatchResult {
  Score score;
  std::size_t name = 0;     // which name of the party gave it
  bool equal_text = false;  // the same letters in the same order, whatever the spacing
  bool disputed = false;    // equal text, and other evidence speaks against it
  Channel channel = Channel::kName;
  Evidence evidence = Evidence::kEdits;
  // Fields beside the name that agree (country, birth date, address, identifier); a tie-breaker.
  std::uint8_t agreeing_fields = 0;
  Explanation why;  // filled only if asked for
};

enum class Explain : bool { kNo, kYes };

// Scores a query against every name of a party; the best counts. Pure: same input, same score. A name that is empty or
// not UTF-8 matches nothing. For one query against many parties, prepare both sides once (below).
MatchResult match_party(const QueryRecord& query, const Party& party, Explain explain);

// A query made ready. Holds a copy of the record, whose names are those asked for: a field that states several names
// (stated_names.h) stands there as a whole and as each of them.
struct PreparedQuery {
  QueryRecord record;
  std::vector<PreparedName> names;
  std::vector<PreparedName> addresses;
};

// Errors: kInvalidArgument if there is no name, or a name is empty, not UTF-8, longer than kMaxNameBytes, has no letter
// or digit, or has more than kMaxPositions words.
Result<PreparedQuery> prepare_query(const QueryRecord& record);

// Has no name of the record a letter or a digit, such as the `-` of a table that leaves a name out?
bool is_unnamed(const QueryRecord& record);

// The names of a party made ready, in order, and its addresses.
struct PreparedParty {
  std::vector<PreparedName> names;
  std::vector<PreparedName> addresses;
};
PreparedParty prepare_party(const Party& party);

MatchResult match_prepared(const PreparedQuery& query, const Party& party, const PreparedParty& prepared,
                           Explain explain);

// Most that agreeing fields can add to a score for this query: 0 for a query of names alone.
std::int32_t most_bonus(const PreparedQuery& query);

// The factor of a name's strength, in millionths.
std::int32_t strength_factor(NameStrength strength);

// True if two readings of these kinds are compared at all: initials of persons never meet letters of organisations.
bool reads_as_person(Schema query, Schema listed);

}  // namespace licet
