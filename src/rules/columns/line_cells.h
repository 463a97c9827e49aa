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

  // The layout outlives it.
  explicit LineCells(const ColumnLayout& layout);

  // False: the law derives facts in a way that is not known here.
  bool usable() const { return usable_; }
  // The cells of the next order go to `out`, which is empty.
  void begin(StagedOrder& out);

  void code(int column, std::uint32_t entity, WideCode code) {
    const Place& place = places_[static_cast<std::size_t>(column)];
    out_->codes.push_back({entity, place.place, code, place.kind, place.wide});
    if (place.among != kNotRead) remember(place, entity).code = code;
  }
  void figure(int column, std::uint32_t entity, const CellSpan& span, const Detail& detail) {
    const Place& place = places_[static_cast<std::size_t>(column)];
    out_->figures.push_back({entity, place.place, place.kind, span});
    if (place.among == kNotRead) return;
    Known& known = remember(place, entity);
    known.span = span;
    known.detail = detail;
  }

  // States what follows, once all entities were counted. False if that is a fault, or for the other reader.
  bool derive();

 private:
  enum class Rule : std::uint8_t { kCopy, kImpliedBy, kDeniedBy, kProduct, kRatio, kAmong, kUnstated };
  struct Derived {
    Rule rule = Rule::kCopy;
    int column = 0;
    std::vector<int> sources;
    std::uint64_t read = 0;  // bits of the columns that it reads; without any of them it does nothing
  };
  static constexpr std::uint32_t kNotRead = static_cast<std::uint32_t>(-1);
  struct Place {
    std::uint32_t place = 0;
    std::uint32_t among = kNotRead;  // number among the columns of the kind that rules read or state
    EntityKind kind = EntityKind::kOrder;
    bool wide = false;
    bool is_figure = false;
  };
  // The first cell that was staged in a column.
  struct Known {
    std::uint64_t order = 0;  // number of the order it was staged for
    WideCode code = kNothing;
    CellSpan span;
    Detail detail;
  };
  struct Entities {
    std::size_t columns = 0;          // that rules read or state
    std::vector<Known> known;         // for each entity those columns
    std::vector<std::uint64_t> bits;  // by entity: columns of which a cell was staged, by their number modulo 64
    std::vector<Derived> rules;
  };

  void number(int column);
  std::uint64_t bit_of(int column) const;
  Known& remember(const Place& place, std::uint32_t entity);
  const Known* known(std::uint32_t entity, int column) const;
  void add(const Known& cell, int column, std::uint32_t entity);
  bool derive(const Derived& derived, std::uint32_t entity);
  bool derive_figure(const Derived& derived, std::uint32_t entity);
  bool agrees(const Derived& derived, std::uint32_t entity, WideCode stated) const;

  const ColumnLayout& layout_;
  bool usable_ = true;
  std::vector<Place> places_;  // by column
  std::array<Entities, kEntityKinds> entities_;
  StagedOrder* out_ = nullptr;
  std::uint64_t orders_ = 0;
  Known unread_;
};

}  // namespace licet::rules
