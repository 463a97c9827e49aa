// A cursor over plain JSON text: strings without escapes, numbers without exponents. It reads what batches are made of
// quickly; where it says no, the whole parser (base/json.h) is asked, which also knows what to say about a fault.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/utf8.h"
#include "rules/columns/figures.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace licet::rules {

// A text to be met again: the cursor compares it with what lies ahead at once.
class ExpectedText {
 public:
  static constexpr std::size_t kMost = 32;

  // A longer text, or none, is never found: nothing is read behind bytes such as those that stand for it.
  explicit ExpectedText(std::string_view text) {
    text_.fill('\xff');
    if (text.empty() || text.size() > kMost) return;
    std::memcpy(text_.data(), text.data(), text.size());
    size_ = static_cast<std::uint32_t>(text.size());
    differing_at_ = static_cast<std::uint32_t>((std::uint64_t{1} << size_) - 1);
  }
  // Do the bytes from `at` begin with it?
  bool begins(const char* at, std::size_t left) const {
    if (left >= kMost) return begins(at);
    return size_ != 0 && left >= size_ && std::memcmp(at, text_.data(), size_) == 0;
  }
  // The same where kMost bytes can be read.
  bool begins(const char* at) const {
#if defined(__SSE2__)
    return (differing(at) & differing_at_) == 0;
#else
    return size_ != 0 && std::memcmp(at, text_.data(), size_) == 0;
#endif
  }
  std::size_t size() const { return size_; }

 private:
#if defined(__SSE2__)
  // A bit for each of the bytes that is another one.
  std::uint32_t differing(const char* at) const {
    const auto half = [&](std::size_t from) {
      const __m128i there = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + from));
      const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + from));
      return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(there, here)));
    };
    return ~(half(0) | half(16) << 16U);
  }
#endif

  std::array<char, kMost> text_;
  std::uint32_t size_ = 0;
  std::uint32_t differing_at_ = ~std::uint32_t{0};  // bytes that may not differ
};

class PlainJson {
 public:
  explicit PlainJson(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  // Each reads one thing, after white space, and is false if something else stands there. Most lines have no space.
  bool take(char c) {
    if (!next_is(c)) return false;
    ++at_;
    return true;
  }
  bool next_is(char c) {
    if (at_ != end_ && *at_ == c) return true;
    return space_ahead() && *at_ == c;
  }
  bool at_end() {
    skip_space();
    return at_ == end_;
  }
  bool take(const ExpectedText& text) {
    if (!text.begins(at_, left()) && !(space_ahead() && text.begins(at_, left()))) return false;
    at_ += text.size();
    return true;
  }

  bool string(std::string_view& out) {
    if (!take('"')) return false;
    const char* begin = at_;
    bool plain = true;
    while (true) {
      if (left() >= kStep) {
        const unsigned ahead = ordinary();
        at_ += ahead;
        if (ahead == kStep) continue;
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

  // Bytes from the beginning of a text that was read to the end of all.
  std::size_t readable(std::string_view text) const { return static_cast<std::size_t>(end_ - text.data()); }

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
    if (exponent_follows()) return false;
    out = std::string_view(begin, static_cast<std::size_t>(at_ - begin));
    return true;
  }

  // A number without a sign and of at most 18 digits, as JSON allows it.
  bool decimal(PlainDecimal& out) {
    skip_space();
    std::uint64_t value = 0;
    const char* begin = at_;
    const unsigned whole = digits(value);
    if (whole == 0 || whole > kMostDigits || (*begin == '0' && whole > 1)) return false;
    unsigned places = 0;
    if (at_ != end_ && *at_ == '.') {
      ++at_;
      places = digits(value);
      if (places == 0 || whole + places > kMostDigits) return false;
    }
    if (exponent_follows()) return false;
    out.digits = static_cast<std::int64_t>(value);
    out.places = static_cast<int>(places);
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

  // The quick way: what most lines are made of, without white space and with kAmple bytes left. Where it says no, more
  // care is needed, and the cursor may stand anywhere.
  static constexpr std::size_t kAmple = ExpectedText::kMost + 24;
  bool ample() const { return left() >= kAmple; }
  bool quick_take(char c) { return *at_++ == c; }
  bool quick_take(const ExpectedText& text) {
    if (!text.begins(at_)) return false;
    at_ += text.size();
    return true;
  }
  void put_back() { --at_; }  // what quick_take did not find is passed over too
  bool at_comma_or_brace() const { return *at_ == ',' || *at_ == '}'; }
  // At most 15 ordinary characters.
  bool quick_string(std::string_view& out) {
    if (!quick_take('"')) return false;
    const unsigned size = ordinary();
    out = std::string_view(at_, size);
    at_ += size + 1;
    return at_[-1] == '"';
  }
  // At most seven digits; what stands behind them is not looked at.
  bool quick_digits(std::uint64_t& out) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const std::uint64_t text = eight() ^ (kOnes * '0');
    const std::uint64_t others = not_digits(text);
    if (others == 0 || (others & 0xF0) != 0) return false;
    const auto bits = static_cast<unsigned>(__builtin_ctzll(others)) & 56U;  // of the digits
    if (bits > 8 && (text & 0xFF) == 0) return false;
    at_ += bits / 8;
    out = value_of(text << (64 - bits));
    return true;
#else
    return false;
#endif
  }
  bool quick_boolean(bool& out) {
    std::uint32_t four = 0;
    std::memcpy(&four, at_, 4);
    const bool yes = four == four_of("true");
    const bool no = (four == four_of("fals")) & (at_[4] == 'e');
    out = yes;
    at_ += yes ? 4 : 5;
    return yes | no;
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
  static constexpr unsigned kMostDigits = 18;

  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  bool exponent_follows() const { return at_ != end_ && (*at_ == 'e' || *at_ == 'E'); }
  void skip_space() {
    while (at_ != end_ && static_cast<unsigned char>(*at_) <= ' ') {
      if (*at_ != ' ' && *at_ != '\t' && *at_ != '\r' && *at_ != '\n') return;
      ++at_;
    }
  }
  // Is there any? It is passed over.
  bool space_ahead() {
    if (at_ == end_ || static_cast<unsigned char>(*at_) > ' ') return false;
    skip_space();
    return at_ != end_;
  }
  static std::uint32_t four_of(const char (&text)[5]) {
    std::uint32_t out = 0;
    std::memcpy(&out, text, 4);
    return out;
  }
  bool word(std::string_view text) {
    if (left() < text.size() || std::memcmp(at_, text.data(), text.size()) != 0) return false;
    at_ += text.size();
    return true;
  }
  std::uint64_t eight() const {
    std::uint64_t out = 0;
    std::memcpy(&out, at_, 8);
    return out;
  }

  // Bytes of the next kStep that stand before the first quote, backslash, control character or byte above ASCII.
#if defined(__SSE2__)
  static constexpr unsigned kStep = 16;
  unsigned ordinary() const {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at_));
    const __m128i quote = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
    const __m128i slash = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
    const __m128i other = _mm_cmplt_epi8(text, _mm_set1_epi8(0x20));  // bytes above ASCII are negative
    const int mask = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), other));
    return static_cast<unsigned>(__builtin_ctz(static_cast<unsigned>(mask) | 1U << kStep));
  }
#else
  static constexpr unsigned kStep = 8;
  unsigned ordinary() const {
    const std::uint64_t text = eight();
    const std::uint64_t quote = text ^ (kOnes * '"');
    const std::uint64_t slash = text ^ (kOnes * '\\');
    const std::uint64_t special =
        (((quote - kOnes) & ~quote) | ((slash - kOnes) & ~slash) | (text - kOnes * 0x20) | text) & (kOnes * 0x80);
    return special == 0 ? kStep : static_cast<unsigned>(__builtin_ctzll(special)) / 8;  // the lowest mark is exact
  }
#endif

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  // A mark in each byte that is no digit, right up to the lowest one. `text`: eight characters, each xor '0'.
  static std::uint64_t not_digits(std::uint64_t text) { return ((text + kOnes * 6) | text) & (kOnes * 0xF0); }

  // Of eight digits, the first one in the lowest byte.
  static std::uint64_t value_of(std::uint64_t text) {
    text = text * 10 + (text >> 8U);
    text = ((text & 0x000000FF000000FFULL) * 0x000F424000000064ULL +
            ((text >> 16U) & 0x000000FF000000FFULL) * 0x0000271000000001ULL) >>
           32U;
    return text & 0xFFFFFFFFULL;
  }
#endif

  // Reads digits behind those of `value`, and says how many there were. Beyond 18 the value means nothing.
  unsigned digits(std::uint64_t& value) {
    unsigned count = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (left() >= 8) {
      const std::uint64_t text = eight() ^ (kOnes * '0');
      const std::uint64_t others = not_digits(text);
      count = others == 0 ? 8 : static_cast<unsigned>(__builtin_ctzll(others)) / 8;
      if (count == 0) return 0;
      value = value * kPowersOfTen[count] + value_of(text << (8 * (8 - count)));  // leading zeros
      at_ += count;
      if (count < 8) return count;
    }
#endif
    for (; at_ != end_ && is_digit(*at_); ++at_, ++count) value = value * 10 + static_cast<unsigned>(*at_ - '0');
    return count;
  }
  static constexpr std::uint64_t kPowersOfTen[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

  const char* at_;
  const char* end_;
};

}  // namespace licet::rules
