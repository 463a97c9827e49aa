#include "base/table.h"

#include <doctest/doctest.h>

#include "base/text_util.h"

using namespace licet;

TEST_CASE("CsvReader: quotes, doubled quotes and line breaks inside a cell") {
  CsvReader reader("\xEF\xBB\xBFid,name\r\n1,\"a \"\"b\"\", c\"\r\n\n2,\"two\nlines\"\n3,");
  CHECK(reader.next().value()->cells == std::vector<std::string>{"id", "name"});
  CHECK(reader.next().value()->cells == std::vector<std::string>{"1", "a \"b\", c"});
  const TableRow row = *reader.next().value();
  CHECK(row.cells == std::vector<std::string>{"2", "two\nlines"});
  CHECK(row.line == 4);
  CHECK(reader.next().value()->cells == std::vector<std::string>{"3", ""});
  CHECK(!reader.next().value().has_value());
}

TEST_CASE("CsvReader: an open quote names the line on which it began") {
  CsvReader reader("id,name\n1,Huawei\n2,\"broken\n3,Inspur\n");
  CHECK(reader.next().has_value());
  CHECK(reader.next().has_value());
  CHECK(reader.next().error().message == "line 3: a quote is opened and never closed");
  CHECK(!reader.next().value().has_value());
}

TEST_CASE("Table::parse_tsv: comments, header, and rows of the right width") {
  const Table table = Table::parse_tsv("# source\na\tb\n1\t2\n# between\n3\t\n", "t.tsv").value();
  CHECK(table.size() == 2);
  CHECK(table.cell(1, "a") == "3");
  CHECK(table.line(1) == 5);
  CHECK(table.column("c").error().message == "t.tsv: there is no column `c` (did you mean `a`?)");
  CHECK(Table::parse_tsv("a\tb\n1\n", "t.tsv").error().message == "t.tsv:2: expected 2 cells, got 1");
  CHECK(Table::parse_tsv("a\ta\n", "t.tsv").error().message == "t.tsv:1: column `a` stands twice");
  CHECK(!Table::parse_tsv("# only\n", "t.tsv").has_value());
}

TEST_CASE("TableView: cells stand in the text that was read") {
  const std::string text = "# source\na\tb\r\n1\t2\n\n3\t";
  const TableView table = TableView::parse_tsv(text, "t.tsv").value();
  CHECK((table.size() == 2 && table.columns() == std::vector<std::string>{"a", "b"}));
  CHECK(table.cell(0, "b") == "2");
  CHECK(table.cell(0, 1).data() == text.data() + text.find('2'));
  CHECK((table.cell(1, 0) == "3" && table.cell(1, 1).empty() && table.line(1) == 5));
  CHECK((!table.find("c") && table.find("b") == 1));
  CHECK(table.column("c").error().message == "t.tsv: there is no column `c` (did you mean `a`?)");
  CHECK(TableView::parse_tsv("a\tb\n1\t2\t3\n", "t.tsv").error().message == "t.tsv:2: expected 2 cells, got 3");
}

TEST_CASE("csv_cell: what it writes the reader reads back") {
  CHECK(csv_cell("Inspur Group") == "Inspur Group");
  for (const std::string text : {"a,b", "say \"so\"", "two\nlines", ""}) {
    const std::string line = concat(csv_cell(text), ",end\n");
    CsvReader reader(line);
    CHECK(reader.next().value()->cells == std::vector<std::string>{text, "end"});
  }
}
