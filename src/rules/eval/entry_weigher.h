// The part of the plan weigher that asks entries and no rules: does an entry hold beside the stated code of an item,
// and can what is unknown be filled in so that none does?
#pragma once

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "rules/eval/plan_state.h"
#include "rules/eval/weigher.h"

namespace licet::rules {

class EntryWeigher : public Weigher {
 public:
  Truth contradicts(const std::vector<Line>& lines, const Assignment& assignment, std::size_t most,
                    std::vector<Split>& splits) override;
  Contradiction contradiction(const std::vector<Line>& lines, const Assignment& assignment) override;
  bool still_fits(const std::vector<Line>& lines, const Assignment& fit, const Assignment& assignment) override;
  bool tells_items_apart() const override;
  // Entries of several days may ask the same figure.
  bool fits_line_by_line() const final;
  bool surely_fits(const std::vector<Line>& lines, const Assignment& assignment) override;
  Assignment facts_for_fit(const std::vector<Line>& lines, const Assignment& assignment) const override;
  bool is_known_to_fit(const std::vector<Line>& lines, const Assignment& assignment) override;
  void note_fit(const std::vector<Line>& lines, const Assignment& assignment) override;
  std::optional<Assignment> fit_at_hand(const std::vector<Line>& lines, const Assignment& in_force) override;
  void given(const Assignment* facts) override;
  std::string name_of(const Variable& variable) const override;
  const Entity& entity(int id) const override;
  std::set<AssumptionUse> assumptions_used() const override;

 protected:
  EntryWeigher(PlanStore& plans, const Case& order, Posture posture);

  void start(const Assignment& assignment) {
    for (auto& [day, state] : states_) {
      state->give(given_);
      state->apply(assignment);
    }
  }
  // What was assigned last stays until then.
  void as_they_are() {
    for (auto& [day, state] : states_) state->undo();
  }
  // Values of shared nodes of the line on the facts as they are.
  PlanState::KeptValues& kept_of(const Line& line) { return kept_[place_of(line)]; }
  std::size_t place_of(const Line& line) const { return line.leg * case_.items.size() + line.item; }
  // Nothing is kept of what entries say of the lines.
  void forget_fits() {
    settled_.clear();
    known_to_fit_.clear();
  }

  const Law& law_;
  const Case& case_;
  const Assignment* given_ = nullptr;
  std::map<Date, std::unique_ptr<PlanState>> states_;

 private:
  // Entries read nothing of a leg: binds each item of the lines once for a day, until `visit` says that it has seen
  // enough.
  template <typename Visit>
  void each_item(const std::vector<Line>& lines, Visit visit);
  // Can the facts of the item that the assignment in force leaves open be filled in so that no entry holds beside its
  // stated code? That is looked for once for items like it (`ItemFit`).
  bool fits_alone(const Line& line, const Assignment& in_force);
  // A way to fill in the item as it is stated; nullptr: none is kept for such items.
  const ItemCells* fit_as_stated(const Line& line, const Assignment& in_force);
  // False if no entry of the lines is open that a stated code settled. Facts that count as stated hang on the
  // assignment.
  bool find_settled(const std::vector<Line>& lines);
  bool find_settled(const Line& line);
  // The first one that day.
  std::size_t leg_on(Date day) const;
  // One line, of which entries read facts of its item and no others?
  bool stands_alone(const std::vector<Line>& lines) const {
    return lines.size() == 1 && fits_line_by_line() && case_.entity(case_.items[lines.front().item]).components.empty();
  }
  // Enough for what entries say of the lines.
  void start_for_fit(const std::vector<Line>& lines, const Assignment& assignment);
  // What entries read of the line under the assignment, as numbers: the item, and those of what is fixed of it.
  using FitKey = std::array<std::uint32_t, 3>;
  FitKey key_for_fit(const std::vector<Line>& lines, const Assignment& assignment);

  std::vector<Truth> settled_;  // by line, its first leg of a day: is an entry open that a stated code settled?
  std::vector<PlanState::KeptValues> kept_;  // by leg and item
  std::set<FitKey> known_to_fit_;
};

}  // namespace licet::rules
