// Reads a law file (or its `.tests` file) into a syntax tree.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"
#include "rules/syntax/tree.h"

namespace licet::rules {

// `path` stands in messages. A `.tests` file has the same form and holds `test` statements only by habit.
// Errors: kParse, as `path:line:column: expected ..., got ...`, with the nearest keyword where one is near.
Result<std::unique_ptr<LawTree>> parse_law(std::string_view text, std::string_view path);

// Reads one condition, as in `when`: for profiles, tests and tools.
Result<ExprPtr> parse_condition(std::string_view text, std::string_view path);

}  // namespace licet::rules
