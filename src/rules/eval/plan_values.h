// What the plan says of single conditions of the law's text, for the line that its state is bound to: a report made
// with the reference evaluator reads the values off it. Private to the plan's weigher.
#pragma once

#include "rules/eval/plan_state.h"

namespace licet::rules {

class PlanValues final : public KnownValues {
 public:
  // `kept` are values of the line's shared nodes; more are added to them.
  PlanValues(PlanState& state, PlanState::KeptValues& kept)
      : state_(state), kept_(kept), unnamed_(state.unnamed_mark()), registers_(state.registers()) {
    state_.use_kept(&kept_);
  }
  PlanValues(const PlanValues&) = delete;
  PlanValues& operator=(const PlanValues&) = delete;
  // Which numbers unnamed elements get in a search does not hang on what was reported before.
  ~PlanValues() override {
    state_.use_kept(nullptr);
    state_.add_kept(kept_);
    state_.set_registers(registers_);
    state_.forget_unnamed_after(unnamed_);
  }

  std::optional<Truth> value(const Expr& condition, const Names& names, const Words& words) override;
  std::optional<std::vector<const Decl*>> entries(const Expr& test, const Names& names, const Words& words) override;
  Truth value_of(int node) override;
  bool entries_of(int node, std::vector<int>& places) override;

 private:
  // The node of a condition, with the names put into their registers; -1: none, or a name is bound to an element that
  // the order does not name, for which each evaluator has a number of its own.
  int node_of(const Expr& condition, const Names& names, const Words& words);
  // Names beside those of the leg and the item may hide these: they stand for the line again.
  void unbind(const Names& names) {
    if (names.size() > 2) state_.set_registers(registers_);
  }

  PlanState& state_;
  PlanState::KeptValues& kept_;
  std::size_t unnamed_;  // elements that were made before
  PlanState::Registers registers_;
};

}  // namespace licet::rules
