#include "index/mask_scan.h"

#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace licet {

namespace {

bool close(std::uint64_t asked, std::uint64_t word, MaskLimits limits) {
  return std::popcount(asked & ~word) <= limits.missing && std::popcount(word & ~asked) <= limits.extra;
}

#if defined(__x86_64__)
// For each of four masks how many bits it has.
__attribute__((target("avx2"))) inline __m256i bits_of(__m256i masks) {
  const __m256i counts =
      _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(0x0F);
  const __m256i halves =
      _mm256_add_epi8(_mm256_shuffle_epi8(counts, _mm256_and_si256(masks, low)),
                      _mm256_shuffle_epi8(counts, _mm256_and_si256(_mm256_srli_epi64(masks, 4), low)));
  return _mm256_sad_epu8(halves, _mm256_setzero_si256());
}

__attribute__((target("avx2"))) inline __m256i four_at(const FlatArray<std::uint64_t>& array, std::size_t at) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(array.data() + at * sizeof(std::uint64_t)));
}

// Letters that differ, four masks a step; those that can be close are looked at one by one.
__attribute__((target("avx2,popcnt"))) void scan_avx2(const FlatArray<std::uint64_t>& masks, std::size_t begin,
                                                      std::size_t end, std::uint64_t mask, MaskLimits limits,
                                                      std::vector<std::uint32_t>& out) {
  const __m256i wanted = _mm256_set1_epi64x(static_cast<long long>(mask));
  const __m256i limit = _mm256_set1_epi64x(limits.missing + limits.extra);
  std::size_t i = begin;
  for (; i + 4 <= end; i += 4) {
    const __m256i sums = bits_of(_mm256_xor_si256(four_at(masks, i), wanted));
    const int far = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(sums, limit)));
    if (far == 15) continue;
    for (std::size_t j = 0; j < 4; ++j) {
      if (((static_cast<unsigned>(far) >> j) & 1U) != 0) continue;
      const std::uint64_t other = masks[i + j];
      if (__builtin_popcountll(mask & ~other) <= limits.missing && __builtin_popcountll(other & ~mask) <= limits.extra)
        out.push_back(static_cast<std::uint32_t>(i + j));
    }
  }
  scan_masks_plain(masks, i, end, mask, limits, out);
}
#endif

// Calls `scan` with each stretch of rows whose blocks may hold something near. A mask of the block has all of `common`
// and nothing outside `any`, so what the block lacks every mask of it lacks.
template <typename Scan>
void near_stretches(const MaskBlocks& rows, std::size_t begin, std::size_t end, std::size_t first_block,
                    std::uint64_t mask, MaskLimits limits, const Scan& scan) {
  std::size_t from = end;
  std::size_t block = first_block;
  for (std::size_t row = begin; row < end; row += rows.block, ++block) {
    const bool near = std::popcount(mask & ~rows.any[block]) <= limits.missing &&
                      std::popcount(rows.common[block] & ~mask) <= limits.extra;
    if (near && from == end) from = row;
    if (!near && from != end) {
      scan(from, row);
      from = end;
    }
  }
  if (from != end) scan(from, end);
}

#if defined(__x86_64__)
__attribute__((target("avx2,popcnt"))) void blocks_avx2(const MaskBlocks& rows, std::size_t begin, std::size_t end,
                                                        std::size_t first_block, std::uint64_t mask, MaskLimits limits,
                                                        std::vector<std::uint32_t>& out) {
  const __m256i wanted = _mm256_set1_epi64x(static_cast<long long>(mask));
  const __m256i missing = _mm256_set1_epi64x(limits.missing);
  const __m256i extra = _mm256_set1_epi64x(limits.extra);
  std::size_t row = begin;
  std::size_t block = first_block;
  for (; row + 4 * rows.block <= end; row += 4 * rows.block, block += 4) {
    const __m256i lacks = bits_of(_mm256_andnot_si256(four_at(rows.any, block), wanted));
    const __m256i more = bits_of(_mm256_andnot_si256(wanted, four_at(rows.common, block)));
    const __m256i far = _mm256_or_si256(_mm256_cmpgt_epi64(lacks, missing), _mm256_cmpgt_epi64(more, extra));
    auto near = static_cast<unsigned>(~_mm256_movemask_pd(_mm256_castsi256_pd(far))) & 15U;
    for (; near != 0; near &= near - 1) {
      const std::size_t from = row + static_cast<std::size_t>(__builtin_ctz(near)) * rows.block;
      scan_avx2(rows.masks, from, from + rows.block, mask, limits, out);
    }
  }
  near_stretches(rows, row, end, block, mask, limits,
                 [&](std::size_t from, std::size_t to) { scan_avx2(rows.masks, from, to, mask, limits, out); });
}
#endif

bool has_avx2() {
#if defined(__x86_64__)
  static const bool kHas = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0;
  return kHas;
#else
  return false;
#endif
}

}  // namespace

MaskLimits mask_limits(std::size_t edits, std::size_t asked_letters, std::size_t word_letters) {
  const auto less = [edits](std::size_t shorter, std::size_t longer) {
    const std::size_t needed = longer > shorter ? longer - shorter : 0;
    return static_cast<int>(edits) - static_cast<int>(needed);
  };
  return {less(asked_letters, word_letters), less(word_letters, asked_letters)};
}

void scan_masks_plain(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::size_t end, std::uint64_t mask,
                      MaskLimits limits, std::vector<std::uint32_t>& out) {
  for (std::size_t i = begin; i < end; ++i) {
    if (close(mask, masks[i], limits)) out.push_back(static_cast<std::uint32_t>(i));
  }
}

void scan_masks(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::size_t end, std::uint64_t mask,
                MaskLimits limits, std::vector<std::uint32_t>& out) {
#if defined(__x86_64__)
  if (has_avx2()) return scan_avx2(masks, begin, end, mask, limits, out);
#endif
  scan_masks_plain(masks, begin, end, mask, limits, out);
}

void scan_blocks(const MaskBlocks& rows, std::size_t begin, std::size_t end, std::size_t first_block,
                 std::uint64_t mask, MaskLimits limits, std::vector<std::uint32_t>& out) {
#if defined(__x86_64__)
  if (has_avx2()) return blocks_avx2(rows, begin, end, first_block, mask, limits, out);
#endif
  near_stretches(rows, begin, end, first_block, mask, limits,
                 [&](std::size_t from, std::size_t to) { scan_masks_plain(rows.masks, from, to, mask, limits, out); });
}

}  // namespace licet
