// The cells of one order on its way from a line into a batch, and the facts that follow from them
// (facts/derived_facts.h, for what a plain line can state).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rules/columns/batch.h"

namespace licet::rules {

inline constexpr WideCode kNoCode = 1;  // of a yes-or-no fact
inline constexpr WideCode kYesCode = 2;

constexpr std::size_t index_of(EntityKind kind) {
  return static_cast<std::size_t>(kind);
}

class LineCells {
 public:
  // What is known of a figure beyond its cells.
  struct Detail {
    bool shows = true;   // says that there is such a thing: not a figure that may be zero
    bool plain = false;  // a plain decimal
    PlainDecimal decimal;
  };
  static constexpr std::uint32_t kNotRead = static_cast<std::uint32_t>(-1);
  // Where the cells of a column go.
  struct Place {
    StagedOrder::Place place{};
    std::uint32_t among = kNotRead;  // number among the columns of the kind that rules read or state
  };
  // The cell that was staged in a column.
  struct Known {
    std::uint64_t order = 0;  // number of the order it was staged for
    WideCode code = kNothing;
    CellSpan span;
    Detail detail;
  };
  // An entity whose cells come next.
  struct Row {
    std::uint32_t entity = 0;
    Known* known = nullptr;  // its first one
    std::uint64_t* bits = nullptr;
  };

  // The layout outlives it.
  explicit LineCells(const ColumnLayout& layout);

  // False: the law derives facts in a way that is not known here.
  bool usable() const { return usable_; }
  const Place& place(int column) const { return places_[static_cast<std::size_t>(column)]; }
  // The cells of the next order go to `out`, which is empty.
  void begin(StagedOrder& out);
  // Good until another entity of the kind gets its row.
  Row row(EntityKind kind, std::uint32_t entity);

  // The column is one of the kind that the row is of.
  void code(const Place& place, const Row& row, WideCode code) {
    out_->codes.make_room(1);
    quick_code(place, row, code);
  }
  void figure(const Place& place, const Row& row, const CellSpan& span, const Detail& detail) {
    out_->figures.push_back({span, row.entity, place.place});
    if (place.among == kNotRead) return;
    Known& known = remember(place, row);
    known.span = span;
    known.detail = detail;
  }

  // The same for codes and whole figures where there is room for them.
  void make_room(std::size_t cells) {
    out_->codes.make_room(cells);
    out_->figures.make_room(cells);
  }
  void quick_code(const Place& place, const Row& row, WideCode code) {
    StagedOrder::Code& cell = out_->codes.quick_add();
    cell.entity = row.entity;
    cell.place = place.place;
    cell.code = code;
    if (place.among != kNotRead) remember(place, row).code = code;
  }
  void quick_figure(const Place& place, const Row& row, FigureCell at, std::uint64_t whole) {
    StagedOrder::Figure& cell = out_->figures.quick_add();
    cell.span.first = cell.span.last = at;
    cell.entity = row.entity;
    cell.place = place.place;
    if (place.among == kNotRead) return;
    Known& known = remember(place, row);
    known.span.first = known.span.last = at;
    known.detail.shows = known.detail.plain = true;
    known.detail.decimal.digits = static_cast<std::int64_t>(whole);
    known.detail.decimal.places = 0;
  }

  // States what follows, once all entities were counted. False if that is a fault, or for the other reader.
  bool derive();

 private:
  enum class Rule : std::uint8_t { kCopy, kImpliedBy, kDeniedBy, kProduct, kRatio, kAmong, kUnstated, kLacks };
  struct Derived {
    Rule rule = Rule::kCopy;
    int column = 0;
    Place place;
    bool is_figure = false;
    std::vector<std::uint32_t> sources;  // numbers among the columns of the kind
    std::uint64_t read = 0;              // bits of the columns that it reads; without any of them it does nothing
    const TupleTable* paragraphs = nullptr;
    std::vector<WideCode> answers;  // by code: whether its paragraph lacks; kNothing where that was not asked yet
  };
  struct Entities {
    std::size_t columns = 0;          // that rules read or state
    std::vector<Known> known;         // for each entity those columns
    std::vector<std::uint64_t> bits;  // by entity: columns of which a cell was staged, by their number modulo 64
    std::vector<Derived> rules;
  };

  std::uint32_t number(int column);
  Known& remember(const Place& place, const Row& row) {
    *row.bits |= std::uint64_t{1} << (place.among % 64);
    Known& out = row.known[place.among];
    out.order = orders_;
    return out;
  }
  const Known* known(const Row& row, std::uint32_t among) const {
    return row.known[among].order == orders_ ? &row.known[among] : nullptr;
  }
  bool derive(Derived& derived, const Row& row);
  void add_paragraph_lookups();
  WideCode lacks(Derived& derived, WideCode code) const;
  bool derive_figure(const Derived& derived, const Row& row);
  bool agrees(const Derived& derived, const Row& row, WideCode stated) const;

  const ColumnLayout& layout_;
  bool usable_ = true;
  std::vector<Place> places_;  // by column
  std::array<Entities, kEntityKinds> entities_;
  StagedOrder* out_ = nullptr;
  std::uint64_t orders_ = 0;
};

}  // namespace licet::rules
