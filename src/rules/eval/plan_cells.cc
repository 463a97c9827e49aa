// Cells of an order under a plan: made when they are first read, and shared with the plan where nothing is stated.
#include <algorithm>
#include <optional>

#include "base/check.h"
#include "base/text_util.h"
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

// In a form that tells where it ends.
void append_number(std::size_t number, std::string& to) {
  for (; number >= 128; number /= 128) to.push_back(static_cast<char>(128 + number % 128));
  to.push_back(static_cast<char>(number));
}

}  // namespace

PlanState::PlanState(std::shared_ptr<const DayPlan> plan, std::shared_ptr<const PlanCuts> unstated, const Law& law,
                     const Case& order, std::size_t place, std::size_t days)
    : plan_(std::move(plan)),
      law_(law),
      case_(order),
      sets_(law, plan_->day, plan_->posture),
      unstated_(std::move(unstated)),
      maker_(law, *plan_, plan_),
      first_unnamed_(order.entities.size() + place),
      days_(days) {
  LICET_CHECK(plan_->registers.size() <= registers_.size());
  const std::size_t size = order.entities.size() * plan_->slots.size();
  constexpr std::size_t kUnnamed = 64;  // mostly no more are met
  cells_.reserve(size + kUnnamed * plan_->slots.size());
  cells_.resize(size, nullptr);
  stated_.reserve(cells_.capacity());
  stated_.resize(size, nullptr);
  assigned_to_.resize(order.entities.size() + 1);
  of_entries_.resize(order.entities.size());
  for (std::size_t id = 0; id < order.entities.size(); ++id) state_facts(id);
}

const Entity& PlanState::entity(int id) const {
  return is_named(id) ? case_.entity(id) : *unnamed_[place_of_unnamed(id)].entity;
}

void PlanState::state_facts(std::size_t entity_id) {
  const Entity& entity = case_.entities[entity_id];
  const Possible** row = stated_.data() + entity_id * plan_->slots.size();
  const auto state = [&](std::size_t slot, const Possible& possible) {
    row[slot] = &possible;
    if (plan_->of_entries.test(reads_bit(static_cast<int>(slot)))) note_of_entries(entity_id, slot, possible);
  };
  const auto first_of = [this](int fact) {
    return static_cast<std::size_t>(plan_->first_slot[static_cast<std::size_t>(fact)]);
  };
  for (const int fact : entity.closed_sets) {
    const std::size_t first = first_of(fact);
    for (std::size_t i = 0; i < law_.schema().at(fact).values.size(); ++i) state(first + i, absent_member());
  }
  for (const auto& [key, possible] : entity.facts) {
    if (key.first == kMarkFact) continue;
    if (key.first >= 0 && law_.schema().at(key.first).type != FactType::kSet) {
      state(first_of(key.first), possible);
      continue;
    }
    const auto slot = plan_->slot_of.find(key);
    if (slot != plan_->slot_of.end()) state(static_cast<std::size_t>(slot->second), possible);
  }
}

void PlanState::note_of_entries(std::size_t entity_id, std::size_t slot, const Possible& possible) {
  OfEntries& out = of_entries_[entity_id];
  const bool is_number = possible.type == FactType::kNumber;
  const bool is_figure = is_number && !(possible.number == plan_->slots[slot].nothing.number);
  out.has_figures = out.has_figures || is_number;
  unsigned flags = static_cast<unsigned>(possible.answer) << 4U;
  for (const bool flag : {is_figure, possible.asked, possible.not_known, possible.anything})
    flags = flags << 1U | (flag ? 1U : 0U);
  append_number(slot, out.stated);
  append_number(flags, out.stated);
  append_number(possible.words.size(), out.stated);
  for (const std::string& word : possible.words) {
    append_number(word.size(), out.stated);
    out.stated += word;
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
const PlanCell* PlanState::cell_of_nothing(int slot) const {
  const PlanCell* const filled = filled_ == nullptr ? nullptr : filled_->of(slot);
  return filled != nullptr ? filled : &plan_->slots[static_cast<std::size_t>(slot)].nothing;
}

// Gives up the cells of facts that the profile may fill, and adds their slots to `changed`.
void PlanState::forget_filled(Bits& changed) {
  if (filled_ == nullptr) return;
  for (const int slot : filled_->slots()) {
    changed.set(reads_bit(slot));
    for (auto place = static_cast<std::size_t>(slot); place < cells_.size(); place += plan_->slots.size()) {
      if (stated_[place] == nullptr) cells_[place] = nullptr;
    }
  }
}

void PlanState::assume(const Decl* profile, const std::set<std::string>* off, Bits& changed) {
  give(nullptr);
  noted_.clear();
  forget_filled(changed);
  profile_ = profile;
  off_ = off;
  filled_.reset();
  if (profile != nullptr)
    filled_ =
        off->empty() ? unstated_->filled(*profile) : std::make_shared<const ProfileCells>(law_, *plan_, *profile, *off);
  forget_filled(changed);
  facts_changed();
  for (Settled& settled : settled_) {
    settled.open.reset();
    for (std::size_t entry = 0; entry < settled.believed.size(); ++entry) {
      if (!plan_->entry_reads[entry].disjoint(changed)) settled.believed[entry] = -1;
    }
  }
}

void PlanState::note_assumed(const PlanCell& cell, int entity_id, int slot) {
  if (noted_.size() < cells_.size()) noted_.resize(cells_.size(), false);
  const std::size_t place = at(entity_id, slot);
  if (noted_[place]) return;
  noted_[place] = true;
  const SlotInfo& info = plan_->slots[static_cast<std::size_t>(slot)];
  used_.insert(AssumptionUse{cell.assumption, profile_, Variable{entity_id, info.fact, info.member}});
}

Split PlanState::split_of(const Met& met) {
  return Split{variable_of(met), cuts_of(met).cells};
}

const PlanCell& PlanState::cell_as_stated(int entity_id, int slot) {
  if (!owners_.empty()) {
    const Assigned& assigned = assigned_to_[owner_of(entity_id)];
    const std::size_t place = at(entity_id, slot);
    for (std::size_t i = 0; i < assigned.fixes.size() && assigned.slots.test(reads_bit(slot)); ++i) {
      if (assigned.fixes[i].place == place) return *assigned.before[i].cell;
    }
  }
  return raw_cell(entity_id, slot);
}

const Cuts& PlanState::cuts_of(const Met& met, const PlanCell& cell) {
  if (&cell == &plan_->slots[static_cast<std::size_t>(met.slot)].nothing && met.meaning < 0)
    return unstated_->of(met.node, met.slot);
  const auto [found, added] = cuts_.try_emplace({&cell, met.node, met.meaning});
  if (added) found->second = maker_.cuts(met.node, met.slot, cell, met.meaning);
  return found->second;
}

std::optional<FactCell> PlanState::leaning_cell(const Met& met, bool for_exporter) {
  if (plan_->nodes[static_cast<std::size_t>(met.node)].op == PlanOp::kContent)
    return std::nullopt;  // other guesses may decide it
  return cuts_of(met).leaning[for_exporter ? 1 : 0];
}

std::optional<FactCell> PlanState::leaning_as_stated(const Met& met, bool for_exporter) {
  if (plan_->nodes[static_cast<std::size_t>(met.node)].op == PlanOp::kContent) return std::nullopt;
  return cuts_of(met, cell_as_stated(met.entity, met.slot)).leaning[for_exporter ? 1 : 0];
}

std::optional<Assignment::value_type> PlanState::there_is(int entity_id) {
  if (is_named(entity_id)) return std::nullopt;
  const Unnamed& unnamed = unnamed_[place_of_unnamed(entity_id)];
  const int slot = unnamed.closing;
  if (slot < 0) return std::nullopt;
  const Met met{unnamed.closing_of, slot, plan_->slots[static_cast<std::size_t>(slot)].finite_node};
  for (const FactCell& cell : cuts_of(met, cell_as_stated(met.entity, met.slot)).cells) {
    if (cell->words == std::vector<std::string>{"false"}) return Assignment::value_type(variable_of(met), cell);
  }
  return std::nullopt;
}

bool PlanState::is_one_word(const FactCell& cell) const {
  if (!is_own(cell)) return cell->words.size() < 2;
  return static_cast<const PlannedCell&>(cell.own()).cell().single >= 0;
}

}  // namespace licet::rules
