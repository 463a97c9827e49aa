// Runs a column program over some orders of a group: every node once, all rows of the orders at a time.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/columns/batch.h"
#include "rules/columns/kernels.h"
#include "rules/columns/program.h"
#include "rules/columns/runs.h"

namespace licet::rules {

class ColumnRunner {
 public:
  explicit ColumnRunner(const ColumnProgram& program);

  // Orders of a block that keep the planes of its nodes within the cache, for orders of that many rows.
  std::size_t block_size(const BatchGroup& group) const;

  // Evaluates the orders `first` to `first + count` of the group.
  void run(const BatchGroup& group, std::size_t first, std::size_t count);

  // Planes of a root of the program in the last run, one bit for each of its rows.
  Planes planes(ColumnLiteral literal) const;
  // What tells the order (by its number in the block) from others: the truth of every leaf in every row, and the code
  // where a leaf is open, or on which sides of a limit the figure may lie; the cells of the columns of `figures`.
  // Orders of one program with equal text have equal outcomes. False if there is no such text: a figure that counts
  // lies within its cell.
  bool residual(std::size_t order, const ColumnLayout& layout, std::string& out) const;

 private:
  struct SpaceRows {
    std::size_t rows = 0;
    std::size_t words = 0;
    std::size_t slots = 0;    // nodes that are alive at a time
    BitWord* slot = nullptr;  // the first one: two planes each, `yes` first
  };
  // Classes of the codes of items in a column of the group, by row of the block.
  struct CodeColumn {
    EntityKind kind = EntityKind::kItem;
    std::size_t place = 0;
    std::vector<CellCode> classes;
  };
  // How a space lies in another one.
  struct Link {
    Runs runs;
    std::vector<std::uint32_t> rows;  // where runs do not do: for each row of the other one its row
  };

  void measure(const BatchGroup& group, std::size_t first, std::size_t count);
  void assign_slots();
  void make_room();
  void sort_codes();
  const ColumnSpace& space(int number) const { return program_.spaces[static_cast<std::size_t>(number)]; }
  ColumnSpace without_singles(int number) const;
  std::size_t rows_of(std::size_t order, const ColumnSpace& space) const;
  bool is_single(EntityKind kind) const { return single_[static_cast<std::size_t>(kind)]; }
  std::uint32_t count(std::size_t order, EntityKind kind) const {
    const auto& begin = group_->begin[static_cast<std::size_t>(kind)];
    return begin[first_ + order + 1] - begin[first_ + order];
  }
  void evaluate(const ColumnNode& node, std::size_t words, BitWord* yes, BitWord* no);
  void leaf(const ColumnNode& node, BitWord* yes, BitWord* no) const;
  void choose(const ColumnNode& node, std::size_t words, BitWord* yes, BitWord* no) const;
  void spread(const ColumnNode& node, BitWord* yes, BitWord* no);
  void any(const ColumnNode& node, BitWord* yes, BitWord* no);
  bool add_figures(std::size_t order, const ColumnLayout& layout, std::string& out) const;
  bool same_rows(int from, int to) const;
  std::vector<CodeColumn>::const_iterator column_of(const ColumnNode& node) const;
  Link& link(int from, int to);
  const Runs& runs(int from, int to);
  const std::vector<std::uint32_t>& rows_in(int from, int to);

  const ColumnProgram& program_;
  const BatchGroup* group_ = nullptr;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
  std::array<bool, kEntityKinds> single_{};  // every order of the block has one
  bool assigned_ = false;                    // slots, for `single_`
  std::vector<SpaceRows> spaces_;
  std::vector<std::uint32_t> readers_;  // by node: how often it is read, once more if it outlives the run's nodes
  std::vector<std::int32_t> slot_of_;   // by node: its slot in its space, or kSame
  std::vector<Planes> planes_;          // by node; of roots and leaves to the end, of others until the last reader
  std::vector<Planes> kids_;            // of the node at hand
  std::vector<BitWord> arena_;
  std::vector<BitWord> none_;
  std::vector<BitWord> all_;
  std::vector<CodeColumn> code_columns_;
  std::vector<Link> links_;  // from * spaces + to
};

}  // namespace licet::rules
