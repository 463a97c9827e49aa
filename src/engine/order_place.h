// Where a fact stands in the JSON of an order, and the order with it set.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "rules/check/law.h"
#include "rules/facts/case.h"

namespace licet {

// Keys and positions from the root of the order: `parties`, 0, `headquarters`.
using OrderPlace = std::vector<std::variant<std::string, std::size_t>>;

// `key` is where the fact stands within its entity, such as `exporter.name`. Nothing for an entity that the order does
// not name.
std::optional<OrderPlace> order_place(const rules::Case& facts, const Json& order, int entity, std::string_view key);

std::string to_string(const OrderPlace& place);  // `parties[0].headquarters`

// The member there, or nullptr.
const Json* at_place(const Json& order, const OrderPlace& place);

// A copy with that member, objects and arrays made on the way.
Json with_at(const Json& order, const OrderPlace& place, Json value);

}  // namespace licet
