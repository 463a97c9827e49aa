// A batch of orders as columns, grouped by the epoch of the law that decides them: legs of different epochs of one
// order stand in different groups. What has no place in columns is counted out and left to the scalar path.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rules/columns/layout.h"

namespace licet::rules {

// The cells of one entity kind, column by column. Rows behind the last one are zero, as a cell in which nothing is
// stated is.
struct KindColumns {
  std::size_t rows = 0;
  std::size_t room = 0;  // rows that the columns have space for
  std::vector<std::vector<CellCode>> codes;
  std::vector<std::vector<WideCode>> wide_codes;
  std::vector<std::vector<FigureCell>> first;     // of figures: first cell
  std::vector<std::vector<FigureCell>> last_gap;  // kNoEnd minus the last cell

  void make_room(std::size_t wanted);
};

// The orders, or parts of orders, that one epoch decides.
struct BatchGroup {
  Date day;                                                    // one of its days
  std::vector<std::uint32_t> orders;                           // number of the order in the batch
  std::array<std::vector<std::uint32_t>, kEntityKinds> begin;  // first row of each order, and one end
  std::array<KindColumns, kEntityKinds> columns;
};

// An order on its way into a batch: cells by entity, in any order; of two in one place the later one counts.
struct StagedOrder {
  struct Code {
    std::uint32_t entity = 0;  // number among those of its kind
    std::uint32_t place = 0;   // of the column, among those of its kind and width
    WideCode code = kNothing;
    EntityKind kind = EntityKind::kOrder;
    bool wide = false;
  };
  struct Figure {
    std::uint32_t entity = 0;
    std::uint32_t place = 0;
    EntityKind kind = EntityKind::kOrder;
    CellSpan span;
  };
  std::vector<Code> codes;
  std::vector<Figure> figures;
  std::array<std::uint32_t, kEntityKinds> counts{};
  std::vector<Date> leg_days;  // one for each leg

  void add(const ColumnInfo& column, std::uint32_t entity, const StatedCell& cell);
  void clear();
};

class Batch {
 public:
  // `layout` outlives the batch; `boundaries` are the days on which the law changes, sorted.
  Batch(ColumnLayout& layout, std::vector<Date> boundaries);

  // Both give the number of the order. A case that has no place in columns is kept as a number alone.
  std::size_t add(const Case& order);
  std::size_t add(const StagedOrder& order);
  std::size_t add_outside();  // an order for the scalar path
  // Forgets all orders; memory is kept.
  void clear();

  std::size_t size() const { return size_; }
  ColumnLayout& layout() const { return layout_; }
  const std::vector<BatchGroup>& groups() const { return groups_; }  // by epoch; most may be empty
  const std::vector<std::uint32_t>& outside() const { return outside_; }
  // Groups can be changed where facts depend on something else, such as lists.
  std::vector<BatchGroup>& groups() { return groups_; }

 private:
  std::size_t epoch_of(Date day) const;
  void append(BatchGroup& group, const StagedOrder& order, std::size_t epoch);

  ColumnLayout& layout_;
  std::vector<Date> boundaries_;
  std::vector<BatchGroup> groups_;
  std::vector<std::uint32_t> outside_;
  std::size_t size_ = 0;
  StagedOrder staged_;
  std::vector<std::size_t> epochs_;
  std::vector<std::int32_t> leg_rows_;
};

}  // namespace licet::rules
