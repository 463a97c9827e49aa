// Single values of an order: numbers, intervals, words, codes, sets. What does not fit is told with its place.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "rules/check/law.h"
#include "rules/facts/case.h"

namespace licet::rules {

// kInvalidArgument: `where` is the place in the order (`items[0].tpp`).
Error bad(const std::string& where, std::string_view what);
Error wrong_kind(const std::string& where, std::string_view expected, const Json& got);

// Has the text the form of a code of an item (an ECCN, or EAR99)?
bool is_code(std::string_view text);

// States one fact of an entity from a JSON value (a value, an interval object, a list for a set, or "unknowable").
// `where` stands in messages. Errors: kInvalidArgument.
Status state_fact(Case& facts, int entity, int fact_id, const Json& value, const Law& law, const std::string& where);

}  // namespace licet::rules
