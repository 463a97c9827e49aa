// What a search of an order showed, as a proof needs it: the levels before any fact was split, and completions that
// reach the lightest and the heaviest outcome.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "rules/eval/like_lines.h"
#include "rules/eval/search.h"

namespace licet::rules {

// A way to fill in facts, each with one cell, after which one outcome is left. It may say at once what a fact, or a
// member of it, is of everybody whom nobody named.
struct Completion {
  using OfUnnamed = std::map<std::pair<int, std::string>, FactCell>;  // by fact and member
  Outcome outcome = Outcome::kNotSubject;
  Assignment facts;
  OfUnnamed of_unnamed;
};

// Adds what is said of all that nobody named to the facts of one of them, who is of that kind.
void say_of_unnamed(int entity, EntityKind kind, const FactSchema& schema, const Completion::OfUnnamed& said,
                    Assignment& facts);

struct Shown {
  Outcome low = Outcome::kNotSubject;
  Outcome high = Outcome::kNotSubject;
  std::vector<Completion> completions;  // at most one for each end; none for an end where none was found
  bool contradicted = false;            // there is none that contradicts no stated code
  // Of an end without one, what a way that reaches it says of those that are named: there those whom nobody named
  // differ from one another.
  std::vector<Completion> starts;
};

// `reached`: what the search found; where that is one outcome, completions are not looked for. `others` and `assumed`:
// witnesses of a search under assumptions, and these, tried where the search itself has none. The weigher is that of
// the search, which need not have weighed but one of the lines that are alike.
Shown shown_by(const Search& search, Weigher& weigher, const Law& law, const Case& order,
               const std::vector<Line>& lines, const LikeLines& like, const Reachable& reached,
               std::span<const Witness> others = {}, const std::set<AssumptionUse>& assumed = {});

}  // namespace licet::rules
