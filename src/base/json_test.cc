#include "base/json.h"

#include <doctest/doctest.h>

#include <string>

using namespace licet;

TEST_CASE("parse_json: numbers keep their decimal text") {
  const Json value = parse_json(R"({"tpp": 4800.0, "big": 100000000000000000000000000, "small": 5.92e0})").value();
  CHECK(value.find("tpp")->text() == "4800.0");
  CHECK(value.find("big")->text() == "100000000000000000000000000");
  CHECK(value.find("small")->text() == "5.92e0");
}

TEST_CASE("parse_json: what is written is read back, byte for byte") {
  const std::string text = R"({"a":[1,2,{"b":null}],"c":"é\n\"\\","d":true})";
  CHECK(parse_json(text).value().dump() == text);
}

TEST_CASE("JsonWriter: the bytes that a tree of the same values gives") {
  const std::string odd = "a\"\\\n\t\x01\x7f é";
  const Json tree =
      Json::object()
          .set("none", Json::array())
          .set(odd + "@2", Json::string(odd))
          .set("rows", Json::array({Json::number(-9223372036854775807 - 1), Json::null(), Json::object()}))
          .set("text", Json::string("{"))
          .set("last", Json::array({Json::string("["), Json::string(""), Json::array({Json::number(0)})}));
  JsonWriter out;
  out.begin_object().key("none").begin_array().end_array().key(odd, "@", "2").string(odd, "");
  out.key("rows").begin_array().number(-9223372036854775807 - 1).null().begin_object().end_object().end_array();
  out.key("text").string("{").key("last").begin_array().string("[").string();
  JsonWriter inner;
  inner.begin_array().number(0).end_array();
  out.json(inner.text()).json("").end_array().end_object();
  CHECK(out.text() == tree.dump());
}

TEST_CASE("JsonWriter: each byte is escaped wherever it stands") {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t before = 0; before < 18; ++before) {
      const std::string text = std::string(before, 'a') + static_cast<char>(byte) + std::string(17 - before, 'z');
      JsonWriter out;
      out.string(text.substr(0, 5), text.substr(5));
      CHECK(out.text() == json_quoted(text));
    }
  }
}

TEST_CASE("JsonWriter: a byte is escaped at each place of texts of each length, alone and as one of two parts") {
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const char byte : {'"', '\\', '\n', '\x1f', '\x7f', '\0'}) {
        std::string text(size, 'a');
        text[at] = byte;
        const std::string expected = json_quoted(text);
        CHECK(JsonWriter().string(text).take() == expected);
        CHECK(JsonWriter().string(text.substr(0, at), text.substr(at)).take() == expected);
      }
    }
    CHECK(JsonWriter().string(std::string(size, ' ')).take() == json_quoted(std::string(size, ' ')));
  }
}

TEST_CASE("parse_json: an error says where") {
  CHECK(parse_json("{\"item\": ").error().message.find("line 1") != std::string::npos);
  CHECK(parse_json("{\n \"a\": 1,\n \"a\": 2}").error().message ==
        "not JSON at line 3, column 8: key `a` stands twice");
  CHECK(parse_json("{} x").error().message == "not JSON at line 1, column 4: something stands behind the value");
  CHECK(!parse_json("").has_value());
  CHECK(!parse_json("\"\xff\"").has_value());
}

TEST_CASE("parse_json: depth is bounded") {
  const std::string deep = std::string(200, '[') + std::string(200, ']');
  CHECK(parse_json(deep).error().message.find("levels deep") != std::string::npos);
  CHECK(parse_json(std::string(90, '[') + std::string(90, ']')).has_value());
}

TEST_CASE("Json: a copy is its own value") {
  Json first = parse_json(R"({"a":[1],"b":{"c":2}})").value();
  Json second = first;
  second.set("a", Json::null());
  CHECK(first.dump() == R"({"a":[1],"b":{"c":2}})");
  CHECK(second.dump() == R"({"a":null,"b":{"c":2}})");
  CHECK(!(first == second));
  Json list = Json::array();
  const Json empty = list;
  list.push(Json::number(1));
  CHECK(empty.dump() == "[]");
  CHECK(list.dump() == "[1]");
}
