#include "lists/list_reader.h"

#include "base/text_util.h"

namespace licet {

namespace {

void line(std::string& out, std::string_view what, std::string_view text) {
  if (!text.empty()) out += concat("  ", what, ": ", text, '\n');
}

void dump_party(std::string& out, const Party& party) {
  const Listing& listing = party.listings.front();
  out += concat(party.id, " ", to_string(party.schema), '\n');
  line(out, "list",
       concat(listing.list, " ", listing.source_id, " from ", to_string(listing.from),
              listing.until ? concat(" until ", to_string(*listing.until)) : std::string()));
  for (const PartyName& name : party.names)
    line(out, "name", concat(name.text, " [", to_string(name.kind), " ", to_string(name.strength), "]"));
  line(out, "countries", joined(party.countries, " "));
  for (const std::string& address : party.addresses) line(out, "address", address);
  for (const Identifier& id : party.identifiers) line(out, "identifier", concat(id.type, " ", id.value));
  line(out, "born", joined(party.birth_dates, " "));
  for (const std::string& citation : listing.citations) line(out, "citation", citation);
  line(out, "requirement", listing.requirement);
  line(out, "policy", listing.policy);
  line(out, "footnotes", joined(listing.footnotes, " "));
  line(out, "programs", joined(listing.programs, ", "));
  line(out, "note", listing.note);
  line(out, "days", listing.days_note);
  line(out, "source", concat(listing.source, " ", listing.source_url));
}

}  // namespace

std::string dump(const ListContent& content) {
  std::string out = concat(content.records, " records, ", content.names, " names, ", content.skipped,
                           " skipped, as of ", content.as_of ? to_string(*content.as_of) : std::string("?"), '\n');
  for (const Party& party : content.parties) dump_party(out, party);
  for (const ListDiagnostic& what : content.diagnostics)
    out += concat(what.skipped ? "skipped " : "note ", what.file, ":", what.line, ": ", what.reason, '\n');
  return out;
}

}  // namespace licet
