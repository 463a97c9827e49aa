// What changed between two books: parties added, removed and changed, field by field.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/party.h"

namespace licet {

// Values of one field that only one side has. Fields of a listing begin with its list: `us_entity_list.policy`.
struct FieldChange {
  std::string field;
  std::vector<std::string> removed;  // sorted
  std::vector<std::string> added;
};

struct PartyChange {
  std::uint32_t before = 0;         // position in the first book's parties
  std::uint32_t after = 0;          // and in the second's
  std::vector<FieldChange> fields;  // sorted by field; never empty
};

struct BookDiff {
  std::vector<std::uint32_t> added;    // positions in the second book's parties
  std::vector<std::uint32_t> removed;  // positions in the first book's
  std::vector<PartyChange> changed;    // by position in the second
};

// One party in both books is, in this order: the same id with the same caption; the same lists, caption and countries;
// the same id with a name in common (the ids of lists without ids of their own are record numbers, which move).
// Captions and names are compared by their letters and digits.
BookDiff diff_parties(const std::vector<Party>& before, const std::vector<Party>& after);

}  // namespace licet
