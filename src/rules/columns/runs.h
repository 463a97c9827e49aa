// How the rows of one space lie in a larger one that repeats each of them: every row is a run of rows there, one after
// the other. Planes go both ways 64 rows at a time: a row's bit is spread over its run, or asked of its run.
#pragma once

#include <cstddef>
#include <vector>

#include "rules/columns/kernels.h"

namespace licet::rules {

class Runs {
 public:
  Runs();
  // Without the instructions that not every machine has.
  void stay_plain() { wide_ = false; }
  void clear();
  // The next row is repeated `length` times; 0: it has no row in the larger space.
  void add(std::size_t length);
  // To be called once behind the last row.
  void finish();
  bool finished() const { return finished_; }

  // The bit of each row, once for each row of its run.
  void spread(const BitWord* from, BitWord* to) const;
  // Is some bit of the run set? An empty run has none.
  void some(const BitWord* from, BitWord* to) const;
  // Are all bits of the run set? Those of an empty run are.
  void every(const BitWord* from, BitWord* to) const;

 private:
  struct Word {
    BitWord ends = 0;       // last bits of runs, and the last bit of the word
    std::size_t first = 0;  // number of the run of the lowest bit, among those that are not empty
  };

  template <typename Bits>
  void spread_by(const BitWord* from, BitWord* to) const;
  template <typename Bits>
  void some_by(const BitWord* from, BitWord flip, BitWord* to) const;
  void some_of(const BitWord* from, BitWord flip, BitWord* to) const;
  void spread_wide(const BitWord* from, BitWord* to) const;
  void some_wide(const BitWord* from, BitWord flip, BitWord* to) const;

  std::vector<Word> words_;       // of the larger space
  std::vector<BitWord> present_;  // rows of the smaller space whose run is not empty
  std::size_t runs_ = 0;          // rows of the smaller space
  std::size_t rows_ = 0;          // rows of the larger one
  bool gaps_ = false;             // some run is empty
  bool finished_ = false;
  bool wide_ = false;                    // by the machine's own instructions
  mutable std::vector<BitWord> packed_;  // the plane without the rows whose run is empty
};

}  // namespace licet::rules
