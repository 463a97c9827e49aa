#include <utility>

#include "base/text_util.h"
#include "lists/csl_record.h"
#include "lists/json_fields.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"
#include "lists/readers.h"

namespace licet {

namespace {

// An address is an object of its lines, or one text.
std::string address_of(const Json& address) {
  if (address.is_string()) return address.text();
  std::vector<std::string> parts;
  for (const std::string_view key : {"address", "city", "state", "postal_code", "country"})
    if (std::string part = json_text(address, key); !part.empty()) parts.push_back(std::move(part));
  return joined(parts, ", ");
}

void take_objects(const Json& entry, CslRecord& out) {
  if (const Json* addresses = entry.find("addresses"))
    for (const Json& address : addresses->items()) {
      out.addresses.push_back(address_of(address));
      if (std::string country = json_text(address, "country"); !country.empty())
        out.countries.push_back(std::move(country));
    }
  if (const Json* ids = entry.find("ids"))
    for (const Json& id : ids->items()) out.ids.push_back(Identifier{json_text(id, "type"), json_text(id, "number")});
}

// Programs and names are arrays; an older form joins them by `; `.
std::vector<std::string> parts_of(const Json& entry, std::string_view key) {
  const Json* found = entry.find(key);
  return found != nullptr && found->is_string() ? cell_parts(found->text()) : json_texts(entry, key);
}

CslRecord record_of(const Json& entry) {
  CslRecord out;
  out.source = json_text(entry, "source");
  out.entity_number = json_text(entry, "entity_number");
  out.id = json_text(entry, "id");
  out.type = json_text(entry, "type");
  out.name = json_text(entry, "name");
  out.alt_names = parts_of(entry, "alt_names");
  out.programs = parts_of(entry, "programs");
  out.countries = parts_of(entry, "citizenships");
  for (std::string& country : parts_of(entry, "nationalities")) out.countries.push_back(std::move(country));
  out.dates_of_birth = parts_of(entry, "dates_of_birth");
  out.notice = json_text(entry, "federal_register_notice");
  out.start_date = json_text(entry, "start_date");
  out.end_date = json_text(entry, "end_date");
  out.requirement = json_text(entry, "license_requirement");
  out.policy = json_text(entry, "license_policy");
  out.call_sign = json_text(entry, "call_sign");
  out.vessel_flag = json_text(entry, "vessel_flag");
  out.remarks = json_text(entry, "remarks");
  out.url = json_text(entry, "source_list_url");
  take_objects(entry, out);
  return out;
}

}  // namespace

Status read_csl_json(const ListFile& file, const Json& document, ListSink& sink) {
  const Json* results = document.find("results");
  if (results == nullptr || !results->is_array())
    return Error{ErrorCode::kParse, concat(file.name, ": `results` is no array")};
  sink.dated(parse_printed_date(json_text(document, "search_performed_at")));
  std::uint64_t number = 0;
  for (const Json& entry : results->items()) {
    ++number;
    if (entry.is_object())
      add_csl_record(record_of(entry), 0, sink);
    else
      sink.skip(0, concat("record ", number, ": expected an object, found ", to_string(entry.kind())));
  }
  return {};
}

}  // namespace licet
