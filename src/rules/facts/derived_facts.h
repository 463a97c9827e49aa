// Facts that follow from other facts of the same entity, as `derived` of facts.tsv says: products and ratios of
// figures, copies, codes that a kind leaves, answers that a stated figure implies or denies.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/rational.h"
#include "base/result.h"
#include "rules/check/law.h"
#include "rules/facts/case.h"

namespace licet::rules {

// Figures as the order prints them, by entity and fact: a stated figure need only agree to half a unit of its last
// digit.
using PrintedFigures = std::map<std::pair<int, int>, std::string>;

// Half a unit of the last digit behind the point of a printed figure; of one without a point, a half.
Rational half_unit(const std::string& printed);

// Fills in what follows, and notes it as computed. Errors: kInvalidArgument where what is stated does not agree with
// what follows, or says nothing without another fact.
Status derive_facts(Case& facts, const Law& law, const PrintedFigures& printed);

// The dividend that a ratio says with the divisor that the order states, and its figure where the ratio is `value`.
// Nothing for a figure that is no ratio, and where the order states the dividend itself or no divisor.
std::optional<std::pair<Variable, Interval>> dividend_of(const FactSchema& schema, const Case& order,
                                                         const Variable& ratio, const Interval& value);

// A fact that says of a stated code that its entry does not have such a paragraph: a row `lacks` of the table
// `common/named_facts`.
struct ParagraphLookup {
  int fact = -1;
  int code = -1;  // the fact that states it
  const TupleTable* paragraphs = nullptr;
};
std::vector<ParagraphLookup> paragraph_lookups(const Law& law);

// Is the code a paragraph of an entry of the table, but neither one of the table, nor below or above one? The days of
// the rows are not looked at.
bool lacks_paragraph(const TupleTable& paragraphs, const std::string& code);

}  // namespace licet::rules
