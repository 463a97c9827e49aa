#include "rules/eval/plan_cuts.h"

#include <algorithm>
#include <utility>

#include "rules/check/sets.h"

namespace licet::rules {

namespace {

PlanCell with_bits(PlanCell cell, const Bits& bits) {
  cell.bits = bits;
  return cell;
}

std::vector<PlanCell> number_cells(const PlanNode& node, const PlanCell& cell) {
  const bool equality = node.compare == CompareOp::kEqual || node.compare == CompareOp::kNotEqual;
  const std::vector<CompareOp> parts = equality ? std::vector{CompareOp::kLess, CompareOp::kEqual, CompareOp::kGreater}
                                                : std::vector{node.compare, opposite(node.compare)};
  std::vector<PlanCell> out;
  for (const CompareOp part : parts) {
    out.push_back(cell);
    out.back().number = intersect(cell.number, half(part, node.limit));
  }
  return out;
}

std::vector<PlanCell> known_cells(const PlanNode& node, const PlanCell& cell) {
  std::vector<PlanCell> out;
  const auto push = [&out](PlanCell one, Answer answer) {
    one.answer = answer;
    one.asked = true;
    out.push_back(std::move(one));
  };
  push(with_bits(cell, cell.bits & node.yes), Answer::kValue);
  push(with_bits(cell, cell.bits.minus(node.yes).minus(node.no)), Answer::kValue);
  if (!cell.not_known) push(with_bits(cell, cell.bits & node.no), Answer::kValue);
  if (cell.answer == Answer::kOpen) push(cell, Answer::kUnknowable);
  return out;
}

// `apart`: values in the set that are no cell with the others in it.
std::vector<PlanCell> finite_cells(const PlanNode& node, const PlanCell& cell, const SlotInfo& slot,
                                   const Bits& apart) {
  if (node.op == PlanOp::kConstant) {
    std::vector<PlanCell> out;
    for (std::size_t i = slot.domain.size(); i > 0; --i) {
      Bits one;
      one.set(i - 1);
      if (cell.bits.test(i - 1)) out.push_back(with_bits(cell, one));
    }
    return out;
  }
  const Bits open = cell.bits.minus(node.yes).minus(node.no);
  const Bits yes = cell.bits & node.yes;
  return {with_bits(cell, yes.minus(apart)), with_bits(cell, open), with_bits(cell, cell.bits & node.no),
          with_bits(cell, yes & apart)};
}

bool is_same(const PlanCell& a, const PlanCell& b) {
  return a.answer == b.answer && a.asked == b.asked && a.not_known == b.not_known && a.bits == b.bits &&
         a.number == b.number;
}

Truth truth_on(const PlanNode& node, const PlanCell& cell) {
  if (node.op == PlanOp::kNumber) return holds_for(cell.number, node.compare, node.limit);
  if (node.op == PlanOp::kKnown && (cell.answer == Answer::kUnknowable || cell.bits.disjoint(node.yes)))
    return Truth::kFalse;
  if (cell.bits.inside(node.yes)) return Truth::kTrue;
  return cell.bits.inside(node.no) ? Truth::kFalse : Truth::kUnknown;
}

// A test for the words of one slot of a kSame node: what the other slot means is known.
PlanNode words_that_mean(const PlanNode& same, int slot, int meaning) {
  PlanNode out;
  out.op = PlanOp::kFinite;
  const std::vector<std::uint16_t>& meanings = same.meanings[slot == same.slot ? 0 : 1];
  for (std::size_t word = 0; word < meanings.size(); ++word) {
    const bool holds = (meanings[word] == meaning) == (same.compare == CompareOp::kEqual);
    (holds ? out.yes : out.no).set(word);
  }
  return out;
}

}  // namespace

std::uint64_t next_owner() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

PlannedCell::PlannedCell(std::uint64_t owner, const DayPlan& of, std::shared_ptr<const DayPlan> plan, int slot,
                         PlanCell cell, const PlanCell* from)
    : Own(owner), plan_(std::move(plan)), slot_(slot), cell_(std::move(cell)), from_(from) {
  if (plan_ == nullptr) put(possible_of(cell_, of.slots[static_cast<std::size_t>(slot)]));
}

std::vector<PlanCell> CellMaker::cut(const PlanNode& node, int slot_id, PlanCell cell) const {
  const SlotInfo& slot = plan_.slots[static_cast<std::size_t>(slot_id)];
  // A stated code that is more general than others can turn out to be itself, no closer, or one of them.
  if (node.op == PlanOp::kCode && cell.code != nullptr) cell.bits = cell.code->below;
  std::vector<PlanCell> cells;
  if (node.op == PlanOp::kNumber) {
    cells = number_cells(node, cell);
  } else if (node.op == PlanOp::kKnown) {
    cells = known_cells(node, cell);
  } else {
    cells = finite_cells(node, cell, slot, node.op == PlanOp::kCode ? plan_.baskets : Bits());
  }
  std::erase_if(cells, [&](const PlanCell& one) {
    return slot.anything.type == FactType::kNumber ? one.number.is_empty() : one.bits.empty();
  });
  return cells;
}

Cuts CellMaker::cuts(int node_id, int slot, const PlanCell& cell, int meaning) {
  Cuts out;
  const PlanNode& read = plan_.nodes[static_cast<std::size_t>(node_id)];
  std::optional<PlanNode> made;
  if (read.op == PlanOp::kSame) made = words_that_mean(read, slot, meaning);
  const PlanNode& node = made ? *made : read;
  std::vector<PlanCell> cells = cut(node, slot, cell);
  // The code for what no entry names is the lightest.
  Bits baskets;
  if (node.op == PlanOp::kCode) baskets = plan_.baskets;
  const bool more = (plan_.leaning[static_cast<std::size_t>(node_id)] & 1U) != 0;
  for (const bool for_exporter : {false, true}) {
    if (cells.size() < 2) break;
    const Truth wanted = truth_of(more != for_exporter);
    const auto at =
        std::find_if(cells.begin(), cells.end(), [&](const PlanCell& one) { return truth_on(node, one) == wanted; });
    PlanCell leaning = at == cells.end() ? cells.back() : *at;
    if (for_exporter && !leaning.bits.disjoint(baskets)) leaning.bits = leaning.bits & baskets;
    out.leaning[for_exporter ? 1 : 0] = own(std::move(leaning), slot, &cell);
  }
  for (PlanCell& one : cells) out.cells.push_back(own(std::move(one), slot, &cell));
  return out;
}

// The cell as it is when it was put into words and read again.
FactCell CellMaker::own(PlanCell cell, int slot_id, const PlanCell* from) {
  std::vector<std::shared_ptr<const PlannedCell>>& owned = by_slot_[static_cast<std::size_t>(slot_id)];
  for (const std::shared_ptr<const PlannedCell>& one : owned) {
    if (one->from() == from && is_same(one->cell(), cell)) return FactCell(one);
  }
  const SlotInfo& slot = plan_.slots[static_cast<std::size_t>(slot_id)];
  cell.anything = false;
  cell.assumption = nullptr;
  cell.stated.clear();
  cell.code = nullptr;
  cell.point = slot.anything.type == FactType::kNumber && cell.number.is_point();
  cell.single = cell.bits.only();
  const bool is_text = slot.anything.type == FactType::kText || slot.anything.type == FactType::kCode;
  if (is_text && cell.single >= 0) {
    const PlanCell said = cell_of(possible_of(cell, slot), slot, law_);
    cell.stated = said.stated;
    cell.code = said.code;
  }
  return FactCell(
      owned.emplace_back(std::make_shared<PlannedCell>(id_, plan_, shared_, slot_id, std::move(cell), from)));
}

ProfileCells::ProfileCells(const Law& law, const DayPlan& plan, const Decl& profile, const std::set<std::string>& off)
    : by_slot_(plan.slots.size()) {
  for (const Assumption& assumption : profile.assumptions) fill(law, plan, assumption, off.contains(assumption.name));
}

void ProfileCells::fill(const Law& law, const DayPlan& plan, const Assumption& assumption, bool off) {
  const Expr& atom = assumption.atom();
  const Expr& path = assumption.path();
  if (path.kind != ExprKind::kPath) return;
  const FactDecl& fact = law.schema().at(path.fact);
  const bool may = fact.profile_may_set && fact.role != FactRole::kClaim;
  const bool of_members = atom.kind == ExprKind::kHas;
  std::vector<std::string> members;
  if (of_members) members = SetReader(law, plan.day, plan.posture).members(*atom.kids[1]);
  auto i = static_cast<std::size_t>(plan.first_slot[static_cast<std::size_t>(path.fact)]);
  for (; i < plan.slots.size() && plan.slots[i].fact == path.fact; ++i) {
    slots_.push_back(static_cast<int>(i));
    const SlotInfo& slot = plan.slots[i];
    const bool meant = !of_members || std::find(members.begin(), members.end(), slot.member) != members.end();
    if (off || !may || !meant || by_slot_[i] != nullptr) continue;
    auto cell = std::make_unique<PlanCell>(slot.nothing);
    cell->assumption = &assumption;
    if (assumption.denies()) {
      cell->not_known = true;
    } else {
      Possible filled = slot.anything;
      filled.words = {assumption.value()};
      filled.answer = Answer::kValue;
      const PlanCell value = cell_of(filled, slot, law);
      cell->bits = value.bits;
      cell->single = cell->anything ? -1 : value.single;
      cell->answer = value.answer;
    }
    by_slot_[i] = std::move(cell);
  }
}

std::shared_ptr<const ProfileCells> PlanCuts::filled(const Decl& profile) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::shared_ptr<const ProfileCells>& kept = filled_[&profile];
  if (kept == nullptr) kept = std::make_shared<const ProfileCells>(law_, *plan_, profile, std::set<std::string>());
  return kept;
}

PlanCuts::PlanCuts(const Law& law, std::shared_ptr<const DayPlan> plan)
    : law_(law),
      plan_(std::move(plan)),
      maker_(law, *plan_, nullptr),
      by_node_(plan_->nodes.size() + plan_->slots.size()) {}

PlanCuts::~PlanCuts() {
  for (const std::atomic<const Cuts*>& one : by_node_) delete one.load();
}

const Cuts& PlanCuts::of(int node, int slot) const {
  const auto at = static_cast<std::size_t>(node);
  const bool constant = plan_->nodes[at].op == PlanOp::kConstant;
  std::atomic<const Cuts*>& place = by_node_[constant ? plan_->nodes.size() + static_cast<std::size_t>(slot) : at];
  if (const Cuts* there = place.load(std::memory_order_acquire)) return *there;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const Cuts* there = place.load(std::memory_order_acquire)) return *there;
  auto made =
      std::make_unique<const Cuts>(maker_.cuts(node, slot, plan_->slots[static_cast<std::size_t>(slot)].nothing));
  const Cuts& out = *made;
  place.store(made.release(), std::memory_order_release);
  return out;
}

std::shared_ptr<const PlanCuts> cuts_of(PlanStore& plans, Date day, Posture posture) {
  const auto make = [&] { return std::make_shared<const PlanCuts>(plans.law(), plans.on(day, posture)); };
  // One type stands for one thing among what is kept.
  if (posture == Posture::kInForce) {
    struct InForce {
      std::shared_ptr<const PlanCuts> cuts;
    };
    return plans.kept<InForce>(day, [&] { return InForce{make()}; })->cuts;
  }
  struct Codified {
    std::shared_ptr<const PlanCuts> cuts;
  };
  return plans.kept<Codified>(day, [&] { return Codified{make()}; })->cuts;
}

}  // namespace licet::rules
