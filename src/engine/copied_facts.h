// Facts that nobody stated and that the law takes from other ones, where the answer hangs on them.
#pragma once

#include <string>
#include <vector>

#include "rules/eval/decision.h"

namespace licet {

struct CopiedFact {
  std::string fact;   // with its entity: `party.parent_headquarters (Heron Ltd)`
  std::string value;  // what is taken
  std::string from;   // the fact that it is taken from
  bool operator==(const CopiedFact&) const = default;
};

// `copy x` of facts.tsv (a parent that sits where the party does), as far as other outcomes than `outcomes`, those of
// the case, could be reached without it. Places of legs aside: what is a destination is a matter of the order.
std::vector<CopiedFact> copied_facts(const rules::Law& law, const rules::Case& facts, const rules::Reachable& outcomes,
                                     const rules::DecideOptions& options);

}  // namespace licet
