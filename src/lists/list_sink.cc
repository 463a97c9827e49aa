#include "lists/list_sink.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"
#include "lists/list_record.h"
#include "model/query.h"

namespace licet {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// `Address 07` of `Address `.
bool is_numbered(std::string_view name, std::string_view front) {
  if (front.empty() || !name.starts_with(front) || name.size() == front.size()) return false;
  name.remove_prefix(front.size());
  return std::all_of(name.begin(), name.end(), is_digit);
}

// An entry that is an address alone; its name says nothing.
void mark_address(Party& party) {
  party.schema = Schema::kAddress;
  party.names.front().strength = NameStrength::kWeak;
}

// `form` in `text` with no digit behind it.
bool holds(std::string_view text, std::string_view form) {
  for (std::size_t at = text.find(form); at != std::string_view::npos; at = text.find(form, at + 1))
    if (at + form.size() == text.size() || !is_digit(text[at + form.size()])) return true;
  return false;
}

}  // namespace

void ListSink::note(std::uint64_t line, std::string reason) {
  content_.diagnostics.push_back(ListDiagnostic{parcel_.id, file_, line, std::move(reason), false});
}

void ListSink::note_once(std::uint64_t line, std::string_view what, std::string_view word) {
  std::string reason = concat(what, ' ', ticked(word));
  if (noted_.insert(reason).second) note(line, std::move(reason));
}

void ListSink::skip(std::uint64_t line, std::string reason) {
  ++record_;
  leave_out(line, std::move(reason));
}

void ListSink::leave_out(std::uint64_t line, std::string reason) {
  ++content_.skipped;
  content_.diagnostics.push_back(ListDiagnostic{parcel_.id, file_, line, std::move(reason), true});
}

const LegalList& ListSink::legal_list(std::string_view word, std::uint64_t line) {
  if (word.empty()) return parcel_.lists.front();
  for (const LegalList& list : parcel_.lists)
    if (std::find(list.words.begin(), list.words.end(), word) != list.words.end()) return list;
  note_once(line, "no legal list is known for", word);
  const std::string& unknown = parcel_.unknown_list;
  const auto found = std::find_if(parcel_.lists.begin(), parcel_.lists.end(),
                                  [&](const LegalList& list) { return list.id == unknown; });
  return found == parcel_.lists.end() ? parcel_.lists.front() : *found;
}

const std::string* ListSink::known_place(std::string_view written) const {
  const auto own = parcel_.places.find(ascii_lower(trimmed(written)));
  if (own != parcel_.places.end()) return &own->second;
  const std::string& code = tables_.place(written);
  return code.empty() ? nullptr : &code;
}

std::string ListSink::place(std::string_view written, std::uint64_t line) {
  if (trimmed(written).empty()) return "";
  if (const std::string* code = known_place(written)) return *code;
  note_once(line, "no place of this name is known:", written);
  return "";
}

void ListSink::add_country(Party& party, std::string_view written, std::uint64_t line) {
  add_once(party.countries, place(written, line));
}

std::string ListSink::place_at_end(std::string_view address) const {
  while (!address.empty() && (address.back() == '.' || address.back() == ' ')) address.remove_suffix(1);
  const auto comma = address.rfind(',');
  if (comma == std::string_view::npos) return "";
  const std::string_view last = trimmed(address.substr(comma + 1));
  const std::string_view before = address.substr(0, comma);
  const std::string_view part = before.substr(before.rfind(',') == std::string_view::npos ? 0 : before.rfind(',') + 1);
  const auto& states = parcel_.state_codes;
  const bool a_state = std::find(states.begin(), states.end(), last) != states.end();
  if (a_state && std::none_of(part.begin(), part.end(), is_digit)) return "";
  const std::string* code = known_place(last);
  return code == nullptr ? "" : *code;
}

std::string ListSink::place_in_front(std::string_view address) const {
  for (const auto& [front, code] : parcel_.places)
    if (!front.empty() && static_cast<unsigned char>(front[0]) >= 0x80 && address.starts_with(front)) return code;
  return tables_.place_in_front(address);
}

void ListSink::add_address(Party& party, std::string_view address) {
  std::string clean = clean_text(address);
  if (clean.empty()) return;
  if (const std::string* code = known_place(clean)) return add_once(party.countries, *code);
  add_once(party.countries, place_at_end(clean));
  add_once(party.addresses, std::move(clean));
}

void ListSink::add_address_from_place(Party& party, std::string_view address) {
  const std::string clean = clean_text(address);
  if (clean.empty() || known_place(clean) != nullptr) return add_address(party, clean);
  const std::string_view shown =
      std::string_view(clean).substr(0, clean.find("\xEF\xBC\x88"));  // `（`: a postal code follows
  std::string code = place_at_end(shown);
  add_once(party.countries, code.empty() ? place_in_front(shown) : std::move(code));
  add_once(party.addresses, clean);
}

void ListSink::complete_names(Party& party) const {
  const Certainty certainty = parcel_.official ? Certainty::kA : Certainty::kC;
  std::vector<PartyName> kept;
  std::set<std::string_view> seen;
  kept.reserve(party.names.size());
  for (PartyName& name : party.names) {
    if (name.text.size() > kMaxNameBytes) continue;
    name.official = parcel_.official;
    name.certainty = certainty;
    if (tables_.is_weak_name(name.text)) name.strength = NameStrength::kWeak;
    kept.push_back(std::move(name));
    if (!seen.insert(kept.back().text).second) kept.pop_back();
  }
  party.names = std::move(kept);
}

void ListSink::mark_footnotes(Listing& listing) const {
  for (const FootnoteForm& form : parcel_.footnotes)
    if (holds(listing.requirement, form.text)) add_once(listing.footnotes, form.footnote);
  std::sort(listing.footnotes.begin(), listing.footnotes.end());
}

void ListSink::mark_open_end(Listing& listing) const {
  if (listing.until) return;
  const auto list = std::find_if(parcel_.lists.begin(), parcel_.lists.end(),
                                 [&](const LegalList& one) { return one.id == listing.list; });
  if (list == parcel_.lists.end() || !list->keeps_ended) return;
  listing.until = DaySpan::unknown();
  listing.days_note = "the file keeps entries that have ended and prints no end here";
}

void ListSink::add(Party party, std::uint64_t line, std::size_t uncounted, std::uint64_t number) {
  if (number == 0) number = number_record();
  std::erase_if(party.names, [](PartyName& name) {
    name.text = clean_text(name.text);
    return name.text.empty();
  });
  const std::size_t names = party.names.size();
  const std::size_t too_long = static_cast<std::size_t>(std::count_if(
      party.names.begin(), party.names.end(), [](const PartyName& name) { return name.text.size() > kMaxNameBytes; }));
  if (too_long > 0 && too_long < names)
    note(line, concat(too_long, " names of more than ", kMaxNameBytes, " bytes left out"));
  complete_names(party);
  if (party.names.empty()) {
    return leave_out(line, names == 0 ? std::string("a record without a name")
                                      : concat("a name of more than ", kMaxNameBytes, " bytes"));
  }
  party.caption = party.names.front().text;
  if (is_numbered(party.caption, parcel_.address_entry)) mark_address(party);
  Listing& listing = party.listings.front();
  listing.parcel = parcel_.id;
  listing.certainty = parcel_.official ? Certainty::kA : Certainty::kC;
  mark_footnotes(listing);
  mark_open_end(listing);
  ++content_.records;
  content_.names += names - std::min(names, uncounted);
  numbers_.push_back(number);
  content_.parties.push_back(std::move(party));
}

void ListSink::seen(std::optional<Date> day) {
  const bool plausible = day && *day <= *make_date(2099, 12, 31);
  if (plausible && (!latest_ || *latest_ < *day)) latest_ = day;
}

void ListSink::dated(std::optional<Date> day) {
  if (day && (!dated_ || *dated_ < *day)) dated_ = day;
}

// The file's own id where it has one and does not repeat it, else the number of the record.
void ListSink::number_sources() {
  std::set<std::pair<std::string, std::string>> used;
  for (const Party& party : content_.parties) used.emplace(party.listings[0].list, party.listings[0].source_id);
  std::set<std::pair<std::string, std::string>> given;
  for (std::size_t i = 0; i < content_.parties.size(); ++i) {
    Listing& listing = content_.parties[i].listings[0];
    if (listing.source_id.empty() || !given.emplace(listing.list, listing.source_id).second) {
      const std::string own = listing.source_id;
      listing.source_id = std::to_string(numbers_[i]);
      if (used.contains({listing.list, listing.source_id})) listing.source_id = concat(own, '#', listing.source_id);
      given.emplace(listing.list, listing.source_id);
    }
    content_.parties[i].id = listing.list == parcel_.id ? concat(parcel_.id, ':', listing.source_id)
                                                        : concat(parcel_.id, ':', listing.list, ':', listing.source_id);
  }
}

// Where each name and listing comes from; an undated entry began on or before the day of its list.
void ListSink::complete_sources() {
  const std::string source = content_.as_of ? concat(parcel_.title, ' ', to_string(*content_.as_of)) : parcel_.title;
  for (Party& party : content_.parties) {
    for (PartyName& name : party.names)
      if (name.source.empty()) name.source = source;
    Listing& listing = party.listings[0];
    if (listing.source.empty()) listing.source = source;
    if (!listing.from.earliest && !listing.from.latest) listing.from.latest = content_.as_of;
  }
}

ListContent ListSink::finish() {
  content_.as_of = dated_ ? dated_ : latest_;
  number_sources();
  complete_sources();
  return std::move(content_);
}

}  // namespace licet
