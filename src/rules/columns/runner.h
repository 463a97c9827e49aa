// Runs a column program over some orders of a group: every node once, all rows of the orders at a time.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/columns/batch.h"
#include "rules/columns/kernels.h"
#include "rules/columns/program.h"

namespace licet::rules {

struct Planes {
  const BitWord* yes = nullptr;
  const BitWord* no = nullptr;
};

class ColumnRunner {
 public:
  explicit ColumnRunner(const ColumnProgram& program);

  // Orders of a block that keep the planes of all nodes within the cache, for orders of that many rows.
  std::size_t block_size(const BatchGroup& group) const;

  // Evaluates the orders `first` to `first + count` of the group.
  void run(const BatchGroup& group, std::size_t first, std::size_t count);

  // Planes of a literal of the last run, one bit for each of its rows.
  Planes planes(ColumnLiteral literal) const;
  // What tells the order (by its number in the block) from others: the truth of every leaf in every row, and the code
  // where a leaf is open. Orders of one program with equal text have equal outcomes.
  void residual(std::size_t order, std::string& out) const;

 private:
  struct SpaceRows {
    std::size_t rows = 0;
    std::size_t words = 0;
  };

  void measure();
  std::size_t rows_of(std::size_t order, const ColumnSpace& space, std::size_t dimensions) const;
  bool is_single(EntityKind kind) const { return single_[static_cast<std::size_t>(kind)]; }
  std::uint32_t count(std::size_t order, EntityKind kind) const {
    const auto& begin = group_->begin[static_cast<std::size_t>(kind)];
    return begin[first_ + order + 1] - begin[first_ + order];
  }
  void leaf(const ColumnNode& node, BitWord* yes, BitWord* no) const;
  void both(const ColumnNode& node, std::size_t words, BitWord* yes, BitWord* no) const;
  void choose(const ColumnNode& node, std::size_t words, BitWord* yes, BitWord* no) const;
  void spread(const ColumnNode& node, BitWord* yes, BitWord* no);
  void any(const ColumnNode& node, BitWord* yes, BitWord* no) const;
  bool same_rows(int from, int to) const;
  const std::vector<std::uint32_t>& rows_in(int from, int to);

  const ColumnProgram& program_;
  const BatchGroup* group_ = nullptr;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
  std::array<bool, kEntityKinds> single_{};  // every order of the block has one
  std::vector<SpaceRows> spaces_;
  std::vector<Planes> planes_;  // by node
  std::vector<BitWord> arena_;
  std::vector<BitWord> none_;
  std::vector<BitWord> all_;
  std::vector<std::vector<std::uint32_t>> row_maps_;  // from * spaces + to: rows of `from` for those of `to`
};

}  // namespace licet::rules
