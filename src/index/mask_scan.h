// The scan over counted letter masks (search.md, lemma 1): which words can lie within k edits?
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "index/flat.h"

namespace licet {

// Appends the places in [begin, end) whose mask misses at most `most` letters of `mask`, and `mask` at most `most` of
// theirs. Every word within `most` edits is among them. Uses AVX2 where the machine has it; the answer is the same.
void scan_masks(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::size_t end, std::uint64_t mask, int most,
                std::vector<std::uint32_t>& out);

// The same without AVX2, for machines without it and for the test.
void scan_masks_plain(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::size_t end, std::uint64_t mask,
                      int most, std::vector<std::uint32_t>& out);

}  // namespace licet
