// What an assignment fixes: kept by leg, item and all else, so that what neighbours of a search have in common stays.
#include <algorithm>

#include "rules/eval/plan_state.h"

namespace licet::rules {

// Does the cell hold nothing that the other does not? A stated code can turn out to be one of others.
bool PlanState::is_narrower(const PlanCell& cell, const PlanCell& than, int slot) const {
  if (than.code != nullptr || cell.not_known != than.not_known) return false;
  if (cell.answer != than.answer && than.answer != Answer::kOpen) return false;
  if (cell.asked != than.asked && plan_->asked.test(reads_bit(slot))) return false;
  if (plan_->slots[static_cast<std::size_t>(slot)].anything.type == FactType::kNumber)
    return intersect(cell.number, than.number) == cell.number;
  return !cell.anything && !cell.bits.empty() && cell.bits.inside(than.bits);
}

void PlanState::apply(const Assignment& assignment) {
  bool changed = undo_beside();
  std::size_t of_all_else = 0;
  bool all_else_stays = true;
  for (const std::size_t owner : owners_) assigned_to_[owner].met = false;
  for (auto run = assignment.begin(); run != assignment.end();) {
    const auto end = end_of_run(run, assignment);
    const std::size_t owner = owner_of(run->first.entity);
    Assigned& assigned = assigned_to_[owner];
    assigned.met = true;
    if (owner == 0) {
      all_else_stays = all_else_stays && is_fixed(assigned, of_all_else, run, end);
      of_all_else += static_cast<std::size_t>(end - run);
    } else if (assigned.fixes.size() != static_cast<std::size_t>(end - run) || !is_fixed(assigned, 0, run, end)) {
      refix(owner, run, end);
      changed = true;
    }
    run = end;
  }
  changed = drop_unmet() || changed;
  if (!all_else_stays || of_all_else != assigned_to_[0].fixes.size()) {
    refix(0, assignment.begin(), assignment.end());
    changed = true;
  }
  if (changed) facts_changed();
  note_more();
}

void PlanState::apply_to_item(int item, const Assignment& assignment) {
  const std::size_t owner = owner_of(item);
  if (owner == 0) return apply(assignment);
  bool changed = undo_beside();
  Assigned& assigned = assigned_to_[owner];
  const auto run = assignment.first_of(item);
  const auto end = run == assignment.end() || run->first.entity != item ? run : end_of_run(run, assignment);
  if (assigned.fixes.size() != static_cast<std::size_t>(end - run) || !is_fixed(assigned, 0, run, end)) {
    refix(owner, run, end);
    changed = true;
  }
  if (changed) facts_changed();
  note_more();
}

void PlanState::apply_beside(const Assignment& fit, const Assignment& others) {
  undo_beside();
  applied_beside_ = true;
  for (const auto& one : fit) {
    if (others.contains(one.first)) continue;
    const std::size_t owner = owner_of(one.first.entity);
    const Assigned& of = assigned_to_[owner];
    const bool first =
        std::none_of(beside_.begin(), beside_.end(), [owner](const Beside& other) { return other.owner == owner; });
    if (first) beside_.push_back(Beside{owner, of.fixes.size(), of.slots, of.narrows, of.more, of.number});
    fix(owner, one);
  }
  facts_changed();
  note_more();
}

// Gives back what was applied beside the assignment; false if nothing was.
bool PlanState::undo_beside() {
  if (!applied_beside_) return false;
  applied_beside_ = false;
  for (const Beside& before : beside_) {
    Assigned& assigned = assigned_to_[before.owner];
    for (std::size_t i = assigned.fixes.size(); i > before.fixes; --i)
      cells_[assigned.fixes[i - 1].place] = assigned.before[i - 1].cell;
    assigned.fixes.resize(before.fixes);
    assigned.before.resize(before.fixes);
    assigned.slots = before.slots;
    assigned.narrows = before.narrows;
    assigned.more = before.more;
    assigned.number = before.number;
  }
  beside_.clear();
  return true;
}

// Facts of one entity stand together.
Assignment::const_iterator PlanState::end_of_run(Assignment::const_iterator run, const Assignment& assignment) {
  const int entity_id = run->first.entity;
  while (run != assignment.end() && run->first.entity == entity_id) ++run;
  return run;
}

// Are these fixed, from `first` on? A cell of others may stand where another one stood, so that is never said of those.
bool PlanState::is_fixed(const Assigned& assigned, std::size_t first, Assignment::const_iterator run,
                         Assignment::const_iterator end) const {
  if (assigned.fixes.size() < first + static_cast<std::size_t>(end - run)) return false;
  for (std::size_t i = first; run != end; ++run, ++i) {
    const auto& [variable, cell] = *run;
    const Before& before = assigned.before[i];
    // Cells of the state's own live as long as it does, so that one of them alone can stand at the address of one.
    if (&cell.own() != before.from || before.entity != variable.entity || before.fact != variable.fact) return false;
    if (before.member == nullptr ? !variable.member.empty() : *before.member != variable.member) return false;
  }
  return true;
}

void PlanState::fix(std::size_t owner, const Assignment::value_type& one) {
  const auto& [variable, cell] = one;
  const int slot = slot_of(variable, cell);
  if (slot < 0 || !knows(variable.entity)) return;
  const SlotInfo& info = plan_->slots[static_cast<std::size_t>(slot)];
  const std::size_t place = at(variable.entity, slot);
  const bool given = given_ != nullptr && given_->contains(variable);
  const PlanCell* const fixed = fixed_cell(cell, slot);
  const PlanCell& before = raw_cell(variable.entity, slot);
  const PlannedCell* const mine = own(cell, slot);
  // What counts as stated can turn what a stated code settled.
  const bool settles = given && plan_->of_entries.test(reads_bit(slot));
  const bool cut_from_it =
      mine != nullptr && mine->from() == &before && before.code == nullptr && !plan_->asked.test(reads_bit(slot));
  Assigned& assigned = assigned_to_[owner];
  if (assigned.fixes.empty() && std::find(owners_.begin(), owners_.end(), owner) == owners_.end())
    owners_.push_back(owner);
  assigned.met = true;
  const bool narrows =
      !settles && !plan_->content.test(reads_bit(slot)) && (cut_from_it || is_narrower(*fixed, before, slot));
  add_fix(assigned, Fix{place, fixed},
          Before{cells_[place], given, narrows, slot, is_own(cell) ? &cell.own() : nullptr, variable.entity, info.fact,
                 info.member.empty() ? nullptr : &info.member});
  cells_[place] = fixed;
}

void PlanState::add_fix(Assigned& assigned, const Fix& fix, const Before& before) const {
  assigned.number = 0;
  assigned.fixes.push_back(fix);
  assigned.before.push_back(before);
  assigned.slots.set(reads_bit(before.slot));
  if (!applied_beside_) assigned.beside.set(reads_bit(before.slot));
  assigned.more = assigned.more || !before.given;
  assigned.narrows = assigned.narrows && before.narrows;
}

// What is fixed, against a variable in the order of assignments.
std::weak_ordering PlanState::compare(const Before& before, const Variable& variable) {
  if (before.entity != variable.entity) return before.entity <=> variable.entity;
  if (before.fact != variable.fact) return before.fact <=> variable.fact;
  static const std::string kNone;
  return (before.member == nullptr ? kNone : *before.member) <=> variable.member;
}

// Fixes of the facts from `first` on those of the owner: what was fixed so already stays, the rest is given back.
void PlanState::refix(std::size_t owner, Assignment::const_iterator first, Assignment::const_iterator end) {
  Assigned& assigned = assigned_to_[owner];
  last_fixes_.swap(assigned.fixes);
  last_before_.swap(assigned.before);
  reset(assigned);
  std::size_t last = 0;
  const auto give_back_last = [&] {
    cells_[last_fixes_[last].place] = last_before_[last].cell;
    ++last;
  };
  for (; first != end; ++first) {
    const auto& [variable, cell] = *first;
    if (owner == 0 && owner_of(variable.entity) != 0) continue;
    std::weak_ordering order = std::weak_ordering::greater;
    while (last < last_fixes_.size()) {
      order = compare(last_before_[last], variable);
      if (order >= 0) break;
      give_back_last();
    }
    const bool there = last < last_fixes_.size() && order == 0;
    if (there && is_own(cell) && last_before_[last].from == &cell.own()) {
      add_fix(assigned, last_fixes_[last], last_before_[last]);
      ++last;
    } else {
      if (there) give_back_last();
      fix(owner, *first);
    }
  }
  while (last < last_fixes_.size()) give_back_last();
  last_fixes_.clear();
  last_before_.clear();
}

void PlanState::give_back(Assigned& assigned) {
  for (std::size_t i = assigned.fixes.size(); i > 0; --i)
    cells_[assigned.fixes[i - 1].place] = assigned.before[i - 1].cell;
  assigned.fixes.clear();
  assigned.before.clear();
  reset(assigned);
}

void PlanState::reset(Assigned& assigned) {
  assigned.slots = Bits();
  assigned.beside = Bits();
  assigned.narrows = true;
  assigned.more = false;
  assigned.number = 0;
}

// Gives back what the assignment does not fix any more.
bool PlanState::drop_unmet() {
  return std::erase_if(owners_, [this](std::size_t owner) {
           if (owner == 0 || assigned_to_[owner].met) return false;
           give_back(assigned_to_[owner]);
           return true;
         }) > 0;
}

void PlanState::note_more() {
  if (owners_.empty()) {
    assigned_ = Bits();
    narrows_ = true;
  }
  assigned_more_ =
      std::any_of(owners_.begin(), owners_.end(), [this](std::size_t owner) { return assigned_to_[owner].more; });
}

void PlanState::undo() {
  applied_beside_ = false;
  beside_.clear();
  if (owners_.empty()) return;
  for (const std::size_t owner : owners_) give_back(assigned_to_[owner]);
  owners_.clear();
  facts_changed();
  note_more();
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

bool PlanState::may_be_stated(const Variable& variable) const {
  const int slot = slot_of(variable);
  if (slot < 0) return false;
  const std::size_t bit = reads_bit(slot);
  return !plan_->asked.test(bit) && !plan_->content.test(bit) && !plan_->of_entries.test(bit);
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

// Facts of other legs and items are read by no line, unless something ranges over them.
std::size_t PlanState::owner_of(int entity_id) const {
  if (plan_->lists_lines || !is_named(entity_id)) return 0;
  const EntityKind kind = case_.entity(entity_id).kind;
  return kind == EntityKind::kLeg || kind == EntityKind::kItem ? static_cast<std::size_t>(entity_id) + 1 : 0;
}

PlanState::OfLine PlanState::of_line() {
  const auto of = [this](std::size_t reg) { return &assigned_to_[static_cast<std::size_t>(registers_[reg]) + 1]; };
  return {assigned_to_.data(), of(kLegRegister), of(kItemRegister)};
}

void PlanState::gather_assigned() {
  const auto [all_else, leg, item] = of_line();
  assigned_ = all_else->slots | leg->slots | item->slots;
  narrows_ = all_else->narrows && leg->narrows && item->narrows;
}

bool PlanState::is_assigned() {
  if (owners_.empty()) return false;
  const auto [all_else, leg, item] = of_line();
  return !all_else->fixes.empty() || !leg->fixes.empty() || !item->fixes.empty();
}

Bits PlanState::beside() {
  const auto [all_else, leg, item] = of_line();
  return all_else->beside | leg->beside | item->beside;
}

PlanState::LineKey PlanState::key_of_line() {
  const auto [all_else, leg, item] = of_line();
  return {number_of(*all_else), number_of(*leg), number_of(*item),
          is_given_to(registers_[kItemRegister]) ? given_number_ : 0};
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

}  // namespace licet::rules
