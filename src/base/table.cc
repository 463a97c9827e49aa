#include "base/table.h"

#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"

namespace licet {

CsvReader::CsvReader(std::string_view text, char separator)
    : text_(text), separator_(separator), at_(byte_order_mark(text)) {}

Result<std::string> CsvReader::quoted_cell() {
  const std::size_t opened = line_;
  std::string cell;
  for (++at_; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\n') ++line_;
    if (c != '"') {
      cell.push_back(c);
    } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      cell.push_back('"');
      ++at_;
    } else {
      ++at_;
      return cell;
    }
  }
  return Error{ErrorCode::kParse, concat("line ", opened, ": a quote is opened and never closed")};
}

Result<std::optional<TableRow>> CsvReader::next() {
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }
  if (at_ >= text_.size()) return std::optional<TableRow>();
  TableRow row;
  row.line = line_;
  for (;;) {
    std::string cell;
    if (at_ < text_.size() && text_[at_] == '"') {
      LICET_TRY(cell, quoted_cell());
    }
    // What stands behind a closing quote belongs to the cell as it is.
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') cell.push_back(text_[at_++]);
    const bool line_ends = at_ >= text_.size() || text_[at_] == '\n';
    if (line_ends && cell.ends_with('\r')) cell.pop_back();
    row.cells.push_back(std::move(cell));
    if (at_ < text_.size()) ++at_;
    if (line_ends) {
      ++line_;
      return std::optional<TableRow>(std::move(row));
    }
  }
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell.push_back('"');
    cell.push_back(c);
  }
  cell.push_back('"');
  return cell;
}

namespace {

Error no_column(std::string_view table, std::string_view column, const std::vector<std::string>& columns) {
  return Error{ErrorCode::kNotFound,
               concat(table, ": there is no column ", ticked(column), did_you_mean(column, columns))};
}

}  // namespace

Status TableView::read_header(std::string_view row, std::size_t line) {
  for (const std::string_view column_name : split(row, '\t')) {
    if (find(column_name))
      return Error{ErrorCode::kParse, concat(name_, ":", line, ": column ", ticked(column_name), " stands twice")};
    columns_.emplace_back(column_name);
  }
  return {};
}

Result<TableView> TableView::parse_tsv(std::string_view text, std::string_view name) {
  TableView table;
  table.name_ = name;
  std::size_t line = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = rest.find('\n');
    std::string_view row = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    ++line;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (row.empty() || row.starts_with('#')) continue;
    if (table.columns_.empty()) {
      LICET_RETURN_IF_ERROR(table.read_header(row, line));
      continue;
    }
    const std::size_t before = table.cells_.size();
    for (std::size_t tab = row.find('\t'); tab != std::string_view::npos; tab = row.find('\t')) {
      table.cells_.push_back(row.substr(0, tab));
      row.remove_prefix(tab + 1);
    }
    table.cells_.push_back(row);
    const std::size_t found = table.cells_.size() - before;
    if (found != table.columns_.size()) {
      return Error{ErrorCode::kParse,
                   concat(name, ":", line, ": expected ", table.columns_.size(), " cells, got ", found)};
    }
    table.lines_.push_back(line);
  }
  if (table.columns_.empty()) return Error{ErrorCode::kParse, concat(name, ": expected a header line")};
  return table;
}

std::optional<std::size_t> TableView::find(std::string_view column_name) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == column_name) return i;
  }
  return std::nullopt;
}

std::string_view TableView::cell(std::size_t row, std::string_view column_name) const {
  const auto found = find(column_name);
  LICET_CHECK(found.has_value());
  return cell(row, *found);
}

Result<std::size_t> TableView::column(std::string_view column_name) const {
  if (const auto found = find(column_name)) return *found;
  return no_column(name_, column_name, columns_);
}

Result<Table> Table::parse_tsv(std::string_view text, std::string_view name) {
  LICET_TRY(const TableView view, TableView::parse_tsv(text, name));
  Table table;
  table.name_ = name;
  table.columns_ = view.columns();
  for (std::size_t i = 0; i < table.columns_.size(); ++i) table.index_.emplace(table.columns_[i], i);
  table.rows_.reserve(view.size());
  for (std::size_t row = 0; row < view.size(); ++row) {
    TableRow& cells = table.rows_.emplace_back(TableRow{view.line(row), {}});
    cells.cells.reserve(table.columns_.size());
    for (std::size_t i = 0; i < table.columns_.size(); ++i) cells.cells.emplace_back(view.cell(row, i));
  }
  return table;
}

Result<std::size_t> Table::column(std::string_view column_name) const {
  const auto found = index_.find(column_name);
  if (found != index_.end()) return found->second;
  return no_column(name_, column_name, columns_);
}

const std::string& Table::cell(std::size_t row, std::string_view column_name) const {
  const auto found = index_.find(column_name);
  LICET_CHECK(found != index_.end());
  return rows_[row].cells[found->second];
}

}  // namespace licet
