// Every reader on its parcel's invented samples (lists/<id>/samples), and on bytes that no sample file can hold.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text_util.h"
#include "lists/read_list.h"

namespace licet {

namespace {

const std::string kLists = concat(LICET_SOURCE_DIR, "/lists");

Result<ListContent> read(std::string_view parcel_id, std::vector<ListFile> files) {
  LICET_TRY(const Parcel parcel, find_parcel(parcel_id));
  return read_list(parcel, std::move(files));
}

std::string dump_of(std::string_view parcel_id, std::string bytes) {
  const auto content = read(parcel_id, {ListFile{"file", std::move(bytes)}});
  return content ? dump(*content) : content.error().message;
}

// One entry of Treasury's file of primary names.
std::string primary(std::string_view number, std::string_view name, std::string_view remarks = "-0- ") {
  return concat(number, ",\"", name, "\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,", remarks, '\n');
}

}  // namespace

TEST_CASE("lists: each sample reads as its expected text says") {
  for (const std::string& id : builtin_parcel_ids()) {
    const std::string samples = concat(kLists, '/', id, "/samples");
    const auto expected = list_files(samples, ".expected");
    REQUIRE(expected.has_value());
    CHECK_MESSAGE(!expected->empty(), id);
    for (const std::string& name : *expected) {
      CAPTURE(concat(id, '/', name));
      auto files = load_list_files(concat(samples, '/', name.substr(0, name.size() - 9)));
      REQUIRE(files.has_value());
      const auto content = read(id, std::move(*files));
      REQUIRE_MESSAGE(content.has_value(), (content ? std::string() : content.error().message));
      const auto text = read_file(concat(samples, '/', name));
      REQUIRE(text.has_value());
      CHECK(dump(*content) == *text);
    }
  }
}

TEST_CASE("lists: Latin-1 becomes UTF-8, and the end mark is no record") {
  const auto content = read("us_ofac_sdn", {ListFile{"sdn.csv", concat(primary("1", "CAF\xC9 EXAMPLE"), "\x1A\r\n")}});
  REQUIRE(content.has_value());
  REQUIRE(content->parties.size() == 1);
  CHECK(content->parties[0].caption == "CAF\xC3\x89 EXAMPLE");
  CHECK(content->skipped == 0);
}

TEST_CASE("lists: one number that stands for two parties gives both, and the second the number of its record") {
  const auto content =
      read("us_ofac_sdn",
           {ListFile{"alt.csv", "7,1,\"aka\",\"OTHER NAME\",-0- \n"},
            ListFile{"sdn.csv", concat(primary("7", "FIRST"), primary("8", "SECOND"), primary("7", "THIRD"))}});
  REQUIRE(content.has_value());
  REQUIRE(content->parties.size() == 3);
  CHECK(content->parties[0].listings[0].source_id == "7");
  CHECK(content->parties[2].caption == "THIRD");
  CHECK(content->parties[2].listings[0].source_id == "3");
  CHECK(content->parties[2].names.size() == 2);
  CHECK(content->names == 4);
}

TEST_CASE("lists: a record's number that is another's own id is told apart") {
  const auto content =
      read("us_ofac_sdn",
           {ListFile{"sdn.csv", concat(primary("3", "FIRST"), primary("5", "SECOND"), primary("5", "FOURTH"))}});
  REQUIRE(content.has_value());
  CHECK(content->parties[2].listings[0].source_id == "5#3");
}

TEST_CASE("lists: a cell of a user's CSV that holds several names gives each of them") {
  const std::string text = dump_of("csv:board",
                                   "name\n"
                                   "Halden Optics Institute - Institute of Halden Optics - HOI\n"
                                   "Halden Aerospace University - Halden Institute of Aeronautics\n"
                                   "Halden Trading - North Branch\n");
  CHECK(text.find("name: Institute of Halden Optics [alias strong]") != std::string::npos);
  CHECK(text.find("name: HOI [") == std::string::npos);
  CHECK(text.find("name: Halden Institute of Aeronautics [alias strong]") != std::string::npos);
  CHECK(text.find("name: North Branch") == std::string::npos);
}

TEST_CASE("lists: a user's own CSV") {
  const std::string text = dump_of(
      "csv:board",
      "id,name,aliases,schema,countries,addresses,identifiers,birth_date,from,until,source\n"
      "a,Example Co,Ex Trading; Exemplar,Company,CN; Iran,1 Street,lei:5299;77,,2020-01-01,..2025-09-16,minute 7\n"
      ",Karim Sample,,Person,Atlantis,,,1970-05-31,,,\n"
      "c,,,,,,,,,,\n");
  CHECK(text ==
        "2 records, 4 names, 1 skipped, as of 2020-01-01\n"
        "csv:board:a Organization\n"
        "  list: csv:board a from 2020-01-01 until ..2025-09-16\n"
        "  name: Example Co [primary strong]\n"
        "  name: Ex Trading [alias strong]\n"
        "  name: Exemplar [alias weak]\n"
        "  countries: CN IR\n"
        "  address: 1 Street\n"
        "  identifier: lei 5299\n"
        "  identifier: other 77\n"
        "  source: minute 7 \n"
        "csv:board:2 Person\n"
        "  list: csv:board 2 from ..2020-01-01\n"
        "  name: Karim Sample [primary strong]\n"
        "  born: 1970-05-31\n"
        "  source: own list csv:board 2020-01-01 \n"
        "note file:3: no place of this name is known: `Atlantis`\n"
        "skipped file:4: a row without `name`\n");
  CHECK(dump_of("csv:board", "id,name,alises\n1,A,B\n") ==
        "file:1: unknown column `alises` (did you mean `aliases`?); known: id, name, aliases, schema, countries, "
        "addresses, identifiers, "
        "birth_date, from, until, source");
}

TEST_CASE("lists: FollowTheMoney lines, with what other entities say of a party") {
  const std::string text = dump_of(
      "ftm:own",
      R"({"id":"p1","schema":"Person","properties":{"name":["Karim Sample"],"weakAlias":["The Sample Man"],"nationality":["ir"],"birthDate":["1970-05"],"addressEntity":["a1"]}})"
      "\n"
      R"({"id":"a1","schema":"Address","properties":{"full":["1 Street, Tehran"]}})"
      "\n"
      R"({"id":"s1","schema":"Sanction","properties":{"entity":["p1"],"startDate":["2020-01-02"],"endDate":["2021-01-01"],"program":["X"]}})"
      "\n"
      R"({"op":"ADD","entity":{"id":"c1","schema":"Company","properties":{"name":["Example Co"],"jurisdiction":["cn"],"leiCode":["529900"]}}})"
      "\n"
      R"({"id":"o1","schema":"Ownership","properties":{}})"
      "\nnot json\n"
      R"({"id":"d1","schema":"Passport","properties":{"holder":["p1"],"number":["B2"]}})"
      "\n");
  CHECK(text ==
        "2 records, 3 names, 1 skipped, as of 2020-01-02\n"
        "ftm:own:p1 Person\n"
        "  list: ftm:own p1 from 2020-01-02 until 2021-01-02\n"
        "  name: Karim Sample [primary strong]\n"
        "  name: The Sample Man [alias weak]\n"
        "  countries: IR\n"
        "  address: 1 Street, Tehran\n"
        "  identifier: passport B2\n"
        "  born: 1970-05\n"
        "  programs: X\n"
        "  source: own list ftm:own 2020-01-02 \n"
        "ftm:own:c1 Organization\n"
        "  list: ftm:own c1 from ..2020-01-02\n"
        "  name: Example Co [primary strong]\n"
        "  countries: CN\n"
        "  identifier: lei 529900\n"
        "  source: own list ftm:own 2020-01-02 \n"
        "note file:5: entities of this kind are no parties: `Ownership`\n"
        "skipped file:6: not JSON at line 1, column 1: syntax error\n");
}

TEST_CASE("lists: a file broken as a whole is an error, so that no half list goes live") {
  CHECK(dump_of("un_sc", "<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>A") == "file:1: no element found");
  CHECK(dump_of("un_sc", "<!DOCTYPE a [<!ENTITY b 'c'>]><CONSOLIDATED_LIST/>") ==
        "file:1: a document type is not read");
  CHECK(dump_of("us_meu", R"({"entities":[{"name":"A"})").starts_with("file: not JSON at line 1"));
  CHECK(dump_of("us_ofac_sdn", "1,2,\"aka\",\"X\",-0- \n") ==
        "no file of primary names (12 cells in a row) among the list's files");
  std::string deep = "<CONSOLIDATED_LIST>";
  for (int i = 0; i < 100; ++i) deep += "<a>";
  CHECK(dump_of("un_sc", deep) == "file:1: elements are nested too deep");
}

TEST_CASE("lists: an open quote costs its row alone") {
  const std::string text = dump_of("csv:own", "id,name\n1,First\n2,\"Second\n3,Third\n");
  CHECK(text.find("name: First") != std::string::npos);
  CHECK(text.find("name: Third") != std::string::npos);
  CHECK(text.find("skipped file:3: a quote is opened and never closed\n") != std::string::npos);
}

}  // namespace licet
