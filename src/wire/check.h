// The JSON shape of an answer to `check` (docs: contract, check).
#pragma once

#include "base/json.h"
#include "engine/check.h"

namespace licet {

Json check_json(const Book& book, const rules::Law& law, const CheckAnswer& answer, const CheckOptions& options);

}  // namespace licet
