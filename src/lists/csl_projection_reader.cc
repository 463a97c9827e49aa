#include <charconv>
#include <utility>

#include "base/text_util.h"
#include "lists/csl_record.h"
#include "lists/json_fields.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"
#include "lists/readers.h"

namespace licet {

namespace {

// The text of a table to which an entry's number points; "" where the entry has none. A wrong number is noted.
std::string looked_up(const Json& entry, std::string_view key, const Json* table, std::uint64_t number,
                      ListSink& sink) {
  const Json* index = entry.find(key);
  if (index == nullptr || index->is_null()) return "";
  std::size_t at = 0;
  const std::string& text = index->text();
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), at);
  const bool good = index->is_number() && failure == std::errc() && end == text.data() + text.size() &&
                    table != nullptr && at < table->items().size() && table->items()[at].is_string();
  if (good) return table->items()[at].text();
  sink.note(0, concat("record ", number, ": ", ticked(key), " points to no text of its table"));
  return "";
}

struct Tables {
  const Json* sources;
  const Json* requirements;
  const Json* policies;
  const Json* programs;
  const Json* urls;
};

CslRecord record_of(const Json& entry, const Tables& tables, std::uint64_t number, ListSink& sink) {
  CslRecord out;
  out.source = looked_up(entry, "s", tables.sources, number, sink);
  out.entity_number = json_text(entry, "e");
  out.type = json_text(entry, "t");
  out.name = json_text(entry, "n");
  out.alt_names = json_texts(entry, "a");
  out.countries = json_texts(entry, "c");
  out.programs = cell_parts(looked_up(entry, "pg", tables.programs, number, sink));
  out.notice = json_text(entry, "fr");
  out.requirement = looked_up(entry, "lr", tables.requirements, number, sink);
  out.policy = looked_up(entry, "lp", tables.policies, number, sink);
  out.url = looked_up(entry, "u", tables.urls, number, sink);
  return out;
}

}  // namespace

Status read_csl_projection(const ListFile& file, const Json& document, ListSink& sink) {
  const Json* entries = document.find("entries");
  const Json* tables = document.find("tables");
  if (entries == nullptr || tables == nullptr || !entries->is_array())
    return Error{ErrorCode::kParse, concat(file.name, ": `tables` and `entries` are expected")};
  const Tables found = {tables->find("sources"), tables->find("licenceRequirements"), tables->find("licencePolicies"),
                        tables->find("programmes"), tables->find("urls")};
  sink.dated(parse_printed_date(json_text(document, "sourceGeneratedAt")));
  std::uint64_t number = 0;
  for (const Json& entry : entries->items()) {
    ++number;
    if (entry.is_object())
      add_csl_record(record_of(entry, found, number, sink), 0, sink);
    else
      sink.skip(0, concat("record ", number, ": expected an object, found ", to_string(entry.kind())));
  }
  return {};
}

}  // namespace licet
