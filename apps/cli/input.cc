#include "apps/cli/input.h"

#include <algorithm>

#include "base/compress.h"
#include "base/file.h"
#include "base/table.h"
#include "base/text_util.h"
#include "base/utf8.h"

namespace licet::cli {

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Values joined by `;`, without the spaces around them.
Json list_json(std::string_view cell) {
  Json list = Json::array();
  for (const std::string_view part : split(cell, ';')) {
    if (!trimmed(part).empty()) list.push(Json::string(trimmed(part)));
  }
  return list;
}

// What separates the fields of a header where commas do not, as spreadsheets write it where the comma stands in
// figures: `semicolons`, `tabs`; "" for neither.
std::string_view other_separator(std::string_view header) {
  int commas = 0;
  int semicolons = 0;
  int tabs = 0;
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    commas += c == ',' ? 1 : 0;
    semicolons += c == ';' ? 1 : 0;
    tabs += c == '\t' ? 1 : 0;
  }
  if (std::max(semicolons, tabs) <= commas) return "";
  return semicolons >= tabs ? "semicolons" : "tabs";
}

}  // namespace

Result<std::string> read_input(const std::string& path, std::uint64_t most_bytes) {
  LICET_TRY(std::string bytes, read_file(path, most_bytes));
  return decompressed(std::move(bytes), path, most_bytes);
}

std::vector<std::string> record_cells(const Piece& record) {
  CsvReader reader(record.text);
  Result<std::optional<TableRow>> row = reader.next();
  return row && *row ? std::move((*row)->cells) : std::vector<std::string>();
}

Result<std::vector<std::string>> header_cells(const Piece& record) {
  if (record.fault) return *record.fault;
  if (const std::string_view other = other_separator(record.text); !other.empty()) {
    return Error{ErrorCode::kParse, concat("line ", record.line,
                                           ": fields are to be separated by commas; this file seems to use ", other)};
  }
  return record_cells(record);
}

Result<RowReader> RowReader::open(const std::string& path) {
  LICET_TRY(TextStream stream, TextStream::open(path));
  RowReader reader(path, std::move(stream));
  LICET_TRY(const std::optional<Piece> first, reader.stream_.peek_line());
  reader.is_csv_ = !first || (!first->text.starts_with('{') && !first->text.starts_with('['));
  if (!reader.is_csv_) return reader;
  LICET_TRY(const std::optional<Piece> header, reader.stream_.record());
  if (!header)
    return Error{ErrorCode::kParse, concat(ticked(path), " is empty: expected a CSV with a header, or JSON lines")};
  Result<std::vector<std::string>> cells = header_cells(*header);
  if (!cells) return Error{cells.error().code, concat(ticked(path), ": ", cells.error().message)};
  reader.header_ = std::move(cells).value();
  return reader;
}

Status RowReader::require_columns(const std::vector<std::string>& columns) const {
  if (!is_csv_) return {};
  for (const std::string& column : columns) {
    if (has(header_, column)) continue;
    return Error{ErrorCode::kInvalidArgument,
                 concat(ticked(path_), ": expected a column ", ticked(column), did_you_mean(column, header_),
                        " in the header, got ", ticked(joined(header_, ",")))};
  }
  return {};
}

Error RowReader::cells_fault(const Piece& record, std::size_t cells) const {
  const std::string_view text = trimmed(record.text);
  const auto more = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  const std::string where =
      more == 0 ? concat("line ", record.line) : concat("lines ", record.line, " to ", record.line + more);
  return Error{ErrorCode::kParse, concat(where, ": expected ", header_.size(), " cells as in the header, got ", cells)};
}

std::optional<InputRow> RowReader::next() {
  Result<std::optional<Piece>> piece = is_csv_ ? stream_.record() : stream_.line();
  if (!piece) read_whole_ = piece.error();
  if (!piece || !*piece) return std::nullopt;
  InputRow row;
  row.number = ++number_;
  row.bytes = (*piece)->text.size();
  row.fault = (*piece)->fault;
  if (!is_csv_) {
    row.json = std::move((*piece)->text);
    return row;
  }
  if (row.fault) return row;
  row.cells = record_cells(**piece);
  if (row.cells.size() != header_.size()) row.fault = cells_fault(**piece, row.cells.size());
  return row;
}

Result<Json> row_json(const InputRow& row, const std::vector<std::string>& header,
                      const std::vector<std::string>& columns, const std::vector<std::string>& lists) {
  if (row.fault) return *row.fault;
  if (row.cells.empty()) return parse_json(row.json);
  Json json = Json::object();
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string& cell = row.cells[i];
    if (cell.empty() || !has(columns, header[i])) continue;
    if (find_invalid_utf8(cell)) return Error{ErrorCode::kParse, concat("column ", ticked(header[i]), " is not UTF-8")};
    json.set(header[i], has(lists, header[i]) ? list_json(cell) : Json::string(cell));
  }
  return json;
}

}  // namespace licet::cli
