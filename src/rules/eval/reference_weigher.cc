#include "rules/eval/reference_weigher.h"

namespace licet::rules {

void merge_line(Levels& levels, Outcome low, Outcome high, const Reachable& possible,
                const std::vector<Split>& splits) {
  levels.by_line.emplace_back(low, high);
  levels.low = std::max(levels.low, low);
  levels.high = std::max(levels.high, high);
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (possible.has(static_cast<Outcome>(i))) levels.possible.add(static_cast<Outcome>(i));
  }
  if (low == high) return;
  for (const Split& split : splits) {
    const bool again = std::any_of(levels.splits.begin(), levels.splits.end(),
                                   [&](const Split& s) { return s.variable == split.variable; });
    if (!again) levels.splits.push_back(split);
  }
}

const Split* split_on(const Levels& levels, const Variable& variable) {
  for (const Split& split : levels.splits) {
    if (split.variable == variable) return &split;
  }
  return nullptr;
}

bool Weigher::look(const Line&, LineLook&) {
  return false;
}

const Decl* Weigher::first_to_hold(const Line&, const Assignment&, const std::vector<const Decl*>&) {
  return nullptr;
}

Contradiction ReferenceWeigher::contradiction(const std::vector<Line>& lines, const Assignment& assignment) {
  Contradiction out;
  evaluator_.set_assignment(&assignment);
  for (const Line& line : lines) {
    bind(line);
    std::vector<int> items = {case_.items[line.item]};
    const std::vector<int>& components = case_.entity(items[0]).components;
    items.insert(items.end(), components.begin(), components.end());
    for (const int item : items) {
      if (out.entry == nullptr && evaluator_.contradiction(item, &out.entry) == Truth::kTrue) out.item = item;
    }
    unbind();
  }
  evaluator_.set_assignment(nullptr);
  return out;
}

const Decl* ReferenceWeigher::first_to_hold(const Line& line, const Assignment& assignment,
                                            const std::vector<const Decl*>& rules) {
  evaluator_.set_assignment(&assignment);
  bind(line);
  const auto holds = [this](const Decl* rule) {
    bool found = false;
    evaluator_.for_each_binding(*rule, [&](const Binding& binding) {
      found = found || both(binding.member, evaluator_.standing(*rule).value) == Truth::kTrue;
    });
    return found;
  };
  const auto found = std::find_if(rules.begin(), rules.end(), holds);
  unbind();
  evaluator_.set_assignment(nullptr);
  return found == rules.end() ? nullptr : *found;
}

std::unique_ptr<KnownValues> Weigher::known_of(const Line&) {
  return nullptr;
}

bool Weigher::fill_fit(const std::vector<Line>& lines, Assignment& assignment) {
  constexpr std::size_t kMostFills = 4;
  for (std::size_t i = 0; i < kMostFills; ++i) {
    std::vector<Split> splits;
    const Truth contradicts = this->contradicts(lines, assignment, static_cast<std::size_t>(-1), splits);
    if (contradicts == Truth::kFalse) return true;
    if (contradicts == Truth::kTrue || splits.empty()) return false;
    std::vector<Assignment::value_type> denied;
    denied.reserve(splits.size());
    for (Split& split : splits) denied.emplace_back(std::move(split.variable), std::move(split.cells.back()));
    assignment.put(std::move(denied));
  }
  return false;
}

bool Weigher::still_fits(const std::vector<Line>&, const Assignment&, const Assignment&) {
  return false;
}

bool Weigher::lean(const std::vector<Line>&, Assignment&, bool, std::set<Variable>&) {
  return false;
}

std::optional<Outcome> Weigher::guess(const std::vector<Line>& lines, Assignment& assignment, bool for_exporter,
                                      std::set<Variable>& lifting) {
  constexpr int kMostRounds = 8;
  for (int i = 0; i < kMostRounds && lean(lines, assignment, for_exporter, lifting); ++i) {
    const Levels bound = levels(lines, assignment);
    if (bound.low == bound.high) return bound.low;
  }
  return std::nullopt;
}

void Weigher::aim(const std::vector<Line>&, const Assignment&, const Assignment&, const Reachable&, const Variable*,
                  const Offer&) {}

bool Weigher::assume(const Decl*, const std::set<std::string>&) {
  return false;
}

bool Weigher::findings(const std::vector<Line>&, std::set<std::string>&) {
  return false;
}

std::unique_ptr<Weigher> make_reference_weigher(const Law& law, const Case& order, const Decl* profile, Posture posture,
                                                const std::set<std::string>& switched_off) {
  auto weigher = std::make_unique<ReferenceWeigher>(law, order, profile, posture);
  weigher->evaluator().switch_off(switched_off);
  return weigher;
}

}  // namespace licet::rules
