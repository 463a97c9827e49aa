// Floors of the quality of the name score on the labelled sets that need no list: a change that loses more must say so
// here.
#include <doctest/doctest.h>

#include "bench/quality/sets.h"
#include "support/skip.h"

using namespace licet;

namespace {

struct Floor {
  const char* set;
  double least;
};

// A little under what was measured (docs/names.md).
constexpr Floor kFloors[] = {
    {"name pairs", 0.88},
    {"name pairs, STRONG", 1.0},
    {"record pairs, names alone", 0.91},
    {"Treasury's search scores", 0.97},
    {"listed bodies, Han", 0.75},
    {"listed bodies, Arabic", 0.81},
    {"listed bodies, Cyrillic", 0.90},
};

}  // namespace

TEST_CASE("quality: no labelled set falls below its floor") {
  const auto folder = test::shared_dir();
  if (!folder) LICET_SKIP("LICET_SHARED_DIR is not set");
  bench::Options options;
  options.folder = *folder;
  options.only = {"pairs", "records", "ofac", "native"};
  const auto lines = bench::measure(options);
  for (const Floor& floor : kFloors) {
    bool known = false;
    for (const bench::Line& line : lines) {
      if (line.set != floor.set) continue;
      known = true;
      INFO(line.set, " ", line.whole);
      CHECK(line.whole >= floor.least);
    }
    CHECK_MESSAGE(known, floor.set);
  }
}
