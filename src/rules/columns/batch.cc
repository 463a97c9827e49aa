#include "rules/columns/batch.h"

#include <algorithm>

namespace licet::rules {

namespace {

constexpr std::size_t kLeast = 256;  // rows of a column that is made
constexpr std::size_t kBehind = 64;  // zero rows that stand behind the last one
constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

constexpr std::size_t index(EntityKind kind) {
  return static_cast<std::size_t>(kind);
}

// Puts the facts of one entity into the staged order; false if one has no cell.
bool stage(ColumnLayout& layout, const Entity& entity, std::uint32_t number, StagedOrder& out) {
  for (const auto& [key, possible] : entity.facts) {
    const int column = layout.column(key.first, key.second);
    if (column < 0 || layout.at(column).kind != entity.kind) return false;
    if (layout.at(column).type == FactType::kText) continue;  // columns do not read texts
    const auto cell = layout.cell(column, possible);
    if (!cell) return false;
    out.add(layout.at(column), number, *cell);
  }
  for (const int fact : entity.closed_sets) {
    const std::size_t all = layout.columns().size();
    for (auto i = static_cast<std::size_t>(layout.first_column(fact)); i < all; ++i) {
      const ColumnInfo& info = layout.columns()[i];
      if (info.fact != fact) break;
      if (entity.facts.contains({fact, info.member})) continue;
      StatedCell absent;
      absent.column = static_cast<int>(i);
      absent.code = 1;  // `false`
      out.add(info, number, absent);
    }
  }
  return true;
}

}  // namespace

void KindColumns::make_room(std::size_t wanted) {
  room = std::max({room * 2, wanted + kBehind, kLeast});
  const auto grow = [this](auto& column) { column.resize(room); };
  for (auto& column : codes) grow(column);
  for (auto& column : wide_codes) grow(column);
  for (auto& column : figures) grow(column);
}

StagedOrder::Place StagedOrder::place_of(const ColumnInfo& column) {
  Place out{};
  out.number = static_cast<std::uint32_t>(column.place) & 0xFFFFFFU;
  out.kind = column.kind;
  out.wide = column.type == FactType::kCode;
  return out;
}

void StagedOrder::add(const ColumnInfo& column, std::uint32_t entity, const StatedCell& cell) {
  if (column.type == FactType::kNumber) {
    figures.push_back({cell.span, entity, place_of(column)});
  } else {
    codes.push_back({entity, place_of(column), cell.code});
  }
}

void StagedOrder::clear() {
  codes.clear();
  figures.clear();
  counts.fill(0);
  leg_days.clear();
}

Batch::Batch(ColumnLayout& layout, std::vector<Date> boundaries)
    : layout_(layout), boundaries_(std::move(boundaries)), groups_(boundaries_.size() + 1) {}

void Batch::clear() {
  for (BatchGroup& group : groups_) {
    group.orders.clear();
    for (auto& begin : group.begin) begin.clear();
    for (KindColumns& columns : group.columns) {
      const auto empty = [rows = columns.rows](auto& column) {
        std::fill_n(column.begin(), std::min(rows, column.size()),
                    typename std::decay_t<decltype(column)>::value_type());
      };
      for (auto& column : columns.codes) empty(column);
      for (auto& column : columns.wide_codes) empty(column);
      for (auto& column : columns.figures) empty(column);
      columns.rows = 0;
    }
  }
  outside_.clear();
  size_ = 0;
}

std::size_t Batch::epoch_of(Date day) const {
  const auto after = std::upper_bound(boundaries_.begin(), boundaries_.end(), day);
  return static_cast<std::size_t>(after - boundaries_.begin());
}

std::size_t Batch::add_outside() {
  outside_.push_back(static_cast<std::uint32_t>(size_));
  return size_++;
}

std::size_t Batch::add(const Case& order) {
  staged_.clear();
  std::array<std::vector<int>, kEntityKinds> rows;
  rows[index(EntityKind::kOrder)] = {0};
  rows[index(EntityKind::kLeg)] = order.legs;
  rows[index(EntityKind::kItem)] = order.items;
  rows[index(EntityKind::kParty)] = order.parties;
  rows[index(EntityKind::kFacility)] = order.facilities;
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    staged_.counts[kind] = static_cast<std::uint32_t>(rows[kind].size());
    for (std::size_t i = 0; i < rows[kind].size(); ++i) {
      if (!stage(layout_, order.entity(rows[kind][i]), static_cast<std::uint32_t>(i), staged_)) return add_outside();
    }
  }
  staged_.leg_days = order.leg_days;
  return add(staged_);
}

std::size_t Batch::add(const StagedOrder& order) {
  if (order.counts[index(EntityKind::kLeg)] == 0 || order.counts[index(EntityKind::kItem)] == 0) return add_outside();
  epochs_.clear();
  for (const Date day : order.leg_days) epochs_.push_back(epoch_of(day));
  for (std::size_t leg = 0; leg < epochs_.size(); ++leg) {
    const auto here = epochs_.begin() + static_cast<std::ptrdiff_t>(leg);
    if (std::find(epochs_.begin(), here, epochs_[leg]) != here) continue;  // the epoch has its group already
    BatchGroup& group = groups_[epochs_[leg]];
    group.day = order.leg_days[leg];
    append(group, order, epochs_[leg]);
  }
  return size_++;
}

void Batch::append(BatchGroup& group, const StagedOrder& order, std::size_t epoch) {
  leg_rows_.clear();
  std::int32_t legs = 0;
  for (const std::size_t one : epochs_) leg_rows_.push_back(one == epoch ? legs++ : -1);
  std::array<std::size_t, kEntityKinds> base{};
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    KindColumns& columns = group.columns[kind];
    if (columns.room == 0) {
      columns.codes.resize(layout_.codes_of(static_cast<EntityKind>(kind)));
      columns.wide_codes.resize(layout_.wide_codes_of(static_cast<EntityKind>(kind)));
      columns.figures.resize(layout_.figures_of(static_cast<EntityKind>(kind)));
    }
    if (group.begin[kind].empty()) group.begin[kind].push_back(0);
    const bool leg = kind == index(EntityKind::kLeg);
    const std::size_t count = leg ? static_cast<std::size_t>(legs) : order.counts[kind];
    base[kind] = columns.rows;
    columns.rows += count;
    if (columns.room < columns.rows + kBehind) columns.make_room(columns.rows);
    group.begin[kind].push_back(static_cast<std::uint32_t>(columns.rows));
  }
  // Of a leg that another epoch decides: no row.
  const bool parted = legs != static_cast<std::int32_t>(epochs_.size());
  const auto row_of = [&](EntityKind kind, std::uint32_t entity) -> std::size_t {
    if (!parted || kind != EntityKind::kLeg) return base[index(kind)] + entity;
    return leg_rows_[entity] < 0 ? kNoRow : base[index(kind)] + static_cast<std::size_t>(leg_rows_[entity]);
  };
  // Cells lie far apart: memory is asked for those of figures, the widest, before it is written to.
  for (const StagedOrder::Figure& cell : order.figures) {
    const std::size_t row = row_of(cell.place.kind, cell.entity);
    if (row == kNoRow) continue;
    __builtin_prefetch(&group.columns[index(cell.place.kind)].figures[cell.place.number][row], 1);
  }
  for (const StagedOrder::Code& cell : order.codes) {
    const std::size_t row = row_of(cell.place.kind, cell.entity);
    if (row == kNoRow) continue;
    KindColumns& columns = group.columns[index(cell.place.kind)];
    if (cell.place.wide) {
      columns.wide_codes[cell.place.number][row] = cell.code;
    } else {
      columns.codes[cell.place.number][row] = static_cast<CellCode>(cell.code);
    }
  }
  for (const StagedOrder::Figure& cell : order.figures) {
    const std::size_t row = row_of(cell.place.kind, cell.entity);
    if (row == kNoRow) continue;
    group.columns[index(cell.place.kind)].figures[cell.place.number][row] = {cell.span.first, kNoEnd - cell.span.last};
  }
  group.orders.push_back(static_cast<std::uint32_t>(size_));
}

}  // namespace licet::rules
