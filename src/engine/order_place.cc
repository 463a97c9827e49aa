#include "engine/order_place.h"

#include <algorithm>
#include <span>

#include "base/text_util.h"

namespace licet {

namespace {

using Part = std::variant<std::string, std::size_t>;

std::optional<std::size_t> position(const std::vector<int>& ids, int id) {
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (found == ids.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ids.begin());
}

// The entity's own object.
std::optional<OrderPlace> entity_place(const rules::Case& facts, const Json& order, int entity) {
  if (entity == 0) return OrderPlace{};
  if (const auto i = position(facts.legs, entity)) {
    const Json* legs = order.find("legs");
    const bool listed = legs != nullptr && !legs->items().empty();
    return listed ? OrderPlace{std::string("legs"), *i} : OrderPlace{};
  }
  if (const auto i = position(facts.parties, entity)) return OrderPlace{std::string("parties"), *i};
  if (const auto i = position(facts.items, entity)) return OrderPlace{std::string("items"), *i};
  if (const auto i = position(facts.facilities, entity)) {
    const Json* use = order.find("use");
    const Json* facility = use == nullptr ? nullptr : use->find("facility");
    OrderPlace out = {std::string("use"), std::string("facility")};
    if (facility != nullptr && facility->is_array()) out.emplace_back(*i);
    return out;
  }
  for (std::size_t item = 0; item < facts.items.size(); ++item) {
    if (const auto i = position(facts.entity(facts.items[item]).components, entity))
      return OrderPlace{std::string("items"), item, std::string("components"), *i};
  }
  return std::nullopt;
}

const Json* step_into(const Json& node, const Part& part) {
  if (const auto* key = std::get_if<std::string>(&part)) return node.find(*key);
  const std::size_t i = std::get<std::size_t>(part);
  return node.is_array() && i < node.items().size() ? &node.items()[i] : nullptr;
}

Json rebuilt(const Json& node, std::span<const Part> path, Json value) {
  if (path.empty()) return value;
  const Json* child = step_into(node, path.front());
  Json inner = rebuilt(child == nullptr ? Json::null() : *child, path.subspan(1), std::move(value));
  if (const auto* key = std::get_if<std::string>(&path.front())) {
    Json out = node.is_object() ? node : Json::object();
    out.set(*key, std::move(inner));
    return out;
  }
  std::vector<Json> items = node.is_array() ? node.items() : std::vector<Json>();
  const std::size_t i = std::get<std::size_t>(path.front());
  while (items.size() <= i) items.push_back(Json::object());
  items[i] = std::move(inner);
  return Json::array(std::move(items));
}

}  // namespace

std::optional<OrderPlace> order_place(const rules::Case& facts, const Json& order, int entity, std::string_view key) {
  std::optional<OrderPlace> out = entity_place(facts, order, entity);
  if (!out) return out;
  for (const std::string_view part : split(key, '.')) out->emplace_back(std::string(part));
  return out;
}

std::string to_string(const OrderPlace& place) {
  std::string out;
  for (const Part& part : place) {
    if (const auto* key = std::get_if<std::string>(&part)) {
      out += concat(out.empty() ? "" : ".", *key);
    } else {
      out += concat("[", std::get<std::size_t>(part), "]");
    }
  }
  return out;
}

const Json* at_place(const Json& order, const OrderPlace& place) {
  const Json* node = &order;
  for (const Part& part : place) {
    node = step_into(*node, part);
    if (node == nullptr) return nullptr;
  }
  return node;
}

Json with_at(const Json& order, const OrderPlace& place, Json value) {
  return rebuilt(order, place, std::move(value));
}

}  // namespace licet
