// The law of a book, ready to decide, and the chip table behind `chip` keys.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "book/book.h"
#include "rules/check/law.h"
#include "rules/facts/order_reader.h"

namespace licet {

// The tests beside the law files of a book: they decide nothing and are more than half of its text.
enum class BookTests : std::uint8_t { kLeftOut, kRead };

// Compiles the law files of the book.
// `overlay` is private law that is laid over it (read_law_overlay).
// Errors: those of rules::Law::load; a book that licet built does not give them.
Result<std::shared_ptr<const rules::Law>> compile_law(const Book& book, std::vector<rules::LawSource> overlay = {},
                                                      BookTests tests = BookTests::kLeftOut);

// Chips whose name or alias is `name`, whatever the case of letters, in table order.
std::vector<const Chip*> find_chips(const Book& book, std::string_view name);

// The figures of one chip as an item object of the contract.
Json chip_item(const Chip& chip);

// Figures of `item.chip`: the chip's, or where several variants fit what they have in common: a figure as the interval
// that holds all of them, a yes-or-no only where they agree. Nothing where no chip fits.
rules::ChipFigures chip_figures(const Book& book);

}  // namespace licet
