// What a reader of the whole law would ask: are definitions missing on days on which they are read, can two review
// policies meet, does anything never matter, is every paragraph covered? Source: law language, sections 2, 6 and 14.
#pragma once

#include <string>
#include <vector>

#include "rules/check/law.h"

namespace licet::rules {

// One thing found. Errors are what the law may not have; the rest is for a lawyer to look at.
struct LawRemark {
  bool error = false;
  std::string where;  // `path:line:column`
  std::string text;
};

// Looks at all statements; each search for a witness is bounded, and one that is cut short finds nothing. Sorted by
// place, errors first. Pure.
std::vector<LawRemark> review_law(const Law& law);

}  // namespace licet::rules
