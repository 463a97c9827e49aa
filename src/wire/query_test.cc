#include "wire/query.h"

#include <doctest/doctest.h>

namespace licet {

namespace {

Result<QueryRecord> read(std::string_view text) {
  return read_query(*parse_json(text));
}

std::string fault(std::string_view text) {
  const auto query = read(text);
  REQUIRE(!query);
  return query.error().message;
}

}  // namespace

TEST_CASE("read_query: what is written comes back in the same order of keys") {
  for (const char* text :
       {R"({"id":"7","name":"Inspur Group","schema":"Organization"})",
        R"({"names":["A","B"],"schema":"Person","address":"1 Main St","birth_date":["1970","1971-05"]})",
        R"({"name":"Ever Given","schema":"Vessel","identifiers":{"imo":["9811000"],"mmsi":["1","2"]}})"}) {
    const auto query = read(text);
    REQUIRE(query);
    CHECK(query_json(*query).dump() == text);
  }
  CHECK(read(R"({"name":"X","schema":"Company"})")->schema == Schema::kOrganization);
  CHECK(read(R"({"name":"X"})")->schema == Schema::kLegalEntity);
  CHECK(read(R"({"name":"X","id":12})")->id == "12");
}

TEST_CASE("read_query: a wrong record is refused and the message says what was expected") {
  CHECK(fault(R"("Inspur")").starts_with("expected an object"));
  CHECK(fault(R"({"nmae":"x"})").find("did you mean `name`") != std::string::npos);
  CHECK(fault(R"({"id":"1"})").find("`name` is missing") != std::string::npos);
  CHECK(fault(R"({"name":""})").find("`name` is missing") != std::string::npos);
  CHECK(fault(R"({"name":{"first":"x"}})").starts_with("key `name`: expected a text"));
  CHECK(fault(R"({"name":"x","schema":"Persn"})").find("did you mean `Person`") != std::string::npos);
  CHECK(fault(R"({"name":"x","country":"China"})").find("two-letter code") != std::string::npos);
}

TEST_CASE("row_error_json: has the shape of the contract") {
  CHECK(row_error_json({ErrorCode::kParse, "x"}, 3).dump() ==
        R"({"error":{"code":"parse_error","message":"x"},"row":3})");
}

}  // namespace licet
