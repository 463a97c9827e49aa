#include "base/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <unordered_set>

#include "base/text_util.h"
#include "base/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Boost.JSON is used for its event parser alone, compiled into this one file.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wnull-dereference"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>
#pragma GCC diagnostic pop

namespace licet {

namespace {

constexpr std::size_t kMostDepth = 100;

// Collects the events of the parser into one Json value. Numbers keep their text.
class Builder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = std::size_t{1} << 20;
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  using error_code = boost::json::error_code;
  using view = boost::json::string_view;

  Json take() { return std::move(root_); }
  const std::string& repeated_key() const { return repeated_key_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return open(Json::object()); }
  bool on_object_end(std::size_t, error_code& ec) {
    std::unordered_set<std::string_view> seen;
    for (const auto& [key, value] : stack_.back().value.members()) {
      if (!seen.insert(key).second) {
        repeated_key_ = key;
        ec = boost::json::error::syntax;
        return false;
      }
    }
    return close();
  }
  bool on_array_begin(error_code&) { return open(Json::array()); }
  bool on_array_end(std::size_t, error_code&) { return close(); }
  bool on_key_part(view part, std::size_t, error_code&) { return part_of(part); }
  bool on_key(view part, std::size_t, error_code&) {
    part_of(part);
    stack_.back().key = std::exchange(text_, {});
    return true;
  }
  bool on_string_part(view part, std::size_t, error_code&) { return part_of(part); }
  bool on_string(view part, std::size_t, error_code&) {
    part_of(part);
    return add(Json::string(std::exchange(text_, {})));
  }
  bool on_number_part(view part, error_code&) { return part_of(part); }
  bool on_int64(std::int64_t, view part, error_code&) { return number(part); }
  bool on_uint64(std::uint64_t, view part, error_code&) { return number(part); }
  bool on_double(double, view part, error_code&) { return number(part); }
  bool on_bool(bool value, error_code&) { return add(Json::boolean(value)); }
  bool on_null(error_code&) { return add(Json::null()); }
  bool on_comment_part(view, error_code&) { return true; }
  bool on_comment(view, error_code&) { return true; }

 private:
  struct Open {
    Json value;
    std::string key;
  };

  bool part_of(view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool number(view part) {
    part_of(part);
    return add(Json::number_text(std::exchange(text_, {})));
  }
  bool open(Json value) {
    stack_.push_back(Open{std::move(value), {}});
    return true;
  }
  bool close() {
    Json value = std::move(stack_.back().value);
    stack_.pop_back();
    return add(std::move(value));
  }
  bool add(Json value) {
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (stack_.back().value.is_array()) {
      stack_.back().value.push(std::move(value));
    } else {
      stack_.back().value.append_member(std::exchange(stack_.back().key, {}), std::move(value));
    }
    return true;
  }

  Json root_;
  std::string text_;
  std::string repeated_key_;
  std::vector<Open> stack_;
};

std::string position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto last = before.rfind('\n');
  const auto column = 1 + before.size() - (last == std::string_view::npos ? 0 : last + 1);
  return concat("line ", line, ", column ", column);
}

// Which bytes stand in a JSON string as they are.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> out{};
  for (std::size_t byte = 0x20; byte < out.size(); ++byte) out[byte] = byte != 0x7F && byte != '"' && byte != '\\';
  return out;
}();

bool is_plain(char c) {
  return kPlain[static_cast<unsigned char>(c)];
}

void append_escaped(char c, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      const auto byte = static_cast<unsigned char>(c);
      out += "\\u00";
      out.push_back(kDigits[byte >> 4U]);
      out.push_back(kDigits[byte & 15U]);
  }
}

// Runs of plain bytes are copied whole.
void append_escaped(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_plain(text[end])) ++end;
    out.append(text, at, end - at);
    if (end < text.size()) append_escaped(text[end++], out);
    at = end;
  }
}

#if defined(__SSE2__)
// Are the first `count` of sixteen bytes plain?
bool are_plain(__m128i block, unsigned count) {
  const auto is = [&](char c) { return _mm_cmpeq_epi8(block, _mm_set1_epi8(c)); };
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
  const __m128i not_plain = _mm_or_si128(_mm_or_si128(control, is('"')), _mm_or_si128(is('\\'), is('\x7F')));
  return (static_cast<unsigned>(_mm_movemask_epi8(not_plain)) & ((1U << count) - 1)) == 0;
}

// Copies sixteen bytes; were they plain?
bool copy_block(const char* from, char* to) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), block);
  return are_plain(block, 16);
}

// Copies the first and the last bytes of a text that together hold all of it; were they plain?
template <typename Word>
bool copy_ends(std::string_view text, char* to) {
  const std::size_t last = text.size() - sizeof(Word);
  std::array<Word, 2> ends{};
  std::memcpy(&ends[0], text.data(), sizeof(Word));
  std::memcpy(&ends[1], text.data() + last, sizeof(Word));
  std::memcpy(to, &ends[0], sizeof(Word));
  std::memcpy(to + last, &ends[1], sizeof(Word));
  __m128i block = _mm_setzero_si128();
  std::memcpy(&block, ends.data(), sizeof(ends));
  return are_plain(block, sizeof(ends));
}
#endif

// Copies a text, which is mostly short, and tells whether it is plain. What was written is not read again at once, as
// that would wait for it.
bool copy_if_plain(std::string_view text, char* to) {
#if defined(__SSE2__)
  if (text.size() >= 16) {
    const std::size_t last = text.size() - 16;
    bool plain = copy_block(text.data() + last, to + last);
    for (std::size_t at = 0; at < last; at += 16) plain = copy_block(text.data() + at, to + at) && plain;
    return plain;
  }
  if (text.size() >= 8) return copy_ends<std::uint64_t>(text, to);
  if (text.size() >= 4) return copy_ends<std::uint32_t>(text, to);
#endif
  std::copy(text.begin(), text.end(), to);
  return std::all_of(text.begin(), text.end(), is_plain);
}

void append_quoted(std::string_view text, std::string& out) {
  out.push_back('"');
  append_escaped(text, out);
  out.push_back('"');
}

// The vector behind `shared`, made if there is none, copied if another value has it too.
template <typename T>
std::vector<T>& own(std::shared_ptr<std::vector<T>>& shared) {
  if (shared == nullptr) {
    shared = std::make_shared<std::vector<T>>();
  } else if (shared.use_count() > 1) {
    shared = std::make_shared<std::vector<T>>(*shared);
  }
  return *shared;
}

void append_break(std::string& out, int indent) {
  out.push_back('\n');
  out.append(2 * static_cast<std::size_t>(indent), ' ');
}

}  // namespace

Json Json::boolean(bool value) {
  Json out;
  out.kind_ = Kind::kBool;
  out.flag_ = value;
  return out;
}

Json Json::string(std::string_view value) {
  Json out;
  out.kind_ = Kind::kString;
  out.text_ = value;
  return out;
}

Json Json::number(std::int64_t value) {
  return number_text(std::to_string(value));
}

Json Json::number_text(std::string_view decimal) {
  Json out;
  out.kind_ = Kind::kNumber;
  out.text_ = decimal;
  return out;
}

Json Json::array(std::vector<Json> items) {
  Json out;
  out.kind_ = Kind::kArray;
  if (!items.empty()) own(out.items_) = std::move(items);
  return out;
}

Json Json::object(std::vector<Member> members) {
  Json out;
  out.kind_ = Kind::kObject;
  if (!members.empty()) own(out.members_) = std::move(members);
  return out;
}

const std::vector<Json>& Json::items() const {
  static const std::vector<Json> kNone;
  return items_ == nullptr ? kNone : *items_;
}

const std::vector<Json::Member>& Json::members() const {
  static const std::vector<Member> kNone;
  return members_ == nullptr ? kNone : *members_;
}

bool Json::operator==(const Json& other) const {
  return kind_ == other.kind_ && flag_ == other.flag_ && text_ == other.text_ && items() == other.items() &&
         members() == other.members();
}

const Json* Json::find(std::string_view key) const {
  for (const Member& member : members()) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

Json& Json::set(std::string_view key, Json value) {
  LICET_CHECK(is_object());
  for (Member& member : own(members_)) {
    if (member.first == key) {
      member.second = std::move(value);
      return *this;
    }
  }
  return append_member(std::string(key), std::move(value));
}

Json& Json::append_member(std::string key, Json value) {
  LICET_CHECK(is_object());
  own(members_).emplace_back(std::move(key), std::move(value));
  return *this;
}

Json& Json::push(Json item) {
  LICET_CHECK(is_array());
  own(items_).push_back(std::move(item));
  return *this;
}

std::string Json::dump() const {
  std::string out;
  append_to(out, -1);
  return out;
}

std::string Json::dump_indented() const {
  std::string out;
  append_to(out, 0);
  return out;
}

void Json::append_to(std::string& out, int indent) const {
  const bool pretty = indent >= 0;
  const int inner = pretty ? indent + 1 : indent;
  switch (kind_) {
    case Kind::kNull:
      out += "null";
      return;
    case Kind::kBool:
      out += flag_ ? "true" : "false";
      return;
    case Kind::kNumber:
      out += text_;
      return;
    case Kind::kString:
      append_quoted(text_, out);
      return;
    case Kind::kArray:
      out.push_back('[');
      for (std::size_t i = 0; i < items().size(); ++i) {
        if (i > 0) out.push_back(',');
        if (pretty) append_break(out, inner);
        items()[i].append_to(out, inner);
      }
      if (pretty && !items().empty()) append_break(out, indent);
      out.push_back(']');
      return;
    case Kind::kObject:
      out.push_back('{');
      for (std::size_t i = 0; i < members().size(); ++i) {
        if (i > 0) out.push_back(',');
        if (pretty) append_break(out, inner);
        append_quoted(members()[i].first, out);
        out += pretty ? ": " : ":";
        members()[i].second.append_to(out, inner);
      }
      if (pretty && !members().empty()) append_break(out, indent);
      out.push_back('}');
      return;
  }
}

const char* to_string(Json::Kind kind) {
  switch (kind) {
    case Json::Kind::kNull:
      return "null";
    case Json::Kind::kBool:
      return "true or false";
    case Json::Kind::kNumber:
      return "a number";
    case Json::Kind::kString:
      return "a string";
    case Json::Kind::kArray:
      return "an array";
    case Json::Kind::kObject:
      return "an object";
  }
  return "?";
}

Result<Json> parse_json(std::string_view text) {
  text.remove_prefix(byte_order_mark(text));
  boost::json::parse_options options;
  options.max_depth = kMostDepth;
  boost::json::basic_parser<Builder> parser(options);
  boost::json::error_code failure;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), failure);
  const std::size_t rest = text.find_first_not_of(" \t\r\n", used);
  if (failure) {
    const std::string& key = parser.handler().repeated_key();
    const std::string what = !key.empty() ? concat("key ", ticked(key), " stands twice")
                             : failure == boost::json::error::too_deep
                                 ? concat("more than ", kMostDepth, " levels deep")
                             : failure == boost::json::error::incomplete ? std::string("ends too early")
                                                                         : failure.message();
    return Error{ErrorCode::kParse, concat("not JSON at ", position_of(text, used), ": ", what)};
  }
  if (rest != std::string_view::npos) {
    return Error{ErrorCode::kParse,
                 concat("not JSON at ", position_of(text, rest), ": something stands behind the value")};
  }
  return parser.handler().take();
}

std::string json_quoted(std::string_view text) {
  std::string out;
  append_quoted(text, out);
  return out;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
  return json({digits.begin(), static_cast<std::size_t>(end - digits.begin())});
}

JsonWriter& JsonWriter::json(std::string_view text) {
  if (text.empty()) return *this;
  open(text.front());
  text.remove_prefix(1);
  std::memcpy(room(text.size()), text.data(), text.size());
  size_ += text.size();
  return *this;
}

JsonWriter& JsonWriter::quoted(std::span<const std::string_view> parts) {
  std::size_t bytes = 0;
  for (const std::string_view part : parts) bytes += part.size();
  room(bytes + 3);  // with a comma and two quotes
  open('"');
  char* const first = text_.data() + size_;
  char* to = first;
  bool plain = true;
  for (const std::string_view part : parts) {
    plain = copy_if_plain(part, to) && plain;
    to += part.size();
  }
  if (!plain) {
    std::string escaped;
    append_escaped({first, bytes}, escaped);
    bytes = escaped.size();
    to = std::copy(escaped.begin(), escaped.end(), room(bytes + 1));
  }
  *to = '"';
  size_ += bytes + 1;
  return *this;
}

}  // namespace licet
