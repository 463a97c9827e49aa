#include "lists/parcel.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <utility>

#include "base/text_util.h"
#include "lists/plain_toml.h"

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
  Reader(const TomlTable& table, std::string_view name) : table_(table), name_(name) {}

  Status only(std::initializer_list<std::string_view> keys) const {
    const std::vector<std::string> known(keys.begin(), keys.end());
    LICET_RETURN_IF_ERROR(only(table_.values, known));
    LICET_RETURN_IF_ERROR(only(table_.tables, known));
    return only(table_.arrays, known);
  }

  Result<std::string> text(std::string_view key) const {
    const std::string* found = table_.text(key);
    if (found == nullptr || found->empty()) return wrong(name_, key, "a text");
    return *found;
  }
  Result<std::string> text_or(std::string_view key, std::string_view other) const {
    if (!has(key)) return std::string(other);
    const std::string* found = table_.text(key);
    return found == nullptr ? Result<std::string>(wrong(name_, key, "a text")) : *found;
  }
  bool has(std::string_view key) const { return table_.contains(key); }
  Result<bool> flag(std::string_view key) const {
    const bool* found = table_.flag(key);
    if (found == nullptr && has(key)) return wrong(name_, key, "`true` or `false`");
    return found != nullptr && *found;
  }

  Result<std::uint64_t> count(std::string_view key) const {
    const std::int64_t* found = table_.number(key);
    if (found == nullptr) return wrong(name_, key, "a count");
    return static_cast<std::uint64_t>(*found);
  }

  Result<std::vector<std::string>> texts(std::string_view key) const {
    const std::vector<std::string>* found = table_.texts(key);
    if (found == nullptr && has(key)) return wrong(name_, key, "a list of texts");
    return found == nullptr ? std::vector<std::string>() : *found;
  }

  // The tables of an array; empty if there is none.
  Result<std::vector<TomlTable>> tables(std::string_view key) const {
    const auto found = table_.arrays.find(key);
    if (found == table_.arrays.end() && has(key)) return wrong(name_, key, "tables");
    return found == table_.arrays.end() ? std::vector<TomlTable>() : found->second;
  }

  // A table of texts by key; keys in lower case.
  Result<std::map<std::string, std::string, std::less<>>> map(std::string_view key) const {
    std::map<std::string, std::string, std::less<>> out;
    const auto found = table_.tables.find(key);
    if (found == table_.tables.end() && has(key)) return wrong(name_, key, "a table of texts");
    if (found == table_.tables.end()) return out;
    for (const auto& [word, value] : found->second.values) {
      const auto* one = std::get_if<std::string>(&value);
      if (one == nullptr) return wrong(name_, word, "a text");
      out[ascii_lower(word)] = *one;
    }
    return out;
  }

 private:
  template <typename Map>
  Status only(const Map& entries, const std::vector<std::string>& known) const {
    for (const auto& [key, value] : entries) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      return Error{ErrorCode::kParse, concat(name_, ": unknown key ", ticked(key), did_you_mean(key, known))};
    }
    return {};
  }

  const TomlTable& table_;
  std::string_view name_;
};

Result<Schema> schema_of(const Reader& in, std::string_view name) {
  LICET_TRY(const std::string word, in.text_or("schema", "LegalEntity"));
  const auto schema = parse_schema(word);
  if (!schema) return wrong(name, "schema", "a kind of party such as `Organization`");
  return *schema;
}

Result<LegalList> legal_list(const TomlTable& table, const Parcel& parcel, std::string_view name) {
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
  LICET_TRY(list.publisher, in.text_or("publisher", parcel.publisher));
  LICET_TRY(list.url, in.text_or("url", parcel.url));
  LICET_TRY(list.words, in.texts("words"));
  LICET_TRY(list.schema, schema_of(in, name));
  LICET_TRY(list.citation, in.text_or("citation", ""));
  LICET_TRY(list.keeps_ended, in.flag("keeps_ended"));
  return list;
}

Status read_lists(const Reader& in, std::string_view name, Parcel& parcel) {
  LICET_TRY(const auto tables, in.tables("legal_list"));
  for (const TomlTable& table : tables) {
    LICET_TRY(LegalList list, legal_list(table, parcel, name));
    parcel.lists.push_back(std::move(list));
  }
  if (parcel.lists.empty()) return wrong(name, "legal_list", "at least one");
  LICET_TRY(parcel.unknown_list, in.text_or("unknown_list", ""));
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
  for (const TomlTable& table : tables) {
    const Reader row(table, name);
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
  for (const TomlTable& table : tables) {
    const Reader row(table, name);
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
  for (const TomlTable& table : tables) {
    const Reader row(table, name);
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
  LICET_TRY(parcel.address_entry, in.text_or("address_entry", ""));
  LICET_TRY(parcel.state_codes, in.texts("state_codes"));
  LICET_TRY(parcel.bracketed_names, in.flag("bracketed_names"));
  LICET_TRY(parcel.notes, in.text_or("notes", "note"));
  LICET_TRY(parcel.identifiers, in.map("identifiers"));
  LICET_TRY(parcel.places, in.map("places"));
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

Result<Parcel> parse_parcel(std::string_view text, std::string_view id, std::string_view name) {
  LICET_TRY(const TomlTable table, parse_plain_toml(text, name));
  const Reader in(table, name);
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
  static const std::vector<std::string> kIds = [] {
    std::vector<std::string> out;
    out.reserve(kParcels.size());
    for (const BuiltinParcel& parcel : kParcels) out.emplace_back(parcel.id);
    std::sort(out.begin(), out.end());
    return out;
  }();
  return kIds;
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
