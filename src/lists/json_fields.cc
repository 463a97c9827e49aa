#include "lists/json_fields.h"

#include "base/text_util.h"

namespace licet {

namespace {

bool is_text(const Json& value) {
  return value.is_string() || value.is_number();
}

}  // namespace

std::string json_text(const Json& object, std::string_view key) {
  const Json* found = object.find(key);
  return found != nullptr && is_text(*found) ? std::string(trimmed(found->text())) : std::string();
}

std::vector<std::string> json_texts(const Json& object, std::string_view key) {
  std::vector<std::string> out;
  const Json* found = object.find(key);
  if (found == nullptr) return out;
  if (is_text(*found) && !trimmed(found->text()).empty()) out.push_back(found->text());
  for (const Json& item : found->items())
    if (is_text(item) && !trimmed(item.text()).empty()) out.push_back(item.text());
  return out;
}

}  // namespace licet
