// Elements of lists and what quantifiers say of them; entities that stand for elements that nobody named.
#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "rules/eval/plan_state.h"

namespace licet::rules {

namespace {

// Nothing is stated of such an element: one stands for all of its kind.
const Entity& unnamed_entity(EntityKind kind) {
  static const std::map<EntityKind, Entity> kOfKind = [] {
    std::map<EntityKind, Entity> out;
    for (const EntityKind one : {EntityKind::kOrder, EntityKind::kLeg, EntityKind::kItem, EntityKind::kParty,
                                 EntityKind::kFacility, EntityKind::kComponent}) {
      out[one].kind = one;
      out[one].label = unnamed_label(one);
    }
    return out;
  }();
  return kOfKind.at(kind);
}

}  // namespace

std::vector<PlanState::Element>& PlanState::borrow() {
  if (borrowed_ == pool_.size()) pool_.emplace_back();
  std::vector<Element>& out = pool_[borrowed_++];
  out.clear();
  return out;
}

// Is the element in a list that filters another?
Truth PlanState::is_member(const PlanList& list, const Element& element) {
  int& reg = registers_[static_cast<std::size_t>(list.reg)];
  const int before = std::exchange(reg, element.entity);
  const Truth value = both(element.member, eval(list.filter));
  reg = before;
  return value;
}

void PlanState::elements(int list_id, std::size_t occurrence, std::vector<Element>& out) {
  const PlanList& list = plan_->lists[static_cast<std::size_t>(list_id)];
  if (list.kept >= 0) {
    const KeptElements& named = named_elements(list);
    out.insert(out.end(), named.elements.begin(), named.elements.end());
    Element other = named.nobody;
    if (other.member == Truth::kFalse) return;
    name(other, occurrence, list.kind);
    other.member = is_member(list, other);
    if (other.member != Truth::kFalse) out.push_back(other);
    return;
  }
  if (list.domain >= 0) {
    std::vector<Element>& all = borrow();
    elements(list.domain, occurrence, all);
    for (Element element : all) {
      element.member = is_member(list, element);
      if (element.member != Truth::kFalse) out.push_back(element);
    }
    give_back();
    return;
  }
  for (const int id : base_list(list.kind)) out.push_back(Element{id, Truth::kTrue, false, 0, -1});
  Element nobody = nobody_of(list.kind);
  if (nobody.member == Truth::kFalse) return;
  name(nobody, occurrence, list.kind);
  out.push_back(nobody);
}

// They and what they met are the same for each rule and quantifier; unnamed ones are not.
const PlanState::KeptElements& PlanState::named_elements(const PlanList& list) {
  if (kept_elements_.empty()) kept_elements_.resize(plan_->kept_lists);
  KeptElements& kept = kept_elements_[static_cast<std::size_t>(list.kept)];
  const auto [since, about] = now_of(list.of_item);
  if (kept.since == since && kept.about == about) {
    add_met(kept.met, 0, kept.met.size());
    return kept;
  }
  const std::uint32_t unnamed = asked_unnamed_;
  const bool apart = !met_.empty();
  if (apart) put_met_aside();
  kept.elements.clear();
  kept.nobody = nobody_of(list.kind);
  for (const int id : base_list(list.kind)) {
    Element element{id, Truth::kTrue, false, 0, -1};
    element.member = is_member(list, element);
    if (element.member != Truth::kFalse) kept.elements.push_back(element);
  }
  kept.since = asked_unnamed_ == unnamed ? since : 0;
  kept.about = about;
  kept.met = met_;
  if (apart) take_met_back(true);
  return kept;
}

Truth PlanState::quantifier(int id, const PlanStep& step, bool is_some) {
  const PlanNode& node = plan_->nodes[static_cast<std::size_t>(id)];
  const int kid = plan_->kids[static_cast<std::size_t>(step.kids)];
  const Truth decides = truth_of(is_some);
  const std::size_t mark = met_.size();
  std::vector<Element>& all = borrow();
  elements(node.list, static_cast<std::size_t>(id), all);
  int& reg = registers_[static_cast<std::size_t>(node.reg)];
  const int before = reg;
  Truth value = !decides;
  for (const Element& element : all) {
    reg = element.entity;
    const Truth inner = eval(kid);
    if (element.closing >= 0 && inner == decides) meet_closing(element.closing_of, element.closing);
    const Truth next = is_some ? both(element.member, inner) : either(!element.member, inner);
    value = is_some ? either(value, next) : both(value, next);
    if (value == decides) break;
  }
  reg = before;
  give_back();
  return decided(value, mark);
}

const std::vector<int>& PlanState::base_list(EntityKind kind) const {
  switch (kind) {
    case EntityKind::kFacility:
      return case_.facilities;
    case EntityKind::kLeg:
      return case_.legs;
    case EntityKind::kItem:
      return case_.items;
    case EntityKind::kComponent:
      return entity(registers_[2]).components;
    default:
      return case_.parties;
  }
}

// Are all elements of the list named? `nobody` gets the fact that says so, if it is open and not met yet.
Truth PlanState::closed(EntityKind kind, Element& nobody) {
  const int slot = plan_->closing_slot[static_cast<std::size_t>(kind)];
  if (slot < 0) return Truth::kTrue;
  const int owner = kind == EntityKind::kComponent ? registers_[2] : 0;
  const PlanCell& cell = cell_at(owner, slot);
  // Facilities and components are closed by being named. Where none is, there may be none.
  if (kind != EntityKind::kParty && !cell.asked && !base_list(kind).empty()) return Truth::kTrue;
  const bool may_be_true = cell.bits.test(1);
  const bool may_be_false = cell.bits.test(0);
  if (may_be_true != may_be_false) return truth_of(may_be_true);
  if (kind == EntityKind::kParty) {
    meet_closing(owner, slot);
  } else {
    nobody.closing_of = owner;
    nobody.closing = slot;
  }
  return Truth::kUnknown;
}

// What stands for the elements of such a list that nobody named, without a number yet.
PlanState::Element PlanState::nobody_of(EntityKind kind) {
  Element out{0, Truth::kTrue, true, 0, -1};
  out.member = !closed(kind, out);
  return out;
}

void PlanState::name(Element& nobody, std::size_t occurrence, EntityKind kind) {
  nobody.entity = unnamed(occurrence, kind);
  if (nobody.closing < 0) return;
  Unnamed& known = unnamed_[place_of_unnamed(nobody.entity)];
  known.closing_of = nobody.closing_of;
  known.closing = nobody.closing;
}

int PlanState::unnamed(std::size_t occurrence, EntityKind kind) {
  ++asked_unnamed_;
  if (last_unnamed_.empty()) last_unnamed_.assign(plan_->nodes.size() + 2 * plan_->lists.size(), -1);
  int& last = last_unnamed_[occurrence];
  const std::span bound(registers_.data(), plan_->registers.size());
  for (int one = last; one >= 0; one = unnamed_[static_cast<std::size_t>(one)].before) {
    const auto first = unnamed_bound_.begin() + static_cast<std::ptrdiff_t>(bound.size()) * one;
    if (std::equal(bound.begin(), bound.end(), first))
      return static_cast<int>(unnamed_id(static_cast<std::size_t>(one)));
  }
  const int id = static_cast<int>(unnamed_id(unnamed_.size()));
  unnamed_.push_back({&unnamed_entity(kind), &last, last, 0, -1});
  unnamed_bound_.insert(unnamed_bound_.end(), bound.begin(), bound.end());
  last = static_cast<int>(unnamed_.size()) - 1;
  cells_.resize(at(id + 1, 0), nullptr);
  stated_.resize(cells_.size(), nullptr);
  return id;
}

void PlanState::forget_unnamed_after(std::size_t mark) {
  if (unnamed_.size() == mark) return;
  const int end = static_cast<int>(unnamed_id(mark));
  for (; unnamed_.size() > mark; unnamed_.pop_back()) *unnamed_.back().last = unnamed_.back().before;
  unnamed_bound_.resize(plan_->registers.size() * mark);
  settled_item_ = -1;
  if (settled_.size() > static_cast<std::size_t>(end)) settled_.resize(static_cast<std::size_t>(end));
  cells_.resize(at(end, 0));
  stated_.resize(cells_.size());
  if (noted_.size() > cells_.size()) noted_.resize(cells_.size());
}

}  // namespace licet::rules
