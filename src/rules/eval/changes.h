// What would have to be otherwise for a lighter outcome? Only facts that one can change count: a design, a route, a
// recipient, a paper. Knowledge is never unlearned. Source: law language, section 13.
#pragma once

#include <string>
#include <vector>

#include "rules/eval/decision.h"

namespace licet::rules {

// The table of changeable facts: section, then the name under which it is included there.
inline constexpr const char* kChangeableTable = "changes/changeable";

struct ChangedFact {
  Variable variable;
  std::string fact;  // `item.tpp (line 1)`
  Possible from;
  Possible to;  // any of these values will do
};

// One thing to change: a figure of a design, or a whole route or recipient.
struct Change {
  std::string kind;   // design, route, recipient, paperwork
  std::string about;  // `line 1`, a party's name
  std::string how;    // words for people
  std::vector<ChangedFact> facts;
  int cost = 1;
};

struct Alternative {
  std::vector<Change> changes;
  int cost = 0;
  Reachable outcomes;  // all of them lighter than the gravest one now
};

struct Alternatives {
  std::vector<Alternative> found;  // cheapest first; none holds another one
  bool cut = false;                // the search was ended by its limit: there may be others, and cheaper ones
};

// Sets of at most three changes, in at most `limit` weighings.
Alternatives find_alternatives(const DecidedOrder& of, std::size_t limit);

}  // namespace licet::rules
