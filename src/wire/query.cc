#include "wire/query.h"

#include "base/text_util.h"
#include "wire/hit.h"

namespace licet {

namespace {

const std::vector<std::string> kKeys = {"id",      "name",    "names",      "schema",
                                        "country", "address", "birth_date", "identifiers"};

Error wrong_kind(std::string_view key, std::string_view expected, const Json& found) {
  return Error{ErrorCode::kInvalidArgument, concat("key ", ticked(key), ": expected ", expected, ", got ",
                                                   std::string_view(to_string(found.kind())))};
}

// A text, or a number as it was written.
Result<std::string> read_text(std::string_view key, const Json& json) {
  if (!json.is_string() && !json.is_number()) return wrong_kind(key, "a text", json);
  return json.text();
}

// A text or an array of texts; null is none.
Result<std::vector<std::string>> read_texts(std::string_view key, const Json& json) {
  std::vector<std::string> texts;
  if (json.is_null()) return texts;
  if (!json.is_array()) {
    LICET_TRY(std::string text, read_text(key, json));
    if (!text.empty()) texts.push_back(std::move(text));
    return texts;
  }
  for (const Json& item : json.items()) {
    LICET_TRY(std::string text, read_text(key, item));
    texts.push_back(std::move(text));
  }
  return texts;
}

Result<std::vector<std::string>> read_countries(const Json& json) {
  LICET_TRY(std::vector<std::string> codes, read_texts("country", json));
  for (const std::string& code : codes) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (code.size() != 2 || !capital(code[0]) || !capital(code[1])) {
      return Error{ErrorCode::kInvalidArgument,
                   concat("key `country`: expected a two-letter code in capitals, got ", ticked(code))};
    }
  }
  return codes;
}

Result<Schema> read_schema(const Json& json) {
  LICET_TRY(const std::string text, read_text("schema", json));
  if (text.empty()) return Schema::kLegalEntity;
  if (const std::optional<Schema> schema = parse_schema(text)) return *schema;
  static const std::vector<std::string> kKnown = {"Organization", "Company",  "Person",
                                                  "Vessel",       "Aircraft", "LegalEntity"};
  return Error{ErrorCode::kInvalidArgument, concat("key `schema`: unknown ", ticked(text), did_you_mean(text, kKnown),
                                                   "; expected one of ", joined(kKnown, ", "))};
}

Result<std::vector<Identifier>> read_identifiers(const Json& json) {
  std::vector<Identifier> identifiers;
  if (json.is_null()) return identifiers;
  if (!json.is_object()) return wrong_kind("identifiers", "an object such as {\"lei\":\"...\"}", json);
  for (const auto& [type, value] : json.members()) {
    LICET_TRY(const std::vector<std::string> values, read_texts("identifiers", value));
    for (const std::string& text : values) identifiers.push_back({type, text});
  }
  return identifiers;
}

Status read_member(QueryRecord& query, const std::string& key, const Json& value) {
  if (key == "id") {
    LICET_TRY(query.id, read_text(key, value));
  } else if (key == "name" || key == "names") {
    LICET_TRY(const std::vector<std::string> names, read_texts(key, value));
    query.names.insert(query.names.end(), names.begin(), names.end());
  } else if (key == "schema") {
    LICET_TRY(query.schema, read_schema(value));
  } else if (key == "country") {
    LICET_TRY(query.countries, read_countries(value));
  } else if (key == "address") {
    LICET_TRY(query.addresses, read_texts(key, value));
  } else if (key == "birth_date") {
    LICET_TRY(query.birth_dates, read_texts(key, value));
  } else if (key == "identifiers") {
    LICET_TRY(query.identifiers, read_identifiers(value));
  } else {
    return Error{ErrorCode::kInvalidArgument,
                 concat("unknown key ", ticked(key), did_you_mean(key, kKeys), "; known are ", joined(kKeys, ", "))};
  }
  return {};
}

// One text as itself, several as an array.
void add_texts(Json& json, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.size() == 1) json.set(key, Json::string(texts.front()));
  if (texts.size() > 1) json.set(key, strings_json(texts));
}

}  // namespace

Result<QueryRecord> read_query(const Json& json) {
  if (!json.is_object()) {
    return Error{ErrorCode::kInvalidArgument, concat("expected an object such as {\"name\":\"...\"}, got ",
                                                     std::string_view(to_string(json.kind())))};
  }
  QueryRecord query;
  for (const auto& [key, value] : json.members()) LICET_RETURN_IF_ERROR(read_member(query, key, value));
  if (query.names.empty()) return Error{ErrorCode::kInvalidArgument, "expected a name: key `name` is missing or empty"};
  return query;
}

Json query_json(const QueryRecord& query) {
  Json json = Json::object();
  if (!query.id.empty()) json.set("id", Json::string(query.id));
  add_texts(json, query.names.size() == 1 ? "name" : "names", query.names);
  json.set("schema", Json::string(to_string(query.schema)));
  add_texts(json, "country", query.countries);
  add_texts(json, "address", query.addresses);
  add_texts(json, "birth_date", query.birth_dates);
  if (query.identifiers.empty()) return json;
  Json identifiers = Json::object();
  for (const Identifier& identifier : query.identifiers) {
    const Json* earlier = identifiers.find(identifier.type);
    Json values = earlier == nullptr ? Json::array() : *earlier;
    identifiers.set(identifier.type, values.push(Json::string(identifier.value)));
  }
  return json.set("identifiers", std::move(identifiers));
}

Json row_error_json(const Error& error, std::size_t row) {
  Json inner = Json::object({{"code", Json::string(to_string(error.code))}, {"message", Json::string(error.message)}});
  return Json::object({{"error", std::move(inner)}, {"row", Json::number(static_cast<std::int64_t>(row))}});
}

}  // namespace licet
