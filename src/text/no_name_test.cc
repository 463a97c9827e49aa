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
  for (const char* language :
       {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "vi", "zh"})
    CHECK_MESSAGE(languages[language] > 3, language);
  CHECK(languages.size() == 16);
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
        "To the order of Bank Melli", "Various Foods Ltd", "None Such Co", "无锡药明康德", "ACME", "AA", "Foo"})
    CHECK_MESSAGE(!names_nobody(name), name);
}

TEST_CASE("no name: a legal form, a title, a role, a number or a second such word does not make it a name") {
  for (const char* name : {"TBD GmbH",
                           "TBD LLC",
                           "TBD Inc.",
                           "Unknown LLC",
                           "Unknown Ltd",
                           "Unknown Co., Ltd.",
                           "ООО Неизвестно",
                           "待定有限公司",
                           "GmbH",
                           "LLC",
                           "Ltd.",
                           "Limited",
                           "Co., Ltd.",
                           "有限公司",
                           "TBD/TBA",
                           "TBA / TBC",
                           "TBD - end user",
                           "TBD (to be advised)",
                           "end user tbd",
                           "Unknown, Unknown",
                           "Mr. Unknown",
                           "c/o Unknown",
                           "Dr. N.N.",
                           "unknown at this time",
                           "not known yet",
                           "to be determined later",
                           "will be provided",
                           "pending confirmation",
                           "Same as the above",
                           "same as consignee (see above)",
                           "See PO 4711",
                           "as per invoice no. 12-345",
                           "收货人：待定",
                           "x",
                           "0",
                           "000",
                           "1",
                           "XXXXXXX",
                           "aaaaa",
                           "9999",
                           "123",
                           "غير معروف.",
                           "UNKN",
                           "N/K",
                           "John Doe",
                           "Customer 1",
                           "Company A",
                           "End User 1",
                           "onbekend",
                           "nvt",
                           "sconosciuto",
                           "da definire",
                           "desconhecido",
                           "não aplicável",
                           "okänd",
                           "nieznany",
                           "同じ",
                           "غير معروف",
                           "belirlenecek",
                           "không rõ"})
    CHECK_MESSAGE(names_nobody(name), std::string(name));
}

TEST_CASE("no name: any other word makes it a name, and so does a legal form after what a company may be called") {
  for (const char* name : {"To order of Bank of China",
                           "TBD Holdings LLC",
                           "Unknown Worlds",
                           "X Corp.",
                           "X Corp",
                           "A GmbH",
                           "3M",
                           "BP",
                           "AA",
                           "AAA",
                           "CCCC",
                           "40",
                           "7-28",
                           "511",
                           "77",
                           "BT",
                           "BT plc",
                           "SIA",
                           "DMCC",
                           "1024",
                           "Order Bank",
                           "Test Research Inc",
                           "TBC Corporation",
                           "TBS Inc.",
                           "NN Inc.",
                           "Blank Inc.",
                           "Ditto Ltd",
                           "Nobody Ltd",
                           "Ka-Na Ltd",
                           "All-Test Ltd",
                           "Dr. Blank",
                           "Mr. Niemand",
                           "Ms. Na",
                           "TBD 4711",
                           "Unknown 12",
                           "Customer 1 Systems",
                           "Company Alpha",
                           "See Huawei",
                           "same as Huawei (see above)",
                           "Unknown / Huawei",
                           "TBD (Huawei)",
                           "未名有限公司",
                           "华为有限公司",
                           "公司一"})
    CHECK_MESSAGE(!names_nobody(name), std::string(name));
}

TEST_CASE("no name: of each row, what stands beside it decides") {
  const TableView table = TableView::parse_tsv(no_names_table(), "no-names.tsv").value();
  std::size_t clear = 0;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::string name(table.cell(row, "name"));
    CHECK_MESSAGE(!names_nobody(name + " Worlds"), name);
    CHECK_MESSAGE(!names_nobody("Worlds " + name), name);
    CHECK_MESSAGE(!names_nobody(name + " / Worlds Ltd"), name);
    CHECK_MESSAGE(names_nobody(name + " / unknown"), name);
    CHECK_MESSAGE(names_nobody("(tbd) " + name), name);
    if (table.cell(row, "clear") != "yes") {
      CHECK_MESSAGE(table.cell(row, "clear") == "no", name);
      continue;
    }
    ++clear;
    for (const char* form : {" LLC", " GmbH", " Co., Ltd.", " end user"})
      CHECK_MESSAGE(names_nobody(name + form), name);
    for (const char* title : {"Mr. ", "Dr. ", "OOO ", "end user: "}) CHECK_MESSAGE(names_nobody(title + name), name);
  }
  CHECK(clear > 300);
  CHECK(clear < table.size());
}
