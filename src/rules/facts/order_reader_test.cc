#include "rules/facts/order_reader.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "base/text_util.h"

using namespace licet;
using namespace licet::rules;

namespace {

const Law& house_law() {
  static const std::shared_ptr<const Law> kLaw = [] {
    std::vector<LawSource> sources;
    for (const std::string& path : list_files(LICET_SOURCE_DIR "/law", "").value()) {
      if (path.ends_with(".law") || path.ends_with(".tsv"))
        sources.push_back({path, read_file(LICET_SOURCE_DIR "/law/" + path).value()});
    }
    return Law::load(sources).value();
  }();
  return *kLaw;
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
  CHECK(error_of(R"({"knowledge":{"supercomputer":true}})")
            .starts_with("knowledge.supercomputer: no rule reads it here"));
  CHECK(error_of(R"({"knowledge":{}})").empty());
  CHECK(error_of(R"({"parties":[{"roles":"end_user"}]})") == "parties[0].roles: unknown key (did you mean `role`?)");
  // As the columns of a plain table are called.
  CHECK(error_of(R"({"items":[{"hs_code":1}]})") ==
        "items[0].hs_code: unknown key (`licet law facts` lists the known ones)");
  CHECK(error_of(R"({"name":"x"})") == "name: unknown key (did you mean `item.name` or `party.name`?)");
  CHECK(error_of(R"({"eccn":"EAR99"})") == "eccn: unknown key (did you mean `item.eccn`?)");
  CHECK(error_of(R"({"exporter":{"nam":"x"}})") == "exporter.nam: unknown key (did you mean `name`?)");
}

TEST_CASE("read_order: a wrong value says what was expected") {
  CHECK(error_of(R"({"to":"China"})") ==
        "to: expected the ISO 3166 two-letter code of a place that the tables know, such as CN, got `China`");
  CHECK(error_of(R"({"activity":"exprt"})").find("(did you mean `export`?)") != std::string::npos);
  CHECK(error_of(R"({"items":[{"tpp":-5}]})") == "items[0].tpp: expected a figure that is not negative, got `-5`");
  CHECK(error_of(R"({"items":[{"eccn":"3A09"}]})") ==
        "items[0].eccn: expected an ECCN such as 3A090.a or EAR99, got `3A09`");
  for (const char* code : {"3A001.b..2", "3A001..b", "3A001.b.", "3A001b"}) {
    CHECK(error_of(concat(R"({"items":[{"eccn":")", code, R"("}]})")) ==
          concat("items[0].eccn: expected an ECCN such as 3A090.a or EAR99, got `", code, "`"));
  }
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
        "item.performance_density (line 1): stated as 6.1, but item.tpp and item.applicable_die_area_mm2 give 6.0436");
  CHECK(error_of(R"({"items":[{"tpp":4740,"applicable_die_area_mm2":800,"performance_density":{"at_least":7}}]})") ==
        "item.performance_density (line 1): does not agree with item.tpp and item.applicable_die_area_mm2");
  CHECK(
      error_of(R"({"items":[{"tpp":4740,"applicable_die_area_mm2":0}]})") ==
      "items[0].applicable_die_area_mm2: expected a figure above 0, at most 1000000 (area of all logic dies made with "
      "non-planar transistors), got `0`");
  const auto by_density = read(R"({"items":[{"performance_density":1.5,"applicable_die_area_mm2":800}]})");
  REQUIRE(by_density.has_value());
  CHECK(by_density->facts.find(by_density->facts.items[0], house_law().schema().find("item.tpp"))->number ==
        Interval::point(Rational(1200)));
  const auto below = read(
      R"({"items":[{"tpp":{"at_least":4000,"below":4736},"applicable_die_area_mm2":{"above":800,"at_most":1000}}]})");
  REQUIRE(below.has_value());
  const Possible* range = below->facts.find(below->facts.items[0], density);
  REQUIRE(range != nullptr);
  CHECK(range->number == Interval{Rational(4), Rational(4736) / Rational(800), false, true});
  const int non_planar = house_law().schema().find("item.non_planar");
  CHECK(below->facts.find(below->facts.items[0], non_planar) != nullptr);
  const auto maybe = read(R"({"items":[{"applicable_die_area_mm2":{"at_least":0,"below":9}}]})");
  CHECK(maybe->facts.find(maybe->facts.items[0], non_planar) == nullptr);
  const auto both_ends = read(R"({"items":[{"tpp":{"at_least":4800,"above":4000}}]})");
  const auto raw = read(R"({"items":[{"tops":624,"bit_length":8}]})");
  const int tpp = house_law().schema().find("item.tpp");
  CHECK(raw->facts.find(raw->facts.items[0], tpp)->number == Interval::point(Rational(4992)));
  CHECK(both_ends->facts.find(both_ends->facts.items[0], tpp)->number ==
        Interval{Rational(4800), std::nullopt, false, false});
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

TEST_CASE("read_order: places on the way are read, and said not to be judged") {
  const auto input = read(R"({"from":"US","to":"CN","via":["SG"]})");
  REQUIRE(input.has_value());
  REQUIRE(input->notes.size() == 1);
  CHECK(input->notes[0].starts_with("via SG: not judged"));
  CHECK(error_of(R"({"via":["Singapore"]})").starts_with("via[0]: expected the ISO 3166"));
}

TEST_CASE("read_order: facts of a leg do not stand beside legs, where nothing would read them") {
  CHECK(error_of(R"({"to":"CN","legs":[{"from":"US","to":"DE"}]})") ==
        "to: says nothing beside `legs`: state it in each leg that it is true of");
  // The journey's ends, which its legs state, are no contradiction.
  CHECK(error_of(R"({"from":"US","to":"CN","legs":[{"from":"US","to":"SG"},{"from":"SG","to":"CN"}]})").empty());
  CHECK(error_of(R"({"to":"CN","legs":[{"to":"SG"},{"to":"DE"}]})").starts_with("to: says nothing beside"));
  CHECK(error_of(R"({"to":"CN","legs":[{"to":"CN"},{"from":"CN"}]})").starts_with("to: says nothing beside"));
  CHECK(error_of(R"({"legs":[{"from":"US"}],"activity":"export"})").starts_with("activity: says nothing beside"));
  CHECK(error_of(R"({"date":"2024-01-01","legs":[{"to":"DE"}]})").empty());
  CHECK(error_of(R"({"to":"CN","legs":[]})").empty());
}

TEST_CASE("read_order: a party may be several listed ones") {
  const auto ids = [](std::string_view order) { return read(order)->parties.at(0).party_ids; };
  CHECK(ids(R"({"parties":[{"party_id":"a"}]})") == std::vector<std::string>{"a"});
  CHECK(ids(R"({"parties":[{"party_id":["a","b"]}]})") == std::vector<std::string>{"a", "b"});
  CHECK(ids(R"({"parties":[{"name":"x"}]})").empty());
  CHECK(error_of(R"({"parties":[{"party_id":[]}]})") == "parties[0].party_id: expected at least one id");
  CHECK(error_of(R"({"parties":[{"party_id":["a",1]}]})").starts_with("parties[0].party_id: expected the id of"));
}

TEST_CASE("read_order: what is said of an owner or an identifier is read or refused") {
  CHECK(error_of(R"({"parties":[{"owners":[{"name":"B","shar":60}]}]})") ==
        "parties[0].owners[0].shar: unknown key (did you mean `share`?)");
  CHECK(error_of(R"({"parties":[{"owners":[{"name":"B","country":"China"}]}]})") ==
        "parties[0].owners[0].country: expected the ISO 3166 two-letter code of a place, got `China`");
  CHECK(error_of(R"({"parties":[{"identifiers":{"lei":{"is":"x"}}}]})") ==
        "parties[0].identifiers.lei: expected a string, got an object");
}

TEST_CASE("read_order: owners of a party with their shares") {
  const auto input = read(
      R"({"parties":[{"name":"A","owners":[{"name":"B","country":"CN","share":"50..60"},{"name":"C","share":12.5},{"name":"D"}]}]})");
  REQUIRE(input.has_value());
  const std::vector<OwnerInput>& owners = input->parties.at(0).owners;
  REQUIRE(owners.size() == 3);
  CHECK(owners[0].countries == std::vector<std::string>{"CN"});
  CHECK(owners[0].least == Rational(50));
  CHECK(owners[0].most == Rational(60));
  CHECK(owners[1].least == Rational::parse("12.5").value());
  CHECK(owners[1].most == owners[1].least);
  CHECK(owners[2].least == Rational(0));
  CHECK(owners[2].most == Rational(100));
  for (const char* share : {"\"60..50\"", "101", "\"-1\"", "\"half\"", "\"\"", "true", "\"1/2\"", "\"50..200/3\""}) {
    const std::string error =
        error_of(concat(R"({"parties":[{"name":"A","owners":[{"name":"B","share":)", share, "}]}]}"));
    CHECK(error == "parties[0].owners[0].share: expected percent from 0 to 100, like \"60\" or \"50..60\"");
  }
}

TEST_CASE("read_order: shares of more than the whole are told, since owners of owners may stand among them") {
  const auto notes = [](const std::string& a, const std::string& b) {
    const auto input = read(concat(R"({"parties":[{"name":"A"},{"name":"B","owners":[{"name":"C","share":")", a,
                                   R"("},{"name":"D","share":")", b, "\"}]}]}"));
    return input ? input->notes : std::vector<std::string>{input.error().message};
  };
  CHECK(notes("60", "40").empty());
  CHECK(notes("50..100", "50.0").empty());
  for (const auto& [a, b, sum] : {std::array{"60", "40.1", "100.1"}, std::array{"60", "40.5..50", "100.5"},
                                  std::array{"100", "0.0000001", "100.0000001"}, std::array{"100", "100", "200"}}) {
    CHECK(notes(a, b) ==
          std::vector{concat("parties[1].owners: shares of ", sum,
                             " percent or more together: an owner's own owner counts as one beside it")});
  }
}

TEST_CASE("read_order: the symbol of an exception makes its claims, in either case of letters") {
  const int use = house_law().schema().find("order.acm_use");
  for (const char* symbol : {"ACM", "acm"}) {
    const auto input = read(concat(R"({"claims":[")", symbol, R"("]})"));
    REQUIRE(input.has_value());
    CHECK(input->facts.find(0, use) != nullptr);
    CHECK(input->notes.empty());
  }
  CHECK(read(R"({"claims":["XYZ"]})")->notes.size() == 1);
}

TEST_CASE("read_order: a name without a letter or digit says nothing of letters") {
  CHECK(letters_settled(house_law(), "").empty());
  CHECK(letters_settled(house_law(), " -- ").empty());
  CHECK_FALSE(letters_settled(house_law(), "Foo").empty());
}

TEST_CASE("read_order: a letter binds its addressee; a company whose name begins so is asked, a stranger is not") {
  const Law& law = house_law();
  const std::vector<const Decl*>& letters = law.all(DeclKind::kLetter);
  const auto about = [&](const std::string& exporter) -> std::string {
    const auto input = read(concat(R"({"exporter":{"name":")", exporter, R"("}})"));
    for (const Decl* letter : letters) {
      if (letter->text != "NVIDIA Corporation") continue;
      const Possible* value = input->facts.find(0, kLetterFact, letter->qualified);
      return value == nullptr ? "open" : value->words.at(0);
    }
    return "no letter";
  };
  for (const char* name : {"NVIDIA Corporation", "nvidia corporation.", "NVIDIA", "NVIDIA Corp."})
    CHECK(about(name) == "true");
  for (const char* name : {"NVIDIA, Inc.", "NVIDIA Singapore Pte Ltd"}) CHECK(about(name) == "open");
  for (const char* name : {"Envidia Corporation", "Northfield Instruments Inc", "Big NVIDIA Fan Club"})
    CHECK(about(name) == "false");
}

TEST_CASE("read_order: a figure beside a chip must agree with the chip table") {
  const ChipFigures chips = [](const std::string& name) -> std::optional<Json> {
    return parse_json(name == "one" ? R"({"kind":"integrated_circuit","tpp":4799.6,"for_data_centers":true})"
                                    : R"({"kind":"integrated_circuit","tpp":{"at_least":4000,"at_most":5000}})")
        .value();
  };
  const auto tpp = [&](std::string_view order) -> std::string {
    const auto input = read_order(parse_json(order).value(), house_law(), chips, parse_date("2024-01-01").value());
    if (!input) return input.error().message;
    return to_string(*input->facts.find(input->facts.items[0], house_law().schema().find("item.tpp")));
  };
  CHECK(tpp(R"({"items":[{"chip":"one","tpp":5}]})") ==
        "items[0].tpp: does not agree with the chip table, which has 4799.6 for `one`; leave one of the two out");
  CHECK(tpp(R"({"items":[{"tpp":4799,"chip":"one"}]})").find("does not agree") != std::string::npos);
  CHECK(tpp(R"({"items":[{"chip":"one","tpp":{"below":4799.6}}]})").find("does not agree") != std::string::npos);
  CHECK(tpp(R"({"items":[{"chip":"two","tpp":5001}]})").find("does not agree") != std::string::npos);
  CHECK(tpp(R"({"items":[{"components":[{"chip":"one","tpp":5}]}]})").find("items[0].components[0].tpp: does not") ==
        0);
  // What agrees stands, an interval as far as the table goes; a kind replaces that of the table.
  CHECK(tpp(R"({"items":[{"chip":"one","tpp":4800,"for_data_centers":true}]})") == "4800");
  CHECK(tpp(R"({"items":[{"chip":"one","tpp":{"at_least":1},"kind":"computer"}]})") == "4799.6");
  CHECK(tpp(R"({"items":[{"chip":"two","tpp":4500}]})") == "4500");
  CHECK(tpp(R"({"items":[{"chip":"two","tpp":{"at_least":4500}}]})") == "at least 4500, at most 5000");
  // How it is marketed may differ, and is told.
  const auto differs = read_order(parse_json(R"({"items":[{"chip":"one","for_data_centers":false}]})").value(),
                                  house_law(), chips, parse_date("2024-01-01").value());
  REQUIRE(differs.has_value());
  CHECK(differs->notes == std::vector<std::string>{"items[0].for_data_centers: differs from the chip table, which has "
                                                   "true for `one`; what the order states counts"});
}

TEST_CASE("read_order: nonsense figures are refused with the reason") {
  const auto says = [&](std::string_view members, std::string_view words) {
    return error_of(concat(R"({"items":[{"kind":"integrated_circuit",)", members, "}]}")).find(words) !=
           std::string::npos;
  };
  CHECK(says(R"("tops":600,"bit_length":0)", "bit_length: expected a figure above 0"));
  CHECK(says(R"("tops":1979000000000000,"bit_length":8)", "tops: expected a figure above 0, at most 10000000"));
  CHECK(says(R"("tpp":15832000000000000)", "tpp: expected a figure at least 0, at most 1000000000"));
  CHECK(says(R"("tops":600)", "item.tops (line 1): says nothing without item.bit_length"));
  CHECK_FALSE(says(R"("bit_length":8)", ":"));
  CHECK_FALSE(says(R"("tops":600,"tpp":4800)", ":"));
  CHECK(says(R"("tops":"600 TFLOPS","bit_length":16)", "expected a number or an interval"));
  CHECK(says(R"("io_bandwidth_gb_s":"600")", "expected a number or an interval"));
  CHECK(says(R"("io_bandwidth":600)", "unknown key"));
  CHECK(says(R"("die_area":826)", "unknown key"));
  CHECK(says(R"("applicable_die_area_mm2":800,"non_planar":false)", "item.non_planar (line 1): stated as false"));
  CHECK(says(R"("tpp":600,"memory_device":true)", "item.memory_device (line 1): stated as true"));
}
