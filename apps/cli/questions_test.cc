#include "apps/cli/questions.h"

#include <doctest/doctest.h>

namespace licet::cli {

namespace {

std::vector<std::string> read(std::string_view text) {
  auto reader = QuestionReader::open(TextStream::of_text(std::string(text)));
  if (!reader) return {"refused"};
  std::vector<std::string> dumps;
  for (auto found = reader->next(); found && *found; found = reader->next()) {
    const Result<Json> question = QuestionReader::read(**found);
    dumps.push_back(question ? question->dump() : "error");
  }
  return dumps;
}

using Dumps = std::vector<std::string>;

}  // namespace

TEST_CASE("QuestionReader: one object over many lines, an array, or JSON lines") {
  CHECK(read("{\n  \"id\": 1\n}\n") == Dumps{R"({"id":1})"});
  CHECK(read(R"([{"id":1},{"id":2}])") == Dumps{R"({"id":1})", R"({"id":2})"});
  CHECK(read("\xEF\xBB\xBF{\"id\":1}\n\n{\"id\":2}\n") == Dumps{R"({"id":1})", R"({"id":2})"});
}

TEST_CASE("QuestionReader: a table with a header, a question in each row") {
  CHECK(read("kind,tpp\nintegrated_circuit,4800\n\"computer\",\n") ==
        Dumps{R"({"kind":"integrated_circuit","tpp":4800})", R"({"kind":"computer"})"});
  CHECK(read("\xEF\xBB\xBFid,item.eccn\r\n7,3E001\r\n8\r\n") ==
        Dumps{R"({"id":7,"items":[{"eccn":"3E001"}]})", "error"});
  CHECK(read("id,name\n1,\"x\n") == Dumps{"error"});
}

TEST_CASE("QuestionReader: a bad line is an error in its place, a bad document is refused") {
  CHECK(read("{\"id\":1}\n{\"id\":\n{\"id\":3}\n") == Dumps{R"({"id":1})", "error", R"({"id":3})"});
  CHECK(read("{\"id\": ") == Dumps{"refused"});
  CHECK(read("") == Dumps{"refused"});
  CHECK(read("hello, world {\n") == Dumps{"refused"});
  CHECK(read("tpp,tpp\n1,2\n") == Dumps{"refused"});
}

}  // namespace licet::cli
