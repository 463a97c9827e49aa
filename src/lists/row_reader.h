// Rows of a delimited file where one broken row must not cost the rest.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "lists/list_sink.h"

namespace licet {

// Reads the rows of `text`, which must outlive it. A row whose quote never closes is skipped with a diagnostic, and
// reading goes on at the next line, at most kMostBroken times.
class RowReader {
 public:
  RowReader(std::string_view text, char separator) : text_(text), separator_(separator), csv_(text, separator) {}

  // The next row, or nothing at the end. Errors: kParse (too many broken rows).
  Result<std::optional<TableRow>> next(ListSink& sink);

 private:
  static constexpr std::size_t kMostBroken = 100;
  bool go_behind(std::size_t line);

  std::string_view text_;
  char separator_;
  CsvReader csv_;
  std::size_t lines_before_ = 0;  // lines of the file before text_
  std::size_t broken_ = 0;
};

// The columns of a header, and the cells of a row by them.
class Columns {
 public:
  explicit Columns(const std::vector<std::string>& header);
  bool has(std::string_view column) const { return at_.contains(column); }
  std::size_t size() const { return size_; }
  // The cell, "" where the row or the header has none.
  const std::string& cell(const TableRow& row, std::string_view column) const;

 private:
  std::map<std::string, std::size_t, std::less<>> at_;
  std::size_t size_ = 0;
};

}  // namespace licet
