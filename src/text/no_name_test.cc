#include "text/no_name.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "base/table.h"
#include "text/token.h"

using namespace licet;

namespace {

std::string letters_of(std::string_view name) {
  const FoldedText folded = fold(name).value();
  std::string out;
  for (const Token& token : tokens_of(folded, name)) out += token_text(folded, token);
  return out;
}

}  // namespace

TEST_CASE("no name: each row names nobody, says why, and stands once") {
  const TableView table = TableView::parse_tsv(no_names_table(), "no-names.tsv").value();
  std::map<std::string, std::size_t> lines;
  std::map<std::string, std::size_t> languages;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::string name(table.cell(row, "name"));
    CHECK_MESSAGE(names_nobody(name), name);
    CHECK_MESSAGE(!table.cell(row, "why").empty(), name);
    const auto [first, is_new] = lines.emplace(letters_of(name), table.line(row));
    CHECK_MESSAGE(is_new, name, " stands in lines ", first->second, " and ", table.line(row));
    CHECK_MESSAGE(!first->first.empty(), name);
    ++languages[std::string(table.cell(row, "language"))];
  }
  for (const char* language : {"de", "en", "es", "fr", "ja", "ko", "ru", "zh"})
    CHECK_MESSAGE(languages[language] > 3, language);
  CHECK(languages.size() == 8);
}

TEST_CASE("no name: case, accents, spaces and punctuation are not looked at, the whole name is") {
  for (const char* name : {"TBD",
                           "t.b.d.",
                           "[T B D]",
                           "tbd...",
                           "N/A",
                           "n.a.",
                           "Unknown",
                           "UNKNOWN",
                           "(unknown)",
                           "Same as above.",
                           "To Order",
                           "to the order of:",
                           "As per Invoice",
                           "à déterminer",
                           "A DETERMINER",
                           "無",
                           "待定。",
                           "ＴＢＤ",
                           "Не указан",
                           "НЕИЗВЕСТНО",
                           "N. N.",
                           "xxx",
                           "同上"})
    CHECK_MESSAGE(names_nobody(name), name);
  for (const char* name :
       {"", "-", "???", "Unknown Worlds GmbH", "TBD Holdings", "Test Research Inc", "N/A Systems",
        "To the order of Bank Melli", "Various Foods Ltd", "None Such Co", "无锡药明康德", "ACME", "A", "X", "Foo"})
    CHECK_MESSAGE(!names_nobody(name), name);
}
