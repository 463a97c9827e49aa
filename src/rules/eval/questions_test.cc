// Questions against all completions: what is not asked changes nothing, what is asked can change the outcome, each
// cell leads where it says, and the order is by what an answer rules out over what it costs.
#include "rules/eval/questions.h"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <memory>

#include "base/json.h"
#include "base/text_util.h"
#include "rules/facts/order_reader.h"
#include "tests/support/soak.h"

using namespace licet;
using namespace licet::rules;

namespace {

// One fact of the small world: its key in an item, or in the order, and its values, one for each class that the atoms
// below tell apart. `known` says for each value whether `known(...)` of the fact is true.
struct Fact {
  std::string name;
  std::string type;
  int cost = 1;
  bool knowledge = false;
  std::vector<std::string> values;  // as JSON; "\"unknowable\"" stands behind a free value
};

constexpr const char* kHead =
    "fact\ttype\tunit\tvalues\tunknowable\tprofile\tjson\tderived\tlisting\tcost\task\tmeaning\tcite\n"
    "order.red_flags\tword\t\tclear open\tno\tyes\tred_flags\t\t\t1\tClear?\tred flags\t1\n";

// A condition as a tree that the test can weigh by itself.
struct Node {
  char op = 'a';  // `a` atom, `&`, `|`, `!`
  std::size_t fact = 0;
  std::string text;
  std::vector<bool> holds;  // of an atom: by the number of the fact's value
  std::vector<std::unique_ptr<Node>> kids;

  bool value(const std::vector<std::size_t>& world) const {
    if (op == 'a') return holds[world[fact]];
    if (op == '!') return !kids[0]->value(world);
    const bool first = kids[0]->value(world);
    return op == '&' ? first && kids[1]->value(world) : first || kids[1]->value(world);
  }
  std::string print() const {
    if (op == 'a') return text;
    if (op == '!') return concat("not (", kids[0]->print(), ")");
    return concat("(", kids[0]->print(), op == '&' ? " and " : " or ", kids[1]->print(), ")");
  }
};

class World {
 public:
  // `all_open`: yes-or-no facts alone, none of them known.
  World(std::uint32_t seed, std::size_t facts, bool all_open = false) : state_(seed * 2654435761U + 1) {
    for (std::size_t i = 0; i < facts; ++i) add_fact(i, all_open);
    for (const int depth : {all_open ? 5 : 4, all_open ? 4 : 3, 3}) rules_.push_back(condition(depth));
    authorization_ = condition(2);
    std::string table = kHead;
    for (const Fact& fact : facts_) {
      table += concat(fact.name, "\t", fact.type, "\t\t", fact.type == "word" ? "x y z" : "", "\t",
                      fact.knowledge ? "yes" : "no", "\tno\t", fact.name.substr(fact.name.find('.') + 1), "\t\t\t",
                      fact.cost, "\t", fact.name, "?\tmeaning\t1\n");
    }
    std::string text = "section 1 checked 2026-01-01\nvalue v version from 2018-08-13 source 1FR1 cite \"1\" = 10\n";
    const auto rule = [&](const char* name, const char* what, const Node& when) {
      text += concat("rule ", name, " requires ", what, " version from 2018-08-13 source 1FR1 cite \"1(", name,
                     ")\" when ", when.print(), "\n");
    };
    rule("r", "license", *rules_[0]);
    rule("s", "denial", *rules_[1]);
    rule("t", "license", *rules_[2]);
    text += concat(
        "authorization au kind license_exception overcomes r version from 2018-08-13 source 1FR1 cite "
        "\"1\" when ",
        authorization_->print(), "\n");
    auto law = Law::load({{"facts.tsv", table}, {"t.law", text}});
    REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message) << "\n" << text);
    law_ = *law;
    text_ = text;
    // Some facts are known.
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      known_.push_back(roll(4) == 0 ? static_cast<int>(roll(static_cast<std::uint32_t>(facts_[i].values.size()))) : -1);
      if (facts_[i].knowledge || all_open) known_.back() = -1;
    }
  }

  Outcome outcome(const std::vector<std::size_t>& world) const {
    if (rules_[1]->value(world)) return Outcome::kProhibited;
    if (rules_[2]->value(world)) return Outcome::kLicenseRequired;
    if (!rules_[0]->value(world)) return Outcome::kNoLicenseRequired;
    return authorization_->value(world) ? Outcome::kExceptionToConfirm : Outcome::kLicenseRequired;
  }

  std::string order() const {
    std::string item;
    std::string whole = "\"red_flags\":\"clear\"";
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      if (known_[i] < 0) continue;
      const std::string member = concat("\"", facts_[i].name.substr(facts_[i].name.find('.') + 1),
                                        "\":", facts_[i].values[static_cast<std::size_t>(known_[i])]);
      if (facts_[i].name.starts_with("item")) {
        item += concat(item.empty() ? "" : ",", member);
      } else {
        whole += concat(",", member);
      }
    }
    return concat("{", whole, ",\"items\":[{", item, "}]}");
  }

  // Calls `visit(world, outcome)` for every completion.
  template <typename Visit>
  void each(Visit visit) const {
    std::vector<std::size_t> world(facts_.size(), 0);
    for (std::size_t i = 0; i < facts_.size(); ++i) world[i] = known_[i] < 0 ? 0 : static_cast<std::size_t>(known_[i]);
    for (;;) {
      visit(world, outcome(world));
      std::size_t i = 0;
      while (i < facts_.size() && (known_[i] >= 0 || ++world[i] == facts_[i].values.size())) {
        if (known_[i] < 0) world[i] = 0;
        ++i;
      }
      if (i == facts_.size()) return;
    }
  }

  const std::vector<Fact>& facts() const { return facts_; }
  const std::vector<int>& known() const { return known_; }
  const Law& law() const { return *law_; }
  const std::string& text() const { return text_; }

 private:
  std::uint32_t roll(std::uint32_t sides) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 16U) % sides;
  }

  void add_fact(std::size_t i, bool plain) {
    Fact fact;
    const std::uint32_t kind = plain ? 5 : roll(6);
    fact.cost = static_cast<int>(1 + roll(5));
    if (kind == 0) {
      fact = Fact{concat("item.n", i), "number", fact.cost, false, {"5", "10", "15", "20", "25"}};
    } else if (kind == 1) {
      fact = Fact{concat("item.w", i), "word", fact.cost, false, {"\"x\"", "\"y\"", "\"z\""}};
    } else if (kind == 2) {
      // true, false, and not knowable with the value true or false behind it
      fact = Fact{concat("order.k", i), "bool", fact.cost, true, {"true", "false", "\"unknowable\"", "\"unknowable\""}};
    } else {
      fact = Fact{concat("item.b", i), "bool", fact.cost, false, {"true", "false"}};
    }
    facts_.push_back(std::move(fact));
  }

  std::unique_ptr<Node> atom() {
    auto out = std::make_unique<Node>();
    out->fact = roll(static_cast<std::uint32_t>(facts_.size()));
    const Fact& fact = facts_[out->fact];
    const std::uint32_t form = roll(3);
    if (fact.type == "number") {  // values 5, 10, 15, 20, 25
      static const char* const kTests[] = {" >= v", " < 20", " = 20"};
      static const std::vector<bool> kHolds[] = {
          {false, true, true, true, true}, {true, true, true, false, false}, {false, false, false, true, false}};
      out->text = concat(fact.name, kTests[form]);
      out->holds = kHolds[form];
    } else if (fact.type == "word") {
      static const char* const kTests[] = {" = x", " in {x, y}", " != z"};
      static const std::vector<bool> kHolds[] = {{true, false, false}, {true, true, false}, {true, true, false}};
      out->text = concat(fact.name, kTests[form]);
      out->holds = kHolds[form];
    } else if (fact.knowledge) {
      static const std::vector<bool> kHolds[] = {
          {true, false, true, false}, {true, false, false, false}, {false, false, true, true}};
      out->text = form == 0 ? fact.name : concat(form == 1 ? "known(" : "unknowable(", fact.name, ")");
      out->holds = kHolds[form];
    } else {
      out->text = fact.name;
      out->holds = {true, false};
    }
    return out;
  }

  std::unique_ptr<Node> condition(int depth) {
    if (depth == 0 || roll(6) == 0) return atom();
    auto out = std::make_unique<Node>();
    const std::uint32_t form = roll(5);
    out->op = form == 0 ? '!' : form < 3 ? '&' : '|';
    out->kids.push_back(condition(depth - 1));
    if (form != 0) out->kids.push_back(condition(depth - 1));
    return out;
  }

  std::uint32_t state_;
  std::vector<Fact> facts_;
  std::vector<int> known_;  // the number of the value, or -1
  std::vector<std::unique_ptr<Node>> rules_;
  std::unique_ptr<Node> authorization_;
  std::shared_ptr<const Law> law_;
  std::string text_;
};

std::string fact_name(const std::string& question) {
  return question.substr(0, question.find(' '));
}

// Does the cell of a question hold the value?
bool holds(const Cell& cell, const Fact& fact, std::size_t value) {
  if (fact.knowledge && value >= 2) return cell.possible.answer == Answer::kUnknowable;
  if (cell.possible.answer == Answer::kUnknowable) return false;
  if (fact.type == "number") {
    const Interval one = Interval::point(Rational::parse(fact.values[value]).value());
    return !intersect(cell.possible.number, one).is_empty();
  }
  const auto& words = cell.possible.words;
  const std::string word = fact.type == "word" ? fact.values[value].substr(1, 1) : fact.values[value];
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Expected {
  bool matters = false;
  std::vector<Reachable> by_value;
};

// By facts: do two completions that differ in it alone have different outcomes?
std::vector<Expected> brute_force(const World& world, Reachable& all) {
  const std::size_t count = world.facts().size();
  std::vector<Expected> out(count);
  std::vector<std::map<std::vector<std::size_t>, Outcome>> seen(count);
  for (std::size_t i = 0; i < count; ++i) out[i].by_value.resize(world.facts()[i].values.size());
  world.each([&](const std::vector<std::size_t>& values, Outcome outcome) {
    all.add(outcome);
    for (std::size_t i = 0; i < count; ++i) {
      out[i].by_value[values[i]].add(outcome);
      if (out[i].matters || world.known()[i] >= 0 || values[i] + 1 == world.facts()[i].values.size()) continue;
      std::vector<std::size_t> other = values;
      for (std::size_t v = values[i] + 1; v < world.facts()[i].values.size(); ++v) {
        other[i] = v;
        if (world.outcome(other) != outcome) out[i].matters = true;
      }
    }
  });
  return out;
}

Decision decision_of(const World& world, PlanStore* plans, std::size_t limit = 200'000) {
  auto input = read_order(parse_json(world.order()).value(), world.law(), nullptr, parse_date("2024-01-01").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message));
  DecideOptions options;
  options.plans = plans;
  options.node_limit = limit;
  options.proof = false;
  return decide(world.law(), input->facts, options);
}

void compare(const World& world, const Decision& decision, std::size_t& asked) {
  Reachable all;
  const std::vector<Expected> expected = brute_force(world, all);
  REQUIRE(decision.exact);
  REQUIRE(decision.outcomes == all);
  for (std::size_t i = 0; i < world.facts().size(); ++i) {
    const Fact& fact = world.facts()[i];
    const auto question = std::find_if(decision.questions.begin(), decision.questions.end(),
                                       [&](const Question& q) { return fact_name(q.fact) == fact.name; });
    const bool is_asked = question != decision.questions.end();
    CHECK_MESSAGE(is_asked == (expected[i].matters && world.known()[i] < 0),
                  fact.name << (is_asked ? " asked in vain" : " not asked") << "\n"
                            << world.order() << "\n"
                            << world.text());
    if (!is_asked) continue;
    ++asked;
    CHECK(!question->by_support);
    // Each value lies in one cell, and the cell leads where its values lead.
    for (const Cell& cell : question->decides) {
      Reachable union_of;
      for (std::size_t v = 0; v < fact.values.size(); ++v) {
        if (!holds(cell, fact, v)) continue;
        for (std::size_t o = 0; o < kOutcomes; ++o) {
          if (expected[i].by_value[v].has(static_cast<Outcome>(o))) union_of.add(static_cast<Outcome>(o));
        }
      }
      CHECK_MESSAGE(union_of == cell.outcomes, fact.name << " = " << cell.value << "\n"
                                                         << world.order() << "\n"
                                                         << world.text());
    }
  }
  for (std::size_t i = 1; i < decision.questions.size(); ++i)
    CHECK(decision.questions[i - 1].rank >= decision.questions[i].rank);
}

double rank_of(const Question& question, const Decision& decision, int cost) {
  double left = 0;
  for (const Cell& cell : question.decides) left += static_cast<double>(cell.outcomes.count());
  return (static_cast<double>(decision.outcomes.count()) - left / static_cast<double>(question.decides.size())) / cost;
}

}  // namespace

TEST_SUITE("soak questions") {
  TEST_CASE("questions: a dropped one changes nothing, an asked one can change the outcome") {
    std::size_t asked = 0;
    std::size_t undecided = 0;
    const std::vector<std::uint32_t> seeds = test::soak_seeds(150);
    for (const std::uint32_t seed : seeds) {
      const World world(seed, 4 + seed % 4);
      PlanStore plans(world.law());
      const Decision decision = decision_of(world, seed % 2 == 0 ? &plans : nullptr);
      undecided += decision.outcomes.decided() ? 0U : 1U;
      compare(world, decision, asked);
    }
    CHECK(undecided > seeds.size() / 3);  // the test means nothing if every order is plain
    CHECK(asked > undecided);
  }

  TEST_CASE("questions: up to sixteen unknown facts") {
    std::size_t asked = 0;
    for (const std::uint32_t seed : test::soak_seeds(4)) {
      const World world(seed + 77'000, 11 + seed % 3);
      PlanStore plans(world.law());
      compare(world, decision_of(world, &plans), asked);
      const World plain(seed + 88'000, 16, true);
      PlanStore more(plain.law());
      compare(plain, decision_of(plain, &more), asked);
    }
    CHECK(asked > 0);
  }
}

TEST_CASE("questions: ordered by what an answer rules out, over what it costs") {
  std::size_t compared = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const World world(seed + 9'000, 6);
    const Decision decision = decision_of(world, nullptr);
    for (const Question& question : decision.questions) {
      const int cost = world.law().schema().at(question.variable.fact).cost;
      CHECK(question.rank == doctest::Approx(rank_of(question, decision, cost)));
      CHECK(question.together == (question.rank == 0));
      ++compared;
    }
  }
  CHECK(compared > 20);
}

TEST_CASE("questions: past the limit they go by support, and say so") {
  std::size_t support = 0;
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    const World world(seed + 500, 9);
    const Decision decision = decision_of(world, nullptr, 2);
    Reachable all;
    const std::vector<Expected> expected = brute_force(world, all);
    for (std::size_t i = 0; i < world.facts().size(); ++i) {
      const auto question = std::find_if(decision.questions.begin(), decision.questions.end(),
                                         [&](const Question& q) { return fact_name(q.fact) == world.facts()[i].name; });
      if (question == decision.questions.end()) {
        // What could still decide is never left out.
        CHECK((decision.outcomes.decided() || !expected[i].matters || world.known()[i] >= 0));
        continue;
      }
      if (!expected[i].matters) CHECK(question->by_support);
      support += question->by_support ? 1U : 0U;
    }
  }
  CHECK(support > 0);
}

TEST_CASE("questions: figures that are computed together are asked by support") {
  const auto law =
      Law::load({{"facts.tsv", concat(kHead,
                                      "item.n\tnumber\t\t\tno\tno\tn\t\t\t3\tn?\tn\t1\nitem.m\tnumber\t\t\tno\tno\tm\t"
                                      "\t\t3\tm?\tm\t1\n")},
                 {"t.law",
                  "section 1 checked 2026-01-01\nrule r requires license version from 2018-08-13 source 1FR1 cite "
                  "\"1(a)\" when item.n + item.m > 210\n"}});
  REQUIRE(law.has_value());
  const auto input =
      read_order(parse_json(R"({"items":[{"n":5}]})").value(), **law, nullptr, parse_date("2024-01-01").value());
  const Decision decision = decide(**law, input->facts, DecideOptions{});
  REQUIRE(decision.questions.size() == 1);
  CHECK(decision.questions[0].fact.starts_with("item.m"));
  CHECK(decision.questions[0].by_support);
  CHECK(decision.questions[0].why == std::vector<std::string>{"1(a)"});
}

TEST_CASE("questions: facts that are held against each other are asked by support") {
  static constexpr const char* kPlaces =
      "leg.to\tplace\t\t\tno\tno\tto\t\t\t1\tTo?\tto\t1\nitem.home\tplace\t\t\tno\tno\thome\t\t\t1\tHome?\thome\t1\n"
      "party.home\tplace\t\t\tno\tno\thome\t\t\t1\tHome?\thome\t1\nitem.n\tnumber\t\t\tno\tno\tn\t\t\t3\tn?\tn\t1\n"
      "item.m\tnumber\t\t\tno\tno\tm\t\t\t3\tm?\tm\t1\norder.parties_complete\tbool\t\t\tno\tyes\tparties_"
      "complete\t\t\t1\tAll?\tall\t1\n";
  const std::string version = " version from 2018-08-13 source 1FR1 cite \"1\" ";
  const std::string rule = "rule r requires license" + version + "when ";
  const std::string lifted = rule + "item.n > 0\nauthorization au kind license_exception overcomes r" + version;
  const auto asked = [&](const std::string& text, const std::string& order) {
    const auto law =
        Law::load({{"facts.tsv", concat(kHead, kPlaces)},
                   {"tables/country-groups.tsv",
                    "place\tgroup\tfrom\tuntil\tcertainty\nCN\tD:5\tunknown\t\tA\nDE\tA:5\tunknown\t\tA\n"},
                   {"t.law", "section 1 checked 2026-01-01\n" + text}});
    REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
    const auto input = read_order(parse_json(order).value(), **law, nullptr, parse_date("2024-01-01").value());
    const Decision decision = decide(**law, input->facts, DecideOptions{});
    CHECK(!decision.outcomes.decided());
    std::string out;
    for (const Question& question : decision.questions) out += concat(question.fact, question.by_support ? "? " : " ");
    return out;
  };
  // Words have cells: of the place that is open, by what the other one means; where both are, of each of its values.
  CHECK(asked(rule + "item.home = leg.to\n", R"({"to":"CN","items":[{}]})") == "item.home (line 1) ");
  const std::string open_place = R"({"items":[{"home":"CN","n":1}]})";
  CHECK(asked(rule + "not (item.home != leg.to)\n", open_place) == "leg.to ");
  CHECK(asked(rule + "item.home = leg.to\n", R"({"items":[{}]})") == "item.home (line 1) leg.to ");
  const std::string at_home = "list at_home" + version + "= p in parties where p.home = leg.to\n";
  CHECK(asked(at_home + "rule r per p in at_home requires license" + version + "when item.n > 0\n",
              R"({"parties_complete":true,"parties":[{"name":"x","home":"CN"}],"items":[{"n":1}]})") == "leg.to ");
  CHECK(asked(lifted + "when item.home = leg.to\n", open_place) == "leg.to ");
  CHECK(asked(lifted + "when item.n + item.m > 3\n", R"({"items":[{"n":1}]})") == "item.m (line 1)? ");
  CHECK(asked(lifted + "when item.n > 0\nrestriction re closes au" + version + "when item.home = leg.to\n",
              open_place) == "leg.to ");
}

TEST_CASE("questions: a ratio whose divisor is stated leads where its dividend leads too") {
  const auto law = Law::load(
      {{"facts.tsv", concat(kHead,
                            "item.rate\tnumber\t\t\tno\tno\trate\t\t\t3\tr?\tr\t1\nitem."
                            "area\tnumber\t\t\tno\tno\tarea\t\t\t3\ta?\ta\t1\n"
                            "item.density\tnumber\t\t\tno\tno\tdensity\tratio item.rate item.area\t\t1\td?\td\t1\n")},
       {"t.law",
        "section 1 checked 2026-01-01\nrule r requires license version from 2018-08-13 source 1FR1 cite \"1(a)\" when "
        "item.density > 5 and item.rate >= 4800\n"}});
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  // Open, and known between two ends: then so is the rate that it says.
  for (const char* order :
       {R"({"items":[{"area":1000}]})", R"({"items":[{"area":1000,"density":{"at_least":1,"below":9}}]})"}) {
    const auto input = read_order(parse_json(order).value(), **law, nullptr, parse_date("2024-01-01").value());
    const Decision decision = decide(**law, input->facts, DecideOptions{});
    const auto density = std::find_if(decision.questions.begin(), decision.questions.end(),
                                      [](const Question& q) { return q.fact.starts_with("item.density"); });
    REQUIRE(density != decision.questions.end());
    REQUIRE(density->decides.size() == 2);
    CHECK(outcome_word(density->decides[0].outcomes) == "no_license_required");
    CHECK(outcome_word(density->decides[1].outcomes) == "license_required");
  }
}

TEST_CASE("questions: what a fact costs is a figure that can be held against others") {
  for (const char* cost : {"", "soon", "-1", "1001", "99999999999999999999"}) {
    const auto law =
        Law::load({{"facts.tsv", concat(kHead, "item.n\tnumber\t\t\tno\tno\tn\t\t\t", cost, "\tn?\tn\t1\n")},
                   {"t.law", "section 1 checked 2026-01-01\n"}});
    REQUIRE(!law);
    CHECK(law.error().message == "facts.tsv:3: expected a cost from 0 to 1000");
  }
}
