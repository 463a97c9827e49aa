// Places of the world by ISO 3166 code. Plain values.
#pragma once

#include <string>
#include <vector>

namespace licet {

// A country or territory. What it counts as in law is for the law's own tables.
struct Place {
  std::string code;                      // ISO 3166-1 alpha-2, `CN`; `XK` for Kosovo
  std::string name;                      // English name
  std::vector<std::string> other_names;  // further English names, may be empty
};

}  // namespace licet
