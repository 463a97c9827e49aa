#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/text_util.h"
#include "lists/json_fields.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"
#include "lists/readers.h"

namespace licet {

namespace {

struct Entity {
  std::uint64_t line = 0;
  std::uint64_t number = 0;  // of the record, if it is a party
  std::string id;
  std::string schema;
  Json properties;
};

// Kinds of entity that are parties, in FollowTheMoney's words.
constexpr std::array<std::pair<std::string_view, Schema>, 9> kParties = {{{"Person", Schema::kPerson},
                                                                          {"Organization", Schema::kOrganization},
                                                                          {"Company", Schema::kOrganization},
                                                                          {"PublicBody", Schema::kOrganization},
                                                                          {"LegalEntity", Schema::kLegalEntity},
                                                                          {"Vessel", Schema::kVessel},
                                                                          {"Airplane", Schema::kAircraft},
                                                                          {"Asset", Schema::kLegalEntity},
                                                                          {"Security", Schema::kLegalEntity}}};

// Properties that hold an identifier, and its type in our words.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kIdentifiers = {
    {{"leiCode", "lei"},
     {"imoNumber", "imo"},
     {"mmsi", "mmsi"},
     {"innCode", "inn"},
     {"ogrnCode", "ogrn"},
     {"kppCode", "kpp"},
     {"okpoCode", "okpo"},
     {"uscCode", "uscc"},
     {"dunsCode", "duns"},
     {"swiftBic", "swift"},
     {"passportNumber", "passport"},
     {"idNumber", "national_id"},
     {"registrationNumber", "registration"},
     {"taxNumber", "tax_id"},
     {"vatCode", "vat"},
     {"callSign", "call_sign"},
     {"serialNumber", "serial"}}};

struct Entities {
  std::vector<Entity> parties;
  std::unordered_map<std::string, Entity> addresses;               // by id
  std::unordered_map<std::string, std::vector<Entity>> sanctions;  // by the party's id
  std::unordered_map<std::string, std::vector<Entity>> documents;  // by the holder's id
};

std::optional<Schema> party_schema(std::string_view word) {
  for (const auto& [name, schema] : kParties)
    if (name == word) return schema;
  return std::nullopt;
}

void sort_out(Entity entity, Entities& out, ListSink& sink) {
  if (party_schema(entity.schema)) {
    entity.number = sink.number_record();
    out.parties.push_back(std::move(entity));
  } else if (entity.schema == "Address") {
    const std::string id = entity.id;
    out.addresses.emplace(id, std::move(entity));
  } else if (entity.schema == "Sanction") {
    for (const std::string& party : json_texts(entity.properties, "entity")) out.sanctions[party].push_back(entity);
  } else if (entity.schema == "Identification" || entity.schema == "Passport") {
    for (const std::string& holder : json_texts(entity.properties, "holder")) out.documents[holder].push_back(entity);
  } else {
    sink.note_once(entity.line, "entities of this kind are no parties:", entity.schema);
  }
}

// One line as an entity; a fault is skipped.
void take_line(std::string_view text, std::uint64_t line, Entities& out, ListSink& sink) {
  auto parsed = parse_json(text);
  if (!parsed) return sink.skip(line, parsed.error().message);
  const Json* object = parsed->find("entity");
  const Json& entity = object != nullptr && object->is_object() ? *object : *parsed;
  const Json* properties = entity.find("properties");
  const std::string schema = json_text(entity, "schema");
  if (json_text(*parsed, "op") == "DEL") return sink.note(line, "a deletion is passed over");
  if (schema.empty() || properties == nullptr || !properties->is_object())
    return sink.skip(line, "expected an entity with `schema` and `properties`");
  sort_out(Entity{line, 0, json_text(entity, "id"), schema, *properties}, out, sink);
}

void add_names(const Json& properties, Party& party) {
  for (const std::string& name : json_texts(properties, "name"))
    add_name(party, name, party.names.empty() ? NameKind::kPrimary : NameKind::kAlias);
  for (const std::string& name : json_texts(properties, "alias")) add_name(party, name, NameKind::kAlias);
  for (const std::string& name : json_texts(properties, "previousName")) add_name(party, name, NameKind::kFormer);
  for (const std::string& name : json_texts(properties, "abbreviation"))
    add_name(party, name, NameKind::kShort, NameStrength::kWeak);
  for (const std::string& name : json_texts(properties, "weakAlias"))
    add_name(party, name, NameKind::kAlias, NameStrength::kWeak);
}

// Countries are codes in small letters.
void add_countries(const Entity& entity, Party& party, ListSink& sink) {
  for (const std::string_view key : {"country", "jurisdiction", "mainCountry", "nationality", "citizenship", "flag"})
    for (std::string code : json_texts(entity.properties, key)) {
      if (code.size() == 2)
        for (char& c : code) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      sink.add_country(party, code, entity.line);
    }
}

void add_addresses(const Entity& entity, const Entities& all, Party& party) {
  for (const std::string& address : json_texts(entity.properties, "address")) add_plain_address(party, address);
  for (const std::string& id : json_texts(entity.properties, "addressEntity")) {
    const auto found = all.addresses.find(id);
    if (found == all.addresses.end()) continue;
    for (const std::string& full : json_texts(found->second.properties, "full")) add_plain_address(party, full);
  }
}

void add_identifiers(const Entity& entity, const Entities& all, Party& party) {
  for (const auto& [key, type] : kIdentifiers)
    for (const std::string& value : json_texts(entity.properties, key)) add_identifier(party, std::string(type), value);
  const auto documents = all.documents.find(entity.id);
  if (documents == all.documents.end()) return;
  for (const Entity& document : documents->second)
    for (const std::string& number : json_texts(document.properties, "number"))
      add_identifier(party, document.schema == "Passport" ? "passport" : "other", number);
}

// The listing began with the first sanction and ended with the last, where each has an end.
void add_sanctions(const Entity& entity, const Entities& all, Listing& listing, ListSink& sink) {
  const auto found = all.sanctions.find(entity.id);
  if (found == all.sanctions.end()) return;
  std::optional<Date> first;
  std::optional<Date> last;
  bool open = false;
  for (const Entity& sanction : found->second) {
    for (const std::string& program : json_texts(sanction.properties, "program"))
      add_once(listing.programs, clean_text(program));
    for (const std::string_view key : {"startDate", "listingDate"})
      for (const std::string& text : json_texts(sanction.properties, key))
        if (const auto day = parse_printed_date(text); day && (!first || *day < *first)) first = day;
    const auto ends = json_texts(sanction.properties, "endDate");
    const auto end = ends.empty() ? std::nullopt : parse_printed_date(ends[0]);
    open = open || !end;
    if (end && (!last || *last < *end)) last = end;
  }
  if (first) listing.from = DaySpan::exact(*first);
  if (last && !open) listing.until = DaySpan::exact(last->plus_days(1));
  sink.seen(first);
}

void add_party(const Entity& entity, const Entities& all, ListSink& sink) {
  Party party;
  party.schema = party_schema(entity.schema).value_or(Schema::kLegalEntity);
  Listing& listing = start_listing(party, sink.legal_list("", entity.line));
  listing.source_id = entity.id;
  for (const std::string& text : json_texts(entity.properties, "program")) add_once(listing.programs, clean_text(text));
  if (const auto urls = json_texts(entity.properties, "sourceUrl"); !urls.empty()) listing.source_url = urls[0];
  listing.note = clean_text(joined(json_texts(entity.properties, "notes"), "; "));
  add_sanctions(entity, all, listing, sink);
  add_names(entity.properties, party);
  add_countries(entity, party, sink);
  add_addresses(entity, all, party);
  add_identifiers(entity, all, party);
  for (const std::string& text : json_texts(entity.properties, "birthDate"))
    for (std::string& date : parse_birth_dates(text)) add_once(party.birth_dates, std::move(date));
  sink.add(std::move(party), entity.line, 0, entity.number);
}

}  // namespace

Status read_ftm(const ListFile& file, ListSink& sink) {
  Entities all;
  std::uint64_t line = 0;
  for (std::string_view rest = file.bytes; !rest.empty();) {
    const auto end = rest.find('\n');
    const std::string_view text = trimmed(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    ++line;
    if (!text.empty()) take_line(text, line, all, sink);
  }
  for (const Entity& entity : all.parties) add_party(entity, all, sink);
  return {};
}

}  // namespace licet
