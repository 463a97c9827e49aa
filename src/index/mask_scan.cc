#include "index/mask_scan.h"

#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace licet {

namespace {

bool close(std::uint64_t a, std::uint64_t b, int most) {
  return std::popcount(a & ~b) <= most && std::popcount(b & ~a) <= most;
}

#if defined(__x86_64__)
// Letters that differ, four masks a step; those that can be close are looked at one by one.
__attribute__((target("avx2,popcnt"))) void scan_avx2(const FlatArray<std::uint64_t>& masks, std::size_t begin,
                                                      std::size_t end, std::uint64_t mask, int most,
                                                      std::vector<std::uint32_t>& out) {
  const __m256i counts =
      _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(0x0F);
  const __m256i wanted = _mm256_set1_epi64x(static_cast<long long>(mask));
  const __m256i limit = _mm256_set1_epi64x(2LL * most);
  const auto* data = reinterpret_cast<const __m256i*>(masks.data() + begin * sizeof(std::uint64_t));
  std::size_t i = begin;
  for (; i + 4 <= end; i += 4, ++data) {
    const __m256i differs = _mm256_xor_si256(_mm256_loadu_si256(data), wanted);
    const __m256i halves =
        _mm256_add_epi8(_mm256_shuffle_epi8(counts, _mm256_and_si256(differs, low)),
                        _mm256_shuffle_epi8(counts, _mm256_and_si256(_mm256_srli_epi64(differs, 4), low)));
    const __m256i sums = _mm256_sad_epu8(halves, _mm256_setzero_si256());
    const int far = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(sums, limit)));
    if (far == 15) continue;
    for (std::size_t j = 0; j < 4; ++j) {
      if (((static_cast<unsigned>(far) >> j) & 1U) != 0) continue;
      const std::uint64_t other = masks[i + j];
      if (__builtin_popcountll(mask & ~other) <= most && __builtin_popcountll(other & ~mask) <= most)
        out.push_back(static_cast<std::uint32_t>(i + j));
    }
  }
  scan_masks_plain(masks, i, end, mask, most, out);
}
#endif

}  // namespace

void scan_masks_plain(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::size_t end, std::uint64_t mask,
                      int most, std::vector<std::uint32_t>& out) {
  for (std::size_t i = begin; i < end; ++i) {
    if (close(mask, masks[i], most)) out.push_back(static_cast<std::uint32_t>(i));
  }
}

void scan_masks(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::size_t end, std::uint64_t mask, int most,
                std::vector<std::uint32_t>& out) {
#if defined(__x86_64__)
  static const bool kHasAvx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0;
  if (kHasAvx2) return scan_avx2(masks, begin, end, mask, most, out);
#endif
  scan_masks_plain(masks, begin, end, mask, most, out);
}

}  // namespace licet
