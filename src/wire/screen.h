// The JSON shape of the answer of `screen`.
#pragma once

#include "base/json.h"
#include "engine/screen.h"

namespace licet {

// {"query","on","book","hits":[Hit...],"complete","certificate":{...},"flags":[...]}.
Json screen_json(const Book& book, const QueryRecord& query, Date on, const ScreenAnswer& answer);

}  // namespace licet
