#include "engine/match.h"

#include "base/text_util.h"
#include "base/utf8.h"
#include "match/compat.h"

namespace licet {

namespace {

Status check_names(const QueryRecord& record) {
  if (record.names.empty()) return Error{ErrorCode::kInvalidArgument, "a name is missing"};
  for (const std::string& name : record.names) {
    if (trimmed(name).empty()) return Error{ErrorCode::kInvalidArgument, "a name is empty"};
    if (name.size() > kMaxNameBytes) {
      return Error{ErrorCode::kInvalidArgument,
                   concat("a name is at most ", kMaxNameBytes, " bytes, this one has ", name.size())};
    }
    if (const auto bad = find_invalid_utf8(name)) {
      return Error{ErrorCode::kInvalidArgument, concat("name ", ticked(name), " is not UTF-8 at byte ", *bad)};
    }
  }
  return {};
}

Party as_party(const QueryRecord& record) {
  Party party;
  party.id = record.id;
  party.caption = record.names.front();
  party.schema = record.schema;
  party.countries = record.countries;
  party.addresses = record.addresses;
  party.identifiers = record.identifiers;
  party.birth_dates = record.birth_dates;
  for (const std::string& name : record.names) {
    PartyName listed;
    listed.text = name;
    listed.kind = party.names.empty() ? NameKind::kPrimary : NameKind::kAlias;
    party.names.push_back(std::move(listed));
  }
  return party;
}

// The best pair of names by a score of another tool.
MatchResult match_as(const QueryRecord& query, const QueryRecord& candidate,
                     Score (*score)(std::string_view, std::string_view), const char* mode) {
  MatchResult best;
  for (const std::string& asked : query.names) {
    for (std::size_t l = 0; l < candidate.names.size(); ++l) {
      const Score found = score(asked, candidate.names[l]);
      if (!best.why.parts.empty() && found <= best.score) continue;
      best.score = found;
      best.name = l;
      best.why = {
          "score", mode, found.millionths, {{"query_name", asked, 0, {}}, {"listed_name", candidate.names[l], 0, {}}}};
    }
  }
  return best;
}

}  // namespace

std::optional<MatchMode> parse_match_mode(std::string_view text) {
  if (text == "licet") return MatchMode::kLicet;
  if (text == "ofac") return MatchMode::kOfac;
  if (text == "jw") return MatchMode::kJaroWinkler;
  return std::nullopt;
}

Result<MatchResult> match_records(const QueryRecord& query, const QueryRecord& candidate, MatchMode mode) {
  LICET_RETURN_IF_ERROR(check_names(query));
  LICET_RETURN_IF_ERROR(check_names(candidate));
  if (mode == MatchMode::kOfac) return match_as(query, candidate, ofac_score, "ofac");
  if (mode == MatchMode::kJaroWinkler) return match_as(query, candidate, jaro_winkler_score, "jw");
  return match_party(query, as_party(candidate), Explain::kYes);
}

}  // namespace licet
