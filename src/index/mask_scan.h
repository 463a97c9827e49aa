// The scan over counted letter masks (search.md, lemma 1): which words can lie within k edits?
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "index/flat.h"

namespace licet {

// How many letters may be missing on either side. Within `edits` edits of texts of these lengths the shorter one has at
// most as many letters that the longer lacks as there are edits beyond the insertions that its length needs.
struct MaskLimits {
  int missing = 0;  // letters of the mask asked for that a word may lack
  int extra = 0;    // letters of a word that the mask asked for may lack
};
MaskLimits mask_limits(std::size_t edits, std::size_t asked_letters, std::size_t word_letters);

// Appends the places in [begin, end) of the words within the limits. Uses AVX2 where the machine has it; the answer is
// the same.
void scan_masks(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::size_t end, std::uint64_t mask,
                MaskLimits limits, std::vector<std::uint32_t>& out);

// The same, for rows that stand in blocks of `block` from `begin` on: `common` and `any` from `first_block` on say what
// all masks of a block have, and what any has. Blocks that hold nothing near are left out.
struct MaskBlocks {
  const FlatArray<std::uint64_t>& masks;
  const FlatArray<std::uint64_t>& common;
  const FlatArray<std::uint64_t>& any;
  std::size_t block = 16;
};
void scan_blocks(const MaskBlocks& rows, std::size_t begin, std::size_t end, std::size_t first_block,
                 std::uint64_t mask, MaskLimits limits, std::vector<std::uint32_t>& out);

// scan_masks without AVX2, for machines without it and for the test.
void scan_masks_plain(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::size_t end, std::uint64_t mask,
                      MaskLimits limits, std::vector<std::uint32_t>& out);

}  // namespace licet
