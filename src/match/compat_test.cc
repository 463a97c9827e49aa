#include "match/compat.h"

#include <doctest/doctest.h>

using namespace licet;

TEST_CASE("jaro_winkler: values from the literature") {
  CHECK(jaro_winkler(U"martha", U"marhta").millionths == 961'111);
  CHECK(jaro_winkler(U"dwayne", U"duane").millionths == 840'000);
  CHECK(jaro_winkler(U"dixon", U"dicksonx").millionths == 813'333);
  CHECK(jaro_winkler(U"same", U"same").millionths == 1'000'000);
  CHECK(jaro_winkler(U"", U"x").millionths == 0);
}

TEST_CASE("ofac_score: words in any order, first letter gate on the whole name") {
  CHECK(ofac_score("VLADIMIR HALDEN", "HALDEN, Vladimir").millionths == 1'000'000);
  CHECK(ofac_score("xyz", "HALDEN").millionths == 0);
  CHECK(jaro_winkler_score("Jan Halden", "Halden Jan").millionths == 1'000'000);
}
