// Runs tests/cases/match/*.case: readable pairs of names that must match, must not, or must come in an order.
#include <doctest/doctest.h>

#include "base/file.h"
#include "base/text_util.h"
#include "match/match.h"

using namespace licet;

namespace {

MatchResult result_of(std::string_view a, std::string_view b, Schema schema, Explain explain = Explain::kNo) {
  QueryRecord query;
  query.names = {std::string(a)};
  query.schema = schema;
  Party party;
  party.caption = std::string(b);
  party.schema = schema;
  party.names.push_back({party.caption, NameKind::kPrimary, NameStrength::kStrong, true, {}, "", Certainty::kA});
  return match_party(query, party, explain);
}

std::int32_t score(std::string_view a, std::string_view b, Schema schema) {
  return result_of(a, b, schema).score.millionths;
}

bool says(const Explanation& why, std::string_view flag) {
  for (const Explanation& part : why.parts) {
    if (part.what == "flag" && part.text.starts_with(flag)) return true;
  }
  return false;
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> out;
  for (const std::string_view field : split(line, '|')) out.emplace_back(trimmed(field));
  return out;
}

void run_line(std::string_view verb, const std::vector<std::string>& fields, Schema schema) {
  const std::int32_t threshold = kDefaultThreshold.millionths;
  if (verb == "match") {
    REQUIRE(fields.size() == 2);
    CHECK(score(fields[0], fields[1], schema) >= threshold);
  } else if (verb == "differ") {
    REQUIRE(fields.size() == 2);
    CHECK(score(fields[0], fields[1], schema) < threshold);
  } else if (verb == "order") {
    REQUIRE(fields.size() == 3);
    CHECK(score(fields[0], fields[1], schema) > score(fields[0], fields[2], schema));
  } else if (verb == "flag") {
    REQUIRE(fields.size() == 3);
    const MatchResult result = result_of(fields[0], fields[1], schema, Explain::kYes);
    CHECK(result.score.millionths >= threshold);
    CHECK(says(result.why, fields[2]));
  } else {
    FAIL_CHECK("unknown word");
  }
}

void run_file(const std::string& path) {
  const std::string text = read_file(path).value();
  Schema schema = Schema::kOrganization;
  std::size_t number = 0;
  for (const std::string_view whole : split(text, '\n')) {
    ++number;
    const std::string_view line = trimmed(whole);
    if (line.empty() || line[0] == '#') continue;
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view verb = line.substr(0, space);
    const std::string rest(trimmed(line.substr(space)));
    INFO(path, ":", number, ": ", std::string(line));
    if (verb == "kind") {
      schema = rest == "person" ? Schema::kPerson : rest == "unknown" ? Schema::kLegalEntity : Schema::kOrganization;
    } else {
      run_line(verb, fields_of(rest), schema);
    }
  }
}

}  // namespace

TEST_CASE("match: the case files of tests/cases/match") {
  const auto files = list_files(concat(LICET_SOURCE_DIR, "/tests/cases/match"), ".case").value();
  REQUIRE(files.size() >= 3);
  for (const std::string& file : files) run_file(concat(LICET_SOURCE_DIR, "/tests/cases/match/", file));
}
