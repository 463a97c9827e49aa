#include "wire/book.h"

#include "base/sha256.h"
#include "base/text_util.h"
#include "engine/screen.h"
#include "wire/hit.h"

namespace licet {

namespace {

Json optional_day(const std::optional<Date>& day) {
  return day ? Json::string(to_string(*day)) : Json::null();
}

// A hash over paths and texts of the law, each with its size in front, so that no two trees write the same bytes.
std::string law_hash(const BookContent& content) {
  std::string bytes;
  for (const LawFile& file : content.law) {
    bytes += concat(file.path.size(), " ", file.path, " ", file.text.size(), " ", file.text);
  }
  return sha256_hex(bytes);
}

Json count(std::uint64_t number) {
  return Json::number(static_cast<std::int64_t>(number));
}

Json parcel_json(const ParcelInfo& parcel) {
  Json json = Json::object({{"id", Json::string(parcel.id)}, {"title", Json::string(parcel.title)}});
  json.set("as_of", optional_day(parcel.as_of)).set("records", count(parcel.records)).set("names", count(parcel.names));
  json.set("skipped", count(parcel.skipped));
  return json.set("sha256", parcel.sha256.empty() ? Json::null() : Json::string(parcel.sha256));
}

Json diagnostic_json(const ListDiagnostic& diagnostic) {
  Json json = Json::object({{"list", Json::string(diagnostic.list)}, {"file", Json::string(diagnostic.file)}});
  json.set("line", diagnostic.line == 0 ? Json::null() : count(diagnostic.line))
      .set("reason", Json::string(diagnostic.reason));
  return json.set("skipped", Json::boolean(diagnostic.skipped));
}

Json list_json(const ListInfo& list) {
  Json json = Json::object({{"id", Json::string(list.id)}, {"title", Json::string(list.title)}});
  json.set("as_of", optional_day(list.as_of));
  json.set("records", count(list.records));
  json.set("names", count(list.names));
  json.set("purpose", Json::string(to_string(list.purpose))).set("publisher", Json::string(list.publisher));
  return json.set("complete_from", optional_day(list.complete_from)).set("url", Json::string(list.url));
}

}  // namespace

Json book_brief_json(const Book& book) {
  Json lists = Json::array();
  for (const ListInfo& list : book.content().lists) {
    lists.push(Json::object(
        {{"id", Json::string(list.id)}, {"as_of", optional_day(list.as_of)}, {"records", count(list.records)}}));
  }
  return Json::object({{"hash", Json::string(book.hash())}, {"lists", std::move(lists)}});
}

Json book_info_json(const Book& book) {
  const BookContent& content = book.content();
  Json parcels = Json::array();
  for (const ParcelInfo& parcel : content.parcels) parcels.push(parcel_json(parcel));
  Json lists = Json::array();
  for (const ListInfo& list : content.lists) lists.push(list_json(list));
  Json diagnostics = Json::array();
  for (const ListDiagnostic& diagnostic : content.diagnostics) diagnostics.push(diagnostic_json(diagnostic));
  Json law = Json::object({{"hash", Json::string(law_hash(content))}});
  law.set("as_of", Json::string(content.law_as_of));
  Json json = Json::object({{"hash", Json::string(book.hash())}});
  json.set("bytes", Json::number(static_cast<std::int64_t>(book.bytes())));
  json.set("lists", std::move(parcels)).set("law", std::move(law)).set("diagnostics", std::move(diagnostics));
  return json.set("legal_lists", std::move(lists));
}

Json coverage_flags_json(const Book& book, Date day) {
  std::vector<std::string> ids;
  std::vector<std::string> shown;
  Json whole_from = Json::object();
  for (const ListInfo* list : incomplete_lists(book, day)) {
    ids.push_back(list->id);
    shown.push_back(list->complete_from ? concat(list->id, " (whole from ", to_string(*list->complete_from), ")")
                                        : list->id);
    whole_from.set(list->id, optional_day(list->complete_from));
  }
  if (ids.empty()) return Json::array();
  const std::string message =
      concat("not whole in this book on ", to_string(day),
             ": no hit does not mean that a party is not listed there; entries that ended before the day of a file are "
             "in it only where another source has them: ",
             joined(shown, ", "));
  return Json::array({Json::object({{"code", Json::string("lists_incomplete")},
                                    {"message", Json::string(message)},
                                    {"lists", strings_json(ids)},
                                    {"whole_from", std::move(whole_from)}})});
}

}  // namespace licet
