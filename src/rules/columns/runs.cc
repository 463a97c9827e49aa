#include "rules/columns/runs.h"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace licet::rules {

namespace {

constexpr BitWord kLastBit = BitWord{1} << 63U;

// Bits of a word that moves between the places of a mask and the lowest ones.
struct PlainBits {
  static BitWord put(BitWord bits, BitWord mask) {
    BitWord out = 0;
    for (; mask != 0; mask &= mask - 1, bits >>= 1U) out |= (bits & 1U) != 0 ? mask & (~mask + 1) : 0;
    return out;
  }
  static BitWord take(BitWord bits, BitWord mask) {
    BitWord out = 0;
    for (unsigned i = 0; mask != 0; mask &= mask - 1, ++i)
      out |= (bits & mask & (~mask + 1)) != 0 ? BitWord{1} << i : 0;
    return out;
  }
};

#if defined(__x86_64__)

#define LICET_WIDE_BITS __attribute__((target("bmi2")))

struct WideBits {
  LICET_WIDE_BITS static BitWord put(BitWord bits, BitWord mask) { return _pdep_u64(bits, mask); }
  LICET_WIDE_BITS static BitWord take(BitWord bits, BitWord mask) { return _pext_u64(bits, mask); }
};

#endif

bool has_wide_bits() {
#if defined(__x86_64__)
  static const bool kHas = __builtin_cpu_supports("bmi2") != 0;
  return kHas;
#else
  return false;
#endif
}

// 64 bits from a place of a plane on, which has one word behind its last one.
inline BitWord word_at(const BitWord* plane, std::size_t from) {
  const std::size_t shift = from % 64;
  const BitWord low = plane[from / 64] >> shift;
  return shift == 0 ? low : low | plane[from / 64 + 1] << (64 - shift);
}

}  // namespace

Runs::Runs() : wide_(has_wide_bits()) {}

void Runs::clear() {
  words_.clear();
  present_.clear();
  runs_ = rows_ = 0;
  gaps_ = finished_ = false;
}

void Runs::add(std::size_t length) {
  if (runs_ % 64 == 0) present_.push_back(0);
  if (length == 0) {
    gaps_ = true;
  } else {
    present_.back() |= BitWord{1} << (runs_ % 64);
    rows_ += length;
    words_.resize(words_for(rows_));
    words_.back().ends |= BitWord{1} << ((rows_ - 1) % 64);
  }
  ++runs_;
}

void Runs::finish() {
  std::size_t ended = 0;
  for (Word& word : words_) {
    word.first = ended;
    ended += static_cast<std::size_t>(std::popcount(word.ends));
    word.ends |= kLastBit;
  }
  packed_.assign(gaps_ ? words_for(runs_) + 1 : 0, 0);
  finished_ = true;
}

// A run of a word whose bit is set, from bit s to bit e, is 2^(e+1) - 2^s.
template <typename Bits>
inline void Runs::spread_by(const BitWord* from, BitWord* to) const {
  if (gaps_) {
    BitWriter writer(packed_.data());
    for (std::size_t w = 0; w < present_.size(); ++w) {
      const auto count = static_cast<std::size_t>(std::popcount(present_[w]));
      if (count > 0) writer.put(Bits::take(from[w], present_[w]), count);
    }
    writer.finish();
    from = packed_.data();
  }
  for (const Word& word : words_) {
    const BitWord bits = word_at(from, word.first);
    *to++ = (Bits::put(bits, word.ends) << 1U) - Bits::put(bits, word.ends << 1U | 1U);
  }
}

// Added to itself without the ends, a run carries into its end if one of its other bits is set. A run cut by the end of
// a word gives a bit in both, for the same row.
template <typename Bits>
inline void Runs::some_by(const BitWord* from, BitWord flip, BitWord* to) const {
  BitWord* out = gaps_ ? packed_.data() : to;
  std::fill_n(out, words_for(runs_) + 1, 0);
  for (const Word& word : words_) {
    const BitWord bits = *from++ ^ flip;
    const BitWord inner = ~word.ends;
    const BitWord ends = Bits::take(((bits & inner) + inner) | bits, word.ends);
    const std::size_t shift = word.first % 64;
    BitWord* at = out + word.first / 64;
    at[0] |= ends << shift;
    if (shift != 0) at[1] |= ends >> (64 - shift);
  }
  if (!gaps_) return;
  std::size_t packed = 0;
  for (std::size_t w = 0; w < present_.size(); ++w) {
    to[w] = Bits::put(word_at(out, packed), present_[w]);
    packed += static_cast<std::size_t>(std::popcount(present_[w]));
  }
}

#if defined(__x86_64__)

LICET_WIDE_BITS __attribute__((flatten)) void Runs::spread_wide(const BitWord* from, BitWord* to) const {
  spread_by<WideBits>(from, to);
}

LICET_WIDE_BITS __attribute__((flatten)) void Runs::some_wide(const BitWord* from, BitWord flip, BitWord* to) const {
  some_by<WideBits>(from, flip, to);
}

#endif

void Runs::spread(const BitWord* from, BitWord* to) const {
#if defined(__x86_64__)
  if (wide_) return spread_wide(from, to);
#endif
  spread_by<PlainBits>(from, to);
}

void Runs::some_of(const BitWord* from, BitWord flip, BitWord* to) const {
#if defined(__x86_64__)
  if (wide_) return some_wide(from, flip, to);
#endif
  some_by<PlainBits>(from, flip, to);
}

void Runs::some(const BitWord* from, BitWord* to) const {
  some_of(from, 0, to);
}

void Runs::every(const BitWord* from, BitWord* to) const {
  some_of(from, ~BitWord{0}, to);
  for (std::size_t w = 0; w < words_for(runs_); ++w) to[w] = ~to[w];
}

}  // namespace licet::rules
