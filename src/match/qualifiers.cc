#include "match/qualifiers.h"

#include <algorithm>

#include "base/text_util.h"
#include "match/align.h"

namespace licet {

namespace {

constexpr std::int32_t kOtherCountry = -200'000;
constexpr std::int32_t kOtherBirthYear = -150'000;
constexpr std::int32_t kOtherBirthDay = -250'000;
constexpr std::int32_t kSameAddress = 200'000;
constexpr std::int32_t kOtherSchema = -150'000;
constexpr std::int32_t kAddressAgrees = 800'000;

bool share_any(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) {
    return std::any_of(b.begin(), b.end(), [&](const std::string& y) { return ascii_lower(x) == ascii_lower(y); });
  });
}

std::string against(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return concat(joined(a, ","), " / ", joined(b, ","));
}

void add_country(std::vector<Qualifier>& out, const QueryRecord& query, const Party& party) {
  if (query.countries.empty() || party.countries.empty()) return;
  const bool same = share_any(query.countries, party.countries);
  out.push_back({"country", against(query.countries, party.countries), same ? 0 : kOtherCountry, same});
}

// Two dates `1970`, `1970-05`, `1970-05-31` agree if one begins the other.
bool dates_agree(std::string_view a, std::string_view b) {
  return a.starts_with(b) || b.starts_with(a);
}

void add_birth_date(std::vector<Qualifier>& out, const QueryRecord& query, const Party& party) {
  if (query.birth_dates.empty() || party.birth_dates.empty()) return;
  bool same = false;
  bool same_year = false;
  bool exact = true;  // every date has a day
  for (const std::string& a : query.birth_dates) {
    for (const std::string& b : party.birth_dates) {
      same = same || dates_agree(a, b);
      same_year = same_year || dates_agree(std::string_view(a).substr(0, 4), std::string_view(b).substr(0, 4));
      exact = exact && a.size() == 10 && b.size() == 10;
    }
  }
  std::int32_t value = 0;
  if (!same && exact) value = kOtherBirthDay;
  if (!same && !exact && !same_year) value = kOtherBirthYear;
  out.push_back({"birth_date", against(query.birth_dates, party.birth_dates), value, same});
}

void add_address(std::vector<Qualifier>& out, const PreparedQuery& query, const Party& party,
                 const PreparedParty& prepared) {
  for (std::size_t q = 0; q < query.addresses.size(); ++q) {
    for (std::size_t l = 0; l < prepared.addresses.size(); ++l) {
      const Reading* a = query.addresses[q].reading(ReadingKind::kOrganization);
      const Reading* b = prepared.addresses[l].reading(ReadingKind::kOrganization);
      if (a == nullptr || b == nullptr || a->low_information) continue;
      if (align(*a, *b).score.millionths < kAddressAgrees) continue;
      out.push_back({"address", concat(query.record.addresses[q], " / ", party.addresses[l]), kSameAddress, true});
      return;
    }
  }
}

bool is_known(Schema schema) {
  return schema != Schema::kLegalEntity && schema != Schema::kAddress;
}

void add_schema(std::vector<Qualifier>& out, const QueryRecord& query, const Party& party) {
  if (!is_known(query.schema) || !is_known(party.schema) || query.schema == party.schema) return;
  out.push_back({"schema", concat(to_string(query.schema), " / ", to_string(party.schema)), kOtherSchema, false});
}

std::int32_t identifier_strength(std::string_view type) {
  constexpr std::string_view kUnique[] = {"wallet", "isin"};
  constexpr std::string_view kRegistered[] = {"lei", "bic", "inn", "ogrn", "imo", "mmsi", "uei", "npi"};
  if (std::find(std::begin(kUnique), std::end(kUnique), type) != std::end(kUnique)) return 980'000;
  if (std::find(std::begin(kRegistered), std::end(kRegistered), type) != std::end(kRegistered)) return 950'000;
  return 850'000;
}

}  // namespace

std::vector<Qualifier> find_qualifiers(const PreparedQuery& query, const Party& party, const PreparedParty& prepared) {
  std::vector<Qualifier> out;
  add_address(out, query, party, prepared);
  add_country(out, query.record, party);
  add_birth_date(out, query.record, party);
  add_schema(out, query.record, party);
  return out;
}

std::int32_t most_bonus(const PreparedQuery& query) {
  return query.addresses.empty() ? 0 : kSameAddress;
}

std::string normalised_identifier(std::string_view value) {
  std::string out;
  for (const char c : ascii_lower(value)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (kept) out.push_back(c);
  }
  return out;
}

std::optional<IdentifierMatch> match_identifiers(const QueryRecord& query, const Party& party) {
  std::optional<IdentifierMatch> best;
  for (const Identifier& a : query.identifiers) {
    for (const Identifier& b : party.identifiers) {
      const std::string value = normalised_identifier(a.value);
      if (value.size() < kLeastIdentifier || value != normalised_identifier(b.value)) continue;
      if (a.type != b.type && a.type != "other" && b.type != "other") continue;
      const std::int32_t strength = std::min(identifier_strength(a.type), identifier_strength(b.type));
      if (!best || strength > best->strength) best = IdentifierMatch{strength, concat(a.type, " ", a.value)};
    }
  }
  return best;
}

}  // namespace licet
