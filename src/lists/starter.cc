#include "lists/starter.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/file.h"
#include "base/text_util.h"
#include "lists/fact_table.h"
#include "model/query.h"

namespace licet {

namespace {

using Meanings = std::map<std::string, std::string, std::less<>>;  // `requirement` or `policy`, a tab, the text

struct Reader {
  StarterData data;
  std::set<std::string, std::less<>> place_codes;
  std::map<std::string, std::size_t, std::less<>> list_at;
  std::map<std::string, std::size_t, std::less<>> party_at;
  Meanings meanings;
};

Status read_places(std::string_view text, Reader& out) {
  LICET_TRY(const FactTable table,
            FactTable::parse(text, "places.tsv", {"code", "name", "other_names", "source", "certainty"}));
  for (std::size_t row = 0; row < table.size(); ++row) {
    Place place;
    LICET_TRY(place.code, table.required(row, "code"));
    LICET_TRY(place.name, table.required(row, "name"));
    place.other_names = table.parts(row, "other_names");
    LICET_RETURN_IF_ERROR(table.required(row, "source") ? Status() : table.error(row, "source", "a source"));
    LICET_TRY([[maybe_unused]] const Certainty sure, table.certainty(row, "certainty"));
    const bool two_letters = place.code.size() == 2 && std::all_of(place.code.begin(), place.code.end(),
                                                                   [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!two_letters || !out.place_codes.insert(place.code).second)
      return table.error(row, "code", "a new code of two capital letters");
    out.data.places.push_back(std::move(place));
  }
  return {};
}

Status read_lists(std::string_view text, Reader& out) {
  LICET_TRY(const FactTable table, FactTable::parse(text, "lists.tsv",
                                                    {"id", "title", "purpose", "publisher", "url", "as_of",
                                                     "complete_from", "source", "certainty", "note"}));
  for (std::size_t row = 0; row < table.size(); ++row) {
    ListInfo list;
    LICET_TRY(list.id, table.key(row, "id"));
    LICET_TRY(list.title, table.required(row, "title"));
    const auto purpose = parse_list_purpose(table.text(row, "purpose"));
    if (!purpose) return table.error(row, "purpose", "export, investment, procurement, import, telecom or customer");
    list.purpose = *purpose;
    LICET_TRY(list.publisher, table.required(row, "publisher"));
    LICET_TRY(list.url, table.required(row, "url"));
    LICET_TRY(list.as_of, table.day_or_empty(row, "as_of"));
    if (!list.as_of) return table.error(row, "as_of", "a day");
    LICET_TRY(list.complete_from, table.day_or_empty(row, "complete_from"));
    LICET_TRY([[maybe_unused]] const std::string source, table.required(row, "source"));
    LICET_TRY([[maybe_unused]] const Certainty sure, table.certainty(row, "certainty"));
    if (!out.list_at.emplace(list.id, out.data.lists.size()).second)
      return table.error(row, "id", "a list that stands once");
    out.data.lists.push_back(std::move(list));
  }
  return {};
}

Status read_parties(std::string_view text, Reader& out) {
  LICET_TRY(const FactTable table,
            FactTable::parse(text, "parties.tsv",
                             {"party_id", "caption", "schema", "group", "countries", "source", "certainty", "note"}));
  for (std::size_t row = 0; row < table.size(); ++row) {
    Party party;
    LICET_TRY(party.id, table.key(row, "party_id"));
    LICET_TRY(party.caption, table.required(row, "caption"));
    const auto schema = parse_schema(table.text(row, "schema"));
    if (!schema) return table.error(row, "schema", "a kind of party such as `Organization`");
    party.schema = *schema;
    if (!table.text(row, "group").empty()) {
      LICET_TRY(party.group, table.key(row, "group"));
    }
    party.countries = table.parts(row, "countries");
    for (const std::string& code : party.countries)
      if (!out.place_codes.contains(code)) return table.error(row, "countries", "codes of places.tsv");
    LICET_TRY([[maybe_unused]] const std::string source, table.required(row, "source"));
    LICET_TRY([[maybe_unused]] const Certainty sure, table.certainty(row, "certainty"));
    if (!out.party_at.emplace(party.id, 0).second) return table.error(row, "party_id", "a party that stands once");
    out.data.parties.push_back(std::move(party));
  }
  std::sort(out.data.parties.begin(), out.data.parties.end(),
            [](const Party& a, const Party& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < out.data.parties.size(); ++i) out.party_at[out.data.parties[i].id] = i;
  return {};
}

Result<PartyName> read_name(const FactTable& table, std::size_t row) {
  PartyName name;
  LICET_TRY(name.text, table.required(row, "text"));
  if (name.text.size() > kMaxNameBytes) return table.error(row, "text", concat("at most ", kMaxNameBytes, " bytes"));
  const auto kind = parse_name_kind(table.text(row, "kind"));
  if (!kind) return table.error(row, "kind", "primary, alias, short, native, former or translation");
  name.kind = *kind;
  const auto strength = parse_name_strength(table.text(row, "strength"));
  if (!strength) return table.error(row, "strength", "`strong` or `weak`");
  name.strength = *strength;
  LICET_TRY(name.official, table.yes_no(row, "official"));
  LICET_TRY(name.from, table.span_or_empty(row, "from"));
  LICET_TRY(name.source, table.required(row, "source"));
  LICET_TRY(name.certainty, table.certainty(row, "certainty"));
  return name;
}

// The caption's name first, the others as the table has them.
Status put_captions_first(Reader& out) {
  for (Party& party : out.data.parties) {
    const auto caption = std::find_if(party.names.begin(), party.names.end(),
                                      [&](const PartyName& name) { return name.text == party.caption; });
    if (caption == party.names.end())
      return Error{ErrorCode::kParse, concat("party-names.tsv: ", ticked(party.id),
                                             " has no name equal to its caption ", ticked(party.caption))};
    std::rotate(party.names.begin(), caption, caption + 1);
  }
  return {};
}

Status read_names(std::string_view text, Reader& out) {
  LICET_TRY(const FactTable table, FactTable::parse(text, "party-names.tsv",
                                                    {"party_id", "text", "kind", "strength", "official", "from",
                                                     "source", "certainty", "note"}));
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const auto party = out.party_at.find(table.text(row, "party_id"));
    if (party == out.party_at.end()) return table.error(row, "party_id", "a party of parties.tsv");
    LICET_TRY(PartyName name, read_name(table, row));
    if (!seen.emplace(party->first, name.text).second)
      return table.error(row, "text", "a name that the party has once");
    out.data.parties[party->second].names.push_back(std::move(name));
  }
  return put_captions_first(out);
}

Status read_addresses(std::string_view text, Reader& out) {
  LICET_TRY(const FactTable table,
            FactTable::parse(text, "party-addresses.tsv", {"party_id", "address", "source", "certainty", "note"}));
  for (std::size_t row = 0; row < table.size(); ++row) {
    const auto party = out.party_at.find(table.text(row, "party_id"));
    if (party == out.party_at.end()) return table.error(row, "party_id", "a party of parties.tsv");
    LICET_TRY(std::string address, table.required(row, "address"));
    LICET_TRY([[maybe_unused]] const std::string source, table.required(row, "source"));
    LICET_TRY([[maybe_unused]] const Certainty sure, table.certainty(row, "certainty"));
    out.data.parties[party->second].addresses.push_back(std::move(address));
  }
  for (const Party& party : out.data.parties) {
    if (party.schema == Schema::kAddress && party.addresses.empty())
      return Error{ErrorCode::kParse,
                   concat("party-addresses.tsv: ", ticked(party.id), " is an address and has none here")};
  }
  return {};
}

Status read_meanings(std::string_view text, Reader& out) {
  LICET_TRY(const FactTable table, FactTable::parse(text, "listing-meanings.tsv",
                                                    {"field", "text", "meaning", "detail", "source", "certainty"}));
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::string& field = table.text(row, "field");
    if (field != "requirement" && field != "policy") return table.error(row, "field", "`requirement` or `policy`");
    LICET_TRY(const std::string printed, table.required(row, "text"));
    LICET_TRY(std::string meaning, table.key(row, "meaning"));
    LICET_TRY([[maybe_unused]] const std::string detail, table.key(row, "detail"));
    LICET_TRY([[maybe_unused]] const std::string source, table.required(row, "source"));
    LICET_TRY([[maybe_unused]] const Certainty sure, table.certainty(row, "certainty"));
    if (!out.meanings.emplace(concat(field, '\t', printed), std::move(meaning)).second)
      return table.error(row, "text", "a text that stands once");
  }
  return {};
}

// The meaning of a printed text, which the row repeats so that a reader of the table sees it.
Result<std::string> meaning_of(const FactTable& table, std::size_t row, std::string_view field,
                               const Meanings& meanings) {
  const std::string& printed = table.text(row, field);
  const std::string column = concat(field, "_meaning");
  const auto known = meanings.find(concat(field, '\t', printed));
  const std::string meaning = printed.empty() ? "" : known == meanings.end() ? kUnknownTextMeaning : known->second;
  if (table.text(row, column) != meaning)
    return table.error(row, column,
                       meaning.empty() ? std::string("nothing beside an empty text")
                                       : concat(ticked(meaning), " of listing-meanings.tsv"));
  return meaning;
}

Status check_days(const FactTable& table, std::size_t row, const Listing& listing) {
  if (listing.until && listing.from.earliest && listing.until->latest &&
      *listing.until->latest <= *listing.from.earliest)
    return table.error(row, "until", "a day after the first day");
  return {};
}

Result<Listing> read_listing(const FactTable& table, std::size_t row, const Reader& known) {
  Listing listing;
  const auto list = known.list_at.find(table.text(row, "list"));
  if (list == known.list_at.end()) return table.error(row, "list", "a list of lists.tsv");
  listing.list = list->first;
  listing.parcel = kStarterParcel;
  LICET_TRY(listing.from, table.span(row, "from"));
  LICET_TRY(listing.until, table.span_or_empty(row, "until"));
  LICET_RETURN_IF_ERROR(check_days(table, row, listing));
  listing.citations = table.parts(row, "citations");
  if (listing.citations.empty()) return table.error(row, "citations", "at least one citation");
  listing.requirement = table.text(row, "requirement");
  listing.policy = table.text(row, "policy");
  LICET_TRY(listing.requirement_meaning, meaning_of(table, row, "requirement", known.meanings));
  LICET_TRY(listing.policy_meaning, meaning_of(table, row, "policy", known.meanings));
  listing.footnotes = table.parts(row, "footnotes");
  LICET_TRY(listing.source, table.required(row, "source"));
  LICET_TRY(listing.certainty, table.certainty(row, "certainty"));
  listing.source_url = known.data.lists[list->second].url;
  listing.note = table.text(row, "note");
  if (!listing.from.is_exact() || (listing.until && !listing.until->is_exact())) listing.days_note = listing.note;
  return listing;
}

Status read_listings(std::string_view text, Reader& out) {
  LICET_TRY(const FactTable table,
            FactTable::parse(text, "listings.tsv",
                             {"party_id", "list", "from", "until", "citations", "requirement", "requirement_meaning",
                              "policy", "policy_meaning", "footnotes", "source", "certainty", "note"}));
  std::map<std::string, int> numbers;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const auto party = out.party_at.find(table.text(row, "party_id"));
    if (party == out.party_at.end()) return table.error(row, "party_id", "a party of parties.tsv");
    LICET_TRY(Listing listing, read_listing(table, row, out));
    listing.source_id = concat(party->first, '/', listing.list);
    if (const int number = ++numbers[listing.source_id]; number > 1) listing.source_id += concat('/', number);
    out.data.parties[party->second].listings.push_back(std::move(listing));
  }
  for (const Party& party : out.data.parties)
    if (party.listings.empty())
      return Error{ErrorCode::kParse, concat("listings.tsv: ", ticked(party.id), " has no listing")};
  return {};
}

void count_records(StarterData& data, const std::map<std::string, std::size_t, std::less<>>& list_at) {
  for (const Party& party : data.parties) {
    std::set<std::string_view> on;
    for (const Listing& listing : party.listings) {
      ListInfo& list = data.lists[list_at.find(listing.list)->second];
      ++list.records;
      if (on.insert(listing.list).second) list.names += party.names.size();
    }
  }
}

Result<std::optional<int>> year_or_empty(const FactTable& table, std::size_t row, std::string_view column) {
  const std::string& cell = table.text(row, column);
  if (cell.empty()) return std::optional<int>();
  int year = 0;
  const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), year);
  if (code != std::errc() || end != cell.data() + cell.size() || year < 1950 || year > 2100)
    return table.error(row, column, "a year, or nothing");
  return std::optional<int>(year);
}

Status read_chips(std::string_view text, Reader& out) {
  LICET_TRY(const FactTable table,
            FactTable::parse(text, "chips.tsv",
                             {"name", "aliases", "vendor", "vendor_headquarters", "release_year", "for_data_centers",
                              "non_planar", "gp10_named", "tpp", "applicable_die_area_mm2", "io_bandwidth_gb_s",
                              "dram_bandwidth_gb_s", "source", "certainty", "io_certainty", "note"}));
  std::set<std::string> seen;
  for (std::size_t row = 0; row < table.size(); ++row) {
    Chip chip;
    LICET_TRY(chip.name, table.required(row, "name"));
    if (!seen.insert(chip.name).second) return table.error(row, "name", "a chip that stands once");
    chip.aliases = table.parts(row, "aliases");
    LICET_TRY(chip.vendor, table.required(row, "vendor"));
    chip.vendor_headquarters = table.text(row, "vendor_headquarters");
    LICET_TRY(chip.release_year, year_or_empty(table, row, "release_year"));
    LICET_TRY(chip.for_data_centers, table.yes_no_or_empty(row, "for_data_centers"));
    LICET_TRY(chip.non_planar, table.yes_no_or_empty(row, "non_planar"));
    LICET_TRY(chip.gp10_named, table.yes_no_or_empty(row, "gp10_named"));
    LICET_TRY(chip.tpp, table.number_or_empty(row, "tpp"));
    LICET_TRY(chip.applicable_die_area_mm2, table.number_or_empty(row, "applicable_die_area_mm2"));
    LICET_TRY(chip.io_bandwidth_gb_s, table.number_or_empty(row, "io_bandwidth_gb_s"));
    LICET_TRY(chip.dram_bandwidth_gb_s, table.number_or_empty(row, "dram_bandwidth_gb_s"));
    LICET_TRY(chip.source, table.required(row, "source"));
    LICET_TRY(chip.certainty, table.certainty(row, "certainty"));
    if (chip.io_bandwidth_gb_s) {
      LICET_TRY(chip.io_certainty, table.certainty(row, "io_certainty"));
    }
    chip.note = table.text(row, "note");
    out.data.chips.push_back(std::move(chip));
  }
  return {};
}

}  // namespace

Result<StarterData> read_starter(const StarterTables& tables) {
  Reader reader;
  LICET_RETURN_IF_ERROR(read_places(tables.places, reader));
  LICET_RETURN_IF_ERROR(read_lists(tables.lists, reader));
  LICET_RETURN_IF_ERROR(read_parties(tables.parties, reader));
  LICET_RETURN_IF_ERROR(read_names(tables.party_names, reader));
  LICET_RETURN_IF_ERROR(read_addresses(tables.party_addresses, reader));
  LICET_RETURN_IF_ERROR(read_meanings(tables.listing_meanings, reader));
  LICET_RETURN_IF_ERROR(read_listings(tables.listings, reader));
  LICET_RETURN_IF_ERROR(read_chips(tables.chips, reader));
  count_records(reader.data, reader.list_at);
  return std::move(reader.data);
}

Result<StarterTables> load_starter_tables(const std::string& folder) {
  StarterTables tables;
  LICET_TRY(tables.lists, read_file(folder + "/lists.tsv"));
  LICET_TRY(tables.parties, read_file(folder + "/parties.tsv"));
  LICET_TRY(tables.party_names, read_file(folder + "/party-names.tsv"));
  LICET_TRY(tables.party_addresses, read_file(folder + "/party-addresses.tsv"));
  LICET_TRY(tables.listings, read_file(folder + "/listings.tsv"));
  LICET_TRY(tables.listing_meanings, read_file(folder + "/listing-meanings.tsv"));
  LICET_TRY(tables.chips, read_file(folder + "/chips.tsv"));
  LICET_TRY(tables.places, read_file(folder + "/places.tsv"));
  return tables;
}

}  // namespace licet
