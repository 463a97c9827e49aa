// The names in every statement: what they stand for, and whether it may stand there.
#pragma once

#include "base/result.h"
#include "rules/check/law.h"

namespace licet::rules {

// Fills in what the trees of the law leave to the check (rules/syntax/tree.h). Its files are parsed, its tables read.
// Errors: kParse, with `path:line:column` and the nearest known name.
Status resolve_names(const Law& law);

}  // namespace licet::rules
