// Names disturbed by fixed kinds of slips, to ask whether the right party still comes out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace licet::bench {

struct Disturbed {
  const char* kind;   // "exact", "edit1", "edit_all", "reorder", "merge", "swap", "extra"
  std::size_t party;  // index of the party whose name it was
  std::string query;
};

struct NamedParty {
  std::size_t party;
  std::string name;
};

// `each` queries of every kind, from names with two words of four letters or more. The same seed gives the same
// queries.
std::vector<Disturbed> disturbed(const std::vector<NamedParty>& names, std::size_t each, std::uint32_t seed);

}  // namespace licet::bench
