#include "lists/parcel.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"

// The library as headers, without exceptions.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace licet {

namespace {

struct BuiltinParcel {
  std::string_view id;
  std::string_view text;
};

constexpr auto kParcels = std::to_array<BuiltinParcel>({
#include "embedded/parcels.inc"
});

Error wrong(std::string_view name, std::string_view key, std::string_view expected) {
  return Error{ErrorCode::kParse, concat(name, ": ", ticked(key), ": expected ", expected)};
}

// One table of the file with messages that name it.
class Reader {
 public:
  Reader(const toml::table& table, std::string_view name) : table_(table), name_(name) {}

  Status only(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, value] : table_) {
      if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
      const std::vector<std::string> known(keys.begin(), keys.end());
      return Error{ErrorCode::kParse,
                   concat(name_, ": unknown key ", ticked(key.str()), did_you_mean(key.str(), known))};
    }
    return {};
  }

  Result<std::string> text(std::string_view key) const {
    const auto found = table_[key].value<std::string>();
    if (!found || found->empty()) return wrong(name_, key, "a text");
    return *found;
  }
  std::string text_or(std::string_view key, std::string other) const {
    return table_[key].value<std::string>().value_or(std::move(other));
  }
  bool has(std::string_view key) const { return table_.contains(key); }
  bool flag(std::string_view key) const { return table_[key].value<bool>().value_or(false); }

  Result<std::uint64_t> count(std::string_view key) const {
    const auto found = table_[key].value<std::int64_t>();
    if (!found || *found < 0) return wrong(name_, key, "a count");
    return static_cast<std::uint64_t>(*found);
  }

  Result<std::vector<std::string>> texts(std::string_view key) const {
    std::vector<std::string> out;
    const toml::array* items = table_[key].as_array();
    if (items == nullptr)
      return table_.contains(key) ? Result<std::vector<std::string>>(wrong(name_, key, "a list of texts")) : out;
    for (const toml::node& item : *items) {
      const auto one = item.value<std::string>();
      if (!one) return wrong(name_, key, "a list of texts");
      out.push_back(*one);
    }
    return out;
  }

  // The tables of an array; empty if there is none.
  Result<std::vector<const toml::table*>> tables(std::string_view key) const {
    std::vector<const toml::table*> out;
    const toml::array* items = table_[key].as_array();
    if (items == nullptr)
      return table_.contains(key) ? Result<std::vector<const toml::table*>>(wrong(name_, key, "tables")) : out;
    for (const toml::node& item : *items) {
      if (item.as_table() == nullptr) return wrong(name_, key, "tables");
      out.push_back(item.as_table());
    }
    return out;
  }

  // A table of texts by key; keys in lower case.
  Result<std::map<std::string, std::string, std::less<>>> map(std::string_view key) const {
    std::map<std::string, std::string, std::less<>> out;
    const toml::table* found = table_[key].as_table();
    if (found == nullptr) return out;
    for (const auto& [word, value] : *found) {
      const auto one = value.value<std::string>();
      if (!one) return wrong(name_, word.str(), "a text");
      out[ascii_lower(word.str())] = *one;
    }
    return out;
  }

 private:
  const toml::table& table_;
  std::string_view name_;
};

Result<Schema> schema_of(const Reader& in, std::string_view name) {
  const auto schema = parse_schema(in.text_or("schema", "LegalEntity"));
  if (!schema) return wrong(name, "schema", "a kind of party such as `Organization`");
  return *schema;
}

Result<LegalList> legal_list(const toml::table& table, const Parcel& parcel, std::string_view name) {
  const Reader in(table, name);
  LICET_RETURN_IF_ERROR(
      in.only({"id", "title", "purpose", "publisher", "url", "words", "schema", "citation", "keeps_ended"}));
  LegalList list;
  LICET_TRY(list.id, in.text("id"));
  LICET_TRY(list.title, in.text("title"));
  LICET_TRY(const std::string purpose, in.text("purpose"));
  const auto known = parse_list_purpose(purpose);
  if (!known) return wrong(name, "purpose", "export, investment, procurement, import, telecom or customer");
  list.purpose = *known;
  list.publisher = in.text_or("publisher", parcel.publisher);
  list.url = in.text_or("url", parcel.url);
  LICET_TRY(list.words, in.texts("words"));
  LICET_TRY(list.schema, schema_of(in, name));
  list.citation = in.text_or("citation", "");
  list.keeps_ended = in.flag("keeps_ended");
  return list;
}

Status read_lists(const Reader& in, std::string_view name, Parcel& parcel) {
  LICET_TRY(const auto tables, in.tables("legal_list"));
  for (const toml::table* table : tables) {
    LICET_TRY(LegalList list, legal_list(*table, parcel, name));
    parcel.lists.push_back(std::move(list));
  }
  if (parcel.lists.empty()) return wrong(name, "legal_list", "at least one");
  parcel.unknown_list = in.text_or("unknown_list", "");
  const bool known =
      parcel.unknown_list.empty() || std::any_of(parcel.lists.begin(), parcel.lists.end(),
                                                 [&](const LegalList& list) { return list.id == parcel.unknown_list; });
  return known ? Status() : wrong(name, "unknown_list", "the id of a legal list");
}

Status read_complete_from(const Reader& in, CompleteFrom& out) {
  LICET_TRY(out.source, in.text("complete_from_source"));
  LICET_TRY(const std::string day, in.text("complete_from"));
  out.as_of = day == "as_of";
  if (out.as_of || day == "never") return {};
  LICET_TRY(const Date date, parse_date(day));
  out.day = date;
  return {};
}

Status read_footnotes(const Reader& in, std::string_view name, Parcel& parcel) {
  LICET_TRY(const auto tables, in.tables("footnote"));
  for (const toml::table* table : tables) {
    const Reader row(*table, name);
    LICET_RETURN_IF_ERROR(row.only({"text", "footnote"}));
    FootnoteForm form;
    LICET_TRY(form.text, row.text("text"));
    LICET_TRY(form.footnote, row.text("footnote"));
    parcel.footnotes.push_back(std::move(form));
  }
  return {};
}

Status read_remarks(const Reader& in, std::string_view name, Parcel& parcel) {
  LICET_TRY(const auto tables, in.tables("remark"));
  for (const toml::table* table : tables) {
    const Reader row(*table, name);
    LICET_RETURN_IF_ERROR(row.only({"key", "field"}));
    RemarkField remark;
    LICET_TRY(remark.key, row.text("key"));
    LICET_TRY(remark.field, row.text("field"));
    parcel.remarks.push_back(std::move(remark));
  }
  std::stable_sort(parcel.remarks.begin(), parcel.remarks.end(),
                   [](const RemarkField& a, const RemarkField& b) { return a.key.size() > b.key.size(); });
  return {};
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name.front() != '.' && std::all_of(name.begin(), name.end(), is_plain);
}

Status read_downloads(const Reader& in, std::string_view name, Parcel& parcel) {
  LICET_TRY(const auto tables, in.tables("download"));
  for (const toml::table* table : tables) {
    const Reader row(*table, name);
    LICET_RETURN_IF_ERROR(row.only({"file", "url"}));
    DownloadFile download;
    LICET_TRY(download.file, row.text("file"));
    LICET_TRY(download.url, row.text("url"));
    if (!is_plain_name(download.file)) return wrong(name, "file", "a name of letters, digits, `.`, `_` and `-`");
    if (!download.url.starts_with("https://")) return wrong(name, "url", "an address that begins with `https://`");
    parcel.downloads.push_back(std::move(download));
  }
  std::sort(parcel.downloads.begin(), parcel.downloads.end(),
            [](const DownloadFile& a, const DownloadFile& b) { return a.file < b.file; });
  if (!in.has("most_mib")) return {};
  LICET_TRY(const std::uint64_t mib, in.count("most_mib"));
  if (mib == 0 || mib > 2048) return wrong(name, "most_mib", "1 to 2048");
  parcel.most_download_bytes = mib << 20;
  return {};
}

Status read_limits(const Reader& in, std::string_view name, Parcel& parcel) {
  LICET_TRY(parcel.least_records, in.count("least_records"));
  LICET_TRY(parcel.most_records, in.count("most_records"));
  LICET_TRY(const std::uint64_t rank, in.count("merge_rank"));
  parcel.merge_rank = static_cast<std::uint32_t>(std::min<std::uint64_t>(rank, 1000));
  return parcel.least_records <= parcel.most_records ? Status() : wrong(name, "most_records", "at least least_records");
}

Status read_ways(const Reader& in, Parcel& parcel) {
  parcel.address_entry = in.text_or("address_entry", "");
  LICET_TRY(parcel.state_codes, in.texts("state_codes"));
  parcel.bracketed_names = in.flag("bracketed_names");
  parcel.notes = in.text_or("notes", "note");
  LICET_TRY(parcel.identifiers, in.map("identifiers"));
  LICET_TRY(parcel.places, in.map("places"));
  return {};
}

// The text with letters outside ASCII as escapes, which double quotes understand: the TOML reader (3.3) is not defined
// on such a letter elsewhere, and an escape there is an error that it tells. Nothing if the text is not UTF-8.
std::optional<std::string> with_escapes(std::string_view text) {
  const auto points = from_utf8(text);
  if (!points) return std::nullopt;
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char32_t c : *points) {
    if (c < 0x80) {
      out += static_cast<char>(c);
      continue;
    }
    out += "\\U";
    for (int shift = 28; shift >= 0; shift -= 4) out += kDigits[(static_cast<std::uint32_t>(c) >> shift) & 0xFU];
  }
  return out;
}

// Does a letter outside ASCII stand in single quotes, which know no escapes?
bool has_letter_in_single_quotes(std::string_view line) {
  char quote = '\0';
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == '"' && c == '\\') {
      ++i;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
      if (quote == '\'' && static_cast<unsigned char>(c) >= 0x80) return true;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      return false;
    }
  }
  return false;
}

// The TOML library stops the program at a header such as `[=]`, so headers are looked at before it reads the text. No
// line of a list.toml begins with another character than these.
Status check_lines(std::string_view text, std::string_view name) {
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    std::string_view rest = trimmed(line);
    if (rest.empty()) continue;
    if (has_letter_in_single_quotes(rest))
      return Error{ErrorCode::kParse, concat(name, ":", number, ": expected letters outside ASCII in double quotes")};
    const bool header = rest.front() == '[';
    const auto skip = [&](char c) {
      if (rest.starts_with(c)) rest.remove_prefix(1);
      while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
    };
    if (header) {
      skip('[');
      skip('[');
    }
    const char c = rest.empty() ? '\0' : rest.front();
    if ((is_plain(c) && c != '.') || c == '"' || c == '\'' || (!header && (c == '#' || c == ']' || c == '}'))) continue;
    return Error{ErrorCode::kParse, concat(name, ":", number, ": expected a key, a table's name or a comment")};
  }
  return {};
}

// A user's list: every record counts, nothing is known of its size.
Parcel users_parcel(std::string_view id, std::string_view form) {
  Parcel parcel;
  parcel.id = id;
  parcel.title = concat("own list ", id);
  parcel.publisher = "the user";
  parcel.forms = {std::string(form)};
  parcel.most_records = ~std::uint64_t{0};
  parcel.official = false;
  parcel.complete_from.source = "a user's own list";
  parcel.merge_rank = 1000;
  LegalList list;
  list.id = parcel.id;
  list.title = parcel.title;
  list.purpose = ListPurpose::kCustomer;
  list.publisher = parcel.publisher;
  parcel.lists.push_back(std::move(list));
  return parcel;
}

}  // namespace

namespace {

// What the TOML reader says quotes the text, with its line ends.
std::string in_one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return out;
}

}  // namespace

Result<Parcel> parse_parcel(std::string_view text, std::string_view id, std::string_view name) {
  LICET_RETURN_IF_ERROR(check_lines(text, name));
  const std::optional<std::string> escaped = with_escapes(text);
  if (!escaped) return Error{ErrorCode::kParse, concat(name, ": not UTF-8")};
  const toml::parse_result parsed = toml::parse(std::string_view(*escaped));
  if (!parsed)
    return Error{ErrorCode::kParse, concat(name, ":", parsed.error().source().begin.line, ": ",
                                           in_one_line(parsed.error().description()))};
  const Reader in(parsed.table(), name);
  LICET_RETURN_IF_ERROR(in.only({"title",           "publisher",     "url",
                                 "every",           "forms",         "least_records",
                                 "most_records",    "complete_from", "complete_from_source",
                                 "merge_rank",      "address_entry", "state_codes",
                                 "bracketed_names", "notes",         "legal_list",
                                 "unknown_list",    "footnote",      "remark",
                                 "identifiers",     "places",        "download",
                                 "most_mib"}));
  Parcel parcel;
  parcel.id = id;
  LICET_TRY(parcel.title, in.text("title"));
  LICET_TRY(parcel.publisher, in.text("publisher"));
  LICET_TRY(parcel.url, in.text("url"));
  LICET_TRY(parcel.every, in.text("every"));
  LICET_TRY(parcel.forms, in.texts("forms"));
  if (parcel.forms.empty()) return wrong(name, "forms", "at least one");
  LICET_RETURN_IF_ERROR(read_limits(in, name, parcel));
  LICET_RETURN_IF_ERROR(read_downloads(in, name, parcel));
  LICET_RETURN_IF_ERROR(read_complete_from(in, parcel.complete_from));
  LICET_RETURN_IF_ERROR(read_ways(in, parcel));
  LICET_RETURN_IF_ERROR(read_lists(in, name, parcel));
  LICET_RETURN_IF_ERROR(read_footnotes(in, name, parcel));
  LICET_RETURN_IF_ERROR(read_remarks(in, name, parcel));
  return parcel;
}

const std::vector<std::string>& builtin_parcel_ids() {
  static const std::vector<std::string> ids = [] {
    std::vector<std::string> out;
    for (const BuiltinParcel& parcel : kParcels) out.emplace_back(parcel.id);
    std::sort(out.begin(), out.end());
    return out;
  }();
  return ids;
}

Result<Parcel> find_parcel(std::string_view id) {
  for (const BuiltinParcel& parcel : kParcels)
    if (parcel.id == id) return parse_parcel(parcel.text, id, concat("lists/", id, "/list.toml"));
  const auto colon = id.find(':');
  const std::string_view kind = id.substr(0, colon);
  if (colon != std::string_view::npos && (kind == "csv" || kind == "ftm")) {
    const std::string_view own = id.substr(colon + 1);
    if (own.empty() || own.size() > 64 || !std::all_of(own.begin(), own.end(), is_plain))
      return Error{
          ErrorCode::kInvalidArgument,
          concat("list ", ticked(id), ": expected a name of letters, digits, `_`, `-` and `.` behind `", kind, ":`")};
    return users_parcel(id, kind == "csv" ? "user_csv" : "ftm");
  }
  return Error{ErrorCode::kNotFound, concat("no list ", ticked(id), did_you_mean(id, builtin_parcel_ids()),
                                            "; known: ", joined(builtin_parcel_ids(), ", "), ", csv:NAME, ftm:NAME")};
}

}  // namespace licet
