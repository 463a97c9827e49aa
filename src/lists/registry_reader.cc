#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"
#include "lists/json_fields.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"
#include "lists/readers.h"
#include "text/script.h"

namespace licet {

namespace {

constexpr std::string_view kOpen = "\xEF\xBC\x88";   // `（`
constexpr std::string_view kClose = "\xEF\xBC\x89";  // `）`

bool has_unspaced_script(std::string_view text) {
  while (!text.empty()) {
    const Decoded one = decode_utf8(text);
    if (one.size != 0 && is_unspaced(script_of(one.code_point))) return true;
    text.remove_prefix(one.size == 0 ? 1 : one.size);
  }
  return false;
}

// `Name Co.（NC） （名字公司）`: the name alone, a short form and a name in its own script. Gives how many were added.
std::size_t add_bracketed(std::string_view name, Party& party) {
  const std::size_t before = party.names.size();
  for (std::size_t open = name.find(kOpen); open != std::string_view::npos; open = name.find(kOpen, open + 1)) {
    const std::size_t begin = open + kOpen.size();
    const std::size_t close = name.find(kClose, begin);
    if (close == std::string_view::npos) break;
    const std::string_view inside = name.substr(begin, close - begin);
    const bool native = has_unspaced_script(inside);
    add_name(party, inside, native ? NameKind::kNative : NameKind::kShort,
             native ? NameStrength::kStrong : NameStrength::kWeak);
  }
  if (party.names.size() > before) add_name(party, name.substr(0, name.find(kOpen)), NameKind::kAlias);
  return party.names.size() - before;
}

// Where a cell of the printed table ran over, the name stands behind the country: `People's Republic of China Example
// Co. Ltd`.
std::string name_in_address(const Json& entry, const ListSink& sink) {
  for (const std::string& address : json_texts(entry, "addresses")) {
    const std::size_t place = sink.tables().place_length_in_front(address);
    if (place > 0 && place < address.size()) return std::string(trimmed(std::string_view(address).substr(place)));
  }
  return "";
}

void add_entry(const Json& entry, std::uint64_t number, ListSink& sink) {
  Party party;
  party.schema = json_text(entry, "entity_type") == "person" ? Schema::kPerson : Schema::kLegalEntity;
  Listing& listing = start_listing(party, sink.legal_list(json_text(entry, "list_id"), 0));
  listing.source_id = json_text(entry, "id");
  listing.note = clean_text(json_text(entry, "reason"));
  if (std::string url = json_text(entry, "source_url"); !url.empty()) listing.source_url = std::move(url);
  if (const auto day = parse_printed_date(json_text(entry, "date_added"))) listing.from = DaySpan::exact(*day);
  sink.dated(parse_printed_date(json_text(entry, "last_verified")));
  std::string name = json_text(entry, "entity_name");
  if (name.empty()) name = name_in_address(entry, sink);
  if (name.empty()) return sink.skip(0, concat("record ", number, ": no `entity_name`"));
  if (json_text(entry, "entity_name").empty())
    sink.note(0, concat("record ", number, ": the name is taken from the address: ", ticked(name)));
  add_name(party, name, NameKind::kPrimary);
  for (const std::string& alias : json_texts(entry, "aliases")) add_name(party, alias, NameKind::kAlias);
  for (const std::string& address : json_texts(entry, "addresses")) sink.add_address_from_place(party, address);
  if (json_text(entry, "entity_name").empty()) party.addresses.clear();
  const std::size_t uncounted = sink.parcel().bracketed_names ? add_bracketed(name, party) : 0;
  sink.add(std::move(party), 0, uncounted);
}

}  // namespace

Status read_registry(const ListFile& file, const Json& document, ListSink& sink) {
  if (!document.is_array()) return Error{ErrorCode::kParse, concat(file.name, ": expected an array of entries")};
  std::uint64_t number = 0;
  for (const Json& entry : document.items()) {
    ++number;
    if (entry.is_object())
      add_entry(entry, number, sink);
    else
      sink.skip(0, concat("record ", number, ": expected an object, found ", to_string(entry.kind())));
  }
  return {};
}

}  // namespace licet
