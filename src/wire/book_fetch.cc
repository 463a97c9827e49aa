#include "wire/book_fetch.h"

namespace licet {

namespace {

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json::string(to_string(*day)) : Json::null();
}

Json count(std::uint64_t number) {
  return Json::number(static_cast<std::int64_t>(number));
}

Json fetched_json(const FetchedList& list) {
  Json json = Json::object({{"id", Json::string(list.id)}, {"state", Json::string(to_string(list.state))}});
  if (!list.reason.empty()) json.set("reason", Json::string(list.reason));
  json.set("records", count(list.now.records)).set("names", count(list.now.names));
  json.set("skipped", count(list.now.skipped)).set("as_of", day_or_null(list.now.as_of));
  json.set("sha256", list.now.sha256.empty() ? Json::null() : Json::string(list.now.sha256));
  if (list.before)
    json.set("records_before", count(list.before->records)).set("as_of_before", day_or_null(list.before->as_of));
  return json;
}

}  // namespace

Json fetch_report_json(const FetchReport& report) {
  Json lists = Json::array();
  for (const FetchedList& list : report.lists) lists.push(fetched_json(list));
  Json json = Json::object({{"book", Json::string(report.path)}, {"written", Json::boolean(report.written)}});
  return json.set("lists", std::move(lists));
}

}  // namespace licet
