// What an evaluation looked at, as a tree: the raw material of proofs, reasons and explanations.
#pragma once

#include <string>
#include <vector>

#include "base/truth.h"

namespace licet::rules {

struct Trace {
  std::string what;  // law text of the node, or the name of a statement
  Truth value = Truth::kUnknown;
  std::string note;   // facts read (`leg.destination = CN`), version used, mark that was active
  bool atom = false;  // reads facts itself; its kids, if any, say why a code was proved
  std::vector<Trace> kids;
};

}  // namespace licet::rules
