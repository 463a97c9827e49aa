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

  // A longer text is never found.
  explicit ExpectedText(std::string_view text) : size_(text.size() <= kMost ? text.size() : 0) {
    std::memcpy(text_.data(), text.data(), size_);
  }
  // Do the bytes from `at` begin with it?
  bool begins(const char* at, std::size_t left) const {
    if (size_ == 0 || left < size_) return false;
#if defined(__SSE2__)
    if (left >= kMost) return differing(at) << (kMost - size_) == 0;
#endif
    return std::memcmp(at, text_.data(), size_) == 0;
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

  std::array<char, kMost> text_{};
  std::size_t size_ = 0;
};

class PlainJson {
 public:
  explicit PlainJson(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  // Each reads one thing, after white space, and is false if something else stands there.
  bool take(char c) {
    if (!next_is(c)) return false;
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
  bool take(const ExpectedText& text) {
    skip_space();
    if (!text.begins(at_, left())) return false;
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

  // Reads digits behind those of `value`, and says how many there were. Beyond 18 the value means nothing.
  unsigned digits(std::uint64_t& value) {
    unsigned count = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (left() >= 8) {
      std::uint64_t text = eight() ^ (kOnes * '0');
      const std::uint64_t others = ((text + kOnes * 6) | text) & (kOnes * 0xF0);
      count = others == 0 ? 8 : static_cast<unsigned>(__builtin_ctzll(others)) / 8;
      if (count == 0) return 0;
      text <<= 8 * (8 - count);  // leading zeros
      text = text * 10 + (text >> 8U);
      text = ((text & 0x000000FF000000FFULL) * 0x000F424000000064ULL +
              ((text >> 16U) & 0x000000FF000000FFULL) * 0x0000271000000001ULL) >>
             32U;
      value = value * kPowersOfTen[count] + (text & 0xFFFFFFFFULL);
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
