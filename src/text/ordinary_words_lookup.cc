#include <algorithm>

#include "text/ordinary_words.h"

namespace licet {

namespace {

// The word of the line that holds this byte of the table; the rows rise by bytes.
std::string_view word_at(std::string_view table, std::size_t byte) {
  const std::size_t before = table.rfind('\n', byte);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return table.substr(begin, table.find('\t', begin) - begin);
}

}  // namespace

bool is_ordinary_word(std::string_view word) {
  static const std::string_view kRows = [] {
    const std::string_view table = ordinary_words_table();
    constexpr std::string_view kHeader = "\nword\tclass\n";
    return table.substr(table.find(kHeader) + kHeader.size());
  }();
  std::size_t from = 0;
  std::size_t to = kRows.size();
  while (from < to) {
    // The newline that ends a row belongs to it.
    const std::size_t middle = from + (to - from) / 2;
    const std::size_t probe = kRows[middle] == '\n' && middle > from ? middle - 1 : middle;
    const std::string_view found = word_at(kRows, probe);
    if (found == word) return true;
    const auto begin = static_cast<std::size_t>(found.data() - kRows.data());
    if (found < word) {
      from = std::min(kRows.find('\n', begin), kRows.size() - 1) + 1;
    } else {
      to = begin;
    }
  }
  return false;
}

}  // namespace licet
