// Each row is tried under both replies, by the law as it would then stand. Tests: decision_test.cc.
#include "rules/eval/open_rows.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "base/text_util.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostRows = 8;
constexpr std::size_t kMostKept = 16;  // laws under replies that are kept with their plans
constexpr int kCost = 5;               // of reading the law: as a question about a mark

struct RepliedLaws {
  std::mutex mutex;
  std::map<std::pair<std::string, bool>, std::shared_ptr<RepliedLaw>> made;
};

std::shared_ptr<RepliedLaw> replied_law(const Law& law, const OpenRow& row, bool holds, PlanStore* plans) {
  if (plans == nullptr) return std::make_shared<RepliedLaw>(law.under(row, holds));
  struct Kept {
    std::shared_ptr<RepliedLaws> laws;
  };
  // By the row alone: its plans go by day themselves.
  const auto kept = plans->kept<Kept>(Date{}, [] { return Kept{std::make_shared<RepliedLaws>()}; });
  const std::lock_guard<std::mutex> lock(kept->laws->mutex);
  auto& made = kept->laws->made;
  if (made.size() >= kMostKept && !made.contains({row.origin, holds})) made.clear();  // laws in use stay alive
  std::shared_ptr<RepliedLaw>& out = made[{row.origin, holds}];
  if (out == nullptr) out = std::make_shared<RepliedLaw>(law.under(row, holds));
  return out;
}

// A row about places can matter only where one of them stands in the order.
std::set<std::string> stated_places(const Law& law, const Case& order) {
  std::set<std::string> out;
  for (const Entity& entity : order.entities) {
    for (const auto& [key, possible] : entity.facts) {
      if (possible.type != FactType::kPlace || !possible.is_single()) continue;
      for (const Date day : order.leg_days) out.insert(law.canonical_place(possible.words.front(), day));
    }
  }
  return out;
}

std::string file_of(const std::string& origin) {
  const std::string path = origin.substr(0, origin.rfind(':'));
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

OpenRows find_open_rows(const Law& law, const Case& order, const DecideOptions& options, const Decision& decision) {
  OpenRows out;
  const std::set<std::string> stated = stated_places(law, order);
  std::size_t tried = 0;
  bool all_exact = false;
  std::set<std::string> seen;
  for (const Date day : order.leg_days) {
    for (const OpenRow& row : law.open_rows(day)) {
      const bool names_other = std::any_of(row.cells.begin(), row.cells.end(), [&](const std::string& cell) {
        return std::binary_search(law.places().begin(), law.places().end(), cell) && !stated.contains(cell);
      });
      if (names_other || !seen.insert(row.origin).second || ++tried > kMostRows) continue;
      std::vector<Found> found;
      std::vector<std::pair<std::shared_ptr<RepliedLaw>, Reachable>> replies;
      for (const bool holds : {true, false}) {
        const std::shared_ptr<RepliedLaw> replied = replied_law(law, row, holds, options.plans);
        DecideOptions how = options;
        if (how.plans != nullptr) how.plans = &replied->plans;
        found.push_back(reach_outcomes(*replied->law, order, how));
        replies.emplace_back(replied, found.back().reached);
      }
      // A row that changes nothing is told only where it leaves the outcome open and each reply decides the same.
      const bool same = found[0].reached == found[1].reached;
      if (same && (!found[0].reached.decided() || !found[0].exact || !found[1].exact)) continue;
      Question question;
      question.variable = Variable{0, kMarkFact, row.origin};
      question.fact = concat("law.", file_of(row.origin), " (", joined(row.cells, ", "), ")");
      question.ask =
          concat("A fact of law: does the row ", joined(row.cells, ", "), " of ", file_of(row.origin), " hold on ",
                 to_string(day), "? Nobody has verified it", row.note.empty() ? "" : ": ", row.note);
      question.decides = {Cell{"it holds", found[0].reached, {}, found[0].exact},
                          Cell{"it does not hold", found[1].reached, {}, found[1].exact}};
      question.rank = (static_cast<double>(decision.outcomes.count()) -
                       static_cast<double>(found[0].reached.count() + found[1].reached.count()) / 2) /
                      kCost;
      out.questions.push_back(std::move(question));
      all_exact = found[0].exact && found[1].exact;
      out.replies = std::move(replies);
    }
  }
  if (out.questions.size() != 1 || tried > kMostRows || !all_exact) out.replies.clear();
  return out;
}

}  // namespace licet::rules
