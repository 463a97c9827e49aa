// The seeds of the fuzz targets, and cuts of them, read by the unit tests.
#include <doctest/doctest.h>

#include <string>

#include "base/file.h"
#include "base/text_util.h"
#include "list_fuzz.h"

namespace licet {

namespace {

// The seed whole, cut short at some places, and with a byte changed at some.
template <typename Check>
void replay(const std::string& name, const Check& check) {
  const std::string folder = concat(LICET_SOURCE_DIR, "/fuzz/seeds/", name);
  const auto seeds = list_files(folder, "");
  REQUIRE(seeds.has_value());
  CHECK(!seeds->empty());
  for (const std::string& seed : *seeds) {
    const auto bytes = read_file(concat(folder, '/', seed));
    REQUIRE(bytes.has_value());
    CHECK_MESSAGE(check(*bytes).empty(), name, '/', seed, ": ", check(*bytes));
    const std::size_t step = bytes->size() / 12 + 1;
    for (std::size_t at = 0; at < bytes->size(); at += step) {
      CHECK_MESSAGE(check(bytes->substr(0, at)).empty(), name, '/', seed, " cut at ", at);
      std::string changed = *bytes;
      changed[at] = static_cast<char>(at % 2 == 0 ? '"' : 0xFF);
      CHECK_MESSAGE(check(changed).empty(), name, '/', seed, " changed at ", at);
    }
  }
}

}  // namespace

TEST_CASE("fuzz seeds: list readers keep their promises") {
  for (const fuzz::Target& target : fuzz::list_targets())
    replay(target.name, [&](const std::string& bytes) { return fuzz::fault_of_list(target.parcel, bytes); });
}

TEST_CASE("fuzz seeds: parcels are read or refused") {
  replay("parcel", [](const std::string& bytes) { return fuzz::fault_of_parcel(bytes); });
}

}  // namespace licet
