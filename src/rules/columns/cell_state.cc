#include "rules/columns/cell_state.h"

#include <algorithm>
#include <numeric>

namespace licet::rules {

CellStates::State CellStates::state(int column, CellCode code) const {
  const ColumnInfo& info = layout_.at(column);
  if (code == kNothing) return nothing_stated(info);
  State out;
  if (code == layout_.unknowable(column)) {
    out.left.resize(info.words.size());
    std::iota(out.left.begin(), out.left.end(), std::size_t{0});
    out.answer = Answer::kUnknowable;
  } else {
    out.left = {std::size_t{code} - 1};
  }
  return out;
}

bool CellStates::speaks_of(const Assumption& assumption, const ColumnInfo& column) const {
  const Expr& atom = assumption.atom();
  const Expr& path = assumption.path();
  if (path.kind != ExprKind::kPath || path.fact != column.fact) return false;
  if (atom.kind != ExprKind::kHas) return true;
  const std::vector<std::string> members = sets_.members(*atom.kids[1]);
  return std::find(members.begin(), members.end(), column.member) != members.end();
}

bool CellStates::may_fill(const Assumption& assumption, int column) const {
  return speaks_of(assumption, layout_.at(column));
}

// The first assumption that fits fills the cell: with a value, or with "not known".
CellStates::State CellStates::nothing_stated(const ColumnInfo& column) const {
  State out;
  out.left.resize(column.words.size());
  std::iota(out.left.begin(), out.left.end(), std::size_t{0});
  if (column.fact < 0) return out;
  const FactDecl& fact = layout_.law().schema().at(column.fact);
  if (fact.role == FactRole::kClaim) {  // unstated, it is not made
    out.left = {0};
    return out;
  }
  out.answer = fact.may_be_unknowable ? Answer::kOpen : Answer::kValue;
  if (profile_ == nullptr || !fact.profile_may_set) return out;
  for (const Assumption& assumption : profile_->assumptions) {
    if (off_.contains(assumption.name) || !speaks_of(assumption, column)) continue;
    if (assumption.denies()) {
      out.not_known = true;
      return out;
    }
    const std::string& word = assumption.value();
    const auto found = std::find(column.words.begin(), column.words.end(), word);
    out.left.clear();
    if (found != column.words.end()) out.left = {static_cast<std::size_t>(found - column.words.begin())};
    out.answer = Answer::kValue;
    return out;
  }
  return out;
}

Truth CellStates::verdict(const PlanNode& node, int column, CellCode code) const {
  if (code != kNothing && code != layout_.unknowable(column)) {  // one word is left
    const std::size_t word = std::size_t{code} - 1;
    if (node.op == PlanOp::kKnown && node.no.test(word)) return Truth::kFalse;
    return node.yes.test(word)                               ? Truth::kTrue
           : node.op != PlanOp::kKnown && node.no.test(word) ? Truth::kFalse
                                                             : Truth::kUnknown;
  }
  const State now = state(column, code);
  const auto all = [&](const Bits& bits) {
    return std::all_of(now.left.begin(), now.left.end(), [&](std::size_t word) { return bits.test(word); });
  };
  if (node.op != PlanOp::kKnown) return all(node.yes) ? Truth::kTrue : all(node.no) ? Truth::kFalse : Truth::kUnknown;
  if (now.answer == Answer::kUnknowable || all(node.no)) return Truth::kFalse;
  if (node.want && now.not_known) return Truth::kFalse;
  return now.answer == Answer::kValue && all(node.yes) ? Truth::kTrue : Truth::kUnknown;
}

std::optional<std::size_t> CellStates::only_word(int column, CellCode code) const {
  const State now = state(column, code);
  return now.left.size() == 1 ? std::optional(now.left.front()) : std::nullopt;
}

Truth CellStates::truth(int column, CellCode code) const {
  const State now = state(column, code);
  const auto& words = layout_.at(column).words;
  bool yes = false;
  bool no = false;
  for (const std::size_t word : now.left) (words[word] == "true" ? yes : no) = true;
  return yes ? (no ? Truth::kUnknown : Truth::kTrue) : Truth::kFalse;
}

}  // namespace licet::rules
