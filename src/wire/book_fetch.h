// The JSON shape of what a fetch did.
#pragma once

#include "base/json.h"
#include "book/fetch.h"

namespace licet {

// {"book","written","lists":[{"id","state":"new|unchanged|kept|refused","reason"?,"records","names","skipped","as_of",
//  "sha256","records_before"?,"as_of_before"?}]}; a refused list has the figures that were read before the doubt.
Json fetch_report_json(const FetchReport& report);

}  // namespace licet
