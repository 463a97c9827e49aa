// The decider against brute force, and the laws that every decision keeps, on small invented laws.
#include "rules/eval/decision.h"

#include <doctest/doctest.h>

#include <functional>

#include "base/json.h"
#include "base/text_util.h"
#include "rules/facts/order_reader.h"

using namespace licet;
using namespace licet::rules;

namespace {

constexpr const char* kFacts =
    "fact\ttype\tunit\tvalues\tunknowable\tprofile\tjson\tderived\tlisting\tcost\task\tmeaning\tcite\n"
    "order.parties_complete\tbool\t\t\tno\tyes\tparties_complete\t\t\t1\tAll?\tall parties named\t1\n"
    "order.uses\tset\t\tbad worse\tyes\tyes\tuses\t\t\t1\tUse?\tend uses\t1\n"
    "order.knows\tbool\t\t\tyes\tyes\tknows\t\t\t1\tKnow?\ta fact of knowledge\t1\n"
    "order.red_flags\tword\t\tclear open\tno\tyes\tred_flags\t\t\t1\tClear?\tred flags\t1\n"
    "leg.to\tplace\t\t\tno\tno\tto\t\t\t1\tWhere?\tplace\t1\n"
    "item.eccn\tcode\t\tEAR99\tno\tno\teccn\t\t\t1\tCode?\tcode\t1\n"
    "item.a\tbool\t\t\tno\tno\ta\t\t\t1\ta?\ta\t1\n"
    "item.b\tbool\t\t\tno\tno\tb\t\t\t2\tb?\tb\t1\n"
    "item.c\tbool\t\t\tno\tno\tc\t\t\t1\tc?\tc\t1\n"
    "item.n\tnumber\t\t\tno\tno\tn\t\t\t3\tn?\tn\t1\n"
    "party.bad\tbool\t\t\tno\tno\tbad\t\t\t1\tbad?\tbad\t1\n"
    "order.exporter\ttext\t\t\tno\tno\texporter.name\t\t\t1\tWho exports?\texporter\t1\n"
    "order.for_agency\tbool\t\t\tno\tno\tfor_agency\tclaim\t\t1\tFor an agency?\tclaim\t1\n"
    "order.notice\tbool\t\t\tno\tno\tnotice\tdocument\t\t1\tNotice?\tdocument\t1\n"
    "component.us\tbool\t\t\tno\tno\tus\t\t\t1\tus?\torigin\t1\n"
    "component.controlled\tbool\t\t\tno\tno\tcontrolled\tcontent\t\t1\tcontrolled?\tcontent\t1\n";

constexpr const char* kTables =
    "include \"tables/reasons.tsv\" as reasons(eccn, column)\ninclude \"tables/chart.tsv\" as chart(place, column)\n";
constexpr const char* kReasons =
    "eccn\tcolumn\tfrom\tuntil\n3B001.a\tNS2\t\t\n3B001.a\tAT1\t\t\n3B001.b\tAT1\t\t\n5A992\tAT1\t\t2023-01-01\n";
constexpr const char* kChart = "place\tcolumn\tfrom\tuntil\nCN\tNS2\t\t\nCN\tAT1\t2025-01-01\t\n";
constexpr const char* kPolicies =
    "policy\tmeaning\tcite\napproval\tmild\t1\ncase_by_case\tbetween\t1\ndenial\tstrict\t1\n";

std::vector<LawSource> sources_of(const std::string& rules) {
  return {{"facts.tsv", kFacts},
          {"tables/country-groups.tsv",
           "place\tgroup\tfrom\tuntil\tcertainty\nCN\tD:5\tunknown\t\tA\nBR\tB:"
           "1\tunknown\t\tA\nRU\tD:5\t2021-03-18\t\tC\n"},
          {"tables/reasons.tsv", kReasons},
          {"tables/chart.tsv", kChart},
          {"tables/policies.tsv", kPolicies},
          {"tables/letter-aliases.tsv", "addressee\talias\tsource\nAcme, Inc.\tAcme\ttest\n"},
          {"t.law", "section 1 checked 2026-01-01\n" + rules}};
}

std::shared_ptr<const Law> law_of(const std::string& rules) {
  auto law = Law::load(sources_of(rules));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  return *law;
}

Decision decided(const Law& law, const char* order, const char* profile = nullptr, std::size_t limit = 2000) {
  auto input = read_order(parse_json(order).value(), law, nullptr, parse_date("2024-01-01").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message));
  DecideOptions options;
  options.node_limit = limit;
  if (profile != nullptr) options.profile = law.find(profile);
  return decide(law, input->facts, options);
}

// By the reference evaluator, then by plans.
std::vector<Decision> decided_by_both(const Law& law, const char* order, const char* profile = nullptr) {
  std::vector<Decision> out = {decided(law, order, profile)};
  auto input = read_order(parse_json(order).value(), law, nullptr, parse_date("2024-01-01").value());
  PlanStore plans(law);
  DecideOptions options;
  options.plans = &plans;
  if (profile != nullptr) options.profile = law.find(profile);
  out.push_back(decide(law, input->facts, options));
  return out;
}

std::string refusal(const std::string& rules) {
  const auto law = Law::load(sources_of(rules));
  return law ? "" : law.error().message;
}

std::string rule(const char* name, const std::string& when, const char* more = "requires license") {
  return std::string("rule ") + name + " " + more + " version from 2018-08-13 source 1FR1 cite \"1\" when " + when +
         "\n";
}

}  // namespace

TEST_CASE("decide: no rule holds, no license is required") {
  const auto law = law_of(rule("r", "item.a"));
  CHECK(outcome_word(decided(*law, R"({"items":[{"a":false}]})").outcomes) == "no_license_required");
  CHECK(outcome_word(decided(*law, R"({"items":[{"a":true}]})").outcomes) == "license_required");
}

TEST_CASE("decide: an unknown that matters leaves the outcome open and is asked") {
  const Decision decision = decided(*law_of(rule("r", "item.a and item.b")), R"({"items":[{"a":true}]})");
  CHECK(outcome_word(decision.outcomes) == "undecided");
  CHECK(decision.outcomes.least() == Outcome::kNoLicenseRequired);
  CHECK(decision.outcomes.most() == Outcome::kLicenseRequired);
  REQUIRE(decision.questions.size() == 1);
  CHECK(decision.questions[0].ask == "b?");
}

TEST_CASE("decide: decided where no rule is (complementary rules)") {
  const Decision decision = decided(*law_of(rule("r", "item.a") + rule("s", "not item.a")), R"({"items":[{}]})");
  CHECK(outcome_word(decision.outcomes) == "license_required");
  CHECK(decision.exact);
  CHECK(decision.requirements.size() == 2);
  CHECK(decision.requirements[0].possible_only);
}

TEST_CASE("decide: one quantity, two rules, any figure between") {
  const auto law = law_of("value v version from 2018-08-13 source 1FR1 cite \"1\" = 4800\n" + rule("r", "item.n >= v") +
                          rule("s", "item.n < v"));
  CHECK(outcome_word(decided(*law, R"({"items":[{"n":{"at_least":4700,"at_most":4900}}]})").outcomes) ==
        "license_required");
  CHECK(outcome_word(decided(*law, R"({"items":[{}]})").outcomes) == "license_required");
}

TEST_CASE("decide: the limit makes the bound loose, never wrong") {
  const auto law = law_of(rule("r", "item.a") + rule("s", "not item.a"));
  const Decision decision = decided(*law, R"({"items":[{}]})", nullptr, 0);
  CHECK(!decision.exact);
  CHECK(decision.outcomes.has(Outcome::kLicenseRequired));
}

TEST_CASE("decide: every random law agrees with all completions tried one by one") {
  // Conditions over three yes-or-no facts, built from a fixed seed.
  std::uint32_t state = 20261124;
  const auto next = [&](std::uint32_t n) {
    state = state * 1664525U + 1013904223U;
    return (state >> 16U) % n;
  };
  const std::function<std::string(int)> condition = [&](int depth) -> std::string {
    static const char* const kAtoms[] = {"item.a", "item.b", "item.c"};
    if (depth == 0 || next(4) == 0) return kAtoms[next(3)];
    if (next(4) == 0) return "not (" + condition(depth - 1) + ")";
    return "(" + condition(depth - 1) + (next(2) == 0 ? " and " : " or ") + condition(depth - 1) + ")";
  };
  const char* const kStates[] = {"", "true", "false"};
  for (int round = 0; round < 60; ++round) {
    const auto law =
        law_of(rule("r", condition(3)) + rule("s", condition(3), "requires denial") + rule("t", condition(2)));
    std::string order;
    std::vector<std::string> completions = {""};
    for (const char* fact : {"a", "b", "c"}) {
      const std::string value = kStates[next(3)];
      const std::string key = std::string("\"") + fact + "\":";
      if (!value.empty()) order += concat(order.empty() ? "" : ",", key, value);
      std::vector<std::string> more;
      for (const std::string& one : completions) {
        for (const char* choice : {"true", "false"}) {
          if (value.empty() || value == choice) more.push_back(concat(one, one.empty() ? "" : ",", key, choice));
        }
      }
      completions = std::move(more);
    }
    Reachable expected;
    for (const std::string& one : completions) {
      expected.add(decided(*law, ("{\"items\":[{" + one + "}]}").c_str()).outcomes.least());
    }
    const Decision decision = decided(*law, ("{\"items\":[{" + order + "}]}").c_str());
    CHECK(decision.exact);
    CHECK(decision.outcomes == expected);
  }
}

TEST_CASE("known: the table of states") {
  const auto law = law_of(rule("k", "known(order.knows)") +
                          "let u version from 2018-08-13 source 1FR1 cite \"1\" = unknowable(order.knows)\n" +
                          rule("n", "u", "requires denial"));
  CHECK(outcome_word(decided(*law, R"({"knows":true})").outcomes) == "license_required");
  CHECK(outcome_word(decided(*law, R"({"knows":false})").outcomes) == "no_license_required");
  CHECK(outcome_word(decided(*law, R"({"knows":"unknowable","red_flags":"clear"})").outcomes) == "prohibited");
  const Decision open = decided(*law, R"({})");
  CHECK(open.outcomes.count() == 3);
  // Without a diligence record `unknowable` is not asked.
  CHECK(decided(*law, R"({"knows":"unknowable"})").outcomes.count() == 3);
}

TEST_CASE("known: that something cannot be known is known once that was answered") {
  const auto law = law_of(rule("k", "known(unknowable(order.knows))") +
                          rule("n", "known(not unknowable(order.knows))", "requires denial"));
  PlanStore plans(*law);
  const auto outcome = [&](const char* order) {
    auto input = read_order(parse_json(order).value(), *law, nullptr, parse_date("2024-01-01").value());
    REQUIRE(input.has_value());
    DecideOptions options;
    const Reachable slow = reach_outcomes(*law, input->facts, options).reached;
    options.plans = &plans;
    CHECK(slow == reach_outcomes(*law, input->facts, options).reached);
    return outcome_word(slow);
  };
  CHECK(outcome(R"({"knows":true})") == "prohibited");
  CHECK(outcome(R"({"knows":false})") == "prohibited");
  CHECK(outcome(R"({"knows":"unknowable","red_flags":"clear"})") == "license_required");
  CHECK(outcome(R"({})") == "undecided");
}

TEST_CASE(
    "known: a place that a row nobody verified puts in a group may be known to be inside, and binds from outside") {
  const auto outcome = [](const char* when, const char* order, std::string* question = nullptr) {
    const auto law = law_of(rule("r", when));
    const auto input = read_order(parse_json(order).value(), *law, nullptr, parse_date("2024-01-01").value());
    PlanStore plans(*law);
    std::string out;
    for (PlanStore* store : {static_cast<PlanStore*>(nullptr), &plans}) {
      DecideOptions options;
      options.plans = store;
      const Decision decision = decide(*law, input->facts, options);
      CHECK((out.empty() || out == outcome_word(decision.outcomes)));
      out = outcome_word(decision.outcomes);
      if (question != nullptr && !decision.questions.empty()) *question = decision.questions[0].fact;
    }
    return out;
  };
  std::string question;
  CHECK(outcome("known(leg.to in D:5)", R"({"to":"RU"})", &question) == "undecided");
  CHECK(question == "law.country-groups.tsv (RU, D:5)");
  CHECK(outcome("known(leg.to in D:5)", R"({"to":"CN"})") == "license_required");
  CHECK(outcome("known(leg.to in D:5)", R"({"to":"BR"})") == "no_license_required");
  for (const char* when : {"known(leg.to not in D:5)", "known(not leg.to in D:5)"}) {
    CHECK(outcome(when, R"({"to":"RU"})") == "license_required");
    CHECK(outcome(when, R"({"to":"CN"})") == "no_license_required");
    CHECK(outcome(when, R"({"to":"BR"})") == "license_required");
  }
}

TEST_CASE("profile: an assumption fills only what was not asked, and is named") {
  const auto law = law_of(rule("k", "known(order.uses has {bad})") +
                          "profile p adopted 2026-01-01 by \"test\" assume none: not known(order.uses has {bad, "
                          "worse}) why \"no knowledge\"\n");
  const Decision assumed = decided(*law, R"({})", "1/p");
  CHECK(outcome_word(assumed.outcomes) == "no_license_required");
  CHECK(outcome_word(assumed.without_assumptions) == "undecided");
  CHECK(assumed.assumed.size() == 1);
  CHECK(outcome_word(decided(*law, R"({"uses":["bad"]})", "1/p").outcomes) == "license_required");
}

TEST_CASE("profile: where two legs are on one day, nothing of the second one is kept that an assumption had decided") {
  const auto law = law_of(rule("m", "leg.to in {CN} and (order.knows or item.b) and not item.c") +
                          rule("n", "leg.to in {CN} and (order.knows or item.b)") +
                          "profile p adopted 2026-01-01 by \"test\" assume none: order.knows = false why \"w\"\n");
  for (const char* order : {R"({"legs":[{"to":"CN"}],"items":[{"b":false,"c":false}]})",
                            R"({"legs":[{"to":"BR"},{"to":"CN"}],"items":[{"b":false,"c":false}]})",
                            R"({"legs":[{"to":"CN"},{"to":"BR"}],"items":[{"b":false,"c":false}]})"}) {
    CAPTURE(order);
    for (const Decision& decision : decided_by_both(*law, order, "1/p")) {
      CHECK(outcome_word(decision.outcomes) == "no_license_required");
      CHECK(outcome_word(decision.without_assumptions) == "undecided");
    }
  }
}

TEST_CASE("figures: a total of what may not count is not above zero") {
  const auto law = law_of(
      "rule r requires license version from 2018-08-13 source 1FR1 cite \"1\" when total(i.n for i in items where "
      "i.a) > 0\n");
  for (const Decision& decision : decided_by_both(*law, R"({"items":[{"n":{"above":5}}]})"))
    CHECK(outcome_word(decision.outcomes) == "undecided");
}

TEST_CASE("per: an open list has one unnamed case, a closed one has none") {
  const auto law =
      law_of("rule r per p in parties requires license version from 2018-08-13 source 1FR1 cite \"1\" when p.bad\n");
  CHECK(outcome_word(decided(*law, R"({"parties":[{"bad":false}],"parties_complete":true})").outcomes) ==
        "no_license_required");
  const Decision open = decided(*law, R"({"parties":[{"bad":false}]})");
  CHECK(outcome_word(open.outcomes) == "undecided");
  CHECK(open.questions.front().fact == "order.parties_complete");
  CHECK(outcome_word(decided(*law, R"({"parties":[{"bad":true}]})").outcomes) == "license_required");
}

TEST_CASE("marks: what sleeps falls back or leaves nothing, on its days") {
  const std::string text =
      "rule r requires license version from 2020-01-01 source 1FR1 cite \"1\" when item.a\n"
      "  version from 2023-01-01 source 2FR2 cite \"1\" stayed from 2023-06-01 until 2024-06-01 falls_back when item.a "
      "or item.b\n";
  const auto law = law_of(text);
  CHECK(outcome_word(decided(*law, R"({"date":"2023-01-02","items":[{"a":false,"b":true}]})").outcomes) ==
        "license_required");
  const Decision asleep = decided(*law, R"({"date":"2024-01-01","items":[{"a":false,"b":true}]})");
  CHECK(outcome_word(asleep.outcomes) == "no_license_required");
  REQUIRE(asleep.requirements.size() == 1);
  CHECK(asleep.requirements[0].status == "stayed");
  CHECK(!asleep.requirements[0].binds);
  CHECK(outcome_word(decided(*law, R"({"date":"2024-01-01","items":[{"a":true}]})").outcomes) == "license_required");
  CHECK(outcome_word(decided(*law, R"({"date":"2024-06-01","items":[{"a":false,"b":true}]})").outcomes) ==
        "license_required");
}

TEST_CASE("marks: an unverified sleep is a fact of law with its own question; a reply settles it") {
  const std::string text =
      "rule r requires license version from 2020-01-01 source 1FR1 cite \"1\"\n"
      "  unverified from 2023-01-01 asks \"Was the stay extended?\" leaves_nothing when item.a\n";
  const Decision open = decided(*law_of(text), R"({"items":[{"a":true}]})");
  CHECK(outcome_word(open.outcomes) == "undecided");
  CHECK(open.questions.front().ask == "A fact of law: Was the stay extended?");
  // Told in words: the question of a mark may be put either way round.
  REQUIRE(open.questions.front().decides.size() == 2);
  for (const Cell& cell : open.questions.front().decides)
    CHECK(outcome_word(cell.outcomes) ==
          (cell.value == "the text sleeps" ? "no_license_required" : "license_required"));
  // Of several marks that of the day is asked.
  const std::string marks =
      "rule r requires license version from 2020-01-01 source 1FR1 cite \"1\"\n"
      "  unverified from 2023-01-01 until 2024-06-01 asks \"Was the stay extended?\" leaves_nothing\n"
      "  unverified from 2024-06-01 asks \"And later?\" leaves_nothing when item.a\n";
  const Decision two = decided(*law_of(marks), R"({"items":[{"a":true}]})");
  CHECK(two.questions.front().ask == "A fact of law: Was the stay extended?");
  CHECK(outcome_word(decided(*law_of(text), R"({"items":[{"a":false}]})").outcomes) == "no_license_required");
  const auto replied = law_of(text + "reply 1/r from 2023-01-01 asleep source \"invented\"\n");
  CHECK(outcome_word(decided(*replied, R"({"items":[{"a":true}]})").outcomes) == "no_license_required");
}

TEST_CASE("groups: a membership of certainty C is unknown from its first day") {
  const auto law = law_of(rule("r", "leg.to in D:5"));
  CHECK(outcome_word(decided(*law, R"({"to":"CN"})").outcomes) == "license_required");
  CHECK(outcome_word(decided(*law, R"({"to":"BR"})").outcomes) == "no_license_required");
  CHECK(outcome_word(decided(*law, R"({"to":"RU"})").outcomes) == "undecided");
  CHECK(outcome_word(decided(*law, R"({"to":"RU","date":"2020-01-01"})").outcomes) == "no_license_required");
}

TEST_CASE(
    "groups: an outcome that hangs on a row that nobody verified asks about the row, with the outcome of each reply") {
  const auto law = law_of(rule("r", "leg.to in D:5 and not item.a") + rule("other", "item.b"));
  const auto input = [&](const char* order) {
    return read_order(parse_json(order).value(), *law, nullptr, parse_date("2024-01-01").value()).value();
  };
  PlanStore plans(*law);
  for (PlanStore* store : {static_cast<PlanStore*>(nullptr), &plans}) {
    const auto answer = [&](const char* order) {
      DecideOptions options;
      options.plans = store;
      return decide(*law, input(order).facts, options);
    };
    const Decision open = answer(R"({"to":"RU","items":[{"a":false,"b":false}]})");
    CHECK(outcome_word(open.outcomes) == "undecided");
    REQUIRE(open.questions.size() == 1);
    const Question& row = open.questions[0];
    CHECK(row.fact == "law.country-groups.tsv (RU, D:5)");
    CHECK(row.ask.find("A fact of law") == 0);
    REQUIRE(row.decides.size() == 2);
    CHECK((row.decides[0].value == "it holds" && outcome_word(row.decides[0].outcomes) == "license_required"));
    CHECK(
        (row.decides[1].value == "it does not hold" && outcome_word(row.decides[1].outcomes) == "no_license_required"));
    // Two rules that the row tells apart: each reply gives the same, and that is told.
    const auto either_way = law_of(rule("inside", "leg.to in D:5") + rule("beyond", "leg.to not in D:5"));
    PlanStore other(*either_way);
    DecideOptions options;
    options.plans = store == nullptr ? nullptr : &other;
    const Decision both = decide(
        *either_way,
        read_order(parse_json(R"({"to":"RU"})").value(), *either_way, nullptr, parse_date("2024-01-01").value())->facts,
        options);
    REQUIRE(both.questions.size() == 1);
    for (const Cell& cell : both.questions[0].decides) CHECK(outcome_word(cell.outcomes) == "license_required");
    // What matters under a reply only is asked after it.
    const Decision more = answer(R"({"to":"RU","items":[{"b":false}]})");
    REQUIRE(more.questions.size() == 2);
    CHECK((more.questions[0].fact == row.fact && more.questions[1].fact == "item.a (line 1)"));
    CHECK(!more.questions[1].by_support);
    // Orders that the row does not touch are as they were.
    for (const char* order : {R"({"to":"RU","items":[{"a":true,"b":false}]})", R"({"to":"RU","items":[{"b":true}]})",
                              R"({"to":"CN","items":[{"a":false,"b":false}]})"}) {
      const Decision untouched = answer(order);
      CHECK((untouched.outcomes.decided() && untouched.questions.empty()));
    }
    for (const Question& question : answer(R"({"to":"CN","items":[{}]})").questions)
      CHECK(question.fact.find("law.") != 0);
  }
}

TEST_CASE("heavier: the whole weighs as its heaviest part") {
  Reachable light;
  light.add(Outcome::kNoLicenseRequired);
  Reachable open;
  open.add(Outcome::kNotSubject);
  open.add(Outcome::kLicenseRequired);
  const Reachable whole = heavier(light, open);
  CHECK(whole.has(Outcome::kNoLicenseRequired));
  CHECK(whole.has(Outcome::kLicenseRequired));
  CHECK(whole.count() == 2);
}

TEST_CASE("decide: a column of the chart for each reason for control") {
  const auto law = law_of(kTables + rule("chart", "(item.eccn, c) in reasons and (leg.to, c) in chart",
                                         "per c in {NS2, AT1} requires license"));
  const Decision listed = decided(*law, R"({"to":"CN","items":[{"eccn":"3B001.a.2"}]})");
  CHECK(outcome_word(listed.outcomes) == "license_required");
  REQUIRE(listed.requirements.size() == 1);
  CHECK(listed.requirements[0].about == std::vector<std::string>{"NS2"});
  CHECK(outcome_word(decided(*law, R"({"to":"BR","items":[{"eccn":"3B001.a"}]})").outcomes) == "no_license_required");
  CHECK(outcome_word(decided(*law, R"({"to":"CN","items":[{"eccn":"3B001.b"}]})").outcomes) == "no_license_required");
  // A code that is less deep than the table may turn out to be any of those below it.
  const Decision shallow = decided(*law, R"({"to":"CN","items":[{"eccn":"3B001"}]})");
  CHECK(outcome_word(shallow.outcomes) == "undecided");
  REQUIRE(shallow.questions.size() == 1);
  CHECK(shallow.questions[0].fact.starts_with("item.eccn"));
  // The row of AT1 begins in 2025, that of 5A992 has ended.
  CHECK(outcome_word(decided(*law, R"({"date":"2025-06-01","to":"CN","items":[{"eccn":"3B001.b"}]})").outcomes) ==
        "license_required");
  CHECK(outcome_word(decided(*law, R"({"date":"2025-06-01","to":"CN","items":[{"eccn":"5A992"}]})").outcomes) ==
        "no_license_required");
}

TEST_CASE("decide: a letter binds its addressee alone, from its day to its end") {
  const auto law = law_of("letter le to \"Acme, Inc.\" from 2024-01-01 until 2025-01-01 source \"s\"\n" +
                          rule("r", "item.a", "requires license only_for le"));
  const auto outcome = [&](const char* order) { return outcome_word(decided(*law, order).outcomes); };
  CHECK(outcome(R"({"exporter":{"name":"ACME INC"},"items":[{"a":true}]})") == "license_required");
  CHECK(outcome(R"({"exporter":{"name":"Acme"},"items":[{"a":true}]})") == "license_required");    // by its alias
  CHECK(outcome(R"({"exporter":{"name":"Acme Holdings"},"items":[{"a":true}]})") == "undecided");  // of its group?
  CHECK(outcome(R"({"exporter":{"name":"Big Acme"},"items":[{"a":true}]})") == "no_license_required");
  CHECK(outcome(R"({"exporter":{"name":"Acme"},"date":"2023-12-31","items":[{"a":true}]})") == "no_license_required");
  CHECK(outcome(R"({"exporter":{"name":"Acme"},"date":"2025-01-01","items":[{"a":true}]})") == "no_license_required");
  const Decision unnamed = decided(*law, R"({"items":[{"a":true}]})");
  CHECK(outcome_word(unnamed.outcomes) == "undecided");
  REQUIRE(!unnamed.questions.empty());
  CHECK(unnamed.questions[0].fact == "order.exporter");
  CHECK(decided(*law, R"({"exporter":{"name":"Acme"},"items":[{"a":true}]})").requirements[0].status == "letter");
}

TEST_CASE("decide: a claim that nobody makes lifts nothing and is shown as a way to look at") {
  const auto law =
      law_of(rule("r", "item.a") +
             "authorization gov kind license_exception overcomes r version from 2018-08-13 source 1FR1 cite "
             "\"1\" when order.for_agency and not item.b\n");
  const Decision plain = decided(*law, R"({"items":[{"a":true,"b":false}]})");
  CHECK(outcome_word(plain.outcomes) == "license_required");
  REQUIRE(plain.authorizations.size() == 1);
  CHECK(plain.authorizations[0].available == Truth::kUnknown);
  CHECK(plain.authorizations[0].claims == std::vector<std::string>{"order.for_agency"});
  CHECK(decided(*law, R"({"items":[{"a":true,"b":true}]})").authorizations[0].available == Truth::kFalse);
  CHECK(outcome_word(decided(*law, R"({"claims":["GOV"],"items":[{"a":true,"b":false}]})").outcomes) ==
        "exception_to_confirm");
  CHECK(outcome_word(decided(*law, R"({"for_agency":true,"items":[{"a":true,"b":false}]})").outcomes) ==
        "exception_to_confirm");
}

TEST_CASE("decide: a document is to be confirmed, and closes the authorization if it is declined") {
  const auto law =
      law_of(rule("r", "item.a") +
             "authorization nac kind license_exception overcomes r version from 2018-08-13 source 1FR1 cite "
             "\"1\" when not item.b exporter_documents order.notice\n");
  CHECK(outcome_word(decided(*law, R"({"items":[{"a":true,"b":false}]})").outcomes) == "exception_to_confirm");
  CHECK(outcome_word(decided(*law, R"({"notice":true,"items":[{"a":true,"b":false}]})").outcomes) ==
        "exception_to_confirm");
  CHECK(outcome_word(decided(*law, R"({"notice":false,"items":[{"a":true,"b":false}]})").outcomes) ==
        "license_required");
}

TEST_CASE("decide: the strictest of several review policies, where the law says so") {
  const std::string reviews =
      "review mild for r policy approval version from 2018-08-13 source 1FR1 cite \"1\" when item.a\n"
      "review strict for r policy denial version from 2018-08-13 source 1FR1 cite \"1\" when item.b\n";
  const char* order = R"({"items":[{"a":true,"b":true}]})";
  CHECK(decided(*law_of(rule("r", "item.a") + reviews), order).requirements[0].reviews.size() == 2);
  const auto strict = law_of(rule("r", "item.a") + reviews + "strictest review for r cite \"1\"\n");
  const Decision one = decided(*strict, order);
  REQUIRE(one.requirements[0].reviews.size() == 1);
  CHECK(one.requirements[0].reviews[0].review->word == "denial");
  const auto bad = Law::load({{"facts.tsv", kFacts},
                              {"tables/policies.tsv", kPolicies},
                              {"t.law", "section 1 checked 2026-01-01\n" + rule("r", "item.a") +
                                            "review x for r policy denail version from 2018-08-13 source 1FR1 cite "
                                            "\"1\" when item.a\n"}});
  REQUIRE(!bad);
  CHECK(bad.error().message.find("did you mean `denial`") != std::string::npos);
}

TEST_CASE("decide: where somebody whom nobody named decides, the rules of both cases are told with their policies") {
  const auto law = law_of(
      "let bad_party version from 2018-08-13 source 1FR1 cite \"1\" = some p in parties: p.bad\n" +
      rule("one_is", "bad_party") + rule("none_is", "not bad_party") +
      "review denied for one_is policy denial version from 2018-08-13 source 1FR1 cite \"1\" when bad_party\n"
      "review approved for none_is policy approval version from 2018-08-13 source 1FR1 cite \"1\" when item.a\n");
  for (const Decision& decision : decided_by_both(*law, R"({"parties_complete":false,"items":[{"a":true}]})")) {
    CHECK((decision.outcomes.decided() && decision.outcomes.least() == Outcome::kLicenseRequired));
    REQUIRE(decision.requirements.size() == 2);
    for (const RequirementRow& row : decision.requirements) {
      CHECK((row.possible_only && row.decides));
      CHECK(row.reviews.size() == 1);
    }
  }
}

TEST_CASE("reviews: where a policy hangs on what is not known, each that can apply is told and on what it hangs") {
  const auto review = [](const char* name, const char* policy, const char* when, const char* over = "") {
    return concat("review ", name, " for r policy ", policy, over,
                  " version from 2018-08-13 source 1FR1 cite \"1\" when ", when, "\n");
  };
  using Ways = std::vector<std::vector<std::string>>;
  std::vector<std::shared_ptr<const Law>> laws;  // the rows point into them
  const auto row = [&laws](const std::string& rules, const char* order) {
    laws.push_back(law_of(rules));
    return decided(*laws.back(), order).requirements.at(0);
  };
  const std::string over = rule("r", "item.a") + review("strict", "denial", "item.a") +
                           review("mild", "case_by_case", "item.n < 5 and item.b", " over strict");
  const char* open = R"({"items":[{"a":true,"b":true}]})";
  RequirementRow one = row(over, open);
  CHECK(one.reviews.size() == 2);
  CHECK((one.reviews[0].possible_only && one.reviews[1].possible_only));
  CHECK(one.reviews_open.between == Ways{{"case_by_case"}, {"denial"}});
  CHECK(one.reviews_open.depends_on == std::vector<std::string>{"item.n (line 1)"});
  one = row(over, R"({"items":[{"a":true,"b":true,"n":{"below":5}}]})");
  CHECK((one.reviews.size() == 1 && one.reviews[0].review->word == "case_by_case" && !one.reviews[0].possible_only));
  CHECK(one.reviews_open.between.empty());
  one = row(over, R"({"items":[{"a":true,"b":false}]})");
  CHECK((one.reviews.size() == 1 && one.reviews[0].review->word == "denial" && one.reviews_open.between.empty()));
  // Two tests that shut each other out are no two policies at once; where none fits the text has none.
  const std::string apart =
      rule("r", "item.a") + review("low", "approval", "item.n < 5") + review("high", "denial", "item.n >= 7");
  CHECK(row(apart, open).reviews_open.between == Ways{{}, {"approval"}, {"denial"}});
  // All ways say the same: it is known.
  const std::string same =
      rule("r", "item.a") + review("low", "denial", "item.n < 5") + review("high", "denial", "item.n >= 5");
  CHECK(row(same, open).reviews_open.between.empty());
  // A strict policy that may apply does not drive out a mild one that does.
  const std::string strictest = rule("r", "item.a") + review("mild", "approval", "item.a") +
                                review("strict", "denial", "item.c") + "strictest review for r cite \"1\"\n";
  CHECK(row(strictest, open).reviews_open.between == Ways{{"approval"}, {"denial"}});
  // No rule holds in every case, but the outcome is decided: the policy of each is told.
  const std::string cases = rule("r", "item.n < 5") + rule("other", "item.n >= 5") + review("low", "denial", "item.a");
  const Decision decision = decided(*law_of(cases), R"({"items":[{"a":true}]})");
  CHECK(outcome_word(decision.outcomes) == "license_required");
  REQUIRE(decision.requirements.size() == 2);
  CHECK((decision.requirements[0].possible_only && decision.requirements[0].reviews.empty()));  // `other`
  CHECK((decision.requirements[1].possible_only && decision.requirements[1].reviews.size() == 1));
}

TEST_CASE("decide: controlled content is what would need a license by itself") {
  const std::string laws =
      rule("cn", "leg.to = CN and item.eccn in {3B001.a}", "requires license counts_for content") +
      "let share version from 2018-08-13 source 1FR1 cite \"1\" = total(c.n for c in item.components where c.us and "
      "c.controlled) / item.n\n" +
      rule("above", "share > 25 percent");
  const auto law = law_of(laws);
  const auto outcome = [&](const char* order) { return outcome_word(decided(*law, order).outcomes); };
  const char* over =
      R"({"to":"CN","items":[{"eccn":"EAR99","n":100,"components":[{"eccn":"3B001.a","us":true,"n":26}]}]})";
  const char* under =
      R"({"to":"CN","items":[{"eccn":"EAR99","n":100,"components":[{"eccn":"3B001.a","us":true,"n":25}]}]})";
  const char* elsewhere =
      R"({"to":"BR","items":[{"eccn":"EAR99","n":100,"components":[{"eccn":"3B001.a","us":true,"n":90}]}]})";
  const char* open = R"({"to":"CN","items":[{"eccn":"EAR99","n":100,"components":[{"us":true,"n":26}]}]})";
  CHECK(outcome(over) == "license_required");
  CHECK(outcome(under) == "no_license_required");
  CHECK(outcome(elsewhere) == "no_license_required");
  CHECK(outcome(open) == "undecided");
  const auto loop =
      Law::load({{"facts.tsv", kFacts},
                 {"t.law", "section 1 checked 2026-01-01\n" + rule("r", "some c in item.components: c.controlled",
                                                                   "requires license counts_for content")}});
  REQUIRE(!loop);
  CHECK(loop.error().message.find("counts for content and reads") != std::string::npos);
  const auto known = Law::load(
      {{"facts.tsv", kFacts},
       {"t.law", "section 1 checked 2026-01-01\n" + rule("r", "known(some c in item.components: c.controlled)")}});
  REQUIRE(!known);
  CHECK(known.error().message.find("is known, which content decides") != std::string::npos);
}

TEST_CASE("decide: content counts as if it came from elsewhere where the whole stays in one country") {
  auto sources = sources_of(
      rule("chart", "item.eccn in {3B001.a} and not stays_in_country", "requires license counts_for content") +
      rule("above", "some c in item.components: c.controlled"));
  sources.push_back({"common.law",
                     "section common checked 2026-01-01\nlet stays_in_country version from 2018-08-13 source 1FR1 cite "
                     "\"1\" = leg.to = CN\n"});
  const auto law = Law::load(std::move(sources));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  const auto outcomes = [&](const char* order) {
    std::vector<std::string> out;
    for (const Decision& one : decided_by_both(**law, order)) out.push_back(outcome_word(one.outcomes));
    return out;
  };
  CHECK(outcomes(R"({"to":"CN","items":[{"eccn":"3B001.a"}]})") ==
        std::vector<std::string>{"no_license_required", "no_license_required"});
  CHECK(outcomes(R"({"to":"CN","items":[{"eccn":"EAR99","components":[{"eccn":"3B001.a"}]}]})") ==
        std::vector<std::string>{"license_required", "license_required"});
}

TEST_CASE("decide: an unknown figure of a component, or of what it is a share of, is asked for") {
  const std::string share = "total(c.n for c in item.components where c.us) / item.n > 25 percent";
  const auto asked = [](const std::string& condition, const std::string& order) {
    const auto law = law_of(rule("above", condition));
    const Decision decision = decided(*law, order.c_str());
    std::string out;
    for (const Question& question : decision.questions) out += question.fact + "; ";
    return out;
  };
  const auto two = [](const std::string& first, const std::string& second) {
    return R"({"items":[{"n":100,"components":[{"name":"one","us":true)" + first + R"(},{"us":true)" + second + "}]}]}";
  };
  CHECK(asked(share, two(R"(,"n":10)", "")) == "item.n (items[0].components[1]); ");
  CHECK(asked(share, two("", "")) == "item.n (one); item.n (items[0].components[1]); ");
  CHECK(asked(share, two(R"(,"n":10)", R"(,"n":10)")).empty());
  CHECK(asked("total(c.n for c in item.components where c.us) >= 25", two("", R"(,"n":10)")) == "item.n (one); ");
  CHECK(asked(share, R"({"items":[{"components":[{"name":"one","us":true,"n":10}]}]})") == "item.n (line 1); ");
}

TEST_CASE("decide: a duty may read the outcome") {
  const auto law = law_of(rule("r", "item.a") +
                          "duty d version from 2018-08-13 source 1FR1 cite \"1\" when outcome = no_license_required do "
                          "\"keep a record\"\n");
  CHECK(decided(*law, R"({"items":[{"a":true}]})").duties.empty());
  const Decision none = decided(*law, R"({"items":[{"a":false}]})");
  REQUIRE(none.duties.size() == 1);
  CHECK(!none.duties[0].possible_only);
  const Decision open = decided(*law, R"({"items":[{}]})");
  REQUIRE(open.duties.size() == 1);
  CHECK(open.duties[0].possible_only);
}

// ---- a stated code and the figures of other entries (docs/decisions/0015) ----

TEST_CASE("codes: a stated code answers only for entries of which no figure is given") {
  const std::string entries =
      "entry 3A090.a version from 2022-01-01 source 1FR1 cite \"1\" when item.n >= 100 and item.a\n"
      "entry 3A090.b version from 2022-01-01 source 1FR1 cite \"1\" when item.b\n";
  const auto law = law_of(entries + rule("graver", "item.eccn in {3A090}"));
  const auto outcome = [&](const std::string& item) {
    return outcome_word(decided(*law, ("{\"items\":[{" + item + "}]}").c_str()).outcomes);
  };
  CHECK(outcome(R"("eccn":"3A991")") == "no_license_required");
  CHECK(outcome(R"("eccn":"EAR99","a":true)") == "no_license_required");
  CHECK(outcome(R"("eccn":"3A991","n":{"at_least":50,"below":150})") == "undecided");
  CHECK(outcome(R"("eccn":"3A991","n":{"at_least":50,"below":150},"a":false)") == "no_license_required");
  CHECK(outcome(R"("eccn":"3A991","n":120)") == "undecided");
  CHECK(outcome(R"("eccn":"3A991","n":20)") == "no_license_required");
  CHECK(outcome(R"("eccn":"3A991","n":120,"a":true)") == "license_required");
  CHECK(outcome(R"("eccn":"3A991","b":true)") == "license_required");
  CHECK(outcome(R"("eccn":"3A090.a","n":20,"a":false)") == "license_required");
}

TEST_CASE("codes: a completion that proves an entry beside a stated code is none") {
  const auto law = law_of("entry 3A090.b version from 2022-01-01 source 1FR1 cite \"1\" when item.n >= 100\n" +
                          rule("graver", "item.eccn in {3A090}") + rule("few", "item.n >= 100 and item.a") +
                          rule("many", "item.n >= 50 and item.b"));
  CHECK(outcome_word(decided(*law, R"({"items":[{"eccn":"3A991","a":true,"b":false}]})").outcomes) ==
        "no_license_required");
  const Decision open = decided(*law, R"({"items":[{"eccn":"3A991","a":true,"b":true}]})");
  CHECK(open.outcomes.least() == Outcome::kNoLicenseRequired);
  CHECK(open.outcomes.most() == Outcome::kLicenseRequired);
}

TEST_CASE("codes: EAR99 is open where figures leave an entry open") {
  const auto law = law_of("entry 3A090.b version from 2022-01-01 source 1FR1 cite \"1\" when item.n >= 100\n" +
                          rule("basket", "item.eccn = EAR99"));
  const auto outcome = [&](const char* order) { return outcome_word(decided(*law, order).outcomes); };
  CHECK(outcome(R"({"items":[{"eccn":"EAR99"}]})") == "license_required");
  CHECK(outcome(R"({"items":[{"eccn":"EAR99","n":{"at_least":50,"below":150}}]})") == "undecided");
  CHECK(outcome(R"({"items":[{"eccn":"EAR99","n":120}]})") == "no_license_required");
}

TEST_CASE("codes: an entry that reads more than plain facts of its item and its order is refused") {
  const auto entry = [](const char* when) {
    return refusal(std::string("entry 3A090.a version from 2022-01-01 source 1FR1 cite \"1\" when ") + when + "\n");
  };
  CHECK(entry("order.knows").find("`order.knows`, which a profile may assume") != std::string::npos);
  CHECK(entry("leg.to = CN").find("`leg.to`, which is no fact of an item") != std::string::npos);
  CHECK(entry("item.eccn in {3A090.b}").find("`item.eccn`, which entries decide") != std::string::npos);
  CHECK(entry("item.n >= 5").empty());
}

TEST_CASE("profile: no facts table lets one set what the exporter does") {
  for (const char* fact : {"order.for_agency", "order.notice"}) {
    std::string facts = kFacts;
    facts.replace(facts.find("\tno\tno\t", facts.find(fact)), 8, "\tno\tyes\t");
    std::vector<LawSource> sources = sources_of("");
    sources.front().text = facts;
    const auto law = Law::load(sources);
    REQUIRE(!law.has_value());
    CHECK(law.error().message.find("no profile may set it") != std::string::npos);
  }
}

TEST_CASE("profile: an assumption that no evaluator reads is refused") {
  const auto profile = [](const char* assumption) {
    return refusal(std::string("profile p adopted 2026-01-01 by \"test\" assume x: ") + assumption + " why \"w\"\n");
  };
  CHECK(profile("not order.knows").find("write `order.knows = false`") != std::string::npos);
  CHECK(profile("known(order.knows)").find("expected `fact`") != std::string::npos);
  CHECK(profile("order.knows and order.parties_complete").find("expected `fact`") != std::string::npos);
  CHECK(profile("item.a").find("lets no profile set `item.a`") != std::string::npos);
  CHECK(profile("order.notice = false").find("lets no profile set `order.notice`") != std::string::npos);
  CHECK(profile("order.knows = false").empty());
  CHECK(profile("not known(order.uses has {bad})").empty());
}
