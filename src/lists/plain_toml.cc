#include "lists/plain_toml.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"

namespace licet {

namespace {

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

template <typename T>
const T* value_of(const TomlTable& table, std::string_view key) {
  const auto found = table.values.find(key);
  return found == table.values.end() ? nullptr : std::get_if<T>(&found->second);
}

class Parser {
 public:
  Parser(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  Result<TomlTable> run() {
    TomlTable root;
    TomlTable* table = &root;
    for (skip_empty_lines(); !at_end(); skip_empty_lines()) {
      if (peek() == '[') {
        LICET_TRY(table, header(root));
      } else {
        LICET_RETURN_IF_ERROR(pair(*table));
      }
      LICET_RETURN_IF_ERROR(end_of_line());
    }
    return root;
  }

 private:
  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    if (c == '\n') ++line_;
    return true;
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  Error expected(std::string_view what) const {
    return Error{ErrorCode::kParse, concat(name_, ":", line_, ": expected ", what)};
  }

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || (peek() == '\r' && text_.substr(at_).starts_with("\r\n"))) ++at_;
  }
  void skip_comment() {
    skip_blanks();
    if (peek() != '#') return;
    while (!at_end() && peek() != '\n') ++at_;
  }
  void skip_empty_lines() {
    skip_comment();
    while (take('\n')) skip_comment();
  }
  Status end_of_line() {
    skip_comment();
    return at_end() || take('\n') ? Status() : Status(expected("the end of the line"));
  }

  Result<TomlTable*> header(TomlTable& root) {
    take('[');
    const bool array = take('[');
    LICET_TRY(std::string name, key());
    if (!take(']') || (array && !take(']'))) return expected(array ? "`]]`" : "`]`");
    if (root.values.contains(name) || root.tables.contains(name) || (!array && root.arrays.contains(name)))
      return expected(concat("each key once; ", ticked(name), " is there already"));
    if (!array) return &root.tables[std::move(name)];
    return &root.arrays[std::move(name)].emplace_back();
  }

  Status pair(TomlTable& table) {
    LICET_TRY(std::string name, key());
    if (!take('=')) return expected("`=`");
    skip_blanks();
    LICET_TRY(TomlValue found, value());
    if (table.contains(name)) return expected(concat("each key once; ", ticked(name), " is there already"));
    table.values.emplace(std::move(name), std::move(found));
    return {};
  }

  // With the blanks around it.
  Result<std::string> key() {
    skip_blanks();
    std::string out;
    if (peek() == '"' || peek() == '\'') {
      LICET_TRY(out, quoted());
    } else {
      while (is_bare(peek())) out += text_[at_++];
    }
    if (out.empty()) return expected("a key, a table's name or a comment");
    skip_blanks();
    return out;
  }

  Result<TomlValue> value() {
    const char c = peek();
    if (c == '"' || c == '\'') {
      LICET_TRY(std::string out, quoted());
      return TomlValue(std::move(out));
    }
    if (c == '[') {
      LICET_TRY(std::vector<std::string> out, list());
      return TomlValue(std::move(out));
    }
    if (take("true")) return TomlValue(true);
    if (take("false")) return TomlValue(false);
    if (const auto number = count()) return TomlValue(*number);
    return expected("a text, a count of at most 18 digits, `true`, `false` or a list of texts");
  }

  // Nothing where no count stands, or one with a zero before it, which TOML does not know either.
  std::optional<std::int64_t> count() {
    constexpr std::size_t kMostDigits = 18;
    std::size_t digits = 0;
    while (digits <= kMostDigits && at_ + digits < text_.size() && is_digit(text_[at_ + digits])) ++digits;
    if (digits == 0 || digits > kMostDigits || (digits > 1 && peek() == '0')) return std::nullopt;
    std::int64_t out = 0;
    for (std::size_t i = 0; i < digits; ++i) out = 10 * out + (text_[at_++] - '0');
    return out;
  }

  Result<std::vector<std::string>> list() {
    std::vector<std::string> out;
    take('[');
    for (skip_empty_lines(); !take(']'); skip_empty_lines()) {
      if (peek() != '"' && peek() != '\'') return expected("a text or `]`");
      LICET_TRY(std::string item, quoted());
      out.push_back(std::move(item));
      skip_empty_lines();
      if (!take(',') && peek() != ']') return expected("`,` or `]`");
    }
    return out;
  }

  // A text in single quotes, as it stands, or in double ones, where `\"`, `\\`, `\n` and `\t` are escapes.
  Result<std::string> quoted() {
    const char quote = text_[at_++];
    std::string out;
    while (!take(quote)) {
      const char c = peek();
      if (c != '\t' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F))
        return expected(concat("the closing `", quote, "` in the same line"));
      ++at_;
      if (c == '\\' && quote == '"') {
        LICET_TRY(const char escaped, escape());
        out += escaped;
      } else {
        out += c;
      }
    }
    return out;
  }

  Result<char> escape() {
    if (take('"')) return '"';
    if (take('\\')) return '\\';
    if (take('n')) return '\n';
    if (take('t')) return '\t';
    return expected("`\"`, `\\`, `n` or `t` behind a backslash");
  }

  std::string_view text_;
  std::string_view name_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

bool TomlTable::contains(std::string_view key) const {
  return values.contains(key) || tables.contains(key) || arrays.contains(key);
}

const std::string* TomlTable::text(std::string_view key) const {
  return value_of<std::string>(*this, key);
}

const std::int64_t* TomlTable::number(std::string_view key) const {
  return value_of<std::int64_t>(*this, key);
}

const bool* TomlTable::flag(std::string_view key) const {
  return value_of<bool>(*this, key);
}

const std::vector<std::string>* TomlTable::texts(std::string_view key) const {
  return value_of<std::vector<std::string>>(*this, key);
}

Result<TomlTable> parse_plain_toml(std::string_view text, std::string_view name) {
  if (find_invalid_utf8(text)) return Error{ErrorCode::kParse, concat(name, ": not UTF-8")};
  return Parser(text, name).run();
}

}  // namespace licet
