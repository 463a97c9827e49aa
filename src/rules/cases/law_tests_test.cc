#include "rules/cases/law_tests.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text_util.h"
#include "support/made_law.h"

using namespace licet;
using namespace licet::rules;

namespace {

// What is wrong with a test of a small law, on its one day.
std::string faults(const std::string& test) {
  const auto law = test::made_law(concat(
      "section 1 checked 2026-01-01\nrule rr requires license version from 2020-01-01 source 1FR1 cite \"1\" when "
      "item.a\nlet yes version from 2020-01-01 source 1FR1 cite \"1\" = item.a\n",
      "test \"t\" on 2024-01-01 ", test, "\n"));
  const auto results = run_law_tests(*law, nullptr);
  REQUIRE(results.size() == 1);
  return joined(results.front().faults, "; ");
}

}  // namespace

TEST_CASE("law tests: a test of words that there are not fails, whatever it expects") {
  const std::string given = "given item.a = true expect ";
  CHECK(faults(given + "license_required, requirement rr status in_force, let yes true") == "");
  CHECK(faults(given + "no requirement r") == "there is no rule `1/r` (did you mean `rr`?)");
  CHECK(faults(given + "no requirement yes").starts_with("there is no rule `1/yes`"));
  CHECK(faults(given + "no duty rr").starts_with("there is no duty `1/rr`"));
  CHECK(faults(given + "no requirement rr status in_forced")
            .starts_with("there is no status `in_forced` (did you mean "));
  CHECK(faults(given + "license_requird").starts_with("there is no outcome `license_requird` (did you mean "));
  CHECK(faults(given + "undecided asking item.aa").starts_with("there is no fact `item.aa`"));
  CHECK(faults(given + "let yes maybe") == "there is no state `maybe`, expected one of true, false, undecided");
  CHECK(faults("posture codifid " + given + "license_required")
            .starts_with("there is no posture `codifid` (did you mean `codified`?)"));
  CHECK(faults("profile ordinry " + given + "license_required").starts_with("there is no profile `ordinry`"));
  CHECK(faults("profile none " + given + "license_required") == "");
}

TEST_CASE("law tests: a fact is given once, or as the same") {
  CHECK(faults("given item.a = true, item.a = false expect license_required") ==
        "`item.a` is given twice, expected one value");
  CHECK(faults("given item.n >= 5, item.n = 7, item.a = true expect license_required") ==
        "`item.n` is given twice, expected one value");
  CHECK(faults("given item.a = true, item.a = true expect license_required") == "");
  CHECK(faults("given item.a = true with party p: p.bad = true with party q: q.bad = false expect license_required") ==
        "");
}
