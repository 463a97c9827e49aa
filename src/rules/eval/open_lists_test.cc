// Lists that an order leaves open by naming nothing: there may be none, and what would hold of anybody does not hold.
#include <doctest/doctest.h>

#include <string>

#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/eval/search.h"
#include "support/made_law.h"
#include "support/proved.h"
#include "support/soak.h"
#include "verify/checker.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

constexpr const char* kAny = "no_license_required..license_required";
constexpr const char* kNone = "no_license_required..no_license_required";
constexpr const char* kLicense = "license_required..license_required";

std::string law_of(const std::string& rule) {
  return concat("section 1 checked 2026-01-01\ninclude \"tables/reasons.tsv\" as reasons(eccn, column)\n",
                "include \"tables/chart.tsv\" as chart(place, column)\nlist near version from 2018-08-13 source 1FR1 "
                "cite \"1\" = f in ",
                "facilities where f.place in D:5\n", rule, "\n");
}

std::string rule_when(const char* condition) {
  return law_of(concat("rule r requires license version from 2018-08-13 source 1FR1 cite \"1\" when ", condition));
}

// What the order comes to, by plan, by reference and by the checker of its proof; the fact asked for first behind it.
std::string decided(const std::string& law_text, const std::string& order) {
  const Setting setting = setting_of(law_text);
  const Case facts = made_case(order, *setting.law);
  PlanStore plans(*setting.law);
  std::string out;
  for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)}) {
    DecideOptions options;
    options.plans = how;
    const Decision decision = decide(*setting.law, facts, options);
    const std::string here = concat(to_string(decision.outcomes.least()), "..", to_string(decision.outcomes.most()),
                                    decision.questions.empty() ? "" : " ",
                                    decision.questions.empty() ? "" : decision.questions.front().fact);
    CHECK((out.empty() || here == out));
    out = here;
    const auto proved = prove(setting, facts, nullptr, Posture::kInForce, how);
    REQUIRE(proved.has_value());
    const auto fault = verify::verify(setting.rules, proved->proof);
    CHECK_MESSAGE(!fault, *fault);
  }
  return out;
}

// States about two facts in three of an element that is added to the order.
void say_of(Case& facts, int id, const Law& law, Dice& dice) {
  static const char* const kCodes[] = {"3A090", "3A090.a", "3A090.b", "5A992.c", "EAR99", "3B001.a", "3B001.b.2"};
  static const char* const kPlaces[] = {"CN", "BR", "RU", "AE", "DE"};
  for (std::size_t i = 0; i < law.schema().facts().size(); ++i) {
    const auto fact = static_cast<int>(i);
    const FactDecl& decl = law.schema().at(fact);
    if (!law.schema().belongs(fact, facts.entity(id).kind) || decl.role != FactRole::kFact || dice.roll(3) == 0)
      continue;
    if (decl.type == FactType::kNumber) {
      const std::uint32_t figures = decl.name != "item.n" ? 12 : dice.roll(2) == 0 ? 60 : 260;
      facts.state_number(id, fact, Interval::point(Rational(dice.roll(figures))));
    } else if (decl.type == FactType::kBool && !decl.name.ends_with("_complete")) {
      facts.state_bool(id, fact, dice.roll(2) == 0);
    } else if (decl.type == FactType::kCode) {
      facts.state_word(id, fact, decl.type, dice.pick(kCodes));
    } else if (decl.type == FactType::kPlace) {
      facts.state_word(id, fact, decl.type, dice.pick(kPlaces));
    } else if (decl.type == FactType::kWord) {
      facts.state_word(id, fact, decl.type, decl.values[dice.roll(static_cast<std::uint32_t>(decl.values.size()))]);
    }
  }
}

std::string range_of(const Reachable& outcomes) {
  return concat(to_string(outcomes.least()), "..", to_string(outcomes.most()));
}

// Of a search that was cut short the bounds alone are known.
bool may_be(const Found& found, Outcome one) {
  return found.exact ? found.reached.has(one) : found.reached.least() <= one && one <= found.reached.most();
}

// What is said of the elements of `more` that `facts` does not name.
std::string added_to(const Case& facts, const Case& more, const Law& law) {
  std::string out;
  for (std::size_t id = facts.entities.size(); id < more.entities.size(); ++id) {
    const Entity& entity = more.entity(static_cast<int>(id));
    out += entity.label;
    for (const auto& [key, possible] : entity.facts)
      out += concat(", ", law.schema().at(key.first).name, " = ", to_string(possible));
    out += "\n";
  }
  return out;
}

// Names one to three more elements of each list that the order leaves open, and closes it. False: none is open.
bool complete(Case& facts, const Law& law, Dice& dice) {
  bool any = false;
  const auto close = [&](const char* closing, int owner, EntityKind kind, const auto& list) {
    const int fact = law.schema().find(closing);
    const Possible* said = facts.find(owner, fact);
    const bool by_names = kind != EntityKind::kParty && !list(facts).empty();
    if (said == nullptr ? by_names : said->words.front() == "true") return;
    any = true;
    for (std::uint32_t left = 1 + dice.roll(3); left > 0; --left) {
      const int id = facts.add(kind, concat("added ", left));
      list(facts).push_back(id);
      say_of(facts, id, law, dice);
    }
    facts.state_bool(owner, fact, true);
  };
  close("order.parties_complete", 0, EntityKind::kParty, [](Case& one) -> std::vector<int>& { return one.parties; });
  close("order.facilities_complete", 0, EntityKind::kFacility,
        [](Case& one) -> std::vector<int>& { return one.facilities; });
  for (const int item : std::vector<int>(facts.items)) {
    close("item.components_complete", item, EntityKind::kComponent,
          [item](Case& one) -> std::vector<int>& { return one.entity(item).components; });
  }
  return any;
}

}  // namespace

TEST_CASE("open lists: what would hold of anybody holds if there is one") {
  struct {
    const char* condition;
    const char* with_none;  // where the list is closed and names nothing
    const char* with_some;  // where it is not whole
  } static constexpr kRows[] = {
      {"some f in facilities: (f.x or item.a)", kNone, kLicense},
      {"some f in facilities: not (f.x and item.n = 1)", kNone, kLicense},
      {"not (every f in facilities: (f.x and item.n = 1))", kNone, kLicense},
      {"not (every f in facilities: item.n = 1)", kNone, kLicense},
      {"(some f in facilities: (f.x or item.a)) or (every f in facilities: (f.x or item.n = 1))", kLicense, kLicense},
      {"known(some f in facilities: item.a)", kNone, kLicense},
      {"some f in near: item.a", kNone, kAny},
      {"some f in facilities: (f.x or not f.x)", kNone, kLicense},
      {"some f in facilities: (some p in parties: (p.bad or f.x or item.a))", kNone, kLicense},
  };
  for (const auto& row : kRows) {
    CAPTURE(row.condition);
    const std::string law = rule_when(row.condition);
    const auto order = [](const char* use) {
      return concat(R"({"to":"DE","parties_complete":true,"parties":[{"name":"p","bad":false}],)", use,
                    R"("items":[{"a":true,"n":2}]})");
    };
    const std::string open = decided(law, order(""));
    CHECK(open.starts_with(row.with_none == std::string(kLicense) ? kLicense : kAny));
    CHECK(decided(law, order(R"("use":{"facility":[]},)")) == open);
    CHECK(decided(law, order(R"("use":{"facility":[],"facilities_complete":true},)")) == row.with_none);
    CHECK(decided(law, order(R"("use":{"facilities_complete":false},)")).starts_with(row.with_some));
  }
}

TEST_CASE("open lists: whether there is one is asked where nothing else keeps the outcome open") {
  const std::string use = R"({"to":"DE","use":{"facility":[]},"items":[{"a":true}]})";
  CHECK(decided(rule_when("some f in facilities: (f.x or item.a)"), use) == concat(kAny, " order.facilities_complete"));
  // Of one that may not be there, what is asked is what it is like.
  CHECK(decided(rule_when("some f in facilities: (f.x and item.a)"), use) ==
        concat(kAny, " facility.x (a facility that is not named)"));
  CHECK(decided(rule_when("some f in facilities: (f.x and not item.a)"), use) == kNone);
}

TEST_CASE("open lists: a rule for each element binds nobody where there is none") {
  const auto law = [](const char* when) {
    return law_of(concat("rule r per f in facilities requires license version from 2018-08-13 source 1FR1 cite \"1\" ",
                         "when ", when));
  };
  const auto order = [](const char* use) { return concat(R"({"to":"DE",)", use, R"("items":[{"a":true}]})"); };
  CHECK(decided(law("f.x or item.a"), order("")) == concat(kAny, " order.facilities_complete"));
  CHECK(decided(law("f.x or item.a"), order(R"("use":{"facilities_complete":true},)")) == kNone);
  CHECK(decided(law("f.x or item.a"), order(R"("use":{"facilities_complete":false},)")) == kLicense);
  CHECK(decided(law("f.x or item.a"), order(R"("use":{"facility":{"x":false}},)")) == kLicense);
  CHECK(decided(law("f.x and not item.a"), order("")) == kNone);
}

TEST_CASE("open lists: an item that names no component may have none") {
  const auto order = [](const char* item) { return concat(R"({"to":"DE","items":[{"a":true,"m":1)", item, "}]}"); };
  for (const char* condition :
       {"some c in item.components: (c.us or item.a)", "total(item.m for c in item.components) >= 1",
        "total(c.m + 1 for c in item.components where (c.us or item.a)) >= 1"}) {
    CAPTURE(condition);
    const std::string law = rule_when(condition);
    CHECK(decided(law, order("")) == concat(kAny, " item.components_complete (line 1)"));
    CHECK(decided(law, order(R"(,"components":[],"components_complete":true)")) == kNone);
    CHECK(decided(law, order(R"(,"components_complete":false)")) == kLicense);
    CHECK(decided(law, order(R"(,"components":[{"name":"c","us":true,"m":2}])")) == kLicense);
  }
}

TEST_CASE("open lists: the elements that nobody named may be several in a total") {
  const auto order = [](const char* item) { return concat(R"({"to":"DE","items":[{"a":true,"m":1)", item, "}]}"); };
  for (const char* condition :
       {"total(c.m for c in item.components where c.m < 3) >= 5",
        "total(item.m for c in item.components where c.us) >= 5", "total(min(c.m, 3) for c in item.components) >= 5"}) {
    CAPTURE(condition);
    const std::string law = rule_when(condition);
    for (const char* open : {"", R"(,"components_complete":false)",
                             R"(,"components_complete":false,"components":[{"name":"c","us":true,"m":2}])"}) {
      CAPTURE(open);
      CHECK(decided(law, order(open)).starts_with(kAny));
    }
    CHECK(decided(law, order(R"(,"components":[{"name":"c","us":true,"m":2}])")) == kNone);
  }
  // One of them may have by itself what several have together.
  CHECK(decided(rule_when("total(c.m for c in item.components where c.us) >= 5"),
                order(R"(,"components_complete":false)"))
            .starts_with(kAny));
}

TEST_CASE("open lists: the elements that nobody named may differ from one another") {
  const auto order = [](const char* parties, const char* parts) {
    return concat(R"({"to":"DE",)", parties, R"(,"items":[{"a":true,"m":1,"n":1)", parts, "}]}");
  };
  const char* const nobody = R"("parties_complete":true,"parties":[])";
  const char* const open_parts = R"(,"components_complete":false)";
  const std::string entry =
      "entry 3A090.a version from 2018-08-13 source 1FR1 cite \"1\" when item.m >= 100\n"
      "rule k requires license counts_for content version from 2018-08-13 source 1FR1 cite \"1\" when item.n >= 5\n";
  struct {
    std::string per;
    const char* condition;
    std::string open;
    std::string completed;  // by several elements, against what one alone comes to
    const char* then;
  } const rows[] = {
      // Entries, and the rules that count for content, read the figure that is summed.
      {"", "total(c.m for c in item.components where c.eccn not in {3A090.a}) >= 250", order(nobody, open_parts),
       order(nobody, R"(,"components":[{"name":"b","m":90},{"name":"c","m":90},{"name":"d","m":90}])"), kLicense},
      {"", "total(c.m for c in item.components where (c.eccn, RS1) not in reasons) >= 250", order(nobody, open_parts),
       order(nobody, R"(,"components":[{"name":"b","eccn":"EAR99","m":90},{"name":"c","eccn":"EAR99","m":90},)"
                     R"({"name":"d","eccn":"EAR99","m":90}])"),
       kLicense},
      {"", "total(c.n for c in item.components where not c.controlled) >= 12", order(nobody, open_parts),
       order(nobody, R"(,"components":[{"name":"b","n":4},{"name":"c","n":4},{"name":"d","n":4}])"), kLicense},
      // Two totals count two of them.
      {"",
       "total(c.m for c in item.components where c.us) >= 5 and total(c.m for c in item.components where not c.us) >= "
       "5",
       order(nobody, open_parts),
       order(nobody, R"(,"components":[{"name":"b","us":true,"m":5},{"name":"c","us":false,"m":5}])"), kLicense},
      {"", "total(c.m for c in item.components where c.us) * total(c.m for c in item.components where not c.us) >= 5",
       order(nobody, open_parts),
       order(nobody, R"(,"components":[{"name":"b","us":true,"m":5},{"name":"c","us":false,"m":5}])"), kLicense},
      // One for each word.
      {"per w in {NS1, RS1} ", "not (some p in parties: (p.hq != CN and (p.hq, w) in chart))",
       order(R"("parties_complete":false)", ""),
       order(R"("parties_complete":true,"parties":[{"name":"p","hq":"BR"},{"name":"q","hq":"AE"}])", ""), kNone},
      {"per w in {NS1, RS1} ", "not (total(1 for p in parties where p.hq != CN and (p.hq, w) in chart) >= 1)",
       order(R"("parties_complete":false)", ""),
       order(R"("parties_complete":true,"parties":[{"name":"p","hq":"BR"},{"name":"q","hq":"AE"}])", ""), kNone},
  };
  for (const auto& row : rows) {
    CAPTURE(row.condition);
    const std::string law =
        law_of(concat(entry, "rule r ", row.per,
                      "requires license version from 2018-08-13 source 1FR1 cite \"1\" when ", row.condition));
    CHECK(decided(law, row.completed) == row.then);
    CHECK(decided(law, row.open).starts_with(kAny));
  }
}

TEST_CASE("open lists: a total counts for each word what it says of that word") {
  const std::string law = law_of(
      "rule r per w in {NS1, RS1} requires license version from 2018-08-13 source 1FR1 cite \"1\" when "
      "total(c.m for c in item.components where (c.eccn, w) in reasons) >= 5");
  const auto order = [](const char* code) {
    return concat(R"({"to":"DE","items":[{"a":true,"components":[{"name":"c","m":9,"eccn":")", code, "\"}]}]}");
  };
  CHECK(decided(law, order("3B001.a")) == kLicense);
  CHECK(decided(law, order("3A090")) == kLicense);
  CHECK(decided(law, order("5A992")) == kNone);
}

TEST_CASE("open lists: a rule for each word keeps its word where it asks what counts for content") {
  const std::string law = law_of(
      "rule r per w in {NS1, RS1} requires license version from 2018-08-13 source 1FR1 cite \"1\" when (some c in "
      "item.components: c.controlled) and (leg.to, w) in chart\nrule k per w in {NS1, RS1} requires license counts_for "
      "content version from 2018-08-13 source 1FR1 cite \"1\" when item.n >= 5 and (leg.to, w) in chart");
  const auto order = [](const char* to) {
    return concat(R"({"to":")", to, R"(","items":[{"a":true,"n":1,"components":[{"name":"c","n":9}]}]})");
  };
  CHECK(decided(law, order("BR")) == kLicense);
  CHECK(decided(law, order("AE")) == kLicense);
  CHECK(decided(law, order("DE")) == kNone);
}

TEST_SUITE("soak rules") {
  TEST_CASE("open lists: whatever elements are named at last, the order comes to what it could") {
    std::size_t completed = 0;
    std::size_t decided = 0;
    for (const std::uint32_t seed : soak_seeds(40)) {
      Dice dice(seed * 6'700'417U);
      LawMaker maker(dice);
      std::string text = maker.law();
      if (seed % 2 == 0) {  // what is counted can then be seen beside all else
        for (std::size_t at = 0; (at = text.find("requires denial", at)) != std::string::npos;)
          text.replace(at, 15, "requires license");
        text += maker.counts();
      }
      const auto law = made_law(text);
      PlanStore plans(*law);
      const auto reached = [&](const Case& facts, PlanStore* how) {
        DecideOptions options;
        options.plans = how;
        options.node_limit = 1000;
        return reach_outcomes(*law, facts, options);
      };
      for (int round = 0; round < 12; ++round) {
        const std::string order = random_order(dice);
        const Case facts = made_case(order, *law);
        const Found by_plan = reached(facts, &plans);
        const Found by_tree = round % 4 == 0 ? reached(facts, nullptr) : by_plan;
        decided += by_plan.reached.decided() ? 1U : 0U;
        for (int times = 0; times < 6; ++times) {
          Case more = facts;
          if (!complete(more, *law, dice)) break;
          const auto weigher = make_plan_weigher(plans, more, nullptr, Posture::kInForce, {});
          if (!Search(*weigher).agrees(lines_of(more))) continue;
          const Found found = reached(more, &plans);
          if (!found.exact) continue;  // its outcomes may be wider than what can be
          const Reachable& then = found.reached;
          ++completed;
          for (std::size_t i = 0; i < kOutcomes; ++i) {
            const auto one = static_cast<Outcome>(i);
            const bool could = may_be(by_plan, one) && may_be(by_tree, one);
            CHECK_MESSAGE((!then.has(one) || could), "seed " << seed << ": by the plan " << range_of(by_plan.reached)
                                                             << ", by the reference " << range_of(by_tree.reached)
                                                             << "; then " << range_of(then) << "\n"
                                                             << added_to(facts, more, *law) << order << "\n"
                                                             << text);
            if (then.has(one) && !could) return;
          }
        }
      }
    }
    MESSAGE(completed << " completions, " << decided << " orders decided before");
    CHECK(completed > 1000);
    CHECK(decided > 20);
  }
}  // TEST_SUITE
