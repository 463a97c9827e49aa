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

TEST_CASE("ofac_score: words in any order, or the whole name run together") {
  CHECK(ofac_score("VLADIMIR HALDEN", "HALDEN, Vladimir").millionths == 1'000'000);
  CHECK(ofac_score("xyz", "HALDEN").millionths == 0);
  CHECK(jaro_winkler_score("Jan Halden", "Halden Jan").millionths == 1'000'000);
  // A prefix of five letters counts; a word whose first letter differs counts as absent, the whole name does not.
  CHECK(ofac_score("halden", "haldex").millionths == 944'444);
  CHECK(ofac_score("usama halden", "osama halden xyz").millionths == 874'458);
  // Words of two letters are left out on both sides: nothing in common is left, so nothing is shown.
  CHECK(ofac_score("alhalden", "al halden").millionths == 0);
  // One letter out of order counts half.
  CHECK(ofac_score("halden", "hladen").millionths == 950'000);
}
