#include "model/party.h"

#include <array>
#include <utility>

namespace licet {

namespace {

template <typename Enum, std::size_t N>
const char* name_of(const std::array<std::pair<const char*, Enum>, N>& table, Enum value) {
  for (const auto& [text, entry] : table) {
    if (entry == value) return text;
  }
  return "?";
}

template <typename Enum, std::size_t N>
std::optional<Enum> value_of(const std::array<std::pair<const char*, Enum>, N>& table, std::string_view name) {
  for (const auto& [text, entry] : table) {
    if (name == text) return entry;
  }
  return std::nullopt;
}

// Where a value has two names, the first is the one that is printed.
constexpr std::array<std::pair<const char*, Schema>, 8> kSchemas = {{{"Organization", Schema::kOrganization},
                                                                     {"Company", Schema::kOrganization},
                                                                     {"Entity", Schema::kOrganization},
                                                                     {"Person", Schema::kPerson},
                                                                     {"Vessel", Schema::kVessel},
                                                                     {"Aircraft", Schema::kAircraft},
                                                                     {"Address", Schema::kAddress},
                                                                     {"LegalEntity", Schema::kLegalEntity}}};

constexpr std::array<std::pair<const char*, NameKind>, 6> kNameKinds = {{{"primary", NameKind::kPrimary},
                                                                         {"alias", NameKind::kAlias},
                                                                         {"short", NameKind::kShort},
                                                                         {"native", NameKind::kNative},
                                                                         {"former", NameKind::kFormer},
                                                                         {"translation", NameKind::kTranslation}}};

constexpr std::array<std::pair<const char*, NameStrength>, 2> kStrengths = {
    {{"strong", NameStrength::kStrong}, {"weak", NameStrength::kWeak}}};

constexpr std::array<std::pair<const char*, ListPurpose>, 6> kPurposes = {{{"export", ListPurpose::kExport},
                                                                           {"investment", ListPurpose::kInvestment},
                                                                           {"procurement", ListPurpose::kProcurement},
                                                                           {"import", ListPurpose::kImport},
                                                                           {"telecom", ListPurpose::kTelecom},
                                                                           {"customer", ListPurpose::kCustomer}}};

std::optional<Certainty> one_certainty(char letter) {
  switch (letter) {
    case 'A':
      return Certainty::kA;
    case 'B':
      return Certainty::kB;
    case 'C':
    case 'M':
      return Certainty::kC;
    default:
      return std::nullopt;
  }
}

}  // namespace

const char* to_string(Schema schema) {
  return name_of(kSchemas, schema);
}
std::optional<Schema> parse_schema(std::string_view text) {
  return value_of(kSchemas, text);
}

const char* to_string(NameKind kind) {
  return name_of(kNameKinds, kind);
}
std::optional<NameKind> parse_name_kind(std::string_view text) {
  return value_of(kNameKinds, text);
}

const char* to_string(NameStrength strength) {
  return name_of(kStrengths, strength);
}
std::optional<NameStrength> parse_name_strength(std::string_view text) {
  return value_of(kStrengths, text);
}

const char* to_string(ListPurpose purpose) {
  return name_of(kPurposes, purpose);
}
std::optional<ListPurpose> parse_list_purpose(std::string_view text) {
  return value_of(kPurposes, text);
}

const char* to_string(Certainty certainty) {
  return certainty == Certainty::kA ? "A" : certainty == Certainty::kB ? "B" : "C";
}

std::optional<Certainty> parse_certainty(std::string_view text) {
  std::optional<Certainty> least;
  for (const char c : text) {
    if (c == '-' || c == '/' || c == ' ' || c == ',') continue;
    const auto next = one_certainty(c);
    if (!next) return std::nullopt;
    if (!least || *least < *next) least = next;
  }
  return least;
}

}  // namespace licet
