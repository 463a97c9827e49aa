#include "lists/parcel.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "base/text_util.h"

namespace licet {

namespace {

const std::string kGood = R"(title = "A list"
publisher = "An office"
url = "https://example.org"
every = "daily"
forms = ["extract"]
least_records = 1
most_records = 10
merge_rank = 5
complete_from = "2024-01-02"
complete_from_source = "a note"
[[legal_list]]
id = "x_list"
title = "X"
purpose = "export"
words = ["x"]
)";

std::string message(const std::string& text) {
  const auto parcel = parse_parcel(text, "x", "list.toml");
  return parcel ? std::string() : parcel.error().message;
}

std::string without(std::string text, const std::string& part, const std::string& other = "") {
  text.replace(text.find(part), part.size(), other);
  return text;
}

}  // namespace

TEST_CASE("parcels: all built-in ones are whole") {
  CHECK(builtin_parcel_ids().size() >= 12);
  for (const std::string& id : builtin_parcel_ids()) {
    const auto parcel = find_parcel(id);
    REQUIRE_MESSAGE(parcel.has_value(), (parcel ? std::string() : parcel.error().message));
    CHECK(parcel->least_records > 0);
    CHECK(!parcel->complete_from.source.empty());
    std::set<std::string> lists;
    for (const LegalList& list : parcel->lists)
      CHECK_MESSAGE(lists.insert(list.id).second, id, ": ", list.id, " twice");
  }
}

TEST_CASE("parcels: the same legal list has the same purpose everywhere") {
  std::map<std::string, ListPurpose> purposes;
  for (const std::string& id : builtin_parcel_ids()) {
    const auto parcel = find_parcel(id);
    REQUIRE(parcel.has_value());
    for (const LegalList& list : parcel->lists)
      CHECK(purposes.emplace(list.id, list.purpose).first->second == list.purpose);
  }
}

TEST_CASE("parse_parcel: what it reads, and what it refuses") {
  const auto parcel = parse_parcel(kGood, "x", "list.toml");
  REQUIRE(parcel.has_value());
  CHECK(parcel->id == "x");
  CHECK(to_string(*parcel->complete_from.day) == "2024-01-02");
  CHECK(!parcel->complete_from.as_of);
  CHECK(parcel->lists[0].publisher == "An office");
  CHECK(message(without(kGood, "url = \"https://example.org\"\n")) == "list.toml: `url`: expected a text");
  CHECK(message(without(kGood, "most_records", "most_record")) ==
        "list.toml: unknown key `most_record` (did you mean `most_records`?)");
  CHECK(message(without(kGood, "\"export\"", "\"war\"")) ==
        "list.toml: `purpose`: expected export, investment, procurement, import, telecom or customer");
  CHECK(message(without(kGood, "most_records = 10", "most_records = 0")) ==
        "list.toml: `most_records`: expected at least least_records");
  CHECK(message("a = [").starts_with("list.toml:1: "));
  CHECK(message("").starts_with("list.toml: "));
}

TEST_CASE("find_parcel: users' own lists, and ids that do not exist") {
  const auto own = find_parcel("csv:board-2");
  REQUIRE(own.has_value());
  CHECK(own->lists[0].id == "csv:board-2");
  CHECK(!own->official);
  CHECK(find_parcel("ftm:a").value().forms[0] == "ftm");
  CHECK(find_parcel("csv:").error().code == ErrorCode::kInvalidArgument);
  CHECK(find_parcel("csv:a b").error().code == ErrorCode::kInvalidArgument);
  CHECK(find_parcel("us_cls").error().message.starts_with("no list `us_cls` (did you mean `us_csl`?)"));
}

}  // namespace licet
