#include "apps/cli/print.h"

#include <doctest/doctest.h>

namespace licet::cli {

TEST_CASE("shown: no control character reaches a terminal") {
  CHECK(shown("a\x1b[31mb\nc\x7f") == "a?[31mb?c?");
  CHECK(shown("浪潮集团") == "浪潮集团");
}

TEST_CASE("print_hit: caption, list, days, name, citations") {
  const Json hit = *parse_json(
      R"({"caption":"Example Co.","list":"a_list","score":0.91,"listed_from":null,"listed_from_between":"2023-01-01..2023-01-05",)"
      R"("listed_until":null,"listed_on_question_date":null,"matched_name":"EXAMPLE","alias_strength":"weak","citations":["88 FR 1"],)"
      R"("license_requirement":"All items"})");
  CHECK(print_hit(hit) ==
        "  0.91  Example Co.  [a_list, listed from 2023-01-01..2023-01-05; not known]\n"
        "        name `EXAMPLE` (weak); 88 FR 1\n"
        "        license: All items\n");
}

}  // namespace licet::cli
