#include "wire/match.h"

#include <algorithm>

#include "base/text_util.h"
#include "wire/hit.h"
#include "wire/query.h"

namespace licet {

namespace {

const std::vector<std::string> kKeys = {"query", "candidate", "schema", "name1", "name2"};

// The record of one side: as given under `record_key`, or of the name under `name_key`.
Result<QueryRecord> read_side(const Json& json, std::string_view record_key, std::string_view name_key) {
  const Json* record = json.find(record_key);
  const Json* name = json.find(name_key);
  if ((record == nullptr) == (name == nullptr)) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("expected one of the keys ", ticked(record_key), " and ", ticked(name_key))};
  }
  Json side = record != nullptr ? *record : Json::object({{"name", *name}});
  const Json* schema = json.find("schema");
  if (schema != nullptr && side.is_object() && side.find("schema") == nullptr) side.set("schema", *schema);
  return read_query(side);
}

}  // namespace

Result<MatchPair> read_match_pair(const Json& json) {
  if (!json.is_object()) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("expected an object such as {\"query\":{...},\"candidate\":{...}}, got ",
                        std::string_view(to_string(json.kind())))};
  }
  for (const auto& [key, value] : json.members()) {
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
      return Error{ErrorCode::kInvalidArgument, concat("unknown key ", ticked(key), did_you_mean(key, kKeys))};
    }
  }
  LICET_TRY(QueryRecord query, read_side(json, "query", "name1"));
  LICET_TRY(QueryRecord candidate, read_side(json, "candidate", "name2"));
  return MatchPair{std::move(query), std::move(candidate)};
}

Json match_json(const MatchPair& pair, const MatchResult& result, Score threshold) {
  Json json = Json::object({{"name1", Json::string(pair.query.names.front())}});
  json.set("name2", Json::string(pair.candidate.names.front())).set("score", score_json(result.score));
  json.set("is_match", Json::boolean(result.score >= threshold)).set("threshold", score_json(threshold));
  return json.set("explanation", explanation_json(result.why));
}

}  // namespace licet
