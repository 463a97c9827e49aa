// The inner loops of the columnar evaluator: 64 rows a word, row 0 in the lowest bit. Bits behind the last row may be
// anything. All of them read and write whole words; columns have 64 rows more than they need.
#pragma once

#include <cstddef>
#include <cstdint>

#include "rules/columns/program.h"

namespace licet::rules {

using BitWord = std::uint64_t;

// What is surely so, and surely not, of each row.
struct Planes {
  const BitWord* yes = nullptr;
  const BitWord* no = nullptr;
};

inline constexpr std::size_t words_for(std::size_t rows) {
  return (rows + 63) / 64;
}

// Looks each code up in the table.
void look_up(const CellCode* codes, std::size_t rows, const ColumnTable& table, BitWord* yes, BitWord* no);

// yes: the codes of a row mean the same, each by its own table; no: they mean two things. 0 in a table leaves it open.
void same_meaning(const CellCode* codes, const ColumnTable& table, const CellCode* others,
                  const ColumnTable& other_table, std::size_t rows, BitWord* yes, BitWord* no);

// yes: first cell >= at_least; no: last cell < below.
void at_least(const FigureEnds* figures, std::size_t rows, FigureCell at_least, FigureCell below, BitWord* yes,
              BitWord* no);

// yes: the figure is exactly that cell; no: it cannot be.
void is_equal(const FigureEnds* figures, std::size_t rows, FigureCell cell, BitWord* yes, BitWord* no);

// All kids together; there is at least one.
void conjunction(const Planes* kids, std::size_t count, std::size_t words, BitWord* yes, BitWord* no);

inline bool bit_at(const BitWord* plane, std::size_t row) {
  return (plane[row / 64] >> (row % 64) & 1U) != 0;
}

// Appends bits to a plane.
class BitWriter {
 public:
  explicit BitWriter(BitWord* out) : out_(out) {}
  // `bits` has nothing above `count`, which is 1 to 64.
  void put(BitWord bits, std::size_t count) {
    word_ |= bits << used_;
    if (used_ + count < 64) {
      used_ += count;
      return;
    }
    *out_++ = word_;
    const std::size_t taken = 64 - used_;
    word_ = taken < 64 ? bits >> taken : 0;
    used_ = count - taken;
  }
  void finish() {
    if (used_ > 0) *out_ = word_;
  }

 private:
  BitWord* out_;
  BitWord word_ = 0;
  std::size_t used_ = 0;
};

}  // namespace licet::rules
