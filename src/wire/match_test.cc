#include "wire/match.h"

#include <doctest/doctest.h>

namespace licet {

namespace {

Result<MatchPair> read(std::string_view text) {
  return read_match_pair(*parse_json(text));
}

}  // namespace

TEST_CASE("read_match_pair: two names or two records, the schema for both") {
  const auto names = read(R"({"name1":"A","name2":"B","schema":"Person"})");
  REQUIRE(names);
  CHECK(names->query.names.front() == "A");
  CHECK(names->candidate.schema == Schema::kPerson);
  const auto records = read(R"({"schema":"Company","query":{"name":"A","schema":"Vessel"},"candidate":{"name":"B"}})");
  REQUIRE(records);
  CHECK(records->query.schema == Schema::kVessel);
  CHECK(records->candidate.schema == Schema::kOrganization);
}

TEST_CASE("read_match_pair: a missing side, both forms at once and unknown keys are refused") {
  CHECK(!read(R"({"name1":"A"})"));
  CHECK(!read(R"({"name1":"A","query":{"name":"A"},"name2":"B"})"));
  CHECK(!read(R"(["A","B"])"));
  CHECK(read(R"({"name1":"A","name_2":"B"})").error().message == "unknown key `name_2` (did you mean `name2`?)");
}

TEST_CASE("match_json: a match begins at the threshold itself") {
  const MatchPair pair = *read(R"({"name1":"A","name2":"B"})");
  MatchResult result;
  result.score = kDefaultThreshold;
  CHECK(match_json(pair, result, kDefaultThreshold).find("is_match")->as_bool());
  result.score.millionths -= 1;
  CHECK(!match_json(pair, result, kDefaultThreshold).find("is_match")->as_bool());
}

}  // namespace licet
