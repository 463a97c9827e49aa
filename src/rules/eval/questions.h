// Which facts to ask for: those that can still change the outcome, most deciding and cheapest first.
// Source: law language, section 13.
#pragma once

#include <vector>

#include "rules/eval/decision.h"

namespace licet::rules {

// The questions of an undecided case. The decision holds its outcomes, requirements and authorizations; `known` are
// ways to fill in the facts that its search found. A fact is left out only if no completion of the other facts lets its
// value change the outcome. A tenth of `limit` bounds the weighings behind each fact; where it is reached, or where
// figures are computed from several unknowns, the fact is asked because a rule reads it (`by_support`).
// At most kMostQuestions of them, and of an order of many items those of the first ones.
inline constexpr std::size_t kMostQuestions = 24;
struct Asked {
  std::vector<Question> questions;
  bool cut = false;  // other facts may matter, too
};
Asked find_questions(const DecidedOrder& of, const std::vector<Witness>& known, std::size_t limit);

// The words for some values of a fact.
std::string cell_text(const Law& law, const Variable& variable, const Possible& possible);

// Sets `rank` and `together` of a question whose cells are known, of an order with these outcomes.
void rank_question(const Law& law, const Reachable& outcomes, Question& question);
// Is `a` asked before `b`?
bool ranks_before(const Law& law, const Question& a, const Question& b);

}  // namespace licet::rules
