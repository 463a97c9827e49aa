// The part of TOML that the description of a list (lists/<id>/list.toml) is written in: texts, counts, `true` and
// `false`, lists of texts, tables and arrays of tables, one level deep, and comments. Everything else is an error that
// names its line (docs/decisions/0014-plain-toml.md). Every file that is read here means the same in TOML 1.0.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace licet {

using TomlValue = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

struct TomlTable {
  std::map<std::string, TomlValue, std::less<>> values;
  std::map<std::string, TomlTable, std::less<>> tables;               // [name]
  std::map<std::string, std::vector<TomlTable>, std::less<>> arrays;  // [[name]]; at least one table each

  bool contains(std::string_view key) const;
  // Null if there is no value of this kind under the key.
  const std::string* text(std::string_view key) const;
  const std::int64_t* number(std::string_view key) const;
  const bool* flag(std::string_view key) const;
  const std::vector<std::string>* texts(std::string_view key) const;
};

// Reads a whole text; `name` stands in messages. Errors: kParse, `NAME:LINE: expected ...`.
Result<TomlTable> parse_plain_toml(std::string_view text, std::string_view name);

}  // namespace licet
