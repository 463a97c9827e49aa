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
    add_name(party, inside, native ? NameKind::kNative : NameKind::kShort, native ? NameStrength::kStrong : NameStrength::kWeak);
  }
  if (party.names.size() > before) add_name(party, name.substr(0, name.find(kOpen)), NameKind::kAlias);
  return party.names.size() - before;
}

// Some records were parsed without their name: it then stands as the first alias, or behind the place in the address field. Said in a
// diagnostic, so that a reader can look.
std::string name_elsewhere(const Json& entry, std::uint64_t number, ListSink& sink) {
  const std::vector<std::string> aliases = json_texts(entry, "aliases");
  const std::vector<std::string> addresses = json_texts(entry, "addresses");
  if (!aliases.empty()) {
    sink.note(0, concat("record ", number, ": no `entity_name`; its first alias is taken"));
    return aliases.front();
  }
  if (addresses.empty()) return "";
  sink.note(0, concat("record ", number, ": no `entity_name`; the text of its address is taken as it is"));
  return addresses.front();
}

void add_entry(const Json& entry, std::uint64_t number, ListSink& sink) {
  Party party;
  party.schema = parse_schema(json_text(entry, "entity_type") == "person" ? "Person" : "").value_or(Schema::kLegalEntity);
  Listing& listing = start_listing(party, sink.legal_list(json_text(entry, "list_id"), 0));
  listing.source_id = json_text(entry, "id");
  listing.note = clean_text(json_text(entry, "reason"));
  if (std::string url = json_text(entry, "source_url"); !url.empty()) listing.source_url = std::move(url);
  if (const auto day = parse_printed_date(json_text(entry, "date_added"))) listing.from = DaySpan::exact(*day);
  sink.dated(parse_printed_date(json_text(entry, "last_verified")));
  std::string name = json_text(entry, "entity_name");
  if (name.empty()) name = name_elsewhere(entry, number, sink);
  if (name.empty()) return sink.skip(0, concat("record ", number, ": no `entity_name`"));
  add_name(party, name, NameKind::kPrimary);
  for (const std::string& alias : json_texts(entry, "aliases")) add_name(party, alias, NameKind::kAlias);
  for (const std::string& address : json_texts(entry, "addresses")) sink.add_address_from_place(party, address);
  const std::size_t uncounted = sink.parcel().bracketed_names ? add_bracketed(name, party) : 0;
  sink.add(std::move(party), 0, uncounted);
}

}  // namespace

Status read_registry(const ListFile& file, const Json& document, ListSink& sink) {
  if (!document.is_array()) return Error{ErrorCode::kParse, concat(file.name, ": expected an array of entries")};
  std::uint64_t number = 0;
  for (const Json& entry : document.items()) {
    ++number;
    if (entry.is_object()) add_entry(entry, number, sink);
    else sink.skip(0, concat("record ", number, ": expected an object, found ", to_string(entry.kind())));
  }
  return {};
}

}  // namespace licet
