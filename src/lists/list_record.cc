#include "lists/list_record.h"

#include <algorithm>
#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"
#include "lists/list_dates.h"

namespace licet {

namespace {

bool is_space(unsigned char c) {
  return c <= 0x20 || c == 0x7F;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Where a citation begins: digits, then `F`, `R` with dots and spaces between. Gives the offset of its first digit, or
// npos.
std::size_t next_citation(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!is_digit(text[at]) || (at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '/'))) continue;
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const auto pass = [&] {
      while (end < text.size() && (text[end] == ' ' || text[end] == '.')) ++end;
    };
    pass();
    if (end >= text.size() || text[end] != 'F') continue;
    ++end;
    pass();
    if (end < text.size() && text[end] == 'R') return at;
  }
  return std::string_view::npos;
}

std::string_view without_joins(std::string_view text) {
  for (;;) {
    text = trimmed(text);
    if (text.ends_with(" and"))
      text.remove_suffix(4);
    else if (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == '.'))
      text.remove_suffix(1);
    else
      return text;
  }
}

// `X` of `'X'` and `"X"`; else the text.
std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && (text.front() == '\'' || text.front() == '"') && text.back() == text.front())
    return text.substr(1, text.size() - 2);
  return text;
}

// The number of an identity document: up to the country, days of issue, or a further remark.
std::string_view document_number(std::string_view text) {
  for (const std::string_view end : {" (", " issued ", " expires "})
    if (const auto at = text.find(end); at != std::string_view::npos) text = text.substr(0, at);
  return trimmed(text);
}

void take_field(std::string_view field, std::string_view value, Party& party, std::uint64_t line, ListSink& sink,
                std::size_t& names) {
  Listing& listing = party.listings.front();
  if (field == "birth_date") {
    for (std::string& date : parse_birth_dates(value)) add_once(party.birth_dates, std::move(date));
  } else if (field == "country") {
    sink.add_country(party, value, line);
  } else if (field == "weak_alias" || field == "weak_former") {
    add_name(party, unquoted(value), field == "weak_alias" ? NameKind::kAlias : NameKind::kFormer, NameStrength::kWeak);
    ++names;
  } else if (field == "program") {
    add_once(listing.programs, clean_text(value));
  } else if (field == "from") {
    if (const auto day = parse_printed_date(value)) listing.from = DaySpan::exact(*day);
  } else if (field == "until_end") {
    if (const auto day = parse_printed_date(value)) listing.until = DaySpan::exact(day->plus_days(1));
  } else if (field.starts_with("identifier:")) {
    add_identifier(party, std::string(field.substr(11)), document_number(value));
  }
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool no_break = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xA0;
    if (no_break) ++i;
    if (!no_break && !is_space(c))
      out.push_back(text[i]);
    else if (!out.empty() && out.back() != ' ')
      out.push_back(' ');
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string as_utf8(std::string text, bool& changed) {
  changed = find_invalid_utf8(text).has_value();
  if (!changed) return text;
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

void add_once(std::vector<std::string>& values, std::string value) {
  if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end())
    values.push_back(std::move(value));
}

void add_identifier(Party& party, std::string type, std::string_view value) {
  std::string clean = clean_text(value);
  if (clean.empty()) return;
  const bool known = std::any_of(party.identifiers.begin(), party.identifiers.end(),
                                 [&](const Identifier& one) { return one.type == type && one.value == clean; });
  if (!known) party.identifiers.push_back(Identifier{std::move(type), std::move(clean)});
}

void add_plain_address(Party& party, std::string_view address) {
  add_once(party.addresses, clean_text(address));
}

void add_name(Party& party, std::string_view text, NameKind kind, NameStrength strength) {
  if (trimmed(text).empty()) return;
  PartyName name;
  name.text = text;
  name.kind = kind;
  name.strength = strength;
  party.names.push_back(std::move(name));
}

std::vector<std::string> cell_parts(std::string_view cell) {
  std::vector<std::string> out;
  for (const std::string_view part : split(cell, ';'))
    if (const std::string_view text = trimmed(part); !text.empty()) out.emplace_back(text);
  return out;
}

std::vector<std::string> names_between_dashes(std::string_view cell) {
  std::vector<std::string> parts;
  for (std::string_view rest = cell;;) {
    const auto dash = rest.find(" - ");
    parts.emplace_back(trimmed(rest.substr(0, dash)));
    if (dash == std::string_view::npos) break;
    rest.remove_prefix(dash + 3);
  }
  const std::ptrdiff_t least = parts.size() == 2 ? 2 : 1;  // spaces
  const auto short_part = [least](std::string_view part) { return std::count(part.begin(), part.end(), ' ') < least; };
  const auto short_parts = std::erase_if(parts, short_part);
  if (parts.size() + short_parts < 2 || (parts.size() + short_parts == 2 && short_parts > 0)) parts.clear();
  return parts;
}

std::vector<std::string> split_citations(std::string_view text) {
  std::vector<std::string> out;
  std::size_t at = next_citation(text, 0);
  if (at == std::string_view::npos) add_once(out, clean_text(without_joins(text)));
  while (at != std::string_view::npos) {
    const std::size_t next = next_citation(text, at + 1);
    add_once(out, clean_text(without_joins(text.substr(at, next == std::string_view::npos ? next : next - at))));
    at = next;
  }
  return out;
}

Listing& start_listing(Party& party, const LegalList& list) {
  Listing listing;
  listing.list = list.id;
  listing.source_url = list.url;
  if (!list.citation.empty()) listing.citations.push_back(list.citation);
  if (party.schema == Schema::kLegalEntity) party.schema = list.schema;
  party.listings.clear();
  party.listings.push_back(std::move(listing));
  return party.listings.front();
}

std::size_t read_remarks(std::string_view remarks, Party& party, std::uint64_t line, ListSink& sink) {
  std::size_t names = 0;
  for (std::string_view part : split(remarks, ';')) {
    part = trimmed(part);
    while (part.ends_with('.') || part.ends_with(' ')) part.remove_suffix(1);
    if (part.starts_with("alt. ")) part.remove_prefix(5);
    const auto& table = sink.parcel().remarks;
    const auto known = std::find_if(table.begin(), table.end(), [&](const RemarkField& field) {
      return part.starts_with(field.key) &&
             (part.size() == field.key.size() || part[field.key.size()] == ' ' || field.key.ends_with(':'));
    });
    if (known != table.end())
      take_field(known->field, trimmed(part.substr(known->key.size())), party, line, sink, names);
  }
  return names;
}

}  // namespace licet
