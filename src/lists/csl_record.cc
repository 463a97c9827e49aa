#include "lists/csl_record.h"

#include <utility>

#include "base/text_util.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"

namespace licet {

namespace {

Schema schema_of(std::string_view type) {
  if (type == "Individual") return Schema::kPerson;
  return parse_schema(type).value_or(Schema::kLegalEntity);
}

// Joined names end as `A; B; and C.`: the `and` belongs to no name.
std::string_view without_and(std::string_view name) {
  name = trimmed(name);
  return name.starts_with("and ") ? name.substr(4) : name;
}

void add_ids(const CslRecord& record, Party& party, const Parcel& parcel) {
  for (const Identifier& id : record.ids) {
    const auto known = parcel.identifiers.find(ascii_lower(trimmed(id.type)));
    add_identifier(party, known == parcel.identifiers.end() ? "other" : known->second, id.value);
  }
  add_identifier(party, "call_sign", record.call_sign);
}

void set_days(const CslRecord& record, Listing& listing, std::uint64_t line, ListSink& sink) {
  const auto start = parse_printed_date(record.start_date);
  const auto end = parse_printed_date(record.end_date);
  if (!record.start_date.empty() && !start)
    sink.note(line, concat("start_date: expected a day, found ", ticked(record.start_date)));
  if (!record.end_date.empty() && !end)
    sink.note(line, concat("end_date: expected a day, found ", ticked(record.end_date)));
  if (start) listing.from = DaySpan::exact(*start);
  if (end) listing.until = DaySpan::exact(end->plus_days(1));
  sink.seen(start);
}

}  // namespace

void add_csl_record(const CslRecord& record, std::uint64_t line, ListSink& sink) {
  Party party;
  party.schema = schema_of(record.type);
  Listing& listing = start_listing(party, sink.legal_list(record.source, line));
  listing.source_id = record.entity_number.empty() ? record.id : record.entity_number;
  if (const auto citations = split_citations(record.notice); !citations.empty()) listing.citations = citations;
  listing.requirement = clean_text(record.requirement);
  listing.policy = clean_text(record.policy);
  listing.note = clean_text(record.remarks);
  if (!record.url.empty()) listing.source_url = record.url;
  for (const std::string& program : record.programs) add_once(listing.programs, clean_text(program));
  set_days(record, listing, line, sink);
  add_name(party, record.name, NameKind::kPrimary);
  for (const std::string& name : record.alt_names) add_name(party, without_and(name), NameKind::kAlias);
  for (const std::string& country : record.countries) sink.add_country(party, country, line);
  for (const std::string& address : record.addresses) sink.add_address(party, address);
  sink.add_country(party, record.vessel_flag, line);
  for (const std::string& printed : record.dates_of_birth)
    for (std::string& date : parse_birth_dates(printed)) add_once(party.birth_dates, std::move(date));
  add_ids(record, party, sink.parcel());
  if (trimmed(record.name).empty()) return sink.skip(line, "an entry without `name`");
  sink.add(std::move(party), line);
}

}  // namespace licet
