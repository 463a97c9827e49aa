// Where do the goods of an order end up, if it does not say so?
#pragma once

#include <string>
#include <vector>

#include "rules/check/law.h"
#include "rules/facts/case.h"

namespace licet {

// An export through a place is one to its destination (15 CFR 734.13(c)). Where the order sends goods to one place and
// names a consignee or end user in another, it is open which of them is the country of ultimate destination: the
// destination of that leg becomes one of these places, so that the order is decided only where they agree, and is asked
// about otherwise. A stated `destination`, or a leg that goes there, settles it. A release to a person within one place
// goes to the person's country (734.13(b)), which is left open there. Returns a note for each such leg.
std::vector<std::string> weigh_destinations(const rules::Law& law, rules::Case& facts);

}  // namespace licet
