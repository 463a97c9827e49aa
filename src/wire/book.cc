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

Json list_json(const ListInfo& list) {
  Json json = Json::object({{"id", Json::string(list.id)}, {"title", Json::string(list.title)}});
  json.set("as_of", optional_day(list.as_of));
  json.set("records", Json::number(static_cast<std::int64_t>(list.records)));
  json.set("names", Json::number(static_cast<std::int64_t>(list.names)));
  json.set("skipped", Json::number(0)).set("sha256", Json::null());
  json.set("purpose", Json::string(to_string(list.purpose))).set("publisher", Json::string(list.publisher));
  return json.set("complete_from", optional_day(list.complete_from)).set("url", Json::string(list.url));
}

}  // namespace

Json book_brief_json(const Book& book) {
  Json lists = Json::array();
  for (const ListInfo& list : book.content().lists) {
    lists.push(Json::object({{"id", Json::string(list.id)},
                             {"as_of", optional_day(list.as_of)},
                             {"records", Json::number(static_cast<std::int64_t>(list.records))}}));
  }
  return Json::object({{"hash", Json::string(book.hash())}, {"lists", std::move(lists)}});
}

Json book_info_json(const Book& book) {
  Json lists = Json::array();
  for (const ListInfo& list : book.content().lists) lists.push(list_json(list));
  Json law = Json::object({{"hash", Json::string(law_hash(book.content()))}});
  law.set("as_of", Json::string(book.content().law_as_of));
  Json json = Json::object({{"hash", Json::string(book.hash())}});
  json.set("bytes", Json::number(static_cast<std::int64_t>(book.bytes())));
  return json.set("lists", std::move(lists)).set("law", std::move(law)).set("diagnostics", Json::array());
}

Json coverage_flags_json(const Book& book, Date day) {
  std::vector<std::string> ids;
  for (const ListInfo* list : incomplete_lists(book, day)) ids.push_back(list->id);
  if (ids.empty()) return Json::array();
  return Json::array(
      {Json::object({{"code", Json::string("lists_incomplete")},
                     {"message", Json::string(concat("not whole in this book on ", to_string(day),
                                                     ": no hit does not mean that a party is not listed there"))},
                     {"lists", strings_json(ids)}})});
}

}  // namespace licet
