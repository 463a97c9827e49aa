// Fields of JSON records, read without fear of their kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace licet {

// The text of a string or number member; "" for null, for another kind, or where there is none.
std::string json_text(const Json& object, std::string_view key);

// The texts of an array member, of strings and numbers alone; a string member is one text; empty texts are left out.
std::vector<std::string> json_texts(const Json& object, std::string_view key);

}  // namespace licet
