#include "lists/row_reader.h"

#include "base/text_util.h"

namespace licet {

bool RowReader::go_behind(std::size_t line) {
  std::size_t at = 0;
  for (std::size_t passed = 0; passed < line; ++passed) {
    at = text_.find('\n', at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  text_.remove_prefix(at);
  lines_before_ += line;
  csv_ = CsvReader(text_, separator_);
  return true;
}

Result<std::optional<TableRow>> RowReader::next(ListSink& sink) {
  for (;;) {
    auto row = csv_.next();
    if (row) {
      if (*row) (*row)->line += lines_before_;
      return row;
    }
    if (++broken_ > kMostBroken)
      return Error{ErrorCode::kParse, concat("more than ", kMostBroken, " rows with a quote that never closes")};
    // The message names the line where the quote was opened; the row began there or before.
    const std::string& message = row.error().message;
    std::size_t line = 0;
    for (const char c : message.substr(5))
      if (c >= '0' && c <= '9')
        line = line * 10 + static_cast<std::size_t>(c - '0');
      else
        break;
    sink.skip(lines_before_ + line, "a quote is opened and never closed");
    if (!go_behind(line)) return std::optional<TableRow>();
  }
}

Columns::Columns(const std::vector<std::string>& header) : size_(header.size()) {
  for (std::size_t i = 0; i < header.size(); ++i) at_.emplace(trimmed(header[i]), i);
}

const std::string& Columns::cell(const TableRow& row, std::string_view column) const {
  static const std::string kNone;
  const auto found = at_.find(column);
  return found == at_.end() || found->second >= row.cells.size() ? kNone : row.cells[found->second];
}

}  // namespace licet
