// The JSON shape of an answer to `classify` (docs: contract, classify).
#pragma once

#include "base/json.h"
#include "engine/classify.h"

namespace licet {

// `item` is the question as it was asked.
Json classify_json(const Book& book, const rules::Law& law, const Json& item, Date on, const ClassifyAnswer& answer);

Json margin_json(const rules::Margin& margin);

}  // namespace licet
