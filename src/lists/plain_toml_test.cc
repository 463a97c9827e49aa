#include "lists/plain_toml.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace licet {

namespace {

std::string message(std::string_view text) {
  const auto table = parse_plain_toml(text, "a.toml");
  return table ? std::string() : table.error().message;
}

}  // namespace

TEST_CASE("plain toml: values, tables and arrays of tables") {
  const auto root = parse_plain_toml(
      "# a list\r\ntitle = \"A \\\"list\\\"\\t\\\\ 名\" # its name\n"
      "raw = 'C:\\n'\nmost = 120\nnone = 0\nkeeps = true\nleaves=false\n"
      "words = [ \"a\", # one\n  'b',\n]\nno_words = []\n\"key # 1\" = \"x\"\n"
      "[places]\n\"Isle of Man\" = \"IM\"\n\n[[download]]\nfile = \"a\"\n [[download]]  \nfile = \"b\"",
      "a.toml");
  REQUIRE(root.has_value());
  CHECK(*root->text("title") == "A \"list\"\t\\ 名");
  CHECK(*root->text("raw") == "C:\\n");
  CHECK(*root->number("most") == 120);
  CHECK(*root->number("none") == 0);
  CHECK(*root->flag("keeps"));
  CHECK(!*root->flag("leaves"));
  CHECK(*root->texts("words") == std::vector<std::string>{"a", "b"});
  CHECK(root->texts("no_words")->empty());
  CHECK(*root->text("key # 1") == "x");
  CHECK(*root->tables.at("places").text("Isle of Man") == "IM");
  REQUIRE(root->arrays.at("download").size() == 2);
  CHECK(*root->arrays.at("download")[1].text("file") == "b");
  CHECK(root->text("most") == nullptr);
  CHECK(root->number("title") == nullptr);
  CHECK(root->contains("places"));
  CHECK(!root->contains("place"));
}

TEST_CASE("plain toml: an error names its line and what was expected") {
  CHECK(message("") == "");
  CHECK(message("a = 1\n= 2") == "a.toml:2: expected a key, a table's name or a comment");
  CHECK(message("é = 2") == "a.toml:1: expected a key, a table's name or a comment");
  CHECK(message("a 1") == "a.toml:1: expected `=`");
  CHECK(message("a = 1 2") == "a.toml:1: expected the end of the line");
  CHECK(message("a = 1\na = 2") == "a.toml:2: expected each key once; `a` is there already");
  CHECK(message("[a]\n[a]") == "a.toml:2: expected each key once; `a` is there already");
  CHECK(message("[[a]]\n[a]") == "a.toml:2: expected each key once; `a` is there already");
  CHECK(message("a = 1\n[[a]]") == "a.toml:2: expected each key once; `a` is there already");
  CHECK(message("[a") == "a.toml:1: expected `]`");
  CHECK(message("[a.b]") == "a.toml:1: expected `]`");
  CHECK(message("[[a]") == "a.toml:1: expected `]]`");
  CHECK(message("[.x]") == "a.toml:1: expected a key, a table's name or a comment");
  CHECK(message("a = \"b\nc\"") == "a.toml:1: expected the closing `\"` in the same line");
  CHECK(message("a = \"b") == "a.toml:1: expected the closing `\"` in the same line");
  CHECK(message(std::string("a = \"\0\"", 7)) == "a.toml:1: expected the closing `\"` in the same line");
  CHECK(message("a = \"\\u0041\"") == "a.toml:1: expected `\"`, `\\`, `n` or `t` behind a backslash");
  CHECK(message("a = [\n}") == "a.toml:2: expected a text or `]`");
  CHECK(message("a = [1]") == "a.toml:1: expected a text or `]`");
  CHECK(message("a = [\"b\" \"c\"]") == "a.toml:1: expected `,` or `]`");
  CHECK(message("a = [\"b\"") == "a.toml:1: expected `,` or `]`");
  for (const char* value : {"", "007", "-1", "1000000000000000000", "2026-01-01", "1.5", "{}", "yes", "truer"})
    CHECK_MESSAGE(message(std::string("a = ") + value).starts_with("a.toml:1: expected "), value);
  CHECK(message("a = \"\xff\"") == "a.toml: not UTF-8");
}

}  // namespace licet
