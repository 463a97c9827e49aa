#include "apps/cli/input.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>

#include "base/file.h"

namespace licet::cli {

namespace {

// A file in the working folder, gone at the end of its scope.
class MadeFile {
 public:
  explicit MadeFile(std::string_view bytes) {
    char path[] = "licet-input-test-XXXXXX";
    const int fd = ::mkstemp(path);
    REQUIRE(fd >= 0);
    ::close(fd);
    path_ = path;
    REQUIRE(write_file_atomically(path_, bytes));
  }
  ~MadeFile() { std::remove(path_.c_str()); }
  MadeFile(const MadeFile&) = delete;
  MadeFile& operator=(const MadeFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Each row as JSON, or its error.
std::vector<std::string> rows_of(std::string_view bytes) {
  const MadeFile file(bytes);
  Result<RowReader> reader = RowReader::open(file.path());
  if (!reader) return {reader.error().message.substr(reader.error().message.find(' ') + 1)};
  std::vector<std::string> rows;
  while (const auto row = reader->next()) {
    const auto json = row_json(*row, reader->header(), {"id", "name", "names"}, {"names"});
    rows.push_back(json ? json->dump() : "error: " + json.error().message);
  }
  return rows;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("RowReader: CSV columns become members, others are left to the user") {
  CHECK(rows_of("\xEF\xBB\xBFid,name,names,note\r\n1,Inspur,\"A ; B;\",x\r\n\r\n2,,,\n") ==
        Rows{R"({"id":"1","name":"Inspur","names":["A","B"]})", R"({"id":"2"})"});
}

TEST_CASE("RowReader: a row that cannot be read is an error in its place") {
  CHECK(rows_of("id,name\n1,a\n2\n3,c\n") == Rows{R"({"id":"1","name":"a"})",
                                                  "error: line 3: expected 2 cells as in the header, got 1",
                                                  R"({"id":"3","name":"c"})"});
  CHECK(rows_of("id,name\n1,a\n2,\"b\n") ==
        Rows{R"({"id":"1","name":"a"})", "error: line 3: a quote is opened and never closed"});
  CHECK(rows_of("name\n\xE9t\xE9\n") == Rows{"error: column `name` is not UTF-8"});
}

TEST_CASE("RowReader: JSON lines, blank ones passed over, bad ones in their place") {
  const Rows rows = rows_of("{\"name\":\"a\"}\n\n\"text\"\n{\"name\":\n");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == R"({"name":"a"})");
  CHECK(rows[1] == R"("text")");
  CHECK(rows[2].starts_with("error: "));
}

TEST_CASE("RowReader: a header that semicolons or tabs separate is refused") {
  const auto refused = [](std::string_view line, std::string_view other) {
    return Rows{"line " + std::string(line) + ": fields are to be separated by commas; this file seems to use " +
                std::string(other)};
  };
  CHECK(rows_of("id;name\n1;a\n") == refused("1", "semicolons"));
  CHECK(rows_of("\xEF\xBB\xBFid;name;names\r\n1;a;b\r\n") == refused("1", "semicolons"));
  CHECK(rows_of("\xEF\xBB\xBF\"id\";\"name\"\r\n") == refused("1", "semicolons"));
  CHECK(rows_of("sep=;\r\nid;name\r\n") == refused("1", "semicolons"));
  CHECK(rows_of("id;name;price, net\n") == refused("1", "semicolons"));
  CHECK(rows_of("\nid\tname\n1\ta\n") == refused("2", "tabs"));
  CHECK(rows_of("\xEF\xBB\xBFid\tname\n1\ta\n") == refused("1", "tabs"));
  // One column; and semicolons in the name of one of several.
  CHECK(rows_of("name\na;b\n") == Rows{R"({"name":"a;b"})"});
  CHECK(rows_of("name,\"note (a;b;c)\"\na;b,x\n") == Rows{R"({"name":"a;b"})"});
}

TEST_CASE("RowReader: an empty file and a missing column are refused") {
  CHECK(rows_of("") == Rows{"is empty: expected a CSV with a header, or JSON lines"});
  const MadeFile file("id,nmae\n1,x\n");
  const auto reader = RowReader::open(file.path());
  REQUIRE(reader);
  CHECK(reader->require_columns({"name"}).error().message.find("did you mean `nmae`") != std::string::npos);
}

}  // namespace licet::cli
