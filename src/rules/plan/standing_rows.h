// Rows of tables that stand on a day, or may stand, found by the cell of a column.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/check/law.h"

namespace licet::rules {

class StandingRows {
 public:
  using Rows = std::vector<std::size_t>;  // in the order of the table

  explicit StandingRows(Date day) : day_(day) {}

  // Tables must outlive it.
  const Rows& all(const TupleTable& table) { return of(table).all; }
  // Those with that cell under the column.
  const Rows& with(const TupleTable& table, std::size_t column, std::string_view cell);
  // What the row says on the day.
  Truth says(const TupleTable& table, std::size_t row) { return of(table).says[row]; }

 private:
  struct OfTable {
    Rows all;
    std::vector<Truth> says;                                               // by row, of those that do not stand too
    std::vector<std::unordered_map<std::string_view, Rows>> by_cell = {};  // by column; empty until it is asked for
  };
  OfTable& of(const TupleTable& table);

  Date day_;
  std::unordered_map<const TupleTable*, OfTable> tables_;
};

}  // namespace licet::rules
