#include "rules/plan/standing_rows.h"

namespace licet::rules {

StandingRows::OfTable& StandingRows::of(const TupleTable& table) {
  const auto [found, added] = tables_.try_emplace(&table);
  OfTable& out = found->second;
  if (!added) return out;
  out.by_cell.resize(table.columns.size());
  out.says.reserve(table.rows.size());
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    out.says.push_back(table.holds(row, day_));
    if (out.says.back() != Truth::kFalse) out.all.push_back(row);
  }
  return out;
}

const StandingRows::Rows& StandingRows::with(const TupleTable& table, std::size_t column, std::string_view cell) {
  static const Rows kNone;
  OfTable& rows = of(table);
  auto& by_cell = rows.by_cell[column];
  if (by_cell.empty()) {
    for (const std::size_t row : rows.all) by_cell[table.rows[row][column]].push_back(row);
  }
  const auto found = by_cell.find(cell);
  return found == by_cell.end() ? kNone : found->second;
}

}  // namespace licet::rules
