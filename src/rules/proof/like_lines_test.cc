// Orders of which many items are alike come out as if each were looked at for itself.
#include "rules/eval/like_lines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>

#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/eval/several_days.h"
#include "rules/proof/prover.h"
#include "support/made_law.h"
#include "support/soak.h"
#include "verify/checker.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

constexpr std::size_t kEachForItself = std::numeric_limits<std::size_t>::max();

Decision decided(const Law& law, const Case& facts, const Decl* profile, PlanStore& plans, std::size_t few_items) {
  DecideOptions options;
  options.profile = profile;
  options.plans = &plans;
  options.proof = false;
  options.provable = true;
  options.few_items = few_items;
  return decide(law, facts, options);
}

// The order with some items more than once, and some of these with another figure.
Case with_more_items(Case facts, Dice& dice) {
  const std::vector<int> items = facts.items;
  for (const int item : items) {
    if (!facts.entity(item).components.empty()) continue;
    for (std::uint32_t more = dice.roll(3); more > 0; --more) {
      const auto id = static_cast<int>(facts.entities.size());
      facts.entities.push_back(facts.entity(item));
      facts.items.push_back(id);
      facts.entities.back().label = concat("line ", facts.items.size());
      for (auto& [key, value] : facts.entities.back().facts) {
        const bool other = value.type == FactType::kNumber && value.number.is_point() && dice.roll(3) == 0;
        if (other) value.number = Interval::point(*value.number.low + Rational(1));
      }
    }
  }
  return facts;
}

// A question that was answered whole, as words.
std::map<std::string, std::string> questions_of(const Decision& decision) {
  std::map<std::string, std::string> out;
  for (const Question& question : decision.questions) {
    std::string& words = out[question.fact];
    for (const Cell& cell : question.decides) {
      words += concat(cell.value, ":");
      for (std::size_t i = 0; i < kOutcomes; ++i) words += cell.outcomes.has(static_cast<Outcome>(i)) ? "x" : "-";
      words += cell.exact ? " " : "? ";
    }
    if (question.by_support) words += "?";
  }
  return out;
}

std::shared_ptr<const Law> figures_law() {
  const std::string head = " version from 2018-08-13 source 1FR1 cite \"1\" when ";
  return made_law("section 1 checked 2026-01-01\nrule a requires license" + head +
                  "item.n >= 100 and leg.to = CN\nrule b requires license" + head +
                  "item.m + item.m > 20 and item.a\n");
}

std::string kinds_of(const Law& law, const std::string& items) {
  PlanStore plans(law);
  const Case facts = made_case(concat("{\"to\":\"CN\",\"items\":[", items, "]}"), law);
  const auto weigher = make_plan_weigher(plans, facts, nullptr, Posture::kInForce, {});
  weigher->call_few(0);
  const std::vector<Line> lines = lines_of(facts);
  const LikeLines like(facts, lines, *weigher);
  std::string out;
  for (std::size_t i = 0; i < facts.items.size(); ++i) out += std::to_string(like.first_like(i));
  return out;
}

}  // namespace

TEST_CASE("like lines: figures between the same limits are alike, but not those that are counted with") {
  const auto law = figures_law();
  CHECK(kinds_of(*law, R"({"n":5},{"n":99.5},{"n":100},{"n":101},{"n":7},{})") == "002305");
  CHECK(kinds_of(*law, R"({"n":{"at_least":3,"below":50}},{"n":{"at_least":4,"below":99}},{"n":{"above":4}})") ==
        "002");
  CHECK(kinds_of(*law, R"({"n":{"at_least":3,"below":100}},{"n":{"at_least":3,"at_most":100}},{"n":100},{"n":100})") ==
        "0122");
  CHECK(kinds_of(*law, R"({"m":5},{"m":6},{"m":5})") == "010");
  CHECK(kinds_of(*law, R"({"a":true},{"a":false},{"a":true},{"a":true,"n":1})") == "0103");
}

TEST_CASE("like lines: one item of each kind, with those of which something is said") {
  const auto law = figures_law();
  PlanStore plans(*law);
  std::string items = R"({"n":120})";
  for (int i = 1; i < 1000; ++i) items += i % 2 == 0 ? concat(",{\"n\":", i % 90, "}") : ",{}";
  const Case facts = made_case(concat(R"({"legs":[{"to":"CN"},{"to":"DE"}],"items":[)", items, "]}"), *law);
  const auto weigher = make_plan_weigher(plans, facts, nullptr, Posture::kInForce, {});
  const std::vector<Line> lines = lines_of(facts);
  const LikeLines like(facts, lines, *weigher);
  CHECK(like.apart() == std::vector<Line>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
  const int fact = law->schema().find("item.a");
  const Possible yes = everything_possible(law->schema().at(fact), law->places());
  const auto beside = [&](std::size_t item) {
    std::string out;
    for (const Line& line : like.apart({{Variable{facts.items[item], fact, {}}, yes}}))
      out += line.leg == 0 ? concat(line.item, " ") : "";
    return out;
  };
  CHECK(beside(0) == "0 1 2 ");
  CHECK(beside(1) == "0 1 2 3 ");
  CHECK(beside(500) == "0 1 2 500 ");
  CHECK(like.spread({{Variable{facts.items[1], fact, {}}, yes}}).size() == 500);
  const auto few = make_plan_weigher(plans, facts, nullptr, Posture::kInForce, {});
  few->call_few(1000);
  CHECK(LikeLines(facts, lines, *few).apart() == lines);
}

TEST_CASE("like lines: an order of many items comes out as its items do one by one") {
  const auto law = figures_law();
  PlanStore plans(*law);
  static const std::vector<std::string> kItems = {R"({"n":5,"m":1})", R"({"a":true})", R"({"n":120})",
                                                  R"({"n":3,"a":false})", R"({"n":7,"m":30})"};
  std::vector<Reachable> alone;
  for (const std::string& item : kItems) {
    const Case facts = made_case(concat(R"({"to":"CN","items":[)", item, "]}"), *law);
    alone.push_back(decided(*law, facts, nullptr, plans, kFewItems).outcomes);
  }
  std::string items;
  Reachable heaviest = alone[0];
  for (std::size_t i = 0; i < 200; ++i) items += concat(i == 0 ? "" : ",", kItems[i % kItems.size()]);
  for (const Reachable& one : alone) heaviest = heavier(heaviest, one);
  const Case facts = made_case(concat(R"({"to":"CN","items":[)", items, "]}"), *law);
  const Decision all = decided(*law, facts, nullptr, plans, kFewItems);
  CHECK(all.exact);
  CHECK(all.outcomes == heaviest);
  REQUIRE(all.lines.size() == 200);
  for (std::size_t i = 0; i < 200; ++i) {
    CHECK(all.lines[i].item == static_cast<int>(i));
    CHECK(all.lines[i].outcomes == alone[i % kItems.size()]);
  }
}

TEST_CASE("like lines: items that are alike on each of several days") {
  const auto law = figures_law();
  PlanStore plans(*law);
  std::string items = R"({"n":5,"m":30})";
  for (int i = 1; i < 12; ++i) items += i % 3 == 0 ? ",{\"n\":120}" : ",{\"m\":12}";
  const Case whole = made_case(
      concat(R"({"legs":[{"to":"CN","date":"2024-01-01"},{"date":"2024-02-01"}],"items":[)", items, "]}"), *law);
  std::vector<Case> parts(2, whole);
  std::vector<std::unique_ptr<Weigher>> weighers;
  std::vector<DayPart> days;
  for (std::size_t day = 0; day < 2; ++day) {
    parts[day].legs = {whole.legs[day]};
    parts[day].leg_days = {whole.leg_days[day]};
    weighers.push_back(make_plan_weigher(plans, parts[day], nullptr, Posture::kInForce, {}));
    days.push_back({{static_cast<int>(day)}, &parts[day], weighers.back().get()});
  }
  const auto weigher = make_days_weigher(std::move(days));
  const std::vector<Line> lines = lines_of(whole);
  const std::vector<Line> apart = LikeLines(whole, lines, *weigher).apart();
  CHECK(apart == std::vector<Line>{{0, 0}, {0, 1}, {0, 3}, {1, 0}, {1, 1}, {1, 3}});
  CHECK(Search(*weigher).reach(apart, {}, 2000).reached == Search(*weigher).reach(lines, {}, 2000).reached);
}

TEST_CASE("like lines: random orders come out as if each item were looked at for itself") {
  std::size_t alike = 0;
  std::size_t undecided = 0;
  std::size_t asked = 0;
  for (const std::uint32_t seed : soak_seeds(60)) {
    Dice dice(seed * 6151U);
    LawMaker maker(dice);
    const std::string text = maker.law();
    const auto law = made_law(text);
    PlanStore plans(*law);
    const CanonicalLaw canonical(*law);
    for (int round = 0; round < 12; ++round) {
      const std::string order = random_order(dice);
      const Case facts = with_more_items(made_case(order, *law), dice);
      const Decl* profile = dice.roll(2) == 0 ? law->find("1/p") : nullptr;
      const Decision together = decided(*law, facts, profile, plans, 0);
      const Decision each = decided(*law, facts, profile, plans, kEachForItself);
      const std::vector<Line> lines = lines_of(facts);
      const auto weigher = make_plan_weigher(plans, facts, profile, Posture::kInForce, {});
      weigher->call_few(0);
      alike += LikeLines(facts, lines, *weigher).any() ? 1U : 0U;
      undecided += each.outcomes.decided() ? 0U : 1U;
      const std::string where = concat("seed ", seed, "\n", order, "\n", text);
      if (together.exact && each.exact) CHECK_MESSAGE(together.outcomes == each.outcomes, where);
      CHECK_MESSAGE((together.exact || !each.exact), where);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (together.lines[i].exact && each.lines[i].exact)
          CHECK_MESSAGE(together.lines[i].outcomes == each.lines[i].outcomes, "line " << i << ", " << where);
      }
      if (together.without_exact && each.without_exact) {
        CHECK_MESSAGE(together.without_assumptions.least() == each.without_assumptions.least(), where);
        CHECK_MESSAGE(together.without_assumptions.most() == each.without_assumptions.most(), where);
      }
      const auto mine = questions_of(together);
      for (const auto& [fact, words] : questions_of(each)) {
        const auto found = mine.find(fact);
        const auto unsure = [](const std::string& one) {
          return one.ends_with('?') || one.find("? ") != std::string::npos;
        };
        if (unsure(words) || (found != mine.end() && unsure(found->second)) || !each.exact) continue;
        if (each.questions.size() == mine.size() && mine.size() < 24)
          CHECK_MESSAGE((found != mine.end() && found->second == words),
                        fact << ": " << words << "; together " << (found == mine.end() ? "nothing" : found->second)
                             << "\n"
                             << where);
        asked += 1;
      }
      ProveOptions how;
      how.profile = profile;
      how.plans = &plans;
      how.screened_by = std::string(64, '0');
      if (!std::all_of(facts.leg_days.begin(), facts.leg_days.end(),
                       [&](Date day) { return day == facts.leg_days[0]; }))
        continue;
      auto part = prove_part(*law, canonical, facts, together, how);
      if (!part) continue;
      const std::string proof = assemble_proof(canonical, how, {std::move(*part)});
      const auto refused = verify::verify(canonical.text(), parse_json(proof).value());
      CHECK_MESSAGE(!refused, refused.value_or("") << "\n" << where);
    }
  }
  CHECK(alike > 30);
  CHECK(undecided > 30);
  CHECK(asked > 30);
}
