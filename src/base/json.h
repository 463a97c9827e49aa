// JSON values as licet reads and writes them: numbers keep their decimal text, objects their order.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace licet {

// A JSON value. Objects keep the order of their members, so that the same answer is the same bytes.
class Json {
 public:
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  using Member = std::pair<std::string, Json>;

  Json() = default;
  static Json null() { return Json(); }
  static Json boolean(bool value);
  static Json string(std::string_view value);
  static Json number(std::int64_t value);
  // `decimal` is JSON number text, written as it is.
  static Json number_text(std::string_view decimal);
  static Json array(std::vector<Json> items = {});
  static Json object(std::vector<Member> members = {});

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::kNull; }
  bool is_bool() const { return kind_ == Kind::kBool; }
  bool is_number() const { return kind_ == Kind::kNumber; }
  bool is_string() const { return kind_ == Kind::kString; }
  bool is_array() const { return kind_ == Kind::kArray; }
  bool is_object() const { return kind_ == Kind::kObject; }

  bool as_bool() const { return flag_; }
  // Text of a string, or of a number as it was written.
  const std::string& text() const { return text_; }
  const std::vector<Json>& items() const;
  const std::vector<Member>& members() const;

  // The member of that key, or nullptr (also if this is not an object).
  const Json* find(std::string_view key) const;

  // Builders; `set` appends (or replaces) a member of an object, `push` an item of an array. Both return *this.
  Json& set(std::string_view key, Json value);
  Json& push(Json item);
  // Appends a member without looking whether the key is there: for readers that check it themselves.
  Json& append_member(std::string key, Json value);

  bool operator==(const Json& other) const;

  // One line, no spaces, members in order; UTF-8 as it is, control characters escaped.
  std::string dump() const;
  // The same with line breaks and two spaces a level, for people.
  std::string dump_indented() const;

 private:
  void append_to(std::string& out, int indent) const;

  Kind kind_ = Kind::kNull;
  bool flag_ = false;
  std::string text_;
  // Shared between copies until one of them changes: an answer may hold the same part a hundred thousand times.
  std::shared_ptr<std::vector<Json>> items_;
  std::shared_ptr<std::vector<Member>> members_;
};

const char* to_string(Json::Kind kind);

// Reads one JSON document: UTF-8, at most 100 levels deep, no key twice in one object, nothing behind it.
// Errors: kParse, with line and column.
Result<Json> parse_json(std::string_view text);

// `text` as a JSON string with its quotes.
std::string json_quoted(std::string_view text);

// Writes one JSON document as text, piece by piece: the bytes that Json::dump gives, without a tree. In an object keys
// and values take turns; that is not checked.
class JsonWriter {
 public:
  // `bytes`: about how many it will be.
  explicit JsonWriter(std::size_t bytes = 0) : text_(bytes, '\0') {}
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  // A key, and a string: all parts one behind the other.
  template <typename... Parts>
  JsonWriter& key(const Parts&... parts) {
    const std::array<std::string_view, sizeof...(Parts)> all = {std::string_view(parts)...};
    quoted(all);
    return close(':');
  }
  template <typename... Parts>
  JsonWriter& string(const Parts&... parts) {
    const std::array<std::string_view, sizeof...(Parts)> all = {std::string_view(parts)...};
    return quoted(all);
  }
  JsonWriter& number(std::int64_t value);
  JsonWriter& null() { return json("null"); }
  // JSON text, as it is; none: nothing.
  JsonWriter& json(std::string_view text);

  // Until the next call.
  std::string_view text() const { return {text_.data(), size_}; }
  std::string take() {
    text_.resize(size_);
    size_ = 0;
    return std::move(text_);
  }

 private:
  // Room for that many more bytes.
  char* room(std::size_t bytes) {
    if (text_.size() - size_ < bytes) text_.resize(2 * text_.size() + bytes);
    return text_.data() + size_;
  }
  // With a comma in front where another key or item stands there.
  JsonWriter& open(char c) {
    char* const to = room(2);
    const char last = size_ == 0 ? '[' : *(to - 1);
    const bool first = last == '{' || last == '[' || last == ':';
    to[0] = first ? c : ',';
    to[1] = c;
    size_ += first ? 1 : 2;
    return *this;
  }
  JsonWriter& close(char c) {
    *room(1) = c;
    ++size_;
    return *this;
  }
  JsonWriter& quoted(std::span<const std::string_view> parts);

  std::string text_;  // what is written, and room behind it
  std::size_t size_ = 0;
};

}  // namespace licet
