#include "rules/columns/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace licet::rules {

namespace {

// ---- portable loops ----

void at_least_plain(const FigureEnds* figures, std::size_t words, FigureCell limit, FigureCell gap, BitWord* yes,
                    BitWord* no) {
  for (std::size_t w = 0; w < words; ++w) {
    BitWord up = 0;
    BitWord down = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      up |= static_cast<BitWord>(figures[w * 64 + i].first >= limit) << i;
      down |= static_cast<BitWord>(figures[w * 64 + i].last_gap > gap) << i;
    }
    yes[w] = up;
    no[w] = down;
  }
}

void look_up_plain(const CellCode* codes, std::size_t words, const ColumnTable& table, BitWord* yes, BitWord* no) {
  for (std::size_t w = 0; w < words; ++w) {
    BitWord up = 0;
    BitWord down = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const BitWord mark = table[codes[w * 64 + i]];
      up |= (mark & 1U) << i;
      down |= (mark >> 1U) << i;
    }
    yes[w] = up;
    no[w] = down;
  }
}

// Some words of all kids before the next ones, so that sums stay in registers.
template <std::size_t kWords>
inline void conjunction_at(const Planes* kids, std::size_t count, std::size_t at, BitWord* yes, BitWord* no) {
  BitWord all_yes[kWords];
  BitWord some_no[kWords];
  for (std::size_t i = 0; i < kWords; ++i) {
    all_yes[i] = kids[0].yes[at + i];
    some_no[i] = kids[0].no[at + i];
  }
  for (const Planes* kid = kids + 1; kid != kids + count; ++kid) {
    for (std::size_t i = 0; i < kWords; ++i) {
      all_yes[i] &= kid->yes[at + i];
      some_no[i] |= kid->no[at + i];
    }
  }
  for (std::size_t i = 0; i < kWords; ++i) {
    yes[at + i] = all_yes[i];
    no[at + i] = some_no[i];
  }
}

inline void conjunction_plain(const Planes* kids, std::size_t count, std::size_t words, BitWord* yes, BitWord* no) {
  std::size_t at = 0;
  for (; at + 8 <= words; at += 8) conjunction_at<8>(kids, count, at, yes, no);
  for (; at < words; ++at) conjunction_at<1>(kids, count, at, yes, no);
}

#if defined(__x86_64__)

bool has_avx2() {
  static const bool kHas = __builtin_cpu_supports("avx2") != 0;
  return kHas;
}

// Rows 0 and 2, and 1 and 3, so that first cells and gaps come apart in order.
__attribute__((target("avx2"))) inline __m256i two_rows(const FigureEnds* low, const FigureEnds* high) {
  return _mm256_loadu2_m128i(reinterpret_cast<const __m128i*>(high), reinterpret_cast<const __m128i*>(low));
}

__attribute__((target("avx2"))) inline BitWord greater(__m256i four, __m256i limit) {
  return static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(four, limit))));
}

__attribute__((target("avx2"))) void at_least_wide(const FigureEnds* figures, std::size_t words, FigureCell limit,
                                                   FigureCell gap, BitWord* yes, BitWord* no) {
  const __m256i up = _mm256_set1_epi64x(limit - 1);
  const __m256i down = _mm256_set1_epi64x(gap);
  for (std::size_t w = 0; w < words; ++w) {
    BitWord yes_bits = 0;
    BitWord no_bits = 0;
    for (unsigned i = 0; i < 64; i += 4) {
      const FigureEnds* const four = figures + w * 64 + i;
      const __m256i even = two_rows(four, four + 2);
      const __m256i odd = two_rows(four + 1, four + 3);
      yes_bits |= greater(_mm256_unpacklo_epi64(even, odd), up) << i;
      no_bits |= greater(_mm256_unpackhi_epi64(even, odd), down) << i;
    }
    yes[w] = yes_bits;
    no[w] = no_bits;
  }
}

__attribute__((target("avx2"), flatten)) void conjunction_wide(const Planes* kids, std::size_t count, std::size_t words,
                                                               BitWord* yes, BitWord* no) {
  conjunction_plain(kids, count, words, yes, no);
}

// A table of 256 marks of two bits is four registers of 16 rows by 16 codes: each code's high half picks the row.
__attribute__((target("avx2"))) void look_up_wide(const CellCode* codes, std::size_t words, const ColumnTable& table,
                                                  BitWord* yes, BitWord* no) {
  // Rows of 16 codes that say anything else than the first row's "unknown".
  __m256i rows[16];
  unsigned used = 0;
  std::uint8_t at[16] = {};
  for (unsigned row = 0; row < 16; ++row) {
    const __m128i sixteen = _mm_loadu_si128(reinterpret_cast<const __m128i*>(table.data() + std::size_t{16} * row));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(sixteen, _mm_setzero_si128())) == 0xFFFF) continue;
    rows[used] = _mm256_broadcastsi128_si256(sixteen);
    at[used++] = static_cast<std::uint8_t>(row);
  }
  const __m256i low_half = _mm256_set1_epi8(0x0F);
  for (std::size_t w = 0; w < words; ++w) {
    BitWord up = 0;
    BitWord down = 0;
    for (unsigned half = 0; half < 2; ++half) {
      const __m256i code =
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + w * 64 + std::size_t{32} * half));
      const __m256i low = _mm256_and_si256(code, low_half);
      const __m256i high = _mm256_and_si256(_mm256_srli_epi16(code, 4), low_half);
      __m256i mark = _mm256_setzero_si256();
      for (unsigned i = 0; i < used; ++i) {
        const __m256i mine = _mm256_cmpeq_epi8(high, _mm256_set1_epi8(static_cast<char>(at[i])));
        mark = _mm256_or_si256(mark, _mm256_and_si256(mine, _mm256_shuffle_epi8(rows[i], low)));
      }
      const auto bits = [](int mask) { return static_cast<BitWord>(static_cast<unsigned>(mask)); };
      up |= bits(_mm256_movemask_epi8(_mm256_slli_epi16(mark, 7))) << (32 * half);
      down |= bits(_mm256_movemask_epi8(_mm256_slli_epi16(mark, 6))) << (32 * half);
    }
    yes[w] = up;
    no[w] = down;
  }
}

#endif

}  // namespace

void conjunction(const Planes* kids, std::size_t count, std::size_t words, BitWord* yes, BitWord* no) {
#if defined(__x86_64__)
  if (has_avx2()) return conjunction_wide(kids, count, words, yes, no);
#endif
  conjunction_plain(kids, count, words, yes, no);
}

void look_up(const CellCode* codes, std::size_t rows, const ColumnTable& table, BitWord* yes, BitWord* no) {
#if defined(__x86_64__)
  if (has_avx2()) return look_up_wide(codes, words_for(rows), table, yes, no);
#endif
  look_up_plain(codes, words_for(rows), table, yes, no);
}

void same_meaning(const CellCode* codes, const ColumnTable& table, const CellCode* others,
                  const ColumnTable& other_table, std::size_t rows, BitWord* yes, BitWord* no) {
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    BitWord same = 0;
    BitWord open = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const unsigned one = table[codes[w * 64 + i]];
      const unsigned other = other_table[others[w * 64 + i]];
      same |= static_cast<BitWord>(one == other) << i;
      open |= static_cast<BitWord>(one == 0 || other == 0) << i;
    }
    yes[w] = same & ~open;
    no[w] = ~same & ~open;
  }
}

void at_least(const FigureEnds* figures, std::size_t rows, FigureCell at_least, FigureCell below, BitWord* yes,
              BitWord* no) {
  // last < below  <=>  kNoEnd - last > kNoEnd - below; nothing lies below a negative limit.
  const FigureCell gap = below <= 0 ? kNoEnd : kNoEnd - below;
  const FigureCell limit = at_least <= 0 ? 0 : at_least;
#if defined(__x86_64__)
  if (has_avx2()) return at_least_wide(figures, words_for(rows), limit, gap, yes, no);
#endif
  at_least_plain(figures, words_for(rows), limit, gap, yes, no);
}

void is_equal(const FigureEnds* figures, std::size_t rows, FigureCell cell, BitWord* yes, BitWord* no) {
  const bool exact = has_own_cell(cell);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    BitWord up = 0;
    BitWord down = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const FigureEnds& ends = figures[w * 64 + i];
      up |= static_cast<BitWord>(exact && ends.first == cell && ends.last() == cell) << i;
      down |= static_cast<BitWord>(cell < ends.first || cell > ends.last()) << i;
    }
    yes[w] = up;
    no[w] = down;
  }
}

}  // namespace licet::rules
