// The JSON shape of a step of `ask`.
#pragma once

#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "engine/ask.h"

namespace licet {

// {"step","fact","ask","why","where","about","type","unit","choices","may_be_unknowable","hits":[{"number","caption",
// "list"}],"decides":[{"if","outcomes"}],"together","by_support","on","outcomes"}; `on` are the days on which it
// matters, where legs are on several; `outcomes` are those that are open now. The session must have a step.
Json ask_step_json(const Book& book, const AskSession& session);

// Outcomes that can be reached, the lightest first.
Json outcomes_json(const rules::Reachable& outcomes);

// Adds `on`: the days that a row is about, where legs on several days were decided; none are left out.
void add_days(const std::vector<Date>& on, Json& out);

// A question as `check` prints it.
Json question_json(const rules::Question& question);

}  // namespace licet
