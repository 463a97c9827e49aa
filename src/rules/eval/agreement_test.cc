// The evaluators share nothing but the syntax tree and must agree: on random laws, orders, profiles and days, as sets
// of outcomes, in every two-level bound, and in which facts they split.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "base/text_util.h"
#include "rules/check/sets.h"
#include "rules/eval/decision.h"
#include "rules/eval/search.h"
#include "support/made_law.h"
#include "support/soak.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

Decision with(const Law& law, const Case& facts, const Decl* profile, Posture posture, PlanStore* plans) {
  DecideOptions options;
  options.profile = profile;
  options.posture = posture;
  options.plans = plans;
  options.questions = false;
  options.proof = false;
  options.node_limit = 4000;
  return decide(law, facts, options);
}

// What duties read of a line whose search came to its limit hangs on the evaluator.
bool lines_exact(const Decision& decision) {
  return std::all_of(decision.lines.begin(), decision.lines.end(), [](const LineOutcome& line) { return line.exact; });
}

// What a decision reports, as text.
std::string report_of(const Decision& decision) {
  std::string out;
  const auto version = [](const Version* one) { return one == nullptr ? std::string("-") : to_string(one->from); };
  for (const RequirementRow& row : decision.requirements) {
    out += concat(row.rule->qualified, " ", version(row.version), " ", row.status, " ", row.binds ? "binds " : "",
                  row.possible_only ? "possible " : "", row.leg, ".", row.item, " ", joined(row.about, ","), " ",
                  joined(row.because, ","), " ", row.overcome_by.value_or(""));
    // Which rows decide hangs on the numbers that unnamed elements have, and so do their reviews.
    const ReviewsOpen open = row.possible_only ? ReviewsOpen{} : row.reviews_open;
    for (const ReviewRow& one : row.possible_only ? std::vector<ReviewRow>{} : row.reviews)
      out += concat(" ", one.review->word, " ", version(one.version), one.possible_only ? " possible" : "");
    for (const auto& words : open.between) out += concat(" or {", joined(words, ","), "}");
    out += concat(" ", joined(open.depends_on, ","), open.cut ? " cut" : "", "\n");
  }
  for (const AuthorizationRow& row : decision.authorizations) {
    out += concat(row.authorization->qualified, " ", version(row.version), " ", to_string(row.available), " ",
                  joined(row.claims, ","), " ", joined(row.because, ","), "\n");
  }
  for (const auto& notes : {decision.duties, decision.findings}) {
    for (const NoteRow& row : notes) {
      out += concat(row.decl->qualified, row.possible_only ? " possible " : " ", joined(row.about, ","), " ",
                    joined(row.because, ","), "\n");
    }
  }
  std::set<std::string> assumed;
  for (const AssumptionUse& use : decision.assumed) assumed.insert(use.assumption->name);
  for (const std::string& name : assumed) out += concat("assumed ", name, "\n");
  return concat(out, joined(decision.classified, ","));
}

Found reached(const Law& law, const Case& facts, const Decl* profile, PlanStore& plans) {
  DecideOptions options;
  options.profile = profile;
  options.plans = &plans;
  options.node_limit = 1000;
  return reach_outcomes(law, facts, options);
}

bool within(const Reachable& a, const Reachable& b) {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (a.has(static_cast<Outcome>(i)) && !b.has(static_cast<Outcome>(i))) return false;
  }
  return true;
}

// A place, a word of the fact or a code.
const std::string& word_at_random(const FactDecl& decl, const Law& law, Dice& dice) {
  const std::vector<std::string>& words = decl.type == FactType::kPlace  ? law.places()
                                          : decl.type == FactType::kWord ? decl.values
                                                                         : law.codes_without_entry();
  return words[dice.roll(static_cast<std::uint32_t>(words.size()))];
}

// A value of an entity's fact that may still be learnt; false if nothing may. Not learnt are choices of the exporter
// (claims, documents), what is decided by rules, and whether a list is whole that is closed by being named.
bool state_at_random(Case& facts, int id, int fact, const Law& law, Dice& dice) {
  const FactDecl& decl = law.schema().at(fact);
  const bool names = id == 0 ? !facts.facilities.empty() : !facts.entity(id).components.empty();
  const bool closes = decl.name.ends_with("_complete") && decl.name != "order.parties_complete" && names;
  if (decl.role != FactRole::kFact || closes || decl.type == FactType::kText) return false;
  const std::string member = decl.type == FactType::kSet ? decl.values[dice.roll(3) % decl.values.size()] : "";
  const Possible* stated = facts.find(id, fact, member);
  if (decl.type == FactType::kNumber) {
    if (stated != nullptr && stated->number.is_point()) return false;
    const Rational low = stated == nullptr ? Rational(0) : *stated->number.low;
    const std::uint32_t width = stated == nullptr ? 260 : 59;
    facts.state_number(id, fact, Interval::point(low + Rational(dice.roll(width))));
    return true;
  }
  if (stated != nullptr) return false;
  if (decl.may_be_unknowable && dice.roll(4) == 0) {
    facts.state_unknowable(id, fact, everything_possible(decl, law.places()), member);
    return true;
  }
  if (decl.type == FactType::kBool || decl.type == FactType::kSet) {
    facts.state_word(id, fact, FactType::kBool, dice.roll(2) == 0 ? "true" : "false", member);
    return true;
  }
  const std::string& word = word_at_random(decl, law, dice);
  if (word.ends_with('?')) return false;  // stands for codes without a name
  facts.state_word(id, fact, decl.type, word);
  return true;
}

// Does some way to fill in what is unknown agree with the stated codes?
bool agrees(const Case& facts, PlanStore& plans) {
  const auto weigher = make_plan_weigher(plans, facts, nullptr, Posture::kInForce, {});
  return Search(*weigher).agrees(lines_of(facts));
}

// What the stated codes say "no" to, without a figure: such a reading falls when a figure is learnt.
std::set<std::pair<std::size_t, std::string>> settled_by_code(const Case& facts, const Law& law) {
  std::set<std::pair<std::size_t, std::string>> out;
  const int code = law.schema().find("item.eccn");
  for (std::size_t id = 0; id < facts.entities.size(); ++id) {
    const Possible* stated = facts.find(static_cast<int>(id), code);
    if (stated == nullptr) continue;
    for (const Decl* entry : law.all(DeclKind::kEntry)) {
      for (const Date day : facts.leg_days) {
        const std::vector<int> figures = SetReader(law, day).figures_of(*entry);
        const bool given = std::any_of(figures.begin(), figures.end(),
                                       [&](int fact) { return facts.find(static_cast<int>(id), fact) != nullptr; });
        if (!given) out.emplace(id, concat(entry->name, " ", to_string(day)));
      }
    }
  }
  return out;
}

std::string range_of(const Reachable& outcomes) {
  return concat(to_string(outcomes.least()), "..", to_string(outcomes.most()));
}

// States one more fact; says which, or nothing if none was found.
std::string learn(Case& facts, const Law& law, PlanStore& plans, Dice& dice) {
  for (int attempt = 0; attempt < 30; ++attempt) {
    const auto id = static_cast<int>(dice.roll(static_cast<std::uint32_t>(facts.entities.size())));
    const auto fact = static_cast<int>(dice.roll(static_cast<std::uint32_t>(law.schema().facts().size())));
    if (!law.schema().belongs(fact, facts.entity(id).kind)) continue;
    Case more = facts;
    if (!state_at_random(more, id, fact, law, dice)) continue;
    const auto before = settled_by_code(facts, law);
    const auto after = settled_by_code(more, law);
    if (!std::includes(after.begin(), after.end(), before.begin(), before.end()) || !agrees(more, plans)) continue;
    facts = std::move(more);
    const FactDecl& decl = law.schema().at(fact);
    std::string value;
    for (const auto& [key, possible] : facts.entity(id).facts) value = key.first == fact ? to_string(possible) : value;
    return concat(facts.entity(id).label, " ", decl.name, " = ", value);
  }
  return "";
}

// Fixes a few facts of the order at random, stated or not, choices and facts that close lists among them.
Assignment fixed_at_random(const Case& facts, const Law& law, Dice& dice) {
  Assignment out;
  for (std::uint32_t left = 1 + dice.roll(4); left > 0; --left) {
    const auto id = static_cast<int>(dice.roll(static_cast<std::uint32_t>(facts.entities.size())));
    const auto fact = static_cast<int>(dice.roll(static_cast<std::uint32_t>(law.schema().facts().size())));
    const FactDecl& decl = law.schema().at(fact);
    if (!law.schema().belongs(fact, facts.entity(id).kind) || decl.type == FactType::kText) continue;
    const std::string member = decl.type == FactType::kSet ? decl.values[dice.roll(3) % decl.values.size()] : "";
    Possible cell = everything_possible(decl, law.places());
    cell.asked = true;
    cell.anything = false;
    if (decl.may_be_unknowable && dice.roll(4) == 0) {
      cell.answer = Answer::kUnknowable;
    } else if (decl.type == FactType::kNumber) {
      cell.number = Interval::point(Rational(dice.roll(260)));
      if (dice.roll(2) == 0) cell.number.high = *cell.number.low + Rational(dice.roll(100));
    } else if (decl.type == FactType::kBool || decl.type == FactType::kSet) {
      cell.words = {dice.roll(2) == 0 ? "true" : "false"};
    } else {
      cell.words = {word_at_random(decl, law, dice)};
    }
    if (cell.answer != Answer::kUnknowable) cell.answer = Answer::kValue;
    out[Variable{id, fact, member}] = cell;
  }
  return out;
}

std::string text_of(const Levels& levels) {
  std::string out;
  for (const auto& [low, high] : levels.by_line) out += concat(to_string(low), "..", to_string(high), " ");
  return out;
}

// What keeps the levels apart; elements that nobody named have other numbers in each evaluator.
std::string splits_of(const Levels& levels, const Weigher& weigher) {
  std::set<std::string> out;
  for (const Split& split : levels.splits) out.insert(weigher.name_of(split.variable));
  return joined(std::vector(out.begin(), out.end()), ", ");
}

}  // namespace

TEST_SUITE("soak rules") {
  TEST_CASE("evaluators: levels agree under any assignment, be it one that narrows what facts can be or not") {
    std::size_t changed = 0;
    const std::vector<std::uint32_t> seeds = soak_seeds(20);
    for (const std::uint32_t seed : seeds) {
      Dice dice(seed * 104'729U);
      LawMaker maker(dice);
      const std::string text = maker.law();
      const auto law = made_law(text);
      const std::vector<const Decl*>& rules = law->all(DeclKind::kRule);
      PlanStore plans(*law);
      for (int round = 0; round < 10; ++round) {
        const std::string order = random_order(dice);
        const Case facts = made_case(order, *law);
        const std::vector<Line> lines = lines_of(facts);
        const Decl* profile = dice.roll(2) == 0 ? law->find("1/p") : nullptr;
        const auto slow = make_reference_weigher(*law, facts, profile, Posture::kInForce, {});
        const auto fast = make_plan_weigher(plans, facts, profile, Posture::kInForce, {});
        const std::string as_stated = text_of(fast->levels(lines, {}));
        for (int times = 0; times < 8; ++times) {
          const Assignment fixed = fixed_at_random(facts, *law, dice);
          const bool given = dice.roll(3) == 0;
          for (Weigher* one : {slow.get(), fast.get()}) one->given(given ? &fixed : nullptr);
          const Levels tree_says = slow->levels(lines, fixed);
          const Levels plan_says = fast->levels(lines, fixed);
          const std::string by_tree = text_of(tree_says);
          const std::string by_plan = text_of(plan_says);
          for (const Line& line : lines)
            CHECK(slow->first_to_hold(line, fixed, rules) == fast->first_to_hold(line, fixed, rules));
          for (Weigher* one : {slow.get(), fast.get()}) one->given(nullptr);
          changed += by_plan == as_stated ? 0U : 1U;
          std::string what;
          for (const auto& [variable, cell] : fixed)
            what += concat(slow->name_of(variable), " = ", to_string(cell.possible()), given ? " given\n" : "\n");
          const bool same = by_tree.substr(0, by_plan.size()) == by_plan;  // the plan stops where all is prohibited
          CHECK_MESSAGE(same, "seed " << seed << ": reference " << by_tree << ", plan " << by_plan << "\n"
                                      << what << order << "\n"
                                      << text);
          if (!same) return;
          const bool all_lines = plan_says.by_line.size() == lines.size();
          const std::string met_by_tree = splits_of(tree_says, *slow);
          const std::string met_by_plan = splits_of(plan_says, *fast);
          CHECK_MESSAGE((!all_lines || met_by_tree == met_by_plan), "seed " << seed << ": " << by_plan
                                                                            << "reference met " << met_by_tree
                                                                            << ", plan " << met_by_plan << "\n"
                                                                            << what << order << "\n"
                                                                            << text);
          if (all_lines && met_by_tree != met_by_plan) return;
        }
        const Decl* other = profile == nullptr ? law->find("1/p") : nullptr;
        REQUIRE(fast->assume(other, {}));
        const auto fresh = make_plan_weigher(plans, facts, other, Posture::kInForce, {});
        const Levels after = fast->levels(lines, {});
        const Levels anew = fresh->levels(lines, {});
        const bool as_fresh = text_of(after) == text_of(anew) && splits_of(after, *fast) == splits_of(anew, *fresh);
        CHECK_MESSAGE(as_fresh, "seed " << seed << ": " << splits_of(after, *fast)
                                        << "; fresh: " << splits_of(anew, *fresh) << "\n"
                                        << order << "\n"
                                        << text);
        if (!as_fresh) return;
      }
    }
    CHECK(changed > 20 * seeds.size() / 10);
  }

  TEST_CASE("evaluators: plan and reference agree on random laws and orders") {
    std::size_t undecided = 0;
    std::size_t exact = 0;
    std::size_t compared = 0;
    const std::vector<std::uint32_t> seeds = soak_seeds(40);
    for (const std::uint32_t seed : seeds) {
      Dice dice(seed * 7919U);
      LawMaker maker(dice);
      std::string text = maker.law();
      text += maker.told();
      const auto law = made_law(text);
      PlanStore plans(*law);
      for (int round = 0; round < 25; ++round) {
        const std::string order = random_order(dice);
        const Case facts = made_case(order, *law);
        const Decl* profile = dice.roll(2) == 0 ? law->find("1/p") : nullptr;
        const Posture posture = dice.roll(4) == 0 ? Posture::kCodified : Posture::kInForce;
        const Decision fast = with(*law, facts, profile, posture, &plans);
        ++compared;
        undecided += fast.outcomes.decided() ? 0U : 1U;
        // Held against each other are sets that both found whole: the reference evaluator, which would go on to the
        // limit, need not look for one that the plan did not find.
        if (!fast.exact && !fast.without_exact) continue;
        const Decision slow = with(*law, facts, profile, posture, nullptr);
        const bool both_exact = slow.exact && fast.exact;
        exact += both_exact ? 1U : 0U;
        const bool both_alone = slow.without_exact && fast.without_exact;
        const bool same = (!both_exact || slow.outcomes == fast.outcomes) &&
                          (!both_alone || range_of(slow.without_assumptions) == range_of(fast.without_assumptions));
        CHECK_MESSAGE(same, "seed " << seed << ": reference " << range_of(slow.outcomes) << ", plan "
                                    << range_of(fast.outcomes) << "\n"
                                    << order << "\n"
                                    << text);
        if (!same) return;
        // What the plan says of single conditions is what the reference evaluator finds: all that is told is the same.
        const bool all_exact = both_exact && lines_exact(slow) && lines_exact(fast);
        const bool told = !all_exact || report_of(slow) == report_of(fast);
        CHECK_MESSAGE(told, "seed " << seed << "\n"
                                    << report_of(slow) << "\n--\n"
                                    << report_of(fast) << "\n"
                                    << order << "\n"
                                    << text);
        if (!told) return;
      }
    }
    CHECK(compared == 25 * seeds.size());
    CHECK(exact > compared / 2);
    CHECK(undecided > compared / 10);  // the test means nothing if every order is plain
  }

  TEST_CASE("evaluators: learning a fact never changes a decided outcome, and dropping assumptions only widens") {
    std::size_t orders = 0;
    std::size_t decided = 0;
    std::size_t learnt = 0;
    const int rounds = soak_factor() == 1 ? 50 : 1000;  // a million orders in `./dev soak`
    for (const std::uint32_t seed : soak_seeds(10)) {
      Dice dice(seed * 104729U);
      const std::string text = LawMaker(dice).law();
      const auto law = made_law(text);
      PlanStore plans(*law);
      for (int round = 0; round < rounds; ++round) {
        const std::string order = random_order(dice);
        Case facts = made_case(order, *law);
        if (!agrees(facts, plans)) continue;
        ++orders;
        Found before = reached(*law, facts, nullptr, plans);
        const Found assumed = reached(*law, facts, law->find("1/p"), plans);
        if (!before.exact || !assumed.exact) continue;
        decided += before.reached.decided() ? 1U : 0U;
        CHECK_MESSAGE(within(assumed.reached, before.reached), "seed " << seed << ": assumptions widen\n"
                                                                       << order << "\n"
                                                                       << text);
        for (std::uint32_t more = 1 + dice.roll(3); more > 0; --more) {
          const std::string what = learn(facts, *law, plans, dice);
          const Found after = reached(*law, facts, nullptr, plans);
          if (what.empty() || !after.exact) break;
          ++learnt;
          const bool narrows = within(after.reached, before.reached);
          CHECK_MESSAGE(narrows, "seed " << seed << ": " << what << " was learnt: " << range_of(before.reached)
                                         << " became " << range_of(after.reached) << "\n"
                                         << order << "\n"
                                         << text);
          if (!narrows) return;
          before = after;
        }
      }
    }
    MESSAGE(orders << " orders, " << decided << " decided, " << learnt << " facts learnt");
    CHECK(decided > orders / 10);
    CHECK(learnt > orders / 2);
  }

}  // TEST_SUITE

TEST_CASE("evaluators: a planted error is found") {
  // The same law with one comparison turned round must not agree everywhere.
  const std::string good =
      "section 1 checked 2026-01-01\nrule r requires license version from 2019-01-01 source 1FR1 cite \"1\" when "
      "item.n >= 100\n";
  std::string bad = good;
  bad.replace(bad.find(">="), 2, "> ");
  const auto law = made_law(good);
  const auto planted = made_law(bad);
  PlanStore plans(*planted);
  const Case facts = made_case(R"({"items":[{"n":100}]})", *law);
  CHECK(!(with(*law, facts, nullptr, Posture::kInForce, nullptr).outcomes ==
          with(*planted, facts, nullptr, Posture::kInForce, &plans).outcomes));
}

TEST_CASE("evaluators: an unknown that another rule tells apart is not lost where a value stays as it was") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nset s version from 2018-08-13 source 1FR1 cite \"1\" = D:5\n"
      "list buyers version from 2018-08-13 source 1FR1 cite \"1\" = p in parties where p.role in {buyer, user}\n"
      "let hq version from 2018-08-13 source 1FR1 cite \"1\" = some p in buyers: p.hq in s\n"
      "rule a requires license version from 2018-08-13 source 1FR1 cite \"1\" when hq and item.a\n"
      "rule c requires license version from 2018-08-13 source 1FR1 cite \"1\" when hq or (some p in parties: p.role = "
      "user)\n");
  const Case facts = made_case(
      R"({"date":"2024-01-01","to":"DE","parties_complete":true,"items":[{"a":true}],"parties":[{"name":"p0","hq":"DE"}]})",
      *law);
  PlanStore plans(*law);
  for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)}) {
    DecideOptions options;
    options.plans = how;
    const Found found = reach_outcomes(*law, facts, options);
    CHECK((found.exact && !found.stuck && found.reached.count() == 2));
  }
}

TEST_CASE("evaluators: elements of a rule may bear the name of the item or the leg, whose own facts say nothing then") {
  const auto rule = [](const char* list, const char* when) {
    return concat("section 1 checked 2026-01-01\nrule r per ", list,
                  " requires license version from 2018-08-13 source 1FR1 cite \"1\" when ", when, "\n");
  };
  const auto by_items = made_law(rule("item in items", "item.a"));
  const auto by_legs = made_law(rule("leg in legs", "leg.to = CN"));
  const Case items = made_case(R"({"to":"DE","items":[{"a":false},{"a":true}]})", *by_items);
  const Case legs = made_case(R"({"legs":[{"to":"DE"},{"to":"CN"}],"items":[{"a":false}]})", *by_legs);
  for (const auto& [law, facts] : {std::pair(by_items, &items), std::pair(by_legs, &legs)}) {
    PlanStore plans(*law);
    for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)}) {
      const Decision decision = with(*law, *facts, nullptr, Posture::kInForce, how);
      REQUIRE(decision.lines.size() == 2);
      for (const LineOutcome& line : decision.lines) CHECK(outcome_word(line.outcomes) == "license_required");
    }
  }
}

TEST_CASE("evaluators: marks that do not cover the case leave nothing open, whatever they would leave") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nrule r requires license version from 2018-08-13 source 1FR1 cite \"1\" when "
      "item.a\n"
      "  version from 2023-01-01 source 1FR2 cite \"1\" unenforced from 2023-01-01 when item.m < 7 falls_back stayed "
      "from 2023-01-01 when order.knows and item.m >= 7 leaves_nothing when item.a\n");
  const auto levels_of = [&](const char* order, Levels* by_plan) {
    const Case facts = made_case(order, *law);
    PlanStore plans(*law);
    const auto tree = make_reference_weigher(*law, facts, nullptr, Posture::kInForce, {});
    const auto plan = make_plan_weigher(plans, facts, nullptr, Posture::kInForce, {});
    *by_plan = plan->levels(lines_of(facts), {});
    const Levels by_tree = tree->levels(lines_of(facts), {});
    CHECK(text_of(by_tree) == text_of(*by_plan));
    CHECK(splits_of(by_tree, *tree) == splits_of(*by_plan, *plan));
    return text_of(by_tree);
  };
  Levels by_plan;
  CHECK(levels_of(R"({"date":"2024-01-01","knows":false,"items":[{"a":true}]})", &by_plan) ==
        "license_required..license_required ");
  CHECK(levels_of(R"({"date":"2024-01-01","knows":true,"items":[{"a":true}]})", &by_plan) ==
        "no_license_required..license_required ");
  CHECK(by_plan.splits.size() == 1);  // no more than `item.m`
  CHECK(levels_of(R"({"date":"2024-01-01","items":[{"a":true,"m":3}]})", &by_plan) ==
        "license_required..license_required ");
}

TEST_CASE("evaluators: of several marks that cover the case one gives the status, wherever it stands") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nrule r requires license version from 2018-08-13 source 1FR1 cite \"1\" unenforced "
      "from 2023-01-01 leaves_nothing compliance 2025-01-01 leaves_nothing stayed from 2023-01-01 until 2024-06-01 "
      "leaves_nothing when item.a\n");
  for (const auto& [day, status] : {std::pair("2024-01-01", "stayed"), std::pair("2024-06-01", "before_compliance"),
                                    std::pair("2025-01-01", "codified_not_enforced")}) {
    const Case facts = made_case(concat("{\"date\":\"", day, "\",\"items\":[{\"a\":true}]}"), *law);
    const Decision decision = with(*law, facts, nullptr, Posture::kInForce, nullptr);
    REQUIRE(decision.requirements.size() == 1);
    CHECK(decision.requirements[0].status == status);
  }
}

TEST_CASE("evaluators: what the item says on one leg is not taken for what it says on another") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nlet far version from 2018-08-13 source 1FR1 cite \"1\" = leg.to = CN and "
      "item.a\nrule r per leg in legs requires license version from 2018-08-13 source 1FR1 cite \"1\" when far and "
      "item.m >= 1\nrule s per leg in legs requires denial version from 2018-08-13 source 1FR1 cite \"1\" when far and "
      "item.n >= 1\n");
  const Case facts = made_case(R"({"legs":[{"to":"DE"},{"to":"CN"}],"items":[{"a":true,"m":1,"n":1}]})", *law);
  PlanStore plans(*law);
  for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)})
    CHECK(outcome_word(with(*law, facts, nullptr, Posture::kInForce, how).outcomes) == "prohibited");
}

TEST_CASE("evaluators: ways that contradict a stated code do not count where a rule goes over the items") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nentry 3A090.b version from 2018-08-13 source 1FR1 cite \"1\" when item.n >= 50 "
      "and "
      "item.n < 200\nrule r requires license version from 2018-08-13 source 1FR1 cite \"1\" when item.n = 100\nrule s "
      "per "
      "i in items requires denial version from 2018-08-13 source 1FR1 cite \"1\" when leg.to = CN\n");
  const Case facts = made_case(R"({"items":[{"eccn":"3B001.b.2"}]})", *law);
  PlanStore plans(*law);
  for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)}) {
    const Decision decision = with(*law, facts, nullptr, Posture::kInForce, how);
    CHECK(decision.outcomes.count() == 2);
    CHECK(!decision.outcomes.has(Outcome::kLicenseRequired));
  }
}

TEST_CASE("evaluators: reasons are those of the line, whatever elements bore the item's name before") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nrule r per item in items requires license version from 2018-08-13 source 1FR1 "
      "cite \"1\" when item.m >= 1\nrule s requires license version from 2018-08-13 source 1FR1 cite \"1\" when "
      "item.a or item.n >= 1\n");
  const Case facts = made_case(R"({"items":[{"a":true,"m":1,"n":1},{"a":false,"m":1,"n":1}]})", *law);
  PlanStore plans(*law);
  const std::string by_plan = report_of(with(*law, facts, nullptr, Posture::kInForce, &plans));
  CHECK(by_plan == report_of(with(*law, facts, nullptr, Posture::kInForce, nullptr)));
  CHECK(by_plan.find("item.a [item.a (line 1) = true]") != std::string::npos);
}

TEST_CASE("evaluators: what stands before a constant is asked, and what it assumed is told") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nrule r requires license version from 2018-08-13 source 1FR1 cite \"1\" when "
      "known(order.uses has {bad}) and order.uses has {}\nprofile p adopted 2026-01-01 by \"test\"\n  assume a: not "
      "known(order.uses has {bad, worse}) why \"w\"\n");
  const Case facts = made_case(R"({"to":"DE","items":[{"a":false}]})", *law);
  PlanStore plans(*law);
  for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)}) {
    const Decision decision = with(*law, facts, law->find("1/p"), Posture::kInForce, how);
    CHECK(outcome_word(decision.outcomes) == "no_license_required");
    CHECK(decision.assumed.size() == 1);
  }
}

TEST_CASE("evaluators: what a review policy hangs on is told in one order, whoever asked first about the unnamed") {
  const auto law = made_law(
      "section 1 checked 2026-01-01\nlet bad version from 2018-08-13 source 1FR1 cite \"1\" = some p in parties: "
      "p.bad\nrule first requires license version from 2018-08-13 source 1FR1 cite \"1\" when bad\nrule r requires "
      "license version from 2018-08-13 source 1FR1 cite \"1\" when item.a\nreview ra for r policy denial version from "
      "2018-08-13 source 1FR1 cite \"1\" when (some p in parties: p.hq = CN)\nreview rb for r policy approval version "
      "from 2018-08-13 source 1FR1 cite \"1\" when bad\n");
  const Case facts = made_case(R"({"to":"DE","items":[{"a":true}]})", *law);
  PlanStore plans(*law);
  for (PlanStore* how : {&plans, static_cast<PlanStore*>(nullptr)}) {
    const Decision decision = with(*law, facts, nullptr, Posture::kInForce, how);
    REQUIRE(decision.requirements.size() == 2);
    CHECK(joined(decision.requirements[1].reviews_open.depends_on, ",") ==
          "order.parties_complete,party.hq (a party that is not named),party.bad (a party that is not named)");
  }
}

TEST_CASE("evaluators: an assumption that is told beside what decided, and was not read, is not in use") {
  const std::string profile =
      "profile p adopted 2026-01-01 by \"test\"\n  assume c: not known(order.knows) why \"w\"\n";
  const auto rule = [&](const char* when) {
    return concat(
        "section 1 checked 2026-01-01\nexception e version from 2018-08-13 source 1FR1 cite \"1\" when ", when,
        "\nrule r requires license version from 2018-08-13 source 1FR1 cite \"1\" when item.a except e\n", profile);
  };
  const auto assumed = [&](const char* when, bool by_plan, bool trees) {
    const auto law = made_law(rule(when));
    const Case facts = made_case(R"({"to":"DE","items":[{"a":true,"n":234}]})", *law);
    PlanStore plans(*law);
    DecideOptions options;
    options.profile = law->find("1/p");
    options.plans = by_plan ? &plans : nullptr;
    options.questions = false;
    options.proof = trees;
    const Decision decision = decide(*law, facts, options);
    CHECK(outcome_word(decision.outcomes) == "license_required");
    return decision.assumed.size();
  };
  for (const bool by_plan : {true, false}) {
    for (const bool trees : {true, false}) {
      CHECK(assumed("known(item.n = 100 and order.knows)", by_plan, trees) == 0);
      CHECK(assumed("known(order.knows and item.n = 100)", by_plan, trees) == 1);
    }
  }
}

TEST_CASE("evaluators: of what is asked whether it is known, reasons name what was read") {
  const auto told = [](const char* asked, bool by_plan) {
    const auto law = made_law(
        concat("section 1 checked 2026-01-01\nrule r requires license version from 2018-08-13 source 1FR1 cite \"1\" "
               "when known(",
               asked, ")\nprofile p adopted 2026-01-01 by \"test\"\n  assume d: order.red_flags = clear why \"w\"\n"));
    const Case facts = made_case(R"({"to":"DE","items":[{"n":234}]})", *law);
    PlanStore plans(*law);
    const Decision decision =
        with(*law, facts, law->find("1/p"), Posture::kInForce, by_plan ? &plans : static_cast<PlanStore*>(nullptr));
    REQUIRE(decision.requirements.size() == 1);
    const std::string reasons = joined(decision.requirements.front().because, "; ");
    CHECK((reasons.find("order.red_flags = clear]") != std::string::npos) == !decision.assumed.empty());
    return reasons.substr(reasons.find(" ["));
  };
  for (const bool by_plan : {true, false}) {
    CHECK(told("item.n = 234 or order.red_flags = clear", by_plan) == " [item.n (line 1) = 234]");
    CHECK(told("not (item.n = 100 and order.red_flags = open)", by_plan) == " [item.n (line 1) = 234]");
    CHECK(told("order.red_flags = clear or item.n = 234", by_plan) == " [order.red_flags = clear]");
    CHECK(told("item.n = 234 and order.red_flags = clear", by_plan) ==
          " [item.n (line 1) = 234; order.red_flags = clear]");
    CHECK(told("item.n = 100 or not (order.red_flags = open)", by_plan) ==
          " [item.n (line 1) = 234; order.red_flags = clear]");
  }
}
