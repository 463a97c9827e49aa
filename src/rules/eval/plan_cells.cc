// Cells of an order under a plan: made when they are first read, and shared with the plan where nothing is stated.
#include <algorithm>
#include <optional>

#include "base/check.h"
#include "rules/eval/plan_state.h"

namespace licet::rules {

namespace {

// A member of a closed set that nobody named.
const Possible& absent_member() {
  static const Possible kAbsent = [] {
    Possible out;
    out.words = {"false"};
    out.asked = true;
    return out;
  }();
  return kAbsent;
}

}  // namespace

PlanState::PlanState(std::shared_ptr<const DayPlan> plan, std::shared_ptr<const PlanCuts> unstated, const Law& law,
                     const Case& order)
    : plan_(std::move(plan)),
      law_(law),
      case_(order),
      sets_(law, plan_->day),
      unstated_(std::move(unstated)),
      maker_(law, *plan_, plan_) {
  LICET_CHECK(plan_->registers.size() <= registers_.size());
  const std::size_t size = order.entities.size() * plan_->slots.size();
  cells_.resize(size, nullptr);
  stated_.resize(size, nullptr);
  assumed_.resize(plan_->slots.size(), nullptr);
  assigned_to_.resize(order.entities.size() + 1);
  for (std::size_t id = 0; id < order.entities.size(); ++id) state_facts(id);
}

const Entity& PlanState::entity(int id) const {
  const std::size_t named = case_.entities.size();
  return static_cast<std::size_t>(id) < named ? case_.entity(id) : unnamed_[static_cast<std::size_t>(id) - named];
}

void PlanState::state_facts(std::size_t entity_id) {
  const Entity& entity = case_.entities[entity_id];
  const Possible** row = stated_.data() + entity_id * plan_->slots.size();
  const auto first_of = [this](int fact) {
    return static_cast<std::size_t>(plan_->first_slot[static_cast<std::size_t>(fact)]);
  };
  for (const int fact : entity.closed_sets) {
    const std::size_t first = first_of(fact);
    for (std::size_t i = 0; i < law_.schema().at(fact).values.size(); ++i) row[first + i] = &absent_member();
  }
  for (const auto& [key, possible] : entity.facts) {
    if (key.first == kMarkFact) continue;
    if (key.first >= 0 && law_.schema().at(key.first).type != FactType::kSet) {
      row[first_of(key.first)] = &possible;
      continue;
    }
    const auto slot = plan_->slot_of.find(key);
    if (slot != plan_->slot_of.end()) row[slot->second] = &possible;
  }
}

// The cell of an entity, made when it is first read. Cells stay where they are.
const PlanCell& PlanState::raw_cell(int entity_id, int slot) {
  const PlanCell*& cell = cells_[at(entity_id, slot)];
  if (cell == nullptr) cell = first_cell(entity_id, slot);
  return *cell;
}

const PlanCell* PlanState::first_cell(int entity_id, int slot_id) {
  static const PlanCell kOfAnother;  // a fact of another kind of entity
  const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(slot_id)];
  const EntityKind kind = entity(entity_id).kind;
  const bool mine = slot.fact < 0 ? kind == EntityKind::kOrder : law_.schema().belongs(slot.fact, kind);
  if (!mine) return &kOfAnother;
  if (const Possible* stated = stated_[at(entity_id, slot_id)]) return stated_cell(*stated, slot);
  return cell_of_nothing(slot_id);
}

const PlanCell* PlanState::stated_cell(const Possible& possible, const SlotInfo& slot) {
  return &made_.emplace_back(cell_of(possible, slot, law_));
}

// Where nothing is stated: as the plan has it, or as the first fitting assumption of the profile fills it.
const PlanCell* PlanState::cell_of_nothing(int slot_id) {
  const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(slot_id)];
  const PlanCell*& kept = assumed_[static_cast<std::size_t>(slot_id)];
  if (kept != nullptr) return kept;
  kept = &slot.nothing;
  const bool may = profile_ != nullptr && slot.fact >= 0 && law_.schema().at(slot.fact).profile_may_set &&
                   law_.schema().at(slot.fact).role != FactRole::kClaim;
  if (!may) return kept;
  PlanCell filled = slot.nothing;
  if (fill(slot, filled)) kept = &made_.emplace_back(std::move(filled));
  return kept;
}

// Slots that some assumption of the profile may fill.
void PlanState::add_assumable(const Decl* profile, Bits& slots, std::vector<int>& out) const {
  if (profile == nullptr) return;
  for (const Assumption& assumption : profile->assumptions) {
    const Expr& path = assumption.path();
    if (path.kind != ExprKind::kPath) continue;
    auto slot = static_cast<std::size_t>(plan_->first_slot[static_cast<std::size_t>(path.fact)]);
    for (; slot < plan_->slots.size() && plan_->slots[slot].fact == path.fact; ++slot) {
      slots.set(reads_bit(static_cast<int>(slot)));
      out.push_back(static_cast<int>(slot));
    }
  }
}

void PlanState::assume(const Decl* profile, const std::set<std::string>* off, Bits& changed) {
  std::vector<int> slots;
  add_assumable(profile_, changed, slots);
  add_assumable(profile, changed, slots);
  profile_ = profile;
  off_ = off;
  for (const int slot : slots) {
    const auto i = static_cast<std::size_t>(slot);
    assumed_[i] = nullptr;
    for (std::size_t place = i; place < cells_.size(); place += plan_->slots.size()) {
      if (stated_[place] == nullptr) cells_[place] = nullptr;
    }
  }
  forget_unnamed_after(0);
  facts_changed();
  for (Settled& settled : settled_) {
    settled.open.reset();
    for (std::size_t entry = 0; entry < settled.believed.size(); ++entry) {
      if (!plan_->entry_reads[entry].disjoint(changed)) settled.believed[entry] = -1;
    }
  }
}

bool PlanState::fill(const SlotInfo& slot, PlanCell& cell) const {
  for (const Assumption& assumption : profile_->assumptions) {
    if (off_->contains(assumption.name)) continue;
    const Expr& atom = assumption.atom();
    const Expr& path = assumption.path();
    if (path.kind != ExprKind::kPath || path.fact != slot.fact) continue;
    if (atom.kind == ExprKind::kHas) {
      const std::vector<std::string> members = sets_.members(*atom.kids[1]);
      if (std::find(members.begin(), members.end(), slot.member) == members.end()) continue;
    }
    cell.assumption = &assumption;
    if (assumption.denies()) {
      cell.not_known = true;
      return true;
    }
    Possible filled = slot.anything;
    filled.words = {assumption.value()};
    filled.answer = Answer::kValue;
    const PlanCell value = cell_of(filled, slot, law_);
    cell.bits = value.bits;
    cell.single = cell.anything ? -1 : value.single;
    cell.answer = value.answer;
    return true;
  }
  return false;
}

void PlanState::note_assumed(const PlanCell& cell, int entity_id, int slot) {
  if (noted_.size() < cells_.size()) noted_.resize(cells_.size(), false);
  const std::size_t place = at(entity_id, slot);
  if (noted_[place]) return;
  noted_[place] = true;
  const SlotInfo& info = plan_->slots[static_cast<std::size_t>(slot)];
  used_.insert(AssumptionUse{cell.assumption, profile_, Variable{entity_id, info.fact, info.member}});
}

// Does the cell hold nothing that the other does not? A stated code can turn out to be one of others.
bool PlanState::is_narrower(const PlanCell& cell, const PlanCell& than, int slot) const {
  if (than.code != nullptr || cell.not_known != than.not_known) return false;
  if (cell.answer != than.answer && than.answer != Answer::kOpen) return false;
  if (cell.asked != than.asked && plan_->asked.test(reads_bit(slot))) return false;
  if (plan_->slots[static_cast<std::size_t>(slot)].anything.type == FactType::kNumber)
    return intersect(cell.number, than.number) == cell.number;
  return !cell.anything && !cell.bits.empty() && cell.bits.inside(than.bits);
}

void PlanState::apply(const Assignment& assignment, const Assignment* others) {
  facts_changed();
  for (const auto& [variable, cell] : assignment) {
    if (others != nullptr && others->contains(variable)) continue;
    const int slot = slot_of(variable, cell);
    if (slot < 0 || at(variable.entity, slot) >= cells_.size()) continue;
    const bool given = given_ != nullptr && given_->contains(variable);
    assigned_more_ = assigned_more_ || !given;
    const PlanCell* const fixed = fixed_cell(cell, slot);
    const PlanCell& before = raw_cell(variable.entity, slot);
    const PlannedCell* const mine = own(cell, slot);
    // What counts as stated can turn what a stated code settled.
    const bool settles = given && plan_->of_entries.test(reads_bit(slot));
    const bool cut_from_it =
        mine != nullptr && mine->from() == &before && before.code == nullptr && !plan_->asked.test(reads_bit(slot));
    const std::size_t owner = owner_of(variable.entity);
    Assigned& assigned = assigned_to_[owner];
    if (assigned.fixes.empty()) owners_.push_back(owner);
    const std::size_t place = at(variable.entity, slot);
    assigned.fixes.push_back(Fix{place, fixed});
    assigned.slots.set(reads_bit(slot));
    if (others == nullptr) assigned.beside.set(reads_bit(slot));
    assigned.narrows = assigned.narrows && !settles && !plan_->content.test(reads_bit(slot)) &&
                       (cut_from_it || is_narrower(*fixed, before, slot));
    saved_.push_back({place, cells_[place], given});
    cells_[place] = fixed;
  }
}

int PlanState::slot_of(const Variable& variable) const {
  if (variable.fact >= 0) {
    auto slot = static_cast<std::size_t>(plan_->first_slot[static_cast<std::size_t>(variable.fact)]);
    for (; slot < plan_->slots.size() && plan_->slots[slot].fact == variable.fact; ++slot) {
      if (plan_->slots[slot].member == variable.member) return static_cast<int>(slot);
    }
    return -1;
  }
  const auto found = plan_->slot_of.find({variable.fact, variable.member});
  return found == plan_->slot_of.end() ? -1 : found->second;
}

// A cell mostly knows its slot.
int PlanState::slot_of(const Variable& variable, const FactCell& cell) const {
  if (is_own(cell)) {
    const int slot = static_cast<const PlannedCell&>(cell.own()).slot();
    const SlotInfo& info = plan_->slots[static_cast<std::size_t>(slot)];
    if (info.fact == variable.fact && info.member == variable.member) return slot;
  }
  return slot_of(variable);
}

// Cells of this state are known again; of others a search fixes the same few values again and again.
const PlanCell* PlanState::fixed_cell(const FactCell& cell, int slot) {
  if (const PlannedCell* mine = own(cell, slot)) return &mine->cell();
  auto& known = fixed_[slot];
  for (const auto& [value, made] : known) {
    if (value == cell.possible()) return &made;
  }
  const SlotInfo& info = plan_->slots[static_cast<std::size_t>(slot)];
  return &known.emplace_back(cell.possible(), cell_of(cell.possible(), info, law_)).second;
}

bool PlanState::is_own(const FactCell& cell) const {
  return cell.own().owner() == maker_.id() || cell.own().owner() == unstated_->id();
}

const PlannedCell* PlanState::own(const FactCell& cell, int slot) const {
  if (!is_own(cell)) return nullptr;
  const auto& out = static_cast<const PlannedCell&>(cell.own());
  return out.slot() == slot ? &out : nullptr;
}

void PlanState::undo() {
  for (auto it = saved_.rbegin(); it != saved_.rend(); ++it) cells_[it->place] = it->cell;
  saved_.clear();
  facts_changed();
  for (const std::size_t owner : owners_) {
    Assigned& assigned = assigned_to_[owner];
    assigned.fixes.clear();
    assigned.slots = Bits();
    assigned.beside = Bits();
    assigned.narrows = true;
    assigned.number = 0;
  }
  owners_.clear();
  assigned_ = Bits();
  narrows_ = true;
  assigned_more_ = false;
}

// Facts of other legs and items are read by no line, unless something ranges over them.
bool PlanState::concerns_line(int entity_id) const {
  return owner_of(entity_id) == 0 || entity_id == registers_[kLegRegister] || entity_id == registers_[kItemRegister];
}

std::size_t PlanState::owner_of(int entity_id) const {
  if (plan_->lists_lines || !is_named(entity_id)) return 0;
  const EntityKind kind = case_.entity(entity_id).kind;
  return kind == EntityKind::kLeg || kind == EntityKind::kItem ? static_cast<std::size_t>(entity_id) + 1 : 0;
}

void PlanState::gather_assigned() {
  const Assigned& all_else = assigned_to_[0];
  const Assigned& leg = assigned_to_[static_cast<std::size_t>(registers_[kLegRegister]) + 1];
  const Assigned& item = assigned_to_[static_cast<std::size_t>(registers_[kItemRegister]) + 1];
  assigned_ = all_else.slots | leg.slots | item.slots;
  narrows_ = all_else.narrows && leg.narrows && item.narrows;
}

bool PlanState::is_assigned() const {
  return !owners_.empty() &&
         (!assigned_to_[0].fixes.empty() ||
          !assigned_to_[static_cast<std::size_t>(registers_[kLegRegister]) + 1].fixes.empty() ||
          !assigned_to_[static_cast<std::size_t>(registers_[kItemRegister]) + 1].fixes.empty());
}

PlanState::LineKey PlanState::key_of_line() {
  const int leg = registers_[kLegRegister];
  const int item = registers_[kItemRegister];
  return {number_of(assigned_to_[0]), number_of(assigned_to_[static_cast<std::size_t>(leg) + 1]),
          number_of(assigned_to_[static_cast<std::size_t>(item) + 1]), is_given_to(item) ? given_number_ : 0};
}

// Numbers are never used again, so those of fixes that were forgotten stay theirs.
std::uint32_t PlanState::number_of(Assigned& assigned) {
  constexpr std::size_t kMostNumbers = 65'536;
  if (assigned.fixes.empty() || assigned.number != 0) return assigned.number;
  if (numbers_.size() >= kMostNumbers) numbers_.clear();
  const auto [found, added] = numbers_.try_emplace(assigned.fixes, next_number_);
  if (added) ++next_number_;
  assigned.number = found->second;
  return assigned.number;
}

std::size_t PlanState::FixesHash::operator()(const std::vector<Fix>& fixes) const {
  std::size_t out = 0;
  for (const Fix& fix : fixes) out = (out ^ std::hash<const void*>()(fix.cell) ^ fix.place) * 0x9e3779b97f4a7c15ULL;
  return out;
}

Bits PlanState::beside() const {
  if (owners_.empty()) return {};
  return assigned_to_[0].beside | assigned_to_[static_cast<std::size_t>(registers_[kLegRegister]) + 1].beside |
         assigned_to_[static_cast<std::size_t>(registers_[kItemRegister]) + 1].beside;
}

Split PlanState::split_of(const Met& met) {
  return Split{variable_of(met), cuts_of(met).cells};
}

const Cuts& PlanState::cuts_of(const Met& met) {
  const PlanCell& cell = raw_cell(met.entity, met.slot);
  if (&cell == &plan_->slots[static_cast<std::size_t>(met.slot)].nothing) return unstated_->of(met.node, met.slot);
  const auto [found, added] = cuts_.try_emplace({&cell, met.node});
  if (added) found->second = maker_.cuts(met.node, met.slot, cell);
  return found->second;
}

std::optional<FactCell> PlanState::leaning_cell(const Met& met, bool for_exporter) {
  if (plan_->nodes[static_cast<std::size_t>(met.node)].op == PlanOp::kContent)
    return std::nullopt;  // other guesses may decide it
  return cuts_of(met).leaning[for_exporter ? 1 : 0];
}

bool PlanState::is_one_word(const FactCell& cell) const {
  if (!is_own(cell)) return cell->words.size() < 2;
  return static_cast<const PlannedCell&>(cell.own()).cell().single >= 0;
}

}  // namespace licet::rules
