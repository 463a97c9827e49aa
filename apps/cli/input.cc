#include "apps/cli/input.h"

#include <algorithm>

#include "base/compress.h"
#include "base/file.h"
#include "base/text_util.h"
#include "base/utf8.h"

namespace licet::cli {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

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

}  // namespace

Result<std::string> read_input(const std::string& path, std::uint64_t most_bytes) {
  LICET_TRY(std::string bytes, read_file(path, most_bytes));
  return decompressed(std::move(bytes), path, most_bytes);
}

RowReader::RowReader(std::string bytes)
    : bytes_(std::make_unique<const std::string>(std::move(bytes))), csv_(*bytes_) {}

Result<RowReader> RowReader::open(const std::string& path) {
  LICET_TRY(std::string bytes, read_input(path));
  RowReader reader(std::move(bytes));
  reader.path_ = path;
  std::string_view text = *reader.bytes_;
  if (text.starts_with(kByteOrderMark)) reader.at_ = kByteOrderMark.size();
  text = trimmed(text.substr(reader.at_));
  reader.is_csv_ = !text.starts_with('{') && !text.starts_with('[');
  if (!reader.is_csv_) return reader;
  Result<std::optional<TableRow>> header = reader.csv_.next();
  if (!header) return Error{header.error().code, concat(ticked(path), ": ", header.error().message)};
  if (!*header)
    return Error{ErrorCode::kParse, concat(ticked(path), " is empty: expected a CSV with a header, or JSON lines")};
  reader.header_ = std::move((*header)->cells);
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

std::optional<InputRow> RowReader::next() {
  return is_csv_ ? next_csv() : next_line();
}

std::optional<InputRow> RowReader::next_csv() {
  Result<std::optional<TableRow>> row = csv_.next();
  InputRow out;
  out.number = ++number_;
  if (!row) {
    out.fault = row.error();
    return out;
  }
  if (!*row) return std::nullopt;
  out.cells = std::move((*row)->cells);
  for (const std::string& cell : out.cells) out.bytes += cell.size() + 1;
  if (out.cells.size() != header_.size()) {
    out.fault = Error{ErrorCode::kParse, concat("line ", (*row)->line, ": expected ", header_.size(),
                                                " cells as in the header, got ", out.cells.size())};
  }
  return out;
}

std::optional<InputRow> RowReader::next_line() {
  const std::string_view text = *bytes_;
  while (at_ < text.size()) {
    const std::size_t end = std::min(text.find('\n', at_), text.size());
    const std::string_view line = trimmed(text.substr(at_, end - at_));
    at_ = end + 1;
    if (line.empty()) continue;
    InputRow row;
    row.number = ++number_;
    row.bytes = line.size();
    row.json = line;
    return row;
  }
  return std::nullopt;
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
