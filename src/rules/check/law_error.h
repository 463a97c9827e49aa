// Errors of a statement, with its place.
#pragma once

#include <string_view>

#include "base/result.h"
#include "base/text_util.h"
#include "rules/syntax/tree.h"

namespace licet::rules {

// kParse, as `path:line:column: what`.
inline Error law_error(const LawTree& tree, Position position, std::string_view what) {
  return Error{ErrorCode::kParse, concat(tree.path, ":", position.line, ":", position.column, ": ", what)};
}

}  // namespace licet::rules
