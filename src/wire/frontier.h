// The JSON shape of `law frontier`.
#pragma once

#include "base/json.h"
#include "engine/frontier.h"

namespace licet {

// {"to","on","area_max","given","bands":[{"for_data_centers","most_capable":{"metric","bound","kind"},"area_from",
// "limits":[{"metric","bound","kind","drawn_by","citations","requirements"}],"chips":[…]}],"cells","undecided_cells",
// "open_facts","book","law_hash"}. `kind` of a bound is `below` (it is not reached) or `at_most`; a figure without a
// line is not among the limits, and a `bound` of null says that the law draws none.
Json frontier_json(const Book& book, const rules::Law& law, const FrontierAnswer& answer);

}  // namespace licet
