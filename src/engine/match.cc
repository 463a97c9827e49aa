#include "engine/match.h"

#include "base/text_util.h"
#include "base/utf8.h"

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

}  // namespace

Result<MatchResult> match_records(const QueryRecord& query, const QueryRecord& candidate) {
  LICET_RETURN_IF_ERROR(check_names(query));
  LICET_RETURN_IF_ERROR(check_names(candidate));
  return match_party(query, as_party(candidate), Explain::kYes);
}

}  // namespace licet
