// Input of programs: files as they are, and the rows of a batch, which are read as they are needed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/stream.h"
#include "base/json.h"
#include "base/result.h"

namespace licet::cli {

// The bytes of a file (`-`: standard input), unpacked if they are gzip or Zstandard.
// Errors: as read_file and decompressed.
Result<std::string> read_input(const std::string& path, std::uint64_t most_bytes = std::uint64_t{1} << 33);

// One question of a batch. `cells` is filled for CSV, `json` for JSON lines.
struct InputRow {
  std::size_t number = 0;  // 1 is the first row behind the header
  std::size_t bytes = 0;   // size of its text
  std::vector<std::string> cells;
  std::string json;
  std::optional<Error> fault;  // the row cannot be read
};

// The cells of a record of a CSV, as TextStream gives it.
std::vector<std::string> record_cells(const Piece& record);
// Those of the header. Errors: the fault of the record; kParse, with its line, where semicolons or tabs seem to
// separate the fields.
Result<std::vector<std::string>> header_cells(const Piece& record);

// Reads the rows of a CSV with a header, or of JSON lines; which of the two it is shows in the first character. Holds
// a block of the file and no more.
class RowReader {
 public:
  // Errors: as TextStream and header_cells; kParse (a CSV without a header).
  static Result<RowReader> open(const std::string& path);

  bool is_csv() const { return is_csv_; }
  // The columns of a CSV, in order.
  const std::vector<std::string>& header() const { return header_; }
  // Errors: kInvalidArgument unless the CSV has each of these columns (JSON lines pass).
  Status require_columns(const std::vector<std::string>& columns) const;
  // The next row, or nothing at the end.
  std::optional<InputRow> next();
  // Was all of the file read? Errors: what kept `next` from reading on.
  Status read_whole() const { return read_whole_; }

 private:
  RowReader(std::string path, TextStream stream) : path_(std::move(path)), stream_(std::move(stream)) {}
  Error cells_fault(const Piece& record, std::size_t cells) const;

  std::string path_;
  TextStream stream_;
  std::vector<std::string> header_;
  Status read_whole_;
  std::size_t number_ = 0;
  bool is_csv_ = false;
};

// A row as a JSON object. Of a CSV only the columns named are taken, empty cells left out; `lists` are those whose
// cells hold several values joined by `;`, which become arrays. Errors: kParse.
Result<Json> row_json(const InputRow& row, const std::vector<std::string>& header,
                      const std::vector<std::string>& columns, const std::vector<std::string>& lists = {});

}  // namespace licet::cli
