#include <utility>

#include "base/text_util.h"
#include "lists/json_fields.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"
#include "lists/readers.h"

namespace licet {

namespace {

// `A, Kabul, Afghanistan; and B, Kabul. (See alternate addresses under Pakistan).`: each address, without the pointer
// to another heading.
void add_addresses(std::string_view cell, Party& party, ListSink& sink) {
  if (const auto pointer = cell.find("(See alternate address"); pointer != std::string_view::npos)
    cell = cell.substr(0, pointer);
  for (const std::string& part : cell_parts(cell)) {
    std::string_view address = part;
    if (address.starts_with("and ")) address.remove_prefix(4);
    sink.add_address(party, trimmed(address));
  }
}

void take_notes(const Json& entity, Party& party, ListSink& sink) {
  Listing& listing = party.listings.front();
  const std::string notes = clean_text(json_text(entity, "notes"));
  if (sink.parcel().notes == "requirement") {
    listing.requirement = notes;
  } else {
    listing.note = notes;
    if (sink.parcel().notes == "remarks") read_remarks(notes, party, 0, sink);
  }
}

void add_entity(const Json& entity, std::uint64_t number, std::string_view list_word, ListSink& sink) {
  Party party;
  party.schema = Schema::kLegalEntity;
  Listing& listing = start_listing(party, sink.legal_list(list_word, 0));
  if (auto citations = split_citations(json_text(entity, "federal_register")); !citations.empty())
    listing.citations = std::move(citations);
  const std::string effective = json_text(entity, "effective_date");
  const auto day = parse_printed_date(effective);
  if (day)
    listing.from = DaySpan::exact(*day);
  else if (!effective.empty())
    sink.note(0, concat("record ", number, ": effective_date: expected a day, found ", ticked(effective)));
  sink.seen(day);
  const std::string name = json_text(entity, "name");
  if (name.empty()) return sink.skip(0, concat("record ", number, ": no `name`"));
  add_name(party, name, NameKind::kPrimary);
  for (const std::string& alias : json_texts(entity, "aliases")) add_name(party, alias, NameKind::kAlias);
  sink.add_country(party, json_text(entity, "country"), 0);
  add_addresses(json_text(entity, "address"), party, sink);
  take_notes(entity, party, sink);
  sink.add(std::move(party), 0);
}

}  // namespace

Status read_extract(const ListFile& file, const Json& document, ListSink& sink) {
  const Json* entities = document.find("entities");
  if (entities == nullptr || !entities->is_array())
    return Error{ErrorCode::kParse, concat(file.name, ": `entities` is no array")};
  sink.dated(parse_printed_date(json_text(document, "extracted")));
  const std::string word = json_text(document, "list_id");
  std::uint64_t number = 0;
  for (const Json& entity : entities->items()) {
    ++number;
    if (entity.is_object())
      add_entity(entity, number, word, sink);
    else
      sink.skip(0, concat("record ", number, ": expected an object, found ", to_string(entity.kind())));
  }
  return {};
}

}  // namespace licet
