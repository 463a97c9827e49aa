// What is the most capable chip that needs no license to a destination on a day, and which known chips lie close below?
// A pure function of book, law and question.
#pragma once

#include <optional>
#include <vector>

#include "book/book.h"
#include "rules/eval/frontier.h"

namespace licet {

// A chip of the book's table whose figures lie in a band.
struct FrontierChip {
  const Chip* chip = nullptr;
  std::vector<std::optional<Rational>> figures;  // of the band's sides, in their order; nothing: not known
};

struct FrontierAnswer {
  rules::FrontierQuestion question;
  rules::Frontier frontier;
  std::vector<std::vector<FrontierChip>> chips;  // for each band, most capable first
};

// Errors: those of rules::find_frontier.
Result<FrontierAnswer> frontier(const Book& book, const rules::Law& law, rules::PlanStore& plans,
                                const rules::FrontierQuestion& question);

}  // namespace licet
