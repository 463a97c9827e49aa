// From what a person types to the JSON value of a fact.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "model/place.h"
#include "rules/facts/schema.h"

namespace licet {

// `yes`, `4800`, `below 600`, `4700..4900`, `CN` or `China`, an allowed word, an ECCN, a text. Sets are lists of words
// joined by commas, or `none`: an array. Errors: kInvalidArgument, with what was expected and the nearest word.
Result<Json> read_reply(const rules::FactDecl& fact, const std::vector<Place>& places, std::string_view text);

}  // namespace licet
