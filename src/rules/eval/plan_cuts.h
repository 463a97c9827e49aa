// The cells that an atom of a plan tells apart, in the form in which a search fixes them.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/facts/fact_cell.h"
#include "rules/plan/plan.h"

namespace licet::rules {

// A cell as a plan has it. What made it gives it out under its number (`next_owner`).
class PlannedCell final : public FactCell::Own {
 public:
  // `plan` puts it into words when somebody asks; nullptr: that is done at once, with the slots of `of`.
  PlannedCell(std::uint64_t owner, const DayPlan& of, std::shared_ptr<const DayPlan> plan, int slot, PlanCell cell,
              const PlanCell* from);

  int slot() const { return slot_; }
  const PlanCell& cell() const { return cell_; }
  // The cell of which it is some; only to be compared.
  const PlanCell* from() const { return from_; }

 private:
  Possible make() const override { return possible_of(cell_, plan_->slots[static_cast<std::size_t>(slot_)]); }

  std::shared_ptr<const DayPlan> plan_;
  int slot_;
  PlanCell cell_;
  const PlanCell* from_;
};

std::uint64_t next_owner();

struct Cuts {
  std::vector<FactCell> cells;
  // One of them that speaks against the exporter, and one that speaks for; none where there is but one cell. A guess:
  // other atoms may read it otherwise.
  std::array<std::optional<FactCell>, 2> leaning;
};

// Gives out the cells of a slot, each once for the cell that it is some of.
class CellMaker {
 public:
  // Law and plan must outlive it. `shared`: of a plan that its cells hold on to; nullptr: they are put into words at
  // once.
  CellMaker(const Law& law, const DayPlan& plan, std::shared_ptr<const DayPlan> shared)
      : law_(law), plan_(plan), shared_(std::move(shared)), id_(next_owner()), by_slot_(plan.slots.size()) {}

  std::uint64_t id() const { return id_; }
  // `meaning`: of a kSame node, what the words of the other slot mean.
  Cuts cuts(int node, int slot, const PlanCell& cell, int meaning = -1);

 private:
  std::vector<PlanCell> cut(const PlanNode& node, int slot, PlanCell cell) const;
  FactCell own(PlanCell cell, int slot, const PlanCell* from);

  const Law& law_;
  const DayPlan& plan_;
  std::shared_ptr<const DayPlan> shared_;
  std::uint64_t id_;
  std::vector<std::vector<std::shared_ptr<const PlannedCell>>> by_slot_;
};

// What a profile fills in under a plan, where nothing is stated.
class ProfileCells {
 public:
  // `off`: assumptions that are not made.
  ProfileCells(const Law& law, const DayPlan& plan, const Decl& profile, const std::set<std::string>& off);

  // The first fitting assumption's cell; nullptr: it fills nothing in.
  const PlanCell* of(int slot) const { return by_slot_[static_cast<std::size_t>(slot)].get(); }
  // Slots that some assumption may fill, switched off or not.
  const std::vector<int>& slots() const { return slots_; }

 private:
  void fill(const Law& law, const DayPlan& plan, const Assumption& assumption, bool off);

  std::vector<std::unique_ptr<const PlanCell>> by_slot_;
  std::vector<int> slots_;
};

// Those of facts of which nothing is stated, made on first use and kept with the plan. May be used by many threads.
class PlanCuts {
 public:
  PlanCuts(const Law& law, std::shared_ptr<const DayPlan> plan);
  ~PlanCuts();
  PlanCuts(const PlanCuts&) = delete;
  PlanCuts& operator=(const PlanCuts&) = delete;

  std::uint64_t id() const { return maker_.id(); }
  // Of the slot's cell where nothing is stated. `node` must read the slot, or be a constant: that tells all values
  // apart.
  const Cuts& of(int node, int slot) const;
  // What the profile fills in with all of its assumptions.
  std::shared_ptr<const ProfileCells> filled(const Decl& profile) const;

 private:
  const Law& law_;
  std::shared_ptr<const DayPlan> plan_;
  mutable std::mutex mutex_;
  mutable CellMaker maker_;
  mutable std::vector<std::atomic<const Cuts*>> by_node_;  // then by slot, for constants
  mutable std::map<const Decl*, std::shared_ptr<const ProfileCells>> filled_;
};

// Kept with the plans of a day.
std::shared_ptr<const PlanCuts> cuts_of(PlanStore& plans, Date day, Posture posture);

}  // namespace licet::rules
