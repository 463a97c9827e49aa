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

// Tab-separated text, read in place: the cells are views into it, so it must outlive the table.
class TableView {
 public:
  // Lines that begin with `#` are comments, the first other line is the header, cells have no quotes. `name` stands in
  // messages.
  // Errors: kParse (a row with another number of cells, a column twice, no header).
  static Result<TableView> parse_tsv(std::string_view text, std::string_view name);

  const std::string& name() const { return name_; }
  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t size() const { return lines_.size(); }
  std::size_t line(std::size_t row) const { return lines_[row]; }

  // Errors: kNotFound, naming the table and the nearest column.
  Result<std::size_t> column(std::string_view column_name) const;
  // Number of the column; nothing if there is none.
  std::optional<std::size_t> find(std::string_view column_name) const;

  std::string_view cell(std::size_t row, std::size_t column_index) const {
    return cells_[row * columns_.size() + column_index];
  }
  // The cell under a column that must exist (checked: a missing column is a defect; use `column` first).
  std::string_view cell(std::size_t row, std::string_view column_name) const;

 private:
  Status read_header(std::string_view row, std::size_t line);

  std::string name_;
  std::vector<std::string> columns_;
  std::vector<std::string_view> cells_;  // row by row
  std::vector<std::size_t> lines_;
};

// A table with a header, cells found by column name.
class Table {
 public:
  // As TableView reads it; the table keeps what it needs of the text.
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
