// Which paragraphs is an item under, on a day or on every day? A pure function of law, item and day.
#pragma once

#include <optional>
#include <vector>

#include "base/json.h"
#include "book/book.h"
#include "rules/eval/classify.h"
#include "rules/facts/order_reader.h"

namespace licet {

// A stretch of days [from, until) with one answer; until nothing: to this day.
struct ClassifyEpoch {
  Date from;
  std::optional<Date> until;
  rules::Classification classification;
};

struct ClassifyAnswer {
  rules::OrderInput input;
  int item = 0;
  rules::Classification classification;
  std::vector<ClassifyEpoch> history;  // only if asked for
};

enum class History : bool { kNo, kYes };

// Errors: kInvalidArgument (the item, with the place in it).
Result<ClassifyAnswer> classify(const Book& book, const rules::Law& law, const Json& item, Date on, History history);

}  // namespace licet
