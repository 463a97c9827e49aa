#include "book_edit.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/utf8.h"
#include "book/book.h"

namespace licet::fuzz {

namespace {

// Where the checksum stands, and where what it covers begins (docs/formats/book.md).
constexpr std::size_t kSumAt = 8;
constexpr std::size_t kBodyAt = 72;

Party heron() {
  Party party;
  party.id = "blue_heron";
  party.caption = "Blue Heron Ltd.";
  party.countries = {"CN", "HK"};
  party.addresses = {"1 Reed Road, Shenzhen"};
  party.identifiers = {{"lei", "X1"}};
  party.birth_dates = {"1970-05"};
  for (const char* text : {"Blue Heron Ltd.", "蓝鹭"}) {
    PartyName name;
    name.text = text;
    name.official = true;
    name.from = DaySpan::exact(*make_date(2023, 3, 2));
    party.names.push_back(name);
  }
  Listing listing;
  listing.list = "us_entity_list";
  listing.from = DaySpan{std::nullopt, make_date(2023, 3, 2)};
  listing.until = DaySpan::unknown();
  listing.citations = {"88 FR 13673"};
  listing.footnotes = {"4"};
  listing.programs = {"P"};
  listing.note = "a note";
  party.listings.push_back(listing);
  return party;
}

BookContent small_content() {
  BookContent content;
  ListInfo list;
  list.id = "us_entity_list";
  list.title = "Entity List";
  list.as_of = make_date(2026, 7, 31);
  list.records = 2;
  content.lists.push_back(list);
  content.parties = {heron(), heron()};
  content.parties[1].id = "red_heron";
  Chip chip;
  chip.name = "Heron 1";
  chip.tpp = Rational(2394);
  content.chips.push_back(chip);
  content.places.push_back(Place{"CN", "China", {"PRC"}});
  content.law.push_back(LawFile{"a.law", "section 744.11\n"});
  content.parcels.push_back({"us_csl", "Screening List", make_date(2026, 7, 31), 3, 5, 1, "ab"});
  content.diagnostics.push_back({"us_csl", "csl.json", 7, "no name", true});
  content.law_as_of = "2026-09-24";
  return content;
}

void edit(std::string& bytes, std::size_t place, unsigned what, unsigned char value) {
  const std::size_t at = kBodyAt + place % (bytes.size() - kBodyAt);
  switch (what % 5) {
    case 0:
      bytes[at] = static_cast<char>(value);
      return;
    case 1:
      bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) + value);
      return;
    case 2:
      bytes.resize(std::max(at, kBodyAt + 1));
      return;
    case 3:
      bytes.insert(at, 1, static_cast<char>(value));
      return;
    default:
      if (bytes.size() > kBodyAt + 1 + value) bytes.erase(at, std::min<std::size_t>(value, bytes.size() - at));
      return;
  }
}

bool is_text(const std::string& text) {
  return !find_invalid_utf8(text);
}

std::string fault_of_party(const Party& party) {
  if (party.id.empty() || party.names.empty()) return "a party without an id or a name";
  if (!is_text(party.caption) || !std::all_of(party.countries.begin(), party.countries.end(), is_text))
    return "a caption or country that is no text";
  for (const PartyName& name : party.names)
    if (!is_text(name.text)) return "a name that is no text";
  for (const Listing& listing : party.listings)
    if (listing.list.empty() || !is_text(listing.note)) return "a listing without a list, or a note that is no text";
  return "";
}

}  // namespace

std::string edited_book(std::string_view script) {
  static const std::string kWhole = save_book(small_content());
  std::string bytes = kWhole;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(script[i]); };
  for (std::size_t i = 0; i + 4 <= script.size() && i < 256; i += 4)
    edit(bytes, byte(i) + 256U * byte(i + 1), byte(i + 2), byte(i + 3));
  bytes.replace(kSumAt, kBodyAt - kSumAt, sha256_hex(std::string_view(bytes).substr(kBodyAt)));
  return bytes;
}

std::string fault_of_book(std::string_view bytes) {
  const auto book = Book::load(bytes);
  if (!book) return book.error().message.find('\n') == std::string::npos ? "" : "an error of several lines";
  std::string last;
  for (const Party& party : (*book)->parties()) {
    if (std::string fault = fault_of_party(party); !fault.empty()) return fault;
    if (!last.empty() && party.id <= last) return "parties out of order";
    last = party.id;
  }
  return "";
}

}  // namespace licet::fuzz
