// Under which entries does an item fall on a day, what is missing to say so, and how far is each line?
#pragma once

#include <string>
#include <vector>

#include "rules/eval/evaluator.h"

namespace licet::rules {

struct EntryVerdict {
  const Decl* entry = nullptr;
  const Version* version = nullptr;
  Date from;                  // first day of the version that speaks
  std::optional<Date> until;  // first day without it: its own end, or the next version
  Truth value = Truth::kUnknown;
  std::vector<std::string> because;  // atoms that hold, with their facts
  std::vector<std::string> missing;  // facts that would decide; filled where the value is unknown
};

// Distance of a figure to a line of an entry.
struct Margin {
  std::string line;    // the paragraph cited for the limit, or the entry
  std::string metric;  // fact without its entity: `tpp`
  CompareOp op = CompareOp::kGreaterEqual;
  Rational value;
  Rational limit;
  Rational headroom;  // limit minus value
};

struct Classification {
  std::vector<EntryVerdict> entries;  // those that hold or may hold, by name
  std::vector<Margin> margins;
};

// `item` is an item entity of the case.
Classification classify_item(const Law& law, const Case& order, int item, Date day);

// Days on which the answer of classify_item may change, sorted; the first is the first day that licet answers for.
std::vector<Date> entry_boundaries(const Law& law);

}  // namespace licet::rules
