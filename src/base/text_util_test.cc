#include "base/text_util.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace licet;

TEST_CASE("ticked: is short, on one line and cut between code points") {
  CHECK(ticked("a\nb") == "`a?b`");
  const std::string cut = ticked(std::string(59, 'x') + "\xC3\xA9" + "yyyy");
  CHECK(cut == "`" + std::string(59, 'x') + "...`");
}

TEST_CASE("nearest_name: finds a slip, not a stranger") {
  const std::vector<std::string> known = {"destination", "exporter", "to"};
  CHECK(nearest_name("destinaton", known) == "destination");
  CHECK(nearest_name("exprotre", known) == "exporter");
  CHECK(nearest_name("colour", known).empty());
}

TEST_CASE("split and trimmed") {
  CHECK(split("a;;b", ';').size() == 3);
  CHECK(split("", ';').size() == 1);
  CHECK(trimmed(" \ta b\r\n") == "a b");
  CHECK(trimmed("  ").empty());
}
