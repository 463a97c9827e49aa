// A cursor over plain JSON text: strings without escapes, numbers kept as text. It reads what batches are made of
// quickly; where it says no, the whole parser (base/json.h) is asked, which also knows what to say about a fault.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/utf8.h"

namespace licet::rules {

class PlainJson {
 public:
  explicit PlainJson(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  // Each reads one thing, after white space, and is false if something else stands there.
  bool take(char c) {
    skip_space();
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool next_is(char c) {
    skip_space();
    return at_ != end_ && *at_ == c;
  }
  bool at_end() {
    skip_space();
    return at_ == end_;
  }

  bool string(std::string_view& out) {
    if (!take('"')) return false;
    const char* begin = at_;
    bool plain = true;
    while (true) {
      if (end_ - at_ >= 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, at_, 8);
        const std::uint64_t quote = eight ^ (kOnes * '"');
        const std::uint64_t slash = eight ^ (kOnes * '\\');
        const std::uint64_t special =
            (((quote - kOnes) & ~quote) | ((slash - kOnes) & ~slash) | (eight - kOnes * 0x20) | eight) & (kOnes * 0x80);
        if (special == 0) {
          at_ += 8;
          continue;
        }
        at_ += __builtin_ctzll(special) / 8;  // the lowest mark is exact
      }
      if (at_ == end_) return false;
      const auto c = static_cast<unsigned char>(*at_);
      if (c == '"') break;
      if (c == '\\' || c < 0x20) return false;
      plain = plain && c < 0x80;
      ++at_;
    }
    out = std::string_view(begin, static_cast<std::size_t>(at_ - begin));
    ++at_;
    return plain || !find_invalid_utf8(out);
  }

  // The text of a number as JSON allows it, without an exponent.
  bool number(std::string_view& out) {
    skip_space();
    const char* begin = at_;
    if (at_ != end_ && *at_ == '-') ++at_;
    const char* digits = at_;
    while (at_ != end_ && is_digit(*at_)) ++at_;
    if (at_ == digits || (*digits == '0' && at_ - digits > 1)) return false;
    if (at_ != end_ && *at_ == '.') {
      const char* point = at_++;
      while (at_ != end_ && is_digit(*at_)) ++at_;
      if (at_ - point == 1) return false;
    }
    if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) return false;
    out = std::string_view(begin, static_cast<std::size_t>(at_ - begin));
    return true;
  }

  bool boolean(bool& out) {
    skip_space();
    if (word("true")) {
      out = true;
      return true;
    }
    out = false;
    return word("false");
  }

  // Calls `one(key)` before each value of an object; it must read the value.
  template <typename One>
  bool object(One one) {
    if (!take('{')) return false;
    if (take('}')) return true;
    do {
      std::string_view key;
      if (!string(key) || !take(':') || !one(key)) return false;
    } while (take(','));
    return take('}');
  }

  // Calls `one()` before each item of an array; it must read the item.
  template <typename One>
  bool array(One one) {
    if (!take('[')) return false;
    if (take(']')) return true;
    do {
      if (!one()) return false;
    } while (take(','));
    return take(']');
  }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101ULL;

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  void skip_space() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n')) ++at_;
  }
  bool word(std::string_view text) {
    if (static_cast<std::size_t>(end_ - at_) < text.size() || std::memcmp(at_, text.data(), text.size()) != 0)
      return false;
    at_ += text.size();
    return true;
  }

  const char* at_;
  const char* end_;
};

}  // namespace licet::rules
