#include "apps/cli/setup.h"

#include <doctest/doctest.h>

namespace licet::cli {

TEST_CASE("question_day: a day that exists, from the first day on") {
  Arguments arguments;
  arguments.on = "2018-08-13";
  CHECK(*question_day(arguments) == kFirstDay);
  arguments.on = "2018-08-12";
  CHECK(question_day(arguments).error().message == "flag `--on`: expected a day from 2018-08-13 on, got `2018-08-12`");
  arguments.on = "2023-02-30";
  CHECK(question_day(arguments).error().message.starts_with("flag `--on`: "));
}

TEST_CASE("threshold: from 0 to 1, rounded upwards to the next millionth") {
  Arguments arguments;
  CHECK(*threshold(arguments) == kDefaultThreshold);
  for (const auto& [text, millionths] :
       {std::pair("0", 0), {"1", 1'000'000}, {"0.70", 700'000}, {"0.7000001", 700'001}, {"1/3", 333'334}}) {
    arguments.threshold = text;
    CHECK(threshold(arguments)->millionths == millionths);
  }
  for (const char* text : {"1.7", "-0.1", "", "high"}) {
    arguments.threshold = text;
    CHECK(!threshold(arguments));
  }
}

TEST_CASE("counts: threads and limits are numbers from 1") {
  Arguments arguments;
  CHECK(*thread_count(arguments) >= 1);
  CHECK(*hit_limit(arguments) == 0);
  for (const char* text : {"0", "-1", "2x", "", "99999999999999999999"}) {
    arguments.threads = text;
    arguments.limit = text;
    CHECK(!thread_count(arguments));
    CHECK(!hit_limit(arguments));
  }
}

TEST_CASE("fails_on: only what the command knows") {
  Arguments arguments;
  CHECK(!*fails_on(arguments, {"hit"}, "hit"));
  arguments.fail_on = "hit";
  CHECK(*fails_on(arguments, {"hit"}, "hit"));
  arguments.fail_on = "license";
  CHECK(fails_on(arguments, {"hit"}, "hit").error().message == "flag `--fail-on`: expected hit, got `license`");
}

}  // namespace licet::cli
