#include "wire/hit.h"

#include <doctest/doctest.h>

namespace licet {

TEST_CASE("score_json: decimals from 0.0 to 1.0, no digit lost") {
  for (const auto& [millionths, text] : {std::pair(0, "0.0"),
                                         {1, "0.000001"},
                                         {700'000, "0.7"},
                                         {812'340, "0.81234"},
                                         {999'999, "0.999999"},
                                         {1'000'000, "1.0"}}) {
    CHECK(score_json({millionths}).dump() == text);
  }
}

TEST_CASE("truth_json, day_json: what is not known is null") {
  CHECK(truth_json(Truth::kUnknown).dump() == "null");
  CHECK(truth_json(Truth::kTrue).dump() == "true");
  CHECK(truth_json(Truth::kFalse).dump() == "false");
  CHECK(day_json(std::nullopt).dump() == "null");
  CHECK(day_json(*parse_day_span("2023-03-02")).dump() == "\"2023-03-02\"");
  CHECK(day_json(*parse_day_span("2023-03-02..2023-03-06")).dump() == "null");
}

TEST_CASE("explanation_json: a tree, empty parts left out") {
  const Explanation why{"name", "", 912'000, {{"pair", "inspur = inspur", 500'000, {}}}};
  CHECK(explanation_json(why).dump() ==
        R"({"what":"name","value":912000,"parts":[{"what":"pair","text":"inspur = inspur","value":500000}]})");
}

}  // namespace licet
