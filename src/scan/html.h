// HTML to plain text, for scanning: tags, comments, script and style fall away, character references are read, and
// every byte of the text remembers its place in the file. A plain tag scanner, not a parser: linear for any nesting,
// and never wrong about offsets; it does not repair what browsers repair.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace licet {

class PlainText {
 public:
  const std::string& text() const { return text_; }

  // The stretch of the file from which [begin, end) of the text came; begin < end.
  SourceStretch source(std::size_t begin, std::size_t end) const;

 private:
  friend class HtmlReader;

  // Bytes from here on were copied (one to one), or all stand for one stretch of the file (a reference, a break).
  struct Run {
    std::size_t begin = 0;  // in the text
    std::size_t byte = 0;   // in the file
    std::size_t code_point = 0;
    std::size_t bytes = 0;  // length in the file
    std::size_t code_points = 0;
    bool copy = true;
  };

  std::size_t run_at(std::size_t place) const;

  std::string text_;
  std::vector<Run> runs_;
};

// `html` must be UTF-8.
PlainText plain_text_of_html(std::string_view html);

}  // namespace licet
