// The frontier on the law of the repository: it must find by itself what makers built.
#include "rules/eval/frontier.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/file.h"
#include "base/text_util.h"
#include "rules/eval/changes.h"

using namespace licet;
using namespace licet::rules;

namespace {

std::shared_ptr<const Law> built_in_law() {
  std::vector<LawSource> sources;
  const std::string root = LICET_SOURCE_DIR "/law";
  for (const std::string& path : list_files(root, "").value())
    sources.push_back(LawSource{path, read_file(concat(root, "/", path)).value()});
  auto law = Law::load(sources);
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  return *law;
}

Frontier frontier(const char* day, const char* to, std::optional<bool> servers, std::optional<int> area = {}) {
  static const std::shared_ptr<const Law> kLaw = built_in_law();
  static PlanStore plans(*kLaw);
  FrontierQuestion question;
  question.on = parse_date(day).value();
  question.to = to;
  question.choice = servers;
  question.profile = kLaw->find("profiles/ordinary");
  if (area) question.area_max = Rational(*area);
  auto found = find_frontier(*kLaw, plans, question);
  REQUIRE_MESSAGE(found.has_value(), (found ? "" : found.error().message));
  CHECK((found->undecided == 0) == (question.to != "AE"));  // there approved recipients need none: not given
  return *found;
}

const FrontierSide& side(const FrontierBand& band, const char* metric) {
  const auto found =
      std::find_if(band.sides.begin(), band.sides.end(), [&](const FrontierSide& s) { return s.metric == metric; });
  REQUIRE(found != band.sides.end());
  return *found;
}

// `metric` must stay below `limit`.
bool below(const FrontierBand& band, const char* metric, const char* limit) {
  const FrontierSide& one = side(band, metric);
  return one.high && one.high_open && *one.high == Rational::parse(limit).value();
}

bool drawn_by(const FrontierBand& band, const char* metric, const char* entry) {
  const auto& lines = side(band, metric).lines;
  return std::any_of(lines.begin(), lines.end(), [&](const FrontierLine& l) { return l.drawn_by == entry; });
}

}  // namespace

TEST_CASE("frontier: in November 2022 just under 600 GB/s, whatever the TPP") {
  const Frontier found = frontier("2022-11-01", "CN", std::nullopt);
  const auto band =
      std::find_if(found.bands.begin(), found.bands.end(), [](const FrontierBand& b) { return !b.best.has_value(); });
  REQUIRE(band != found.bands.end());
  CHECK(band == found.bands.begin());  // the most capable first
  CHECK(below(*band, "io_bandwidth_gb_s", "600"));
  CHECK(!side(*band, "performance_density").high);
  CHECK(drawn_by(*band, "io_bandwidth_gb_s", "3A090.a"));
  REQUIRE(!side(*band, "io_bandwidth_gb_s").lines.empty());
  CHECK(side(*band, "io_bandwidth_gb_s").lines[0].requirements == std::vector<std::string>{"742.6(a)(6)(i)"});
  CHECK(!band->choice);  // for data centers or not makes no difference then
  CHECK(found.bands.size() == 2);
  // The other way: any I/O rate, and a TPP below 4,800.
  CHECK(std::any_of(found.bands.begin(), found.bands.end(), [](const FrontierBand& b) {
    return below(b, "tpp", "4800") && !side(b, "io_bandwidth_gb_s").high;
  }));
}

TEST_CASE("frontier: from November 2023 the density bands of a data center chip") {
  const Frontier found = frontier("2023-12-01", "CN", true);
  REQUIRE(found.bands.size() == 3);
  CHECK((below(found.bands[0], "tpp", "4800") && below(found.bands[0], "performance_density", "1.6")));
  CHECK((below(found.bands[1], "tpp", "2400") && below(found.bands[1], "performance_density", "3.2")));
  CHECK((below(found.bands[2], "tpp", "1600") && !side(found.bands[2], "performance_density").high));
  CHECK(found.bands[0].area_from == Rational(3000));
  CHECK(found.bands[1].area_from == Rational(750));
  CHECK(drawn_by(found.bands[0], "tpp", "3A090.a.1"));
  CHECK(drawn_by(found.bands[0], "performance_density", "3A090.b.1"));
  CHECK(drawn_by(found.bands[1], "performance_density", "3A090.b.2"));
  CHECK(!side(found.bands[0], "io_bandwidth_gb_s").high);
}

TEST_CASE("frontier: within a die of 860 mm2 the second band is the best") {
  const Frontier found = frontier("2023-12-01", "CN", true, 860);
  REQUIRE(!found.bands.empty());
  CHECK(found.bands[0].best == Rational(2400));
  CHECK(found.bands[0].best_open);
  CHECK(!found.bands[0].by_area);
  // The sparse band reaches 1.6 * 860 = 1,376 only and is gone.
  for (const FrontierBand& band : found.bands) CHECK(!below(band, "performance_density", "1.6"));
  // A die of 700 mm2 keeps the second band at 3.2 * 700.
  const Frontier small = frontier("2023-12-01", "CN", true, 700);
  CHECK(small.bands[0].best == Rational(2240));
  CHECK(small.bands[0].by_area);
}

TEST_CASE("frontier: a chip that is not for data centers is free below 4,800") {
  const Frontier found = frontier("2023-12-01", "CN", false);
  REQUIRE(found.bands.size() == 1);
  CHECK(below(found.bands[0], "tpp", "4800"));
  CHECK(!side(found.bands[0], "performance_density").high);
}

TEST_CASE("frontier: no line before the rule, none where it does not reach") {
  for (const auto& [day, to] : {std::pair("2022-10-20", "CN"), std::pair("2023-12-01", "DE")}) {
    const Frontier found = frontier(day, to, true);
    REQUIRE(found.bands.size() == 1);
    CHECK(!found.bands[0].best);
    for (const FrontierSide& one : found.bands[0].sides) CHECK(!one.high);
  }
}

TEST_CASE("frontier: a license that a fact decides which is not given is one that may be") {
  const Frontier found = frontier("2026-07-10", "AE", true);
  REQUIRE(!found.bands.empty());
  const auto& lines = side(found.bands[0], "tpp").lines;
  REQUIRE(!lines.empty());
  CHECK(lines[0].requirements.empty());
  CHECK(lines[0].perhaps == std::vector<std::string>{"742.6(a)(6)(iii)(A)"});
  // The day before, D:4 still has the place, and every recipient needs one.
  const Frontier before = frontier("2026-07-09", "SA", true);
  CHECK(side(before.bands[0], "tpp").lines[0].perhaps.empty());
}

TEST_CASE("changes: the table of the law names facts that are declared, and no knowledge or diligence") {
  const auto law = built_in_law();
  const TupleTable* table = law->table(kChangeableTable);
  REQUIRE(table != nullptr);
  CHECK(table->rows.size() > 10);
  for (const std::vector<std::string>& row : table->rows) {
    const int fact = law->schema().find(row[0]);
    REQUIRE_MESSAGE(fact >= 0, row[0]);
    CHECK_MESSAGE(!law->schema().at(fact).may_be_unknowable, row[0]);
    CHECK_MESSAGE(!law->schema().at(fact).profile_may_set, row[0]);
  }
}

TEST_CASE("frontier: a place that is none is refused") {
  const auto law = built_in_law();
  PlanStore plans(*law);
  FrontierQuestion question;
  question.on = parse_date("2023-12-01").value();
  question.to = "ZZ";
  const auto found = find_frontier(*law, plans, question);
  REQUIRE(!found);
  CHECK(found.error().message.find("flag `--to`") != std::string::npos);
}
