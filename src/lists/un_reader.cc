#include <expat.h>

#include <array>
#include <memory>
#include <utility>

#include "base/text_util.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"
#include "lists/readers.h"

namespace licet {

namespace {

constexpr std::size_t kMostDepth = 32;

// Fields of an element below a record, by the name of each.
using Fields = std::vector<std::pair<std::string, std::string>>;

std::string_view field(const Fields& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

// One individual or entity: its own fields, and each compound element below it.
struct Record {
  Schema schema = Schema::kOrganization;
  std::uint64_t line = 0;
  Fields fields;
  std::vector<std::pair<std::string, Fields>> parts;
};

void add_names(const Record& record, Party& party, std::size_t& uncounted) {
  std::string name;
  for (const std::string_view key : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"})
    if (const std::string_view part = trimmed(field(record.fields, key)); !part.empty()) {
      if (!name.empty()) name.push_back(' ');
      name += part;
    }
  add_name(party, name, NameKind::kPrimary);
  add_name(party, field(record.fields, "NAME_ORIGINAL_SCRIPT"), NameKind::kNative);
  for (const auto& [element, fields] : record.parts) {
    if (!element.ends_with("_ALIAS")) continue;
    const std::string_view quality = trimmed(field(fields, "QUALITY"));
    const auto strength = quality == "Low" ? NameStrength::kWeak : NameStrength::kStrong;
    const std::vector<std::string> names = cell_parts(field(fields, "ALIAS_NAME"));
    for (const std::string& one : names)
      add_name(party, one, quality == "f.k.a." ? NameKind::kFormer : NameKind::kAlias, strength);
    if (names.size() > 1) uncounted += names.size() - 1;
  }
}

void add_address(const Fields& fields, Party& party, std::uint64_t line, ListSink& sink) {
  std::vector<std::string> parts;
  for (const std::string_view key : {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"})
    if (const std::string_view part = trimmed(field(fields, key)); !part.empty()) parts.emplace_back(part);
  const std::string_view country = trimmed(field(fields, "COUNTRY"));
  sink.add_country(party, country, line);
  if (parts.size() > 1 || (parts.size() == 1 && country.empty())) add_plain_address(party, joined(parts, ", "));
}

void add_birth(const Fields& fields, Party& party) {
  const std::string range = concat(trimmed(field(fields, "FROM_YEAR")), " to ", trimmed(field(fields, "TO_YEAR")));
  for (const std::string& text : {std::string(field(fields, "DATE")), std::string(field(fields, "YEAR")), range})
    for (std::string& date : parse_birth_dates(text)) add_once(party.birth_dates, std::move(date));
}

void add_document(const Fields& fields, Party& party, const Parcel& parcel) {
  const auto known = parcel.identifiers.find(ascii_lower(clean_text(field(fields, "TYPE_OF_DOCUMENT"))));
  add_identifier(party, known == parcel.identifiers.end() ? "other" : known->second, field(fields, "NUMBER"));
}

void add_parts(const Record& record, Party& party, ListSink& sink) {
  for (const auto& [element, fields] : record.parts) {
    if (element.ends_with("_ADDRESS"))
      add_address(fields, party, record.line, sink);
    else if (element.ends_with("_DATE_OF_BIRTH"))
      add_birth(fields, party);
    else if (element.ends_with("_DOCUMENT"))
      add_document(fields, party, sink.parcel());
    else if (element == "NATIONALITY")
      for (const auto& [key, value] : fields) sink.add_country(party, value, record.line);
    else if (element == "LAST_DAY_UPDATED")
      for (const auto& [key, value] : fields) sink.seen(parse_printed_date(value));
  }
}

void add_record(const Record& record, ListSink& sink) {
  Party party;
  party.schema = record.schema;
  Listing& listing = start_listing(party, sink.legal_list("", record.line));
  listing.source_id = trimmed(field(record.fields, "DATAID"));
  add_once(listing.citations, clean_text(field(record.fields, "REFERENCE_NUMBER")));
  add_once(listing.programs, clean_text(field(record.fields, "UN_LIST_TYPE")));
  listing.note = clean_text(field(record.fields, "COMMENTS1"));
  const std::string_view listed = field(record.fields, "LISTED_ON");
  const auto day = parse_printed_date(listed);
  if (day)
    listing.from = DaySpan::exact(*day);
  else
    sink.note(record.line, concat("LISTED_ON: expected a day, found ", ticked(listed)));
  sink.seen(day);
  std::size_t uncounted = 0;
  add_names(record, party, uncounted);
  add_parts(record, party, sink);
  sink.add(std::move(party), record.line, uncounted);
}

// The state of one reading. Elements: 1 the list, 2 INDIVIDUALS or ENTITIES, 3 a record, 4 its fields and parts, 5
// fields of a part.
class Stream {
 public:
  Stream(XML_Parser parser, ListSink& sink) : parser_(parser), sink_(sink) {}

  const std::string& refusal() const { return refusal_; }
  bool saw_list() const { return saw_list_; }

  void open(std::string_view name, const char** attributes) {
    path_.emplace_back(name);
    text_.clear();
    if (path_.size() > kMostDepth) return refuse("elements are nested too deep");
    if (path_.size() == 1) open_list(name, attributes);
    if (path_.size() == 3) {
      record_ = Record{};
      record_.schema = name == "INDIVIDUAL" ? Schema::kPerson : Schema::kOrganization;
      record_.line = XML_GetCurrentLineNumber(parser_);
    }
    if (path_.size() == 4) part_.clear();
  }

  void close() {
    if (path_.size() == 5)
      part_.emplace_back(path_.back(), std::exchange(text_, {}));
    else if (path_.size() == 4 && !part_.empty())
      record_.parts.emplace_back(path_.back(), std::exchange(part_, {}));
    else if (path_.size() == 4)
      record_.fields.emplace_back(path_.back(), std::exchange(text_, {}));
    else if (path_.size() == 3)
      close_record();
    path_.pop_back();
    text_.clear();
  }

  void characters(std::string_view text) { text_ += text; }

  void refuse(std::string reason) {
    if (refusal_.empty()) refusal_ = std::move(reason);
    XML_StopParser(parser_, XML_FALSE);
  }

 private:
  void open_list(std::string_view name, const char** attributes) {
    if (name != "CONSOLIDATED_LIST") return refuse(concat("expected `CONSOLIDATED_LIST`, found ", ticked(name)));
    saw_list_ = true;
    for (; attributes[0] != nullptr; attributes += 2)
      if (std::string_view(attributes[0]) == "dateGenerated") sink_.dated(parse_printed_date(attributes[1]));
  }

  void close_record() {
    if (path_[2] == "INDIVIDUAL" || path_[2] == "ENTITY")
      add_record(record_, sink_);
    else
      sink_.skip(record_.line, concat("expected `INDIVIDUAL` or `ENTITY`, found ", ticked(path_[2])));
  }

  XML_Parser parser_;
  ListSink& sink_;
  std::vector<std::string> path_;
  std::string text_;
  Fields part_;
  Record record_;
  std::string refusal_;
  bool saw_list_ = false;
};

Stream& stream_of(void* user) {
  return *static_cast<Stream*>(user);
}

void on_open(void* user, const char* name, const char** attributes) {
  stream_of(user).open(name, attributes);
}
void on_close(void* user, const char*) {
  stream_of(user).close();
}
void on_text(void* user, const char* text, int size) {
  stream_of(user).characters({text, static_cast<std::size_t>(size)});
}
// A document type may define entities that expand without bound; these lists have none.
void on_doctype(void* user, const char*, const char*, const char*, int) {
  stream_of(user).refuse("a document type is not read");
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

Status read_un_xml(const ListFile& file, ListSink& sink) {
  constexpr std::size_t kPiece = std::size_t{1} << 24;
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser(XML_ParserCreate(nullptr));
  if (!parser) return Error{ErrorCode::kResource, concat(file.name, ": no memory for the XML reader")};
  Stream stream(parser.get(), sink);
  XML_SetUserData(parser.get(), &stream);
  XML_SetElementHandler(parser.get(), on_open, on_close);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  for (std::size_t at = 0; at <= file.bytes.size(); at += kPiece) {
    const std::string_view piece = std::string_view(file.bytes).substr(at, kPiece);
    const bool last = at + kPiece > file.bytes.size();
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0) == XML_STATUS_ERROR) {
      const std::string why =
          stream.refusal().empty() ? XML_ErrorString(XML_GetErrorCode(parser.get())) : stream.refusal();
      return Error{ErrorCode::kParse, concat(file.name, ":", XML_GetCurrentLineNumber(parser.get()), ": ", why)};
    }
  }
  return {};
}

}  // namespace licet
