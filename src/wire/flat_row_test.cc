#include "wire/flat_row.h"

#include <doctest/doctest.h>

namespace licet {
namespace {

std::string row_of(const std::vector<std::string>& header, const std::vector<std::string>& cells) {
  const auto columns = FlatColumns::read(header);
  if (!columns) return columns.error().message;
  const auto row = columns->row(cells);
  return row ? row->dump() : row.error().message;
}

TEST_CASE("flat rows: column names are places in the question") {
  CHECK(row_of({"id", "exporter.name", "from", "item.eccn", "item.tpp", "party.name", "party2.name"},
               {"PO-1", "Northfield", "US", "3A090.a", "4000..5000", "Blue Heron", "Red Heron"}) ==
        R"({"id":"PO-1","exporter":{"name":"Northfield"},"from":"US","items":[{"eccn":"3A090.a","tpp":)"
        R"({"at_least":4000,"at_most":5000}}],"parties":[{"name":"Blue Heron"},{"name":"Red Heron"}]})");
  CHECK(row_of({"items.2.eccn", "items.1.eccn"}, {"EAR99", "3A991"}) ==
        R"({"items":[{"eccn":"3A991"},{"eccn":"EAR99"}]})");
  CHECK(row_of({"use.facility.place"}, {"CN"}) == R"({"use":{"facility":{"place":"CN"}}})");
}

TEST_CASE("flat rows: a cell is a number, yes or no, a list, or text") {
  CHECK(row_of({"a", "b", "c", "d", "e", "f"}, {"3E001", "007", "0.50", "TRUE", "x; y", "1..a"}) ==
        R"({"a":"3E001","b":"007","c":0.50,"d":true,"e":["x","y"],"f":"1..a"})");
  CHECK(row_of({"a", "b"}, {"", "  "}) == "{}");
  CHECK(row_of({"party.name", "party2.name", "party3.name"}, {"", "", "Blue Heron"}) ==
        R"({"parties":[{"name":"Blue Heron"}]})");
}

TEST_CASE("flat rows: what cannot be read is named") {
  CHECK(row_of({"a"}, {"1", "2"}) == "expected 1 cells as in the header, got 2");
  CHECK(row_of({"tpp"}, {"5..4"}) == "column `tpp`: expected the smaller end first, got `5..4`");
  CHECK(row_of({"a", "a"}, {"", ""}).starts_with("column `a`: it and column `a` name places"));
  CHECK(row_of({"item.eccn", "items.1.eccn"}, {"", ""}).find("cannot both be filled") != std::string::npos);
  CHECK(row_of({"exporter", "exporter.name"}, {"", ""}).find("cannot both be filled") != std::string::npos);
  CHECK(row_of({"items.eccn", "item.name"}, {"", ""}).find("cannot both be filled") != std::string::npos);
  CHECK(row_of({"a..b"}, {""}) == "column `a..b`: expected a name such as `exporter.name` or `item.eccn`");
  CHECK(row_of({"items.0.eccn"}, {""}) == "column `items.0.eccn`: expected a number from 1 to 999, got `0`");
  CHECK(row_of({"1.eccn"}, {""}) == "column `1.eccn`: expected a name in front of the number");
  CHECK(row_of({"name"}, {"\xFF"}) == "column `name`: not UTF-8");
}

}  // namespace
}  // namespace licet
