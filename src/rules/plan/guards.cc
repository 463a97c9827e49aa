// Which rules a single value of one fact makes false: most rules are about other destinations than that of the line.
#include <optional>
#include <utility>

#include "rules/plan/plan.h"

namespace licet::rules {

namespace {

// Where a fact of the line stands: register and slot.
using Place = std::pair<int, int>;

// Values of one fact for which a node is surely false, and those for which it is surely true, whatever else holds.
struct Verdict {
  Bits no;
  Bits yes;
};
using Verdicts = std::map<Place, Verdict>;

class Guards {
 public:
  // `assumable`: slots that a profile may fill, where it matters what was assumed; nullptr: it does not.
  Guards(const DayPlan& plan, const Bits* assumable) : plan_(plan), assumable_(assumable), of_(plan.nodes.size()) {
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) of_[i] = of_node(plan_.nodes[i]);
  }

  RuleGuards of(const std::vector<PlanRule>& rules) const {
    RuleGuards out;
    out.words = (rules.size() + 63) / 64;
    for (RuleBits* bits : {&out.lists, &out.to_license, &out.to_denial}) bits->assign(out.words, 0);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const PlanRule& rule = rules[i];
      if (!rule.per.empty()) add_rule(out.lists, i);
      if (is_traceless(rule)) add_rule(rule.denies ? out.to_denial : out.to_license, i);
      const std::optional<Verdicts>& verdicts = of_[static_cast<std::size_t>(rule.node)];
      if (!verdicts) continue;
      for (const auto& [place, verdict] : *verdicts) {
        if (!binds(rule, place.first)) add(place, verdict.no, i, out);
      }
    }
    if (assumable_ == nullptr) {
      for (const PlanRule& rule : rules) {
        std::vector<int>& nodes = out.of_item.emplace_back();
        if (!binds(rule, kItemRegister)) add_nodes_of_item(rule.node, nodes);
      }
    }
    return out;
  }

 private:
  // Does a list of the rule give the name of the order, the leg or the item to its elements?
  static bool binds(const PlanRule& rule, int reg) {
    return std::any_of(rule.per.begin(), rule.per.end(), [reg](const auto& clause) { return clause.second == reg; });
  }

  // Parts of a conjunction that stand for themselves.
  void add_nodes_of_item(int node, std::vector<int>& out) const {
    const PlanStep& step = plan_.steps[static_cast<std::size_t>(node)];
    if (step.of_item >= 0) {
      out.push_back(node);
    } else if (step.op == PlanOp::kAnd) {
      for (const int kid : plan_.nodes[static_cast<std::size_t>(node)].kids) add_nodes_of_item(kid, out);
    }
  }

  // Evaluating the rule or its authorizations leaves nothing behind but values and the unknowns met: it reads nothing
  // that a profile may assume, and numbers no unnamed elements. Its lists may.
  bool is_traceless(const PlanRule& rule) const {
    return is_traceless(rule.node) &&
           std::all_of(rule.lifts.begin(), rule.lifts.end(), [this](const auto& lift) { return is_traceless(lift); });
  }
  bool is_traceless(int node) const { return of_[static_cast<std::size_t>(node)].has_value(); }
  bool is_traceless(const PlanAuthorization& lift) const {
    return is_traceless(lift.node) && std::all_of(lift.restrictions.begin(), lift.restrictions.end(),
                                                  [this](int restriction) { return is_traceless(restriction); });
  }

  void add(Place place, const Bits& no, std::size_t rule, RuleGuards& out) const {
    if (no.empty()) return;
    const auto [reg, slot] = place;
    auto guard = std::find_if(out.guards.begin(), out.guards.end(),
                              [&](const RuleGuards::Guard& one) { return one.reg == reg && one.slot == slot; });
    const std::size_t values = plan_.slots[static_cast<std::size_t>(slot)].domain.size();
    if (guard == out.guards.end()) {
      out.guards.push_back(RuleGuards::Guard{reg, slot, std::vector<std::uint64_t>(values * out.words)});
      guard = out.guards.end() - 1;
    }
    for (std::size_t value = 0; value < values; ++value) {
      if (no.test(value)) guard->rows[value * out.words + rule / 64] |= std::uint64_t{1} << (rule % 64);
    }
  }

  // Nothing where evaluating the node leaves traces that matter: what it reads counts as assumed, or it numbers unnamed
  // elements.
  std::optional<Verdicts> of_node(const PlanNode& node) const {
    switch (node.op) {
      case PlanOp::kFinite:
        return of_finite(node);
      case PlanOp::kNot:
        return inverse(of_[static_cast<std::size_t>(node.kids.front())]);
      case PlanOp::kAnd:
      case PlanOp::kOr:
        return of_junction(node);
      case PlanOp::kConstant:
        return Verdicts();
      case PlanOp::kNumber:
      case PlanOp::kKnown:
      case PlanOp::kLetter:
      case PlanOp::kDeclined:
        return of_leaf(node);
      case PlanOp::kChoose:
        return of_choice(node.kids);
      case PlanOp::kCode:
        return of_code(node);
      default:
        if (assumable_ != nullptr) return std::nullopt;
        return Verdicts();
    }
  }

  bool may_be_assumed(int slot) const { return assumable_ != nullptr && assumable_->test(reads_bit(slot)); }

  std::optional<Verdicts> of_leaf(const PlanNode& node) const {
    if (may_be_assumed(node.slot)) return std::nullopt;
    return Verdicts();
  }

  std::optional<Verdicts> of_finite(const PlanNode& node) const {
    if (may_be_assumed(node.slot)) return std::nullopt;
    Verdicts out;
    if (node.entity_reg <= kItemRegister) out[{node.entity_reg, node.slot}] = Verdict{node.no, node.yes};
    return out;
  }

  // What both branches say.
  std::optional<Verdicts> of_choice(const std::vector<int>& kids) const {
    for (const int kid : kids) {
      if (!of_[static_cast<std::size_t>(kid)]) return std::nullopt;
    }
    const Verdicts& otherwise = *of_[static_cast<std::size_t>(kids[2])];
    Verdicts out;
    for (const auto& [place, verdict] : *of_[static_cast<std::size_t>(kids[1])]) {
      const auto same = otherwise.find(place);
      if (same == otherwise.end()) continue;
      out[place] = Verdict{verdict.no & same->second.no, verdict.yes & same->second.yes};
    }
    return out;
  }

  std::optional<Verdicts> of_code(const PlanNode& node) const {
    if (may_be_assumed(node.slot)) return std::nullopt;
    for (const auto& [entry, inside] : node.entries) {
      if (!of_[static_cast<std::size_t>(entry)]) return std::nullopt;
    }
    return Verdicts();
  }

  static std::optional<Verdicts> inverse(std::optional<Verdicts> verdicts) {
    if (!verdicts) return std::nullopt;
    for (auto& [place, verdict] : *verdicts) std::swap(verdict.no, verdict.yes);
    return verdicts;
  }

  // One kid decides alone; the other way round all of them are needed.
  std::optional<Verdicts> of_junction(const PlanNode& node) const {
    const bool is_and = node.op == PlanOp::kAnd;
    std::optional<Verdicts> out;
    for (const int kid : node.kids) {
      std::optional<Verdicts> next = of_[static_cast<std::size_t>(kid)];
      if (!next) return std::nullopt;
      if (!is_and) next = inverse(std::move(next));
      if (!out) {
        out = std::move(next);
        continue;
      }
      for (auto& [place, verdict] : *out) {
        const auto same = next->find(place);
        verdict.yes = same == next->end() ? Bits() : verdict.yes & same->second.yes;
        if (same != next->end()) verdict.no = verdict.no | same->second.no;
      }
      for (const auto& [place, verdict] : *next) out->emplace(place, Verdict{verdict.no, Bits()});
    }
    return is_and ? out : inverse(std::move(out));
  }

  const DayPlan& plan_;
  const Bits* assumable_;
  std::vector<std::optional<Verdicts>> of_;
};

}  // namespace

void add_guards(DayPlan& plan, const Bits& assumable) {
  plan.guards = Guards(plan, &assumable).of(plan.rules);
  const Guards free(plan, nullptr);
  plan.free_guards = free.of(plan.rules);
  plan.finding_guards = free.of(plan.findings);
}

}  // namespace licet::rules
