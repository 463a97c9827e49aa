// Listed parties as plain values: names, listings, days and sources. No logic beyond the two dates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/truth.h"

namespace licet {

// Kinds of party, as in FollowTheMoney and the contract.
enum class Schema : std::uint8_t { kOrganization, kPerson, kVessel, kAircraft, kAddress, kLegalEntity };

const char* to_string(Schema schema);  // "Organization", ...
// Also reads "Company" and "Entity" (organization); nothing for an unknown word.
std::optional<Schema> parse_schema(std::string_view text);

// How sure a fact is: A read in the primary text, B on a secondary page, C general knowledge (unverified).
enum class Certainty : std::uint8_t { kA, kB, kC };

const char* to_string(Certainty certainty);  // "A", "B", "C"
// Reads A, B, B- (as B), C, A- (as A), M (as C), and mixtures such as `A/B` (the least sure wins).
std::optional<Certainty> parse_certainty(std::string_view text);

enum class NameKind : std::uint8_t {
  kPrimary,      // the name under which the list prints the entry
  kAlias,        // another name that the list prints
  kShort,        // a brand or short form in common use
  kNative,       // the name in the party's own script
  kFormer,       // an earlier name
  kTranslation,  // a literal or machine translation seen in texts, not printed by the list
};

const char* to_string(NameKind kind);  // "primary", ...
std::optional<NameKind> parse_name_kind(std::string_view text);

// A weak name alone never proves a party: an ordinary word, an acronym, four characters or fewer.
enum class NameStrength : std::uint8_t { kStrong, kWeak };

const char* to_string(NameStrength strength);  // "strong", "weak"
std::optional<NameStrength> parse_name_strength(std::string_view text);

struct PartyName {
  std::string text;  // UTF-8, as printed
  NameKind kind = NameKind::kPrimary;
  NameStrength strength = NameStrength::kStrong;
  // True if an official list prints the name; false for names from our own tables.
  bool official = false;
  // First day on which the name is known to mean the party; nothing where the source does not say.
  std::optional<DaySpan> from;
  std::string source;
  Certainty certainty = Certainty::kC;
};

// One entry on one legal list. In force on a day D if `from` is reached by D and `until` is not.
struct Listing {
  std::string list;              // legal list, such as `us_entity_list`
  std::string parcel;            // where the record came from, such as `starter` or `us_csl`
  std::string source_id;         // the entry's own id in that parcel
  DaySpan from;                  // first day of effect
  std::optional<DaySpan> until;  // first day without effect; nothing while it stands
  std::vector<std::string> citations;
  std::string requirement;          // as the list prints it, may be empty
  std::string requirement_meaning;  // named meaning of it, such as `all_items`; `unknown_text` if it has none
  std::string policy;               // review policy as printed
  std::string policy_meaning;       // such as `presumption_of_denial`
  std::vector<std::string> footnotes;
  std::vector<std::string> programs;  // sanctions programs or grounds, as the list names them
  std::string source;
  std::string source_url;
  std::string note;
  std::string
      days_note;  // how the days are known, and why they are bounds or unknown; empty where a source prints them
  Certainty certainty = Certainty::kC;

  // Was the entry in force on that day? Unknown where its days are.
  Truth in_force_on(Date day) const {
    const Truth begun = from.reached_by(day);
    return until ? both(begun, !until->reached_by(day)) : begun;
  }
};

// A number or code that names one party: `lei`, `imo`, `inn`, `passport`, ...; `other` where the kind is not known.
struct Identifier {
  std::string type;
  std::string value;
};

struct Party {
  std::string id;  // stable, lower snake case in our own tables
  std::string caption;
  Schema schema = Schema::kOrganization;
  std::string group;                   // family of affiliates, such as `huawei`; empty if none
  std::vector<std::string> countries;  // ISO 3166 two-letter codes
  std::vector<std::string> addresses;
  std::vector<Identifier> identifiers;
  std::vector<std::string> birth_dates;  // `1970`, `1970-05` or `1970-05-31`
  std::vector<PartyName> names;          // never empty; the first is the caption's
  std::vector<Listing> listings;
};

// What a list is for. Only export lists bear on whether an item may be shipped; the others are context.
enum class ListPurpose : std::uint8_t { kExport, kInvestment, kProcurement, kImport, kTelecom, kCustomer };

const char* to_string(ListPurpose purpose);  // "export", ...
std::optional<ListPurpose> parse_list_purpose(std::string_view text);

// A legal list, and how much of it a book holds.
struct ListInfo {
  std::string id;     // `us_entity_list`
  std::string title;  // `Entity List (supplement no. 4 to part 744)`
  ListPurpose purpose = ListPurpose::kExport;
  std::string publisher;
  std::string url;
  std::optional<Date> as_of;          // day of the newest record or snapshot
  std::optional<Date> complete_from;  // from this day on a missing party was not listed; nothing: never complete
  std::uint64_t records = 0;
  std::uint64_t names = 0;
};

}  // namespace licet
