// A table of facts: cells by column name, and errors that name file, line, column and what was expected.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "base/result.h"
#include "base/table.h"
#include "model/party.h"

namespace licet {

class FactTable {
 public:
  // Reads the table and checks that the columns are exactly these and that its rows rise by bytes.
  // Errors: kParse.
  static Result<FactTable> parse(std::string_view text, std::string_view name, const std::vector<std::string>& columns);

  std::size_t size() const { return table_.size(); }
  const std::string& text(std::size_t row, std::string_view column) const { return table_.cell(row, column); }

  // kParse: `listings.tsv:12: from: expected a day, found ...`.
  Error error(std::size_t row, std::string_view column, std::string_view expected) const;

  // The cell, which must not be empty.
  Result<std::string> required(std::size_t row, std::string_view column) const;
  // Parts between `;`, without empty ones.
  std::vector<std::string> parts(std::size_t row, std::string_view column) const;
  Result<bool> yes_no(std::size_t row, std::string_view column) const;
  Result<std::optional<bool>> yes_no_or_empty(std::size_t row, std::string_view column) const;
  Result<DaySpan> span(std::size_t row, std::string_view column) const;
  Result<std::optional<DaySpan>> span_or_empty(std::size_t row, std::string_view column) const;
  Result<std::optional<Date>> day_or_empty(std::size_t row, std::string_view column) const;
  Result<std::optional<Rational>> number_or_empty(std::size_t row, std::string_view column) const;
  Result<Certainty> certainty(std::size_t row, std::string_view column) const;
  // A key of lower-case letters, digits and `_`.
  Result<std::string> key(std::size_t row, std::string_view column) const;

 private:
  explicit FactTable(Table table) : table_(std::move(table)) {}
  Table table_;
};

}  // namespace licet
