// An order whose facts are the same on all days is weighed day by day and at once: both give the same.
#include "rules/eval/several_days.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <set>

#include "base/json.h"
#include "base/text_util.h"
#include "rules/eval/days_questions.h"
#include "rules/eval/decision.h"
#include "rules/facts/order_reader.h"
#include "tests/support/random_law.h"
#include "tests/support/soak.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

constexpr std::size_t kLimit = 4000;

bool lies_in(const Reachable& a, const Reachable& b) {
  for (std::size_t i = 0; i < kOutcomes; ++i)
    if (a.has(static_cast<Outcome>(i)) && !b.has(static_cast<Outcome>(i))) return false;
  return true;
}

class SplitOrder {
 public:
  SplitOrder(std::shared_ptr<const Law> law, Case whole)
      : law_(std::move(law)), plans_(*law_), whole_(std::move(whole)) {
    const std::set<Date> days(whole_.leg_days.begin(), whole_.leg_days.end());
    for (const Date day : days) {
      Day part;
      part.day = day;
      part.facts = whole_;
      part.facts.legs.clear();
      part.facts.leg_days.clear();
      for (std::size_t leg = 0; leg < whole_.legs.size(); ++leg) {
        if (whole_.leg_days[leg] != day) continue;
        part.facts.legs.push_back(whole_.legs[leg]);
        part.facts.leg_days.push_back(day);
        part.legs.push_back(static_cast<int>(leg));
      }
      parts_.push_back(std::move(part));
    }
    options_.plans = &plans_;
    std::vector<DayPart> weighed;
    for (Day& part : parts_) {
      part.decision = decide(*law_, part.facts, options_);
      part.weigher = make_weigher(*law_, part.facts, options_, nullptr, {});
      weighed.push_back({part.legs, &part.facts, part.weigher.get()});
    }
    by_day_ = make_days_weigher(std::move(weighed));
    at_once_ = make_weigher(*law_, whole_, options_, nullptr, {});
  }

  std::size_t days() const { return parts_.size(); }

  // Somebody whom nobody named is one on all days for the one, and one on each for the other.
  bool compare_outcomes() {
    Search by_day(*by_day_);
    Search at_once(*at_once_);
    const Found found = by_day.reach(lines_of(whole_), {}, kLimit);
    const Found expected = at_once.reach(lines_of(whole_), {}, kLimit);
    if (!found.exact || !expected.exact) return false;
    bool named = true;
    for (const Search* search : {&by_day, &at_once})
      for (const Variable& variable : search->split_on()) named = named && whole_.is_named(variable.entity);
    CHECK(lies_in(expected.reached, found.reached));
    if (!named) return false;
    CHECK(found.reached == expected.reached);
    CHECK(by_day.root_lines() == at_once.root_lines());
    return true;
  }

  // How many questions were held against the whole order.
  std::size_t compare_questions() {
    const Decision whole = decide(*law_, whole_, options_);
    std::vector<DayQuestions> asked;
    Reachable outcomes = parts_.front().decision.outcomes;
    bool exact = whole.exact;
    for (const Day& part : parts_) {
      asked.push_back({part.day, part.decision.outcomes, &part.decision.questions});
      outcomes = heavier(outcomes, part.decision.outcomes);
      exact = exact && part.decision.exact;
    }
    // What an entry says may rule out on one day what it needs on another: then no way to fill in the facts counts.
    if (!exact || !Search(*at_once_).agrees(lines_of(whole_))) return 0;
    const std::vector<Question> questions = questions_of_days(*law_, asked, outcomes);
    if (outcomes.decided()) CHECK(questions.empty());
    for (const Question& question : questions)
      if (is_about_named(question)) check_cells(question, outcomes);
    for (const Question& question : whole.questions) {
      if (question.together || question.by_support || !is_about_named(question) || may_open(question)) continue;
      // A code that is asked on one day settles entries of another that does not read it.
      if (question.variable.fact >= 0 && law_->schema().at(question.variable.fact).type == FactType::kCode) continue;
      // So does a figure for what follows from it, which the day asks for itself.
      if (question.variable.fact >= 0 && others_follow_from(question.variable.fact)) continue;
      const bool asked_too = std::any_of(questions.begin(), questions.end(),
                                         [&](const Question& other) { return other.fact == question.fact; });
      CHECK_MESSAGE(asked_too, question.fact);
    }
    return questions.size();
  }

 private:
  struct Day {
    Date day;
    std::vector<int> legs;
    Case facts;
    Decision decision;
    std::unique_ptr<Weigher> weigher;
  };

  // Whether a list is complete may be stated, and asked again for those that it leaves out.
  bool is_about_named(const Question& question) const {
    return whole_.is_named(question.variable.entity) && question.fact != "order.parties_complete";
  }

  // What the order comes to with a value is among what the question says of it.
  void check_cells(const Question& question, const Reachable& outcomes) {
    for (const Cell& cell : question.decides) {
      CHECK_MESSAGE((may_open(question) || lies_in(cell.outcomes, outcomes)),
                    concat(question.fact, ": ", cell.value, cell.exact ? "" : " cut short"));
      const Possible& values = cell.possible;
      if (question.variable.fact < 0 || values.type == FactType::kCode || values.type == FactType::kSet) continue;
      if (values.words.empty() && values.type != FactType::kNumber) continue;
      if (values.answer != Answer::kValue || values.anything || others_follow_from(question.variable.fact)) continue;
      if (may_open(question)) continue;
      Assignment fixed;
      fixed[question.variable] = values;
      const Found found = Search(*at_once_).reach(lines_of(whole_), fixed, kLimit);
      if (found.exact) CHECK_MESSAGE(lies_in(found.reached, cell.outcomes), concat(question.fact, ": ", cell.value));
    }
  }

  // A figure that is stated speaks for entries that the code had settled, and several closer codes settle none.
  bool may_open(const Question& question) const {
    if (question.variable.fact < 0) return false;
    const FactType type = law_->schema().at(question.variable.fact).type;
    return (type == FactType::kNumber || type == FactType::kCode) &&
           whole_.find(question.variable.entity, law_->schema().find("item.eccn")) != nullptr;
  }

  // A reply gives what follows from it, too; a ratio its dividend.
  bool others_follow_from(int fact) const {
    const std::string& name = law_->schema().at(fact).name;
    if (law_->schema().at(fact).derived.starts_with("ratio ")) return true;
    const std::vector<FactDecl>& facts = law_->schema().facts();
    return std::any_of(facts.begin(), facts.end(), [&](const FactDecl& other) {
      const std::vector<std::string_view> words = split(other.derived, ' ');
      return std::find(words.begin(), words.end(), name) != words.end();
    });
  }

  std::shared_ptr<const Law> law_;
  PlanStore plans_;
  Case whole_;
  DecideOptions options_;
  std::vector<Day> parts_;
  std::unique_ptr<Weigher> by_day_;
  std::unique_ptr<Weigher> at_once_;
};

// `each` of an order on several days under a random law.
template <typename Each>
void for_each_order(long laws, Each each) {
  for (const std::uint64_t seed : soak_seeds(laws)) {
    CAPTURE(seed);
    auto law = Law::load(random_sources(RandomLaw(seed, {}).text()));
    REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
    RandomNumbers dice(seed + 1'000'000);
    for (int i = 0; i < 6; ++i) {
      const std::string order =
          random_order(dice, {.legs = 2 + dice.below(2), .lines = 1 + dice.below(2), .missing = 20});
      CAPTURE(order);
      auto input = read_order(parse_json(order).value(), **law, nullptr, parse_date("2024-01-01").value());
      REQUIRE(input.has_value());
      SplitOrder split(*law, std::move(input->facts));
      if (split.days() > 1) each(split);
    }
  }
}

}  // namespace

TEST_CASE("several days: weighed day by day an order comes to what it does at once" *
          doctest::test_suite("soak days")) {
  std::size_t compared = 0;
  for_each_order(40, [&](SplitOrder& order) {
    if (order.compare_outcomes()) ++compared;
  });
  MESSAGE(compared, " orders");
  CHECK(compared > 40);
}

TEST_CASE("several days: questions say what the whole order comes to" * doctest::test_suite("soak days")) {
  std::size_t compared = 0;
  for_each_order(25, [&](SplitOrder& order) { compared += order.compare_questions(); });
  MESSAGE(compared, " questions");
  CHECK(compared > 100);
}
