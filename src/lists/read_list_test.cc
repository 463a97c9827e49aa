#include "lists/read_list.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text_util.h"
#include "lists/list_tables.h"

namespace licet {

TEST_CASE("recognised_form: by content, whatever the file is called") {
  CHECK(recognised_form("source,entity_number,name,alt_names\n") == "csl_csv");
  CHECK(recognised_form("\xEF\xBB\xBF_id,source,name,alt_names\n") == "csl_csv");
  CHECK(recognised_form("{\"results\":[]}") == "csl_json");
  CHECK(recognised_form("{\"fieldKey\":{},\"tables\":{},\"entries\":[]}") == "csl_projection");
  CHECK(recognised_form("36,\"AERO\",-0- ,\"CUBA\"\n") == "ofac");
  CHECK(recognised_form("\"Name\"\t\"Effective_Date\"\n") == "denied_persons");
  CHECK(recognised_form("<?xml version=\"1.0\"?>\n<CONSOLIDATED_LIST>") == "un_xml");
  CHECK(recognised_form("{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}") == "ftm");
  CHECK(recognised_form("{\"list_id\":\"x\",\"entities\":[]}") == "extract");
  CHECK(recognised_form("[{\"entity_name\":\"x\"}]") == "registry");
  CHECK(recognised_form("id,name\n") == "user_csv");
  for (const std::string_view other : {"", "\n", "<html>", "{\"a\":1}", "[{}]", "hello", "a\tb\n"})
    CHECK(recognised_form(other).empty());
}

TEST_CASE("read_list: a file of another form, of none, or no file") {
  const auto parcel = find_parcel("us_csl");
  REQUIRE(parcel.has_value());
  const auto message = [&](std::vector<ListFile> files) {
    const auto content = read_list(*parcel, std::move(files));
    return content ? std::string() : content.error().message;
  };
  CHECK(message({}) == "list `us_csl`: no file");
  CHECK(message({{"a.html", "<html>"}}) ==
        "a.html: of no known form; list `us_csl` is read from csl_csv or csl_json or csl_projection");
  CHECK(message({{"a", "id,name\n"}}) ==
        "a: of the form `user_csv`; list `us_csl` is read from csl_csv or csl_json or csl_projection");
  CHECK(message({{"a", "source,name,alt_names\n"}, {"b", "{\"results\":[]}"}}) ==
        "b: of the form `csl_json` beside a file of the form `csl_csv`");
}

TEST_CASE("outside_limits: fewer or more records than a list has") {
  Parcel parcel;
  parcel.least_records = 2;
  parcel.most_records = 3;
  ListContent content;
  for (const std::uint64_t records : {1U, 4U}) {
    content.records = records;
    CHECK(outside_limits(parcel, content));
  }
  content.records = 3;
  CHECK(!outside_limits(parcel, content));
}

TEST_CASE("ListTables: names that prove nothing alone") {
  const ListTables& tables = ListTables::builtin();
  for (const std::string_view weak :
       {"BNC", "A.B.C.D.", "Sun", "DREAM", "Engineers", "\xE4\xB8\xAD\xE8\x88\xAA", "K-12", ""}) {
    CAPTURE(weak);
    CHECK(tables.is_weak_name(weak));
  }
  for (const std::string_view strong :
       {"Gazprom", "Sea Dream", "Huawei", "\xE5\x8D\x8E\xE4\xB8\xBA\xE6\x8A\x80\xE6\x9C\xAF"}) {
    CAPTURE(strong);
    CHECK(!tables.is_weak_name(strong));
  }
}

TEST_CASE("ListTables: places by code, name and the front of an address") {
  const ListTables& tables = ListTables::builtin();
  CHECK(tables.place("CN") == tables.place("people's republic of CHINA"));
  CHECK(tables.place("cn").empty());
  CHECK(tables.place("Atlantis").empty());
  CHECK(tables.place_in_front("Islamic Republic of Iran, Tehran") == tables.place("Iran"));
  CHECK(tables.place_in_front("Iranian Street").empty());
}

}  // namespace licet
