// Delimited tables: CSV as people and programs write it, and the tab-separated tables of this repository.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace licet {

// One record with the line on which it begins (1 is the first line of the file).
struct TableRow {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

// Reads CSV records one after the other (RFC 4180: quotes, doubled quotes, line breaks in quotes; CRLF or LF; a BOM is
// skipped). Blank lines are passed over. Holds no copy: `text` must outlive the reader.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text, char separator = ',');

  // The next record; nothing at the end.
  // Errors: kParse, with the line on which an open quote began; the reader is then at its end.
  Result<std::optional<TableRow>> next();

 private:
  Result<std::string> quoted_cell();

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

// `text` as one CSV cell: quoted where it holds a separator, a quote or a line break.
std::string csv_cell(std::string_view text);

// A table with a header, cells found by column name.
class Table {
 public:
  // Reads tab-separated text: lines that begin with `#` are comments, the first other line is the header,
  // cells have no quotes. `name` stands in messages.
  // Errors: kParse (a row with another number of cells, a column twice, no header).
  static Result<Table> parse_tsv(std::string_view text, std::string_view name);

  const std::string& name() const { return name_; }
  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t size() const { return rows_.size(); }
  std::size_t line(std::size_t row) const { return rows_[row].line; }

  // Errors: kNotFound, naming the table and the nearest column.
  Result<std::size_t> column(std::string_view column_name) const;

  const std::string& cell(std::size_t row, std::size_t column_index) const { return rows_[row].cells[column_index]; }
  // The cell under a column that must exist (checked: a missing column is a defect; use `column` first).
  const std::string& cell(std::size_t row, std::string_view column_name) const;

 private:
  std::string name_;
  std::vector<std::string> columns_;
  std::map<std::string, std::size_t, std::less<>> index_;
  std::vector<TableRow> rows_;
};

}  // namespace licet
