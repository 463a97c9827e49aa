#include "rules/facts/order_reader.h"

#include <doctest/doctest.h>

#include "base/file.h"

using namespace licet;
using namespace licet::rules;

namespace {

const Law& house_law() {
  static const std::shared_ptr<const Law> law = [] {
    std::vector<LawSource> sources;
    for (const std::string& path : list_files(LICET_SOURCE_DIR "/law", "").value()) {
      if (path.ends_with(".law") || path.ends_with(".tsv"))
        sources.push_back({path, read_file(LICET_SOURCE_DIR "/law/" + path).value()});
    }
    return Law::load(sources).value();
  }();
  return *law;
}

Result<OrderInput> read(std::string_view order) {
  return read_order(parse_json(order).value(), house_law(), nullptr, parse_date("2024-01-01").value());
}

std::string error_of(std::string_view order) {
  const auto input = read(order);
  return input ? "" : input.error().message;
}

}  // namespace

TEST_CASE("read_order: an unknown key names its place and the nearest known one") {
  CHECK(error_of(R"({"destinaton":"CN"})") == "destinaton: unknown key (did you mean `destination`?)");
  CHECK(error_of(R"({"items":[{"tppp":1}]})") == "items[0].tppp: unknown key (did you mean `tpp`?)");
  CHECK(error_of(R"({"parties":[{"roles":"end_user"}]})") == "parties[0].roles: unknown key (did you mean `role`?)");
  CHECK(error_of(R"({"exporter":{"nam":"x"}})") == "exporter.nam: unknown key (did you mean `name`?)");
}

TEST_CASE("read_order: a wrong value says what was expected") {
  CHECK(error_of(R"({"to":"China"})") == "to: expected an ISO 3166 two-letter code, got `China`");
  CHECK(error_of(R"({"activity":"exprt"})").find("(did you mean `export`?)") != std::string::npos);
  CHECK(error_of(R"({"items":[{"tpp":-5}]})") == "items[0].tpp: expected a figure that is not negative, got `-5`");
  CHECK(error_of(R"({"items":[{"eccn":"3A09"}]})") ==
        "items[0].eccn: expected an ECCN such as 3A090.a or EAR99, got `3A09`");
  CHECK(error_of(R"({"items":{}})") == "items: expected an array, got an object");
  CHECK(error_of(R"({"date":"2018-08-12"})") == "date: days before 2018-08-13 are not covered");
  CHECK(error_of(R"({"items":[{"tpp":"unknowable"}]})").find("this fact can be known") != std::string::npos);
  CHECK(error_of(R"({"items":[{"tpp":{"at_least":5,"below":5}}]})") == "items[0].tpp: the interval is empty");
  CHECK(error_of(R"([])") == "order: expected one JSON object, got an array");
}

TEST_CASE("read_order: a figure is computed from its parts, and a stated one must agree") {
  const auto input = read(R"({"items":[{"tpp":4992,"applicable_die_area_mm2":826,"performance_density":6.044}]})");
  REQUIRE(input.has_value());
  const int density = house_law().schema().find("item.performance_density");
  CHECK(input->facts.find(input->facts.items[0], density)->number == Interval::point(Rational(4992) / Rational(826)));
  CHECK(error_of(R"({"items":[{"tpp":4992,"applicable_die_area_mm2":826,"performance_density":6.1}]})") ==
        "item.performance_density: stated as 6.1, but item.tpp and item.applicable_die_area_mm2 give 6.0436");
  const auto raw = read(R"({"items":[{"tops":624,"bit_length":8}]})");
  const int tpp = house_law().schema().find("item.tpp");
  CHECK(raw->facts.find(raw->facts.items[0], tpp)->number == Interval::point(Rational(4992)));
}

TEST_CASE("read_order: legs have their own days; the order's day else") {
  const auto input =
      read(R"({"date":"2023-01-01","legs":[{"from":"US","to":"CN"},{"from":"CN","to":"BR","date":"2024-05-05"}]})");
  REQUIRE(input.has_value());
  CHECK(to_string(input->facts.leg_days[0]) == "2023-01-01");
  CHECK(to_string(input->facts.leg_days[1]) == "2024-05-05");
}

TEST_CASE("read_order: the destination is `to` unless it is stated") {
  const int destination = house_law().schema().find("leg.destination");
  CHECK(read(R"({"to":"SG"})")->facts.find(read(R"({"to":"SG"})")->facts.legs[0], destination)->words.front() == "SG");
  const auto stated = read(R"({"to":"SG","destination":"CN"})");
  CHECK(stated->facts.find(stated->facts.legs[0], destination)->words.front() == "CN");
}

TEST_CASE("read_order: nonsense figures are refused with the reason") {
  const auto item = [](std::string_view members) {
    return error_of(R"({"items":[{"kind":"integrated_circuit",)" + std::string(members) + "}]}");
  };
  const auto says = [&](std::string_view members, std::string_view words) {
    return item(members).find(words) != std::string::npos;
  };
  CHECK(says(R"("tpp":5000,"applicable_die_area_mm2":0)", "applicable_die_area_mm2: expected a figure above 0"));
  CHECK(says(R"("tops":600,"bit_length":0)", "bit_length: expected a figure above 0"));
  CHECK(says(R"("tops":1979000000000000,"bit_length":8)", "tops: expected a figure above 0, at most 10000000"));
  CHECK(says(R"("tpp":15832000000000000)", "tpp: expected a figure at least 0, at most 1000000000"));
  CHECK(says(R"("tops":600)", "item.tops: says nothing without item.bit_length"));
  CHECK(item(R"("bit_length":8)").empty());
  CHECK(item(R"("tops":600,"tpp":4800)").empty());
  CHECK(says(R"("tops":"600 TFLOPS","bit_length":16)", "expected a number or an interval"));
  CHECK(says(R"("io_bandwidth_gb_s":"600")", "expected a number or an interval"));
  CHECK(says(R"("io_bandwidth":600)", "unknown key (did you mean `io_bandwidth_gb_s`?)"));
  CHECK(says(R"("die_area":826)", "unknown key"));
  CHECK(says(R"("tpp":{"at_least":4800,"above":4000})", "expected one end of a kind"));
  CHECK(says(R"("applicable_die_area_mm2":800,"non_planar":false)", "item.non_planar: stated as false"));
  CHECK(says(R"("tpp":600,"memory_device":true)", "item.memory_device: stated as true"));
  CHECK(says(R"("tpp":4740,"applicable_die_area_mm2":800,"performance_density":{"at_least":7,"below":8})",
             "does not agree with"));
}

TEST_CASE("read_order: strict ends stay strict in what is computed, and an interval above zero says something") {
  const auto input = read(R"({"items":[{"tpp":{"at_least":4000,"below":4736},"applicable_die_area_mm2":800}]})");
  REQUIRE(input.has_value());
  const int item = input->facts.items[0];
  const FactSchema& schema = house_law().schema();
  CHECK(to_string(input->facts.find(item, schema.find("item.performance_density"))->number) ==
        "at least 5, below 5.92");
  const auto word = [&](const OrderInput& order, const char* fact) {
    const Possible* value = order.facts.find(order.facts.items[0], schema.find(fact));
    return value == nullptr ? std::string("nothing") : value->words[0];
  };
  CHECK(word(*input, "item.non_planar") == "true");
  CHECK(word(*input, "item.memory_device") == "false");
  const auto open = read(R"({"items":[{"tpp":{"below":4736},"applicable_die_area_mm2":{"below":900}}]})");
  REQUIRE(open.has_value());
  CHECK(word(*open, "item.memory_device") == "nothing");
}
