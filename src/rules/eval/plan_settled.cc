// What a stated code settles: entries beside it of which the order gives no figure are believed not to hold (0015).
#include <algorithm>

#include "rules/eval/plan_state.h"

namespace licet::rules {

// Facts that count as stated settle codes of the items whose entries read them: what was worked out for others stands.
void PlanState::give(const Assignment* facts) {
  if (given_ == facts) return;
  undo();
  given_ = facts;
  facts_changed();
  settled_item_ = -1;
  settled_given_.clear();
  given_to_.clear();
  given_to_all_ = false;
  if (facts == nullptr) return;
  ++given_number_;
  for (const auto& [variable, cell] : *facts) {
    const int slot = slot_of(variable);
    if (slot < 0 || !plan_->of_entries.test(reads_bit(slot))) continue;
    const bool of_one = owner_of(variable.entity) != 0 && case_.entity(variable.entity).kind == EntityKind::kItem;
    if (of_one) given_to_.push_back(variable.entity);
    given_to_all_ = given_to_all_ || !of_one;
  }
}

bool PlanState::is_given_to(int item) const {
  if (given_ == nullptr) return false;
  return given_to_all_ || std::find(given_to_.begin(), given_to_.end(), item) != given_to_.end();
}

void PlanState::find_answers(std::pair<std::uint32_t, int> now) {
  answers_at_ = now;
  answers_ = touches(plan_->of_entries) ? nullptr : answers_as_stated(now.second);
}

const ItemAnswers* PlanState::answers_as_stated(int item) {
  if (plan_->of_item == 0 || !is_named(item) || is_given_to(item)) return nullptr;
  const OfEntries& of = of_entries_[static_cast<std::size_t>(item)];
  if (of.has_figures) return nullptr;
  Settled& settled = settled_of(item);
  if (!settled.answers) settled.answers = plan_->of_items->answers.of(of.stated, plan_->of_item);
  return *settled.answers;
}

// Entries that the stated code settles read no figure that is given, and no code, so that figures do not matter to
// them.
const ItemFit* PlanState::fit_as_stated(int item) {
  if (plan_->of_item == 0 || !is_named(item) || is_given_to(item)) return nullptr;
  Settled& settled = settled_of(item);
  if (!settled.fit) settled.fit = plan_->of_items->fits.of(of_entries_[static_cast<std::size_t>(item)].stated);
  return *settled.fit;
}

// Cells of this state go with it.
ItemCells PlanState::cells_of_item(const Assignment& facts) const {
  ItemCells out;
  out.reserve(facts.size());
  for (const auto& [variable, cell] : facts) {
    const bool kept = cell.own().owner() == unstated_->id();
    out.emplace_back(slot_of(variable, cell), kept ? cell : FactCell(cell.possible()));
  }
  return out;
}

Assignment PlanState::facts_of_item(const ItemCells& cells, int item) const {
  std::vector<Assignment::value_type> facts;
  facts.reserve(cells.size());
  for (const auto& [slot, cell] : cells) {
    const SlotInfo& info = plan_->slots[static_cast<std::size_t>(slot)];
    facts.emplace_back(Variable{item, info.fact, info.member}, cell);
  }
  Assignment out;
  out.put(std::move(facts));
  return out;
}

bool PlanState::states_no_code(int item) {
  return plan_->code_slot < 0 || said_code(settled_of(item), item, plan_->code_slot) == nullptr;
}

PlanState::Settled& PlanState::find_settled_of(int item) {
  const auto place = static_cast<std::size_t>(item);
  const bool given = is_given_to(item);
  if (!given && place >= settled_.size()) settled_.resize(place + 1);
  settled_at_ = given ? &settled_given_[item] : &settled_[place];
  settled_item_ = item;
  return *settled_at_;
}

const StatedCode* PlanState::said_code(Settled& settled, int item, int slot_id) {
  if (settled.said) return settled.said->get();
  std::shared_ptr<const StatedCode>& said = settled.said.emplace();
  const SlotInfo& slot = plan_->slots[static_cast<std::size_t>(slot_id)];
  const Possible* code = stated_[at(item, slot_id)];
  if (given_ != nullptr) {
    const auto found = given_->find(Variable{item, slot.fact, slot.member});
    if (found != given_->end()) code = &found->second.possible();
  }
  if (code == nullptr || !code->is_single()) return nullptr;
  const PlanCell& now = raw_cell(item, slot_id);
  said = now.code != nullptr && now.stated == code->words.front() ? now.code : cell_of(*code, slot, law_).code;
  return said.get();
}

bool PlanState::figures_given(Settled& settled, std::size_t entry, int item) {
  std::vector<std::int8_t>& figured = settled.figured;
  if (figured.empty()) figured.resize(plan_->entries.size(), -1);
  if (figured[entry] < 0) figured[entry] = find_figures(entry, item) ? 1 : 0;
  return figured[entry] == 1;
}

bool PlanState::find_figures(std::size_t entry, int item) const {
  return std::any_of(plan_->entry_figures[entry].begin(), plan_->entry_figures[entry].end(), [&](int slot) {
    const SlotInfo& info = plan_->slots[static_cast<std::size_t>(slot)];
    if (given_ != nullptr && given_->contains(Variable{item, info.fact, info.member})) return true;
    const Possible* stated = stated_[at(item, slot)];
    return stated != nullptr && !(stated->number == info.nothing.number);
  });
}

// A stated code settles an entry beside it of which the order gives no figure: what stated facts leave open is "no".
// What they decide stays so where the assignment only narrows them.
Truth PlanState::entry_value(Settled& settled, std::size_t entry, int node, int item, const StatedCode* said) {
  if (said == nullptr || said->above_entries[entry] || figures_given(settled, entry, item)) return eval(node);
  std::vector<std::int8_t>& believed = settled.believed;
  if (believed.empty()) believed.resize(plan_->entries.size(), -1);
  if (believed[entry] < 0) {
    const std::size_t mark = met_.size();
    const Truth value = assigned_more_ ? eval_as_stated(node) : eval(node);
    met_.resize(mark);
    believed[entry] = static_cast<std::int8_t>(value);
  }
  const auto known = static_cast<Truth>(believed[entry]);
  if (known == Truth::kUnknown) return Truth::kFalse;
  return narrows_ ? known : eval(node);
}

const std::vector<std::size_t>& PlanState::settled_open(int item) {
  Settled& settled = settled_of(item);
  if (settled.open) return *settled.open;
  std::vector<std::size_t>& open = settled.open.emplace();
  const StatedCode* said = plan_->code_slot < 0 ? nullptr : said_code(settled, item, plan_->code_slot);
  if (said == nullptr) return open;
  const int item_before = registers_[2];
  registers_[2] = item;
  for (std::size_t i = 0; i < plan_->entries.size(); ++i) {
    if (said->above_entries[i] || figures_given(settled, i, item)) continue;
    const std::size_t mark = met_.size();
    const int node = plan_->entries[i].second;
    const Truth value = assigned_more_ ? eval_as_stated(node) : eval(node);
    met_.resize(mark);
    if (value == Truth::kUnknown) open.push_back(i);
  }
  registers_[2] = item_before;
  return open;
}

Truth PlanState::contradiction(int item, const Decl** holds) {
  const std::vector<std::size_t>& open = settled_open(item);
  const int item_before = registers_[2];
  registers_[2] = item;
  Truth value = Truth::kFalse;
  for (std::size_t i = 0; i < open.size() && value != Truth::kTrue; ++i) {
    const auto& [entry, node] = plan_->entries[open[i]];
    value = either(value, eval(node));
    if (value == Truth::kTrue && holds != nullptr) *holds = entry;
  }
  registers_[2] = item_before;
  return value;
}

bool PlanState::contradicts_beside(int item, const Bits& beside) {
  const int item_before = registers_[2];
  registers_[2] = item;
  bool out = false;
  for (const std::size_t entry : settled_open(item)) {
    if (plan_->entry_reads[entry].disjoint(beside)) continue;
    out = eval(plan_->entries[entry].second) != Truth::kFalse;
    if (out) break;
  }
  registers_[2] = item_before;
  return out;
}

// The value on stated facts, whatever the assignment fixes beyond them.
Truth PlanState::eval_as_stated(int node) {
  put_met_aside();
  facts_changed();
  swap_assigned();
  const Truth value = eval(node);
  swap_assigned();
  facts_changed();
  take_met_back(false);
  return value;
}

void PlanState::swap_assigned() {
  for (const std::size_t owner : owners_) {
    Assigned& assigned = assigned_to_[owner];
    for (std::size_t i = 0; i < assigned.fixes.size(); ++i) {
      if (!assigned.before[i].given) std::swap(cells_[assigned.fixes[i].place], assigned.before[i].cell);
    }
  }
}

}  // namespace licet::rules
