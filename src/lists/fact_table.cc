#include "lists/fact_table.h"

#include <algorithm>

#include "base/text_util.h"
#include "base/utf8.h"

namespace licet {

namespace {

// Rows rise strictly by bytes: a table has one order, and no row twice.
Status check_order(std::string_view text, std::string_view name) {
  std::string_view previous;
  std::size_t line_number = 0;
  bool header_seen = false;
  for (const std::string_view line : split(text, '\n')) {
    ++line_number;
    if (line.empty() || line.front() == '#') continue;
    if (header_seen && !previous.empty() && line <= previous)
      return Error{ErrorCode::kParse, concat(name, ':', line_number, ": rows must rise by bytes, and ", ticked(line),
                                             line == previous ? " stands twice" : " is out of order")};
    if (header_seen) previous = line;
    header_seen = true;
  }
  return {};
}

bool is_key(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

Result<FactTable> FactTable::parse(std::string_view text, std::string_view name,
                                   const std::vector<std::string>& columns) {
  if (const auto bad = find_invalid_utf8(text))
    return Error{ErrorCode::kParse, concat(name, ": byte ", *bad, " is not UTF-8")};
  LICET_TRY(Table table, Table::parse_tsv(text, name));
  if (table.columns() != columns)
    return Error{ErrorCode::kParse, concat(name, ": expected the columns ", joined(columns, ", "))};
  LICET_RETURN_IF_ERROR(check_order(text, name));
  return FactTable(std::move(table));
}

Error FactTable::error(std::size_t row, std::string_view column, std::string_view expected) const {
  return Error{ErrorCode::kParse, concat(table_.name(), ':', table_.line(row), ": ", column, ": expected ", expected,
                                         ", found ", ticked(text(row, column)))};
}

Result<std::string> FactTable::required(std::size_t row, std::string_view column) const {
  const std::string& cell = text(row, column);
  if (trimmed(cell).empty() || trimmed(cell) != cell) return error(row, column, "text without spaces around it");
  return cell;
}

std::vector<std::string> FactTable::parts(std::size_t row, std::string_view column) const {
  std::vector<std::string> out;
  for (const std::string_view part : split(text(row, column), ';'))
    if (!trimmed(part).empty()) out.emplace_back(trimmed(part));
  return out;
}

Result<std::optional<bool>> FactTable::yes_no_or_empty(std::size_t row, std::string_view column) const {
  const std::string& cell = text(row, column);
  if (cell.empty()) return std::optional<bool>();
  if (cell == "yes") return std::optional<bool>(true);
  if (cell == "no") return std::optional<bool>(false);
  return error(row, column, "`yes`, `no` or nothing");
}

Result<bool> FactTable::yes_no(std::size_t row, std::string_view column) const {
  LICET_TRY(const std::optional<bool> value, yes_no_or_empty(row, column));
  if (!value) return error(row, column, "`yes` or `no`");
  return *value;
}

Result<DaySpan> FactTable::span(std::size_t row, std::string_view column) const {
  auto span = parse_day_span(text(row, column));
  if (!span) return error(row, column, "a day, a span of days or `?`");
  return span;
}

Result<std::optional<DaySpan>> FactTable::span_or_empty(std::size_t row, std::string_view column) const {
  if (text(row, column).empty()) return std::optional<DaySpan>();
  LICET_TRY(DaySpan value, span(row, column));
  return std::optional<DaySpan>(value);
}

Result<std::optional<Date>> FactTable::day_or_empty(std::size_t row, std::string_view column) const {
  if (text(row, column).empty()) return std::optional<Date>();
  const auto day = parse_date(text(row, column));
  if (!day) return error(row, column, "a day such as `2023-03-02`, or nothing");
  return std::optional<Date>(*day);
}

Result<std::optional<Rational>> FactTable::number_or_empty(std::size_t row, std::string_view column) const {
  if (text(row, column).empty()) return std::optional<Rational>();
  auto number = Rational::parse(text(row, column));
  if (!number || number->is_negative()) return error(row, column, "a number of 0 or more, or nothing");
  return std::optional<Rational>(std::move(number).value());
}

Result<Certainty> FactTable::certainty(std::size_t row, std::string_view column) const {
  const auto value = parse_certainty(text(row, column));
  if (!value) return error(row, column, "`A`, `B` or `C`");
  return *value;
}

Result<std::string> FactTable::key(std::size_t row, std::string_view column) const {
  if (!is_key(text(row, column))) return error(row, column, "lower-case letters, digits and `_`");
  return text(row, column);
}

}  // namespace licet
