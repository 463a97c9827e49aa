#include "base/string_table.h"

#include <doctest/doctest.h>

#include <random>

namespace licet {
namespace {

TEST_CASE("string table: finds what a map finds, and nothing else") {
  std::mt19937 random(7);
  for (const std::size_t size : {0U, 1U, 2U, 3U, 100U, 3000U}) {
    std::map<std::string, std::vector<std::uint32_t>> twin;
    const auto word = [&] {
      std::string text;
      for (std::size_t i = random() % 5; i > 0; --i) text += static_cast<char>("ab\0z\xD0"[random() % 5]);
      return text;
    };
    for (std::size_t i = 0; i < size; ++i) {
      std::vector<std::uint32_t>& values = twin[word()];
      for (std::size_t n = random() % 3; n > 0; --n) values.push_back(static_cast<std::uint32_t>(random()));
    }
    const std::vector<std::uint32_t> image = string_table_image(twin);
    CHECK(image == string_table_image(twin));
    const StringTable table{image};
    REQUIRE(table.size() == twin.size());
    std::size_t place = 0;
    for (const auto& [key, values] : twin) {
      CHECK(table.at(place).key == key);
      CHECK(table.place_of(key) == place);
      const auto found = table.find(key);
      REQUIRE(found);
      CHECK(std::vector(found->values.begin(), found->values.end()) == values);
      ++place;
    }
    for (int i = 0; i < 500; ++i) {
      const std::string key = word();
      CHECK(table.contains(key) == twin.contains(key));
    }
  }
  CHECK_FALSE(StringTable().contains(""));
}

}  // namespace
}  // namespace licet
