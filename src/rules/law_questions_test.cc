// The questions of the built-in law against all ways to fill in what was left out of the orders of its own tests.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/file.h"
#include "base/text_util.h"
#include "rules/cases/law_tests.h"
#include "rules/eval/reading.h"
#include "support/soak.h"

using namespace licet;
using namespace licet::rules;

namespace {

constexpr std::size_t kMostValues = 7;

class Brute {
 public:
  Brute(const Law& law, PlanStore& plans) : law_(law), plans_(plans), readings_(law) {}

  // Leaves some facts out of an order, decides it, and fills them in again in every way.
  std::string check(const Case& order, DecideOptions options, std::uint32_t seed) {
    state_ = seed;
    options.plans = &plans_;
    options.questions = true;
    options.proof = false;
    Case open = order;
    const std::vector<Variable> gone = leave_out(open);
    if (gone.size() < 2) return "";
    const Decision decision = decide(law_, open, options);
    if (!decision.exact) return "";
    std::vector<std::vector<Possible>> values;
    values.reserve(gone.size());
    for (const Variable& variable : gone) values.push_back(values_of(order, variable));
    const std::vector<Line> lines = lines_of(open);
    const std::set<std::string> off = switched_off(law_, open, lines, options);
    const auto weigher = make_weigher(law_, open, options, options.profile, off);
    Search search(*weigher);
    std::map<std::vector<std::size_t>, Reachable> reached;
    std::vector<std::size_t> at(gone.size(), 0);
    for (bool more = true; more;) {
      Assignment fixed;
      for (std::size_t i = 0; i < gone.size(); ++i) fixed[gone[i]] = values[i][at[i]];
      const Found found = search.reach(lines, fixed, options.node_limit);
      if (!found.exact) return "";
      // Values with which an entry holds that the stated code ruled out are no way to fill the order in.
      std::vector<Split> splits;
      const bool contradicts = weigher->contradicts(lines, fixed, 1, splits) == Truth::kTrue;
      if (!contradicts) reached[at] = found.reached;
      for (std::size_t o = 0; o < kOutcomes && !contradicts; ++o) {
        const auto outcome = static_cast<Outcome>(o);
        if (found.reached.has(outcome) && !decision.outcomes.has(outcome))
          return concat("reaches ", to_string(outcome), " though that was ruled out");
      }
      more = false;
      for (std::size_t i = 0; i < gone.size() && !more; ++i) {
        more = ++at[i] < values[i].size();
        if (!more) at[i] = 0;
      }
    }
    ++orders;
    if (std::string wrong = replies(open, options, decision); !wrong.empty()) return wrong;
    for (std::size_t i = 0; i < gone.size(); ++i) {
      const bool asked = std::any_of(decision.questions.begin(), decision.questions.end(),
                                     [&](const Question& q) { return q.variable == gone[i]; });
      bool matters = false;
      std::map<std::vector<std::size_t>, Reachable> by_others;
      for (const auto& [combination, outcomes] : reached) {
        std::vector<std::size_t> others = combination;
        others[i] = 0;
        matters = matters || !(by_others.emplace(std::move(others), outcomes).first->second == outcomes);
      }
      asked_facts += asked ? 1U : 0U;
      asked_and_seen += asked && matters ? 1U : 0U;
      if (matters && !asked && decision.questions.size() < 24)
        return concat(weigher->name_of(gone[i]), " can change the outcome and is not asked");
    }
    return "";
  }

  std::size_t orders = 0;
  std::size_t replies_tried = 0;
  std::size_t asked_facts = 0;
  std::size_t asked_and_seen = 0;  // two of the tried values differ

 private:
  std::uint32_t roll(std::uint32_t sides) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 16U) % sides;
  }

  // What a reply leads to is where it leads: a value of each cell, taken as stated.
  std::string replies(const Case& open, DecideOptions options, const Decision& decision) {
    options.questions = false;
    for (const Question& question : decision.questions) {
      const Variable& variable = question.variable;
      const bool plain = variable.fact >= 0 && variable.member.empty() &&
                         static_cast<std::size_t>(variable.entity) < open.entities.size() &&
                         !others_follow(law_.schema().at(variable.fact).name);
      for (const Cell& cell : plain ? question.decides : std::vector<Cell>()) {
        Possible value = cell.possible;
        if (value.type == FactType::kText || !cell.exact) continue;
        if (value.type != FactType::kNumber && value.words.empty()) continue;
        if (value.type != FactType::kNumber)
          value.words = {value.words[roll(static_cast<std::uint32_t>(value.words.size()))]};
        if (value.type == FactType::kCode && (value.words[0] == "?" || value.words[0].ends_with(".?"))) continue;
        value.asked = true;
        Case said = open;
        said.entity(variable.entity).facts[{variable.fact, {}}] = value;
        const Decision after = decide(law_, said, options);
        if (!after.exact) continue;
        ++replies_tried;
        for (std::size_t o = 0; o < kOutcomes; ++o) {
          const auto outcome = static_cast<Outcome>(o);
          if (after.outcomes.has(outcome) && !cell.outcomes.has(outcome))
            return concat(question.fact, " = ", to_string(value), " leads to ", to_string(outcome),
                          ": was told to be ruled out");
        }
      }
    }
    return "";
  }

  bool others_follow(const std::string& fact) const {
    return std::any_of(law_.schema().facts().begin(), law_.schema().facts().end(), [&](const FactDecl& other) {
      const std::vector<std::string_view> words = split(other.derived, ' ');
      return std::find(words.begin() + 1, words.end(), fact) != words.end();
    });
  }

  // A code is a special thing (docs/decisions/0015), and a claim that nobody makes is not made.
  bool may_go(int fact, const Possible& value) const {
    if (fact < 0 || !value.is_single() || value.type == FactType::kCode || value.type == FactType::kText) return false;
    const FactDecl& decl = law_.schema().at(fact);
    return decl.role == FactRole::kFact && decl.type != FactType::kSet && !decl.profile_may_set &&
           decl.listing.empty() && decl.derived.empty() && !decl.may_be_unknowable;
  }

  std::vector<Variable> leave_out(Case& order) {
    std::vector<Variable> all;
    for (std::size_t id = 0; id < order.entities.size(); ++id) {
      for (const auto& [key, value] : order.entities[id].facts) {
        if (may_go(key.first, value)) all.push_back(Variable{static_cast<int>(id), key.first, key.second});
      }
    }
    std::vector<Variable> out;
    while (out.size() < 3 && !all.empty()) {
      const auto at = all.begin() + roll(static_cast<std::uint32_t>(all.size()));
      order.entity(at->entity).facts.erase({at->fact, at->member});
      out.push_back(*at);
      all.erase(at);
    }
    return out;
  }

  // The value that was there, and others; of a figure one in each stretch that a line of the law cuts off.
  std::vector<Possible> values_of(const Case& order, const Variable& variable) {
    const Possible& stated = *order.find(variable.entity, variable.fact, variable.member);
    std::vector<Possible> out = {stated};
    std::vector<Possible> others;
    if (stated.type == FactType::kNumber) {
      std::set<Rational> lines;
      for (const auto& [fact, line] : readings_.lines_on(order.leg_days.front())) {
        if (fact == variable.fact) lines.insert(line);
      }
      for (const Interval& interval : cut_figure(lines)) {
        others.push_back(stated);
        others.back().number = interval;
      }
    } else {
      for (const std::string& word : everything_possible(law_.schema().at(variable.fact), law_.places()).words) {
        others.push_back(stated);
        others.back().words = {word};
      }
    }
    while (out.size() < kMostValues && !others.empty()) {
      const auto at = others.begin() + roll(static_cast<std::uint32_t>(others.size()));
      out.push_back(*at);
      others.erase(at);
    }
    return out;
  }

  const Law& law_;
  PlanStore& plans_;
  Readings readings_;
  std::uint32_t state_ = 0;
};

}  // namespace

TEST_SUITE("soak questions") {
  TEST_CASE("law files: what is not asked changes nothing, whatever the facts left out of an order are") {
    std::vector<LawSource> sources;
    for (const std::string& path : list_files(LICET_SOURCE_DIR "/law", "").value())
      sources.push_back(LawSource{path, read_file(LICET_SOURCE_DIR "/law/" + path).value()});
    const auto law = Law::load(sources);
    REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
    PlanStore plans(**law);
    Brute brute(**law, plans);
    std::uint32_t number = 0;
    const auto every = static_cast<std::uint32_t>(std::max(1L, 24 / test::soak_factor()));
    const ChipFigures no_chips = [](const std::string&) { return std::optional<Json>(); };
    for (const LawTestOrder& order : law_test_orders(**law, no_chips)) {
      if (++number % every != 0) continue;
      const std::string fault = brute.check(order.facts, order.options, number);
      CHECK_MESSAGE(fault.empty(), order.file << ":" << order.line << " on " << to_string(order.facts.leg_days.front())
                                              << ": " << fault);
    }
    MESSAGE(brute.orders << " orders, " << brute.asked_facts << " facts asked, " << brute.asked_and_seen
                         << " of them seen to matter among the tried values, " << brute.replies_tried << " replies");
    CHECK(brute.orders > 5);
    CHECK(brute.asked_and_seen > 0);
    CHECK(brute.replies_tried > 5);
  }
}
