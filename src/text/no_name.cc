#include "text/no_name.h"

#include <string>
#include <unordered_set>

#include "base/table.h"
#include "text/token.h"

namespace licet {

namespace {

// The letters and digits; empty if the name is not UTF-8.
std::string key_of(std::string_view name) {
  std::string key;
  const Result<FoldedText> folded = fold(name);
  if (!folded) return key;
  for (const Token& token : tokens_of(*folded, name)) key += token_key(token_text(*folded, token));
  return key;
}

}  // namespace

bool names_nobody(std::string_view name) {
  static const std::unordered_set<std::string> kKeys = [] {
    const TableView table = TableView::parse_tsv(no_names_table(), "no-names.tsv").value();
    std::unordered_set<std::string> keys;
    for (std::size_t row = 0; row < table.size(); ++row) keys.insert(key_of(table.cell(row, "name")));
    return keys;
  }();
  constexpr std::size_t kLongest = 200;  // in bytes: no row is nearly as long
  return !name.empty() && name.size() <= kLongest && kKeys.contains(key_of(name));
}

std::string_view no_names_table() {
  return
#include "embedded/no-names.inc"
      ;
}

}  // namespace licet
