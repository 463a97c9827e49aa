// Text of any length in bounded memory: a file or standard input read in blocks, unpacked on the way, cut into lines or
// the records of a CSV.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/compress.h"
#include "base/result.h"

namespace licet::cli {

// A part of the text and the line on which it begins (1 is the first). Where it cannot be read, `fault` says why and
// the text is as much of it as was passed over.
struct Piece {
  std::size_t line = 0;
  std::string text;
  std::optional<Error> fault;
};

// A byte order mark at the beginning is passed over.
class TextStream {
 public:
  static constexpr std::size_t kMostLine = std::size_t{1} << 26;    // bytes of a line
  static constexpr std::size_t kMostRecord = std::size_t{1} << 20;  // bytes of a record of a CSV

  // `path`: a file, gzip and Zstandard too, or `-` for standard input. Errors: kNotFound, kResource, kParse (damaged).
  static Result<TextStream> open(const std::string& path);
  // The text itself.
  static TextStream of_text(std::string text);

  TextStream(TextStream&&) noexcept;
  TextStream& operator=(TextStream&&) noexcept;
  ~TextStream();

  // The next line that is not blank, without its end and the blanks around it; nothing at the end. Longer than
  // kMostLine: a fault. Errors, here and below: kResource, kParse (the packed bytes are damaged or cut short).
  Result<std::optional<Piece>> line();
  // The next record of a CSV with its line ends, blank lines passed over. Where a quote is opened and not closed within
  // kMostRecord, a fault, and the next record is looked for on the line behind it.
  Result<std::optional<Piece>> record();
  // What `line` would give, without taking it.
  Result<std::optional<Piece>> peek_line();
  // All that was not taken. Errors: also kInvalidArgument (more than `most_bytes`).
  Result<std::string> rest(std::uint64_t most_bytes);

 private:
  class Source;
  explicit TextStream(std::unique_ptr<Source> source);

  // Reads on. False at the end of the input.
  Result<bool> more();
  std::string_view ahead() const { return std::string_view(buffer_).substr(at_); }
  void take(std::size_t bytes);
  Status skip_blank();
  Result<bool> skip_line();
  Result<std::size_t> line_end();

  std::unique_ptr<Source> source_;  // nullptr: nothing is left to read
  std::string buffer_;
  std::size_t at_ = 0;  // what stands before was taken
  std::size_t line_ = 1;
};

}  // namespace licet::cli
