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
  std::vector<std::vector<FigureEnds>> figures;

  void make_room(std::size_t wanted);
};

// The orders, or parts of orders, that one epoch decides.
struct BatchGroup {
  Date day;                                                    // one of its days
  std::vector<std::uint32_t> orders;                           // number of the order in the batch
  std::array<std::vector<std::uint32_t>, kEntityKinds> begin;  // first row of each order, and one end
  std::array<KindColumns, kEntityKinds> columns;
};

// A list that is filled again and again; what is added quickly needs room that was made before.
template <typename Item>
class RoomyList {
 public:
  void make_room(std::size_t more) {
    if (size_ + more > items_.size()) items_.resize(2 * (size_ + more));
  }
  Item& quick_add() { return items_[size_++]; }
  void push_back(const Item& item) {
    make_room(1);
    quick_add() = item;
  }
  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Item* begin() const { return items_.data(); }
  const Item* end() const { return items_.data() + size_; }

 private:
  std::vector<Item> items_;
  std::size_t size_ = 0;
};

// An order on its way into a batch: cells by entity, in any order; of two in one place the later one counts.
struct StagedOrder {
  // The column of a cell.
  struct Place {
    std::uint32_t number : 24;  // among those of its kind and width
    EntityKind kind : 7;
    bool wide : 1;
  };
  struct Code {
    std::uint32_t entity = 0;  // number among those of its kind
    Place place{};
    WideCode code = kNothing;
  };
  struct Figure {
    CellSpan span;
    std::uint32_t entity = 0;
    Place place{};
  };
  RoomyList<Code> codes;
  RoomyList<Figure> figures;
  std::array<std::uint32_t, kEntityKinds> counts{};
  std::vector<Date> leg_days;  // one for each leg

  static Place place_of(const ColumnInfo& column);
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
