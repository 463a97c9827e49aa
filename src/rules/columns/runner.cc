#include "rules/columns/runner.h"

#include <algorithm>
#include <cstring>

#include "rules/columns/node_pool.h"

namespace licet::rules {

namespace {

constexpr std::size_t kArenaWords = std::size_t{1} << 16U;  // planes of a block: half a megabyte
constexpr std::size_t kLeastBlock = 64;
constexpr std::size_t kMostBlock = 8192;
constexpr std::size_t kFirstNode = 3;  // those before are constants
constexpr std::int32_t kSame = -1;     // the planes are those of the kid

bool is_leaf(ColumnOp op) {
  return op == ColumnOp::kFinite || op == ColumnOp::kCode || op == ColumnOp::kFigure || op == ColumnOp::kEqual ||
         op == ColumnOp::kSame || op == ColumnOp::kPresent;
}

bool begins_with(const ColumnSpace& large, const ColumnSpace& small) {
  return small.size() <= large.size() && std::equal(small.begin(), small.end(), large.begin());
}

}  // namespace

ColumnRunner::ColumnRunner(const ColumnProgram& program)
    : program_(program),
      spaces_(program.spaces.size()),
      readers_(program.nodes.size()),
      slot_of_(program.nodes.size()),
      planes_(program.nodes.size()),
      links_(program.spaces.size() * program.spaces.size()) {
  for (const ColumnNode& node : program.nodes) {
    for (const ColumnLiteral kid : node.kids) ++readers_[node_of(kid)];
  }
  for (const ColumnLiteral root : {program.subject, program.some, program.bare, program.denial})
    ++readers_[node_of(root)];
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const ColumnNode& node = program.nodes[i];
    if (is_leaf(node.op)) ++readers_[i];
    if (node.op == ColumnOp::kCode && column_of(node) == code_columns_.end())
      code_columns_.push_back({node.kind, node.place, {}});
  }
  assign_slots();
}

// Nodes of a space share slots: one whose last reader was evaluated gives its slot to the next. Depends on what
// kinds of entities are single.
void ColumnRunner::assign_slots() {
  struct Slots {
    std::vector<std::uint32_t> readers;  // left, by slot
    std::vector<std::int32_t> free;
  };
  std::vector<Slots> slots(spaces_.size());
  std::vector<std::pair<int, std::int32_t>> home(program_.nodes.size());  // space and slot of its planes
  for (std::size_t i = kFirstNode; i < program_.nodes.size(); ++i) {
    const ColumnNode& node = program_.nodes[i];
    const bool same =
        node.op == ColumnOp::kSpread && same_rows(program_.nodes[node_of(node.kids[0])].space, node.space);
    if (same) {
      slot_of_[i] = kSame;
      home[i] = home[node_of(node.kids[0])];
    } else {
      Slots& mine = slots[static_cast<std::size_t>(node.space)];
      if (mine.free.empty()) {
        mine.free.push_back(static_cast<std::int32_t>(mine.readers.size()));
        mine.readers.push_back(0);
      }
      slot_of_[i] = mine.free.back();
      mine.free.pop_back();
      home[i] = {node.space, slot_of_[i]};
    }
    slots[static_cast<std::size_t>(home[i].first)].readers[static_cast<std::size_t>(home[i].second)] += readers_[i];
    for (const ColumnLiteral kid : node.kids) {
      if (node_of(kid) < kFirstNode) continue;
      const auto [space, slot] = home[node_of(kid)];
      Slots& its = slots[static_cast<std::size_t>(space)];
      if (--its.readers[static_cast<std::size_t>(slot)] == 0) its.free.push_back(slot);
    }
  }
  for (std::size_t s = 0; s < spaces_.size(); ++s) spaces_[s].slots = slots[s].readers.size();
  assigned_ = true;
}

std::size_t ColumnRunner::block_size(const BatchGroup& group) const {
  const std::size_t orders = std::max<std::size_t>(1, group.orders.size());
  std::size_t bits = 0;
  for (std::size_t s = 0; s < spaces_.size(); ++s) {
    std::size_t rows = 1;
    for (const ColumnDimension& dimension : program_.spaces[s])
      rows *= group.columns[static_cast<std::size_t>(dimension.kind)].rows / orders + 1;
    bits += 2 * rows * spaces_[s].slots;
  }
  return std::clamp(kArenaWords * 64 / std::max<std::size_t>(1, bits) / 64 * 64, kLeastBlock, kMostBlock);
}

std::size_t ColumnRunner::rows_of(std::size_t order, const ColumnSpace& space) const {
  std::size_t rows = 1;
  for (const ColumnDimension& dimension : space) rows *= count(order, dimension.kind);
  return rows;
}

void ColumnRunner::measure(const BatchGroup& group, std::size_t first, std::size_t count) {
  group_ = &group;
  first_ = first;
  count_ = count;
  const std::array<bool, kEntityKinds> before = single_;
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    const auto& begin = group_->begin[kind];
    single_[kind] = true;
    for (std::size_t i = first_; i < first_ + count_ && single_[kind]; ++i)
      single_[kind] = begin[i + 1] - begin[i] == 1;
  }
  if (single_ != before) assign_slots();
  for (std::size_t s = 0; s < spaces_.size(); ++s) {
    const ColumnSpace& space = program_.spaces[s];
    std::size_t rows = 0;
    if (space.empty()) {
      rows = count_;
    } else if (space.size() == 1) {
      const auto& begin = group_->begin[static_cast<std::size_t>(space[0].kind)];
      rows = begin[first_ + count_] - begin[first_];
    } else {
      for (std::size_t order = 0; order < count_; ++order) rows += rows_of(order, space);
    }
    spaces_[s].rows = rows;
    spaces_[s].words = words_for(rows) + 1;
  }
  for (Link& one : links_) {
    one.runs.clear();
    one.rows.clear();
  }
}

void ColumnRunner::make_room() {
  std::size_t most = 0;
  std::size_t total = 0;
  for (const SpaceRows& space : spaces_) {
    most = std::max(most, space.words);
    total += 2 * space.words * space.slots;
  }
  if (arena_.size() < total) arena_.resize(total);
  BitWord* next = arena_.data();
  for (SpaceRows& space : spaces_) {
    space.slot = next;
    next += 2 * space.words * space.slots;
  }
  if (none_.size() < most) {
    none_.assign(most, 0);
    all_.assign(most, ~BitWord{0});
  }
  planes_[node_of(kAlways)] = {all_.data(), none_.data()};
  planes_[node_of(kOpenAlways)] = {none_.data(), none_.data()};
  planes_[node_of(kOpaqueAlways)] = {none_.data(), none_.data()};
}

std::vector<ColumnRunner::CodeColumn>::const_iterator ColumnRunner::column_of(const ColumnNode& node) const {
  return std::find_if(code_columns_.begin(), code_columns_.end(),
                      [&](const CodeColumn& column) { return column.kind == node.kind && column.place == node.place; });
}

void ColumnRunner::sort_codes() {
  for (CodeColumn& column : code_columns_) {
    const auto kind = static_cast<std::size_t>(column.kind);
    const std::size_t from = group_->begin[kind][first_];
    const std::size_t rows = group_->begin[kind][first_ + count_] - from;
    const std::vector<WideCode>& codes = group_->columns[kind].wide_codes[column.place];
    column.classes.assign(words_for(rows) * 64, kNothing);
    for (std::size_t row = 0; row < rows; ++row) column.classes[row] = program_.class_of_code[codes[from + row]];
  }
}

void ColumnRunner::run(const BatchGroup& group, std::size_t first, std::size_t count) {
  measure(group, first, count);
  make_room();
  sort_codes();
  for (std::size_t i = kFirstNode; i < program_.nodes.size(); ++i) {
    const ColumnNode& node = program_.nodes[i];
    if (slot_of_[i] == kSame) {
      planes_[i] = planes_[node_of(node.kids[0])];
      continue;
    }
    const SpaceRows& rows = spaces_[static_cast<std::size_t>(node.space)];
    BitWord* const yes = rows.slot + 2 * rows.words * static_cast<std::size_t>(slot_of_[i]);
    planes_[i] = {yes, yes + rows.words};
    evaluate(node, rows.words, yes, yes + rows.words);
  }
}

void ColumnRunner::evaluate(const ColumnNode& node, std::size_t words, BitWord* yes, BitWord* no) {
  switch (node.op) {
    case ColumnOp::kAnd:
      kids_.clear();
      for (const ColumnLiteral kid : node.kids) kids_.push_back(planes(kid));
      return conjunction(kids_.data(), kids_.size(), words, yes, no);
    case ColumnOp::kChoose:
      return choose(node, words, yes, no);
    case ColumnOp::kSurely: {
      const Planes kid = planes(node.kids[0]);
      for (std::size_t w = 0; w < words; ++w) {
        yes[w] = kid.yes[w];
        no[w] = ~kid.yes[w];
      }
      return;
    }
    case ColumnOp::kSpread:
      return spread(node, yes, no);
    case ColumnOp::kAny:
      return any(node, yes, no);
    default:
      leaf(node, yes, no);
  }
}

Planes ColumnRunner::planes(ColumnLiteral literal) const {
  const Planes& node = planes_[node_of(literal)];
  return is_inverted(literal) ? Planes{node.no, node.yes} : node;
}

void ColumnRunner::leaf(const ColumnNode& node, BitWord* yes, BitWord* no) const {
  const std::size_t rows = spaces_[static_cast<std::size_t>(node.space)].rows;
  if (rows == 0) return;
  const auto kind = static_cast<std::size_t>(node.kind);
  const std::size_t from = group_->begin[kind][first_];
  const KindColumns& columns = group_->columns[kind];
  if (node.op == ColumnOp::kFinite) {
    look_up(columns.codes[node.place].data() + from, rows, program_.tables[static_cast<std::size_t>(node.table)], yes,
            no);
  } else if (node.op == ColumnOp::kCode) {
    look_up(column_of(node)->classes.data(), rows, program_.tables[static_cast<std::size_t>(node.table)], yes, no);
  } else if (node.op == ColumnOp::kFigure) {
    at_least(columns.figures[node.place].data() + from, rows, node.at_least, node.below, yes, no);
  } else if (node.op == ColumnOp::kSame) {
    same_meaning(columns.codes[node.place].data() + from, program_.tables[static_cast<std::size_t>(node.table)],
                 columns.codes[node.other_place].data() + from,
                 program_.tables[static_cast<std::size_t>(node.other_table)], rows, yes, no);
  } else if (node.op == ColumnOp::kEqual) {
    is_equal(columns.figures[node.place].data() + from, rows, node.at_least, yes, no);
  } else {
    BitWriter writer(yes);
    for (std::size_t order = 0; order < count_; ++order) writer.put(count(order, node.kind) > 0 ? 1 : 0, 1);
    writer.finish();
    for (std::size_t w = 0; w < words_for(rows); ++w) no[w] = ~yes[w];
  }
}

// If the condition is open the value is that on which both sides agree.
void ColumnRunner::choose(const ColumnNode& node, std::size_t words, BitWord* yes, BitWord* no) const {
  const Planes condition = planes(node.kids[0]);
  const Planes then = planes(node.kids[1]);
  const Planes otherwise = planes(node.kids[2]);
  for (std::size_t w = 0; w < words; ++w) {
    yes[w] = (condition.yes[w] & then.yes[w]) | (condition.no[w] & otherwise.yes[w]) | (then.yes[w] & otherwise.yes[w]);
    no[w] = (condition.yes[w] & then.no[w]) | (condition.no[w] & otherwise.no[w]) | (then.no[w] & otherwise.no[w]);
  }
}

// Has the larger space the same rows, because each order has one entity of every kind that it adds?
bool ColumnRunner::same_rows(int from, int to) const {
  const ColumnSpace& small = program_.spaces[static_cast<std::size_t>(from)];
  const ColumnSpace& large = program_.spaces[static_cast<std::size_t>(to)];
  return std::all_of(large.begin(), large.end(), [&](const ColumnDimension& dimension) {
    return is_single(dimension.kind) || std::find(small.begin(), small.end(), dimension) != small.end();
  });
}

ColumnSpace ColumnRunner::without_singles(int number) const {
  ColumnSpace out = space(number);
  std::erase_if(out, [this](const ColumnDimension& dimension) { return is_single(dimension.kind); });
  return out;
}

void ColumnRunner::spread(const ColumnNode& node, BitWord* yes, BitWord* no) {
  const int from = program_.nodes[node_of(node.kids[0])].space;
  const Planes kid = planes(node.kids[0]);
  if (begins_with(without_singles(node.space), without_singles(from))) {
    const Runs& lie = runs(from, node.space);
    lie.spread(kid.yes, yes);
    lie.spread(kid.no, no);
    return;
  }
  const std::vector<std::uint32_t>& lie = rows_in(from, node.space);
  for (std::size_t first = 0; first < lie.size(); first += 64) {
    BitWord all_yes = 0;
    BitWord all_no = 0;
    const std::size_t end = std::min(lie.size() - first, std::size_t{64});
    for (std::size_t i = 0; i < end; ++i) {
      const std::uint32_t row = lie[first + i];
      all_yes |= (kid.yes[row / 64] >> (row % 64) & 1U) << i;
      all_no |= (kid.no[row / 64] >> (row % 64) & 1U) << i;
    }
    yes[first / 64] = all_yes;
    no[first / 64] = all_no;
  }
}

void ColumnRunner::any(const ColumnNode& node, BitWord* yes, BitWord* no) {
  const Planes kid = planes(node.kids[0]);
  const Runs& lie = runs(node.space, program_.nodes[node_of(node.kids[0])].space);
  lie.some(kid.yes, yes);
  lie.every(kid.no, no);
}

ColumnRunner::Link& ColumnRunner::link(int from, int to) {
  return links_[static_cast<std::size_t>(from) * spaces_.size() + static_cast<std::size_t>(to)];
}

// Of a space that the other one begins with, but for dimensions that are single.
const Runs& ColumnRunner::runs(int from, int to) {
  Runs& out = link(from, to).runs;
  if (out.finished()) return out;
  const ColumnSpace small = without_singles(from);
  const ColumnSpace large = without_singles(to);
  for (std::size_t order = 0; order < count_; ++order) {
    const std::size_t rows = rows_of(order, small);
    std::size_t length = 1;
    for (std::size_t i = small.size(); i < large.size(); ++i) length *= count(order, large[i].kind);
    for (std::size_t row = 0; row < rows; ++row) out.add(length);
  }
  out.finish();
  return out;
}

const std::vector<std::uint32_t>& ColumnRunner::rows_in(int from, int to) {
  std::vector<std::uint32_t>& map = link(from, to).rows;
  if (!map.empty()) return map;
  const ColumnSpace& small = program_.spaces[static_cast<std::size_t>(from)];
  const ColumnSpace& large = program_.spaces[static_cast<std::size_t>(to)];
  std::vector<std::size_t> counts(large.size());
  std::vector<std::size_t> strides(large.size());
  std::vector<std::size_t> digits;
  std::size_t base = 0;
  for (std::size_t order = 0; order < count_; ++order) {
    std::size_t stride = 1;
    for (std::size_t i = large.size(); i > 0; --i) {
      counts[i - 1] = count(order, large[i - 1].kind);
      const bool mine = std::find(small.begin(), small.end(), large[i - 1]) != small.end();
      strides[i - 1] = mine ? stride : 0;
      if (mine) stride *= counts[i - 1];
    }
    const std::size_t rows = rows_of(order, large);
    digits.assign(large.size(), 0);
    std::size_t at = base;
    for (std::size_t row = 0; row < rows; ++row) {
      map.push_back(static_cast<std::uint32_t>(at));
      for (std::size_t i = large.size(); i > 0; --i) {  // the next combination, the last dimension fastest
        at += strides[i - 1];
        if (++digits[i - 1] < counts[i - 1]) break;
        at -= strides[i - 1] * counts[i - 1];
        digits[i - 1] = 0;
      }
    }
    base += stride;
  }
  return map;
}

namespace {

// Does an end of the figure share a cell with a limit that has none of its own? The columns cannot tell them apart.
bool is_in_cell_of_limit(const ColumnNode& node, const KindColumns& columns, std::size_t row) {
  const bool figure = node.op == ColumnOp::kFigure && node.at_least != node.below;
  const bool equal = node.op == ColumnOp::kEqual && !has_own_cell(node.at_least);
  if (!figure && !equal) return false;
  const FigureCell cell = figure ? node.below : node.at_least;
  const FigureEnds& ends = columns.figures[node.place][row];
  return ends.first == cell || ends.last() == cell;
}

}  // namespace

bool ColumnRunner::residual(std::size_t order, const ColumnLayout& layout, std::string& out) const {
  out.clear();
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    out.push_back(static_cast<char>(count(order, static_cast<EntityKind>(kind)) & 0xFFU));
    out.push_back(static_cast<char>(count(order, static_cast<EntityKind>(kind)) >> 8U & 0xFFU));
  }
  for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
    const ColumnNode& node = program_.nodes[i];
    if (!is_leaf(node.op)) continue;
    const auto kind = static_cast<std::size_t>(node.kind);
    const bool of_order = program_.spaces[static_cast<std::size_t>(node.space)].empty();
    const std::uint32_t rows = of_order ? 1 : count(order, node.kind);
    const std::size_t from = of_order ? order : group_->begin[kind][first_ + order] - group_->begin[kind][first_];
    for (std::size_t row = from; row < from + rows; ++row) {
      const bool yes = bit_at(planes_[i].yes, row);
      const bool no = bit_at(planes_[i].no, row);
      out.push_back(yes ? 'y' : no ? 'n' : 'u');
      if (yes || no) continue;
      const std::size_t at = group_->begin[kind][first_] + row;
      const KindColumns& columns = group_->columns[kind];
      if (node.op == ColumnOp::kFinite || node.op == ColumnOp::kSame)
        out.push_back(static_cast<char>(columns.codes[node.place][at]));
      if (node.op == ColumnOp::kSame) out.push_back(static_cast<char>(columns.codes[node.other_place][at]));
      if (is_in_cell_of_limit(node, columns, at)) return false;
      if (node.op == ColumnOp::kEqual) {  // where else it may lie
        const FigureEnds& ends = columns.figures[node.place][at];
        out.push_back(ends.first < node.at_least ? '<' : '=');
        out.push_back(ends.last() > node.at_least ? '>' : '=');
      }
      if (node.op != ColumnOp::kCode) continue;
      out.push_back(static_cast<char>(columns.wide_codes[node.place][at] & 0xFFU));
      out.push_back(static_cast<char>(columns.wide_codes[node.place][at] >> 8U));
    }
  }
  return !program_.opaque || add_figures(order, layout, out);
}

bool ColumnRunner::add_figures(std::size_t order, const ColumnLayout& layout, std::string& out) const {
  const auto add = [&](auto cell) {
    char bytes[sizeof cell];
    std::memcpy(bytes, &cell, sizeof cell);
    out.append(bytes, sizeof cell);
  };
  for (const int column : program_.figures) {
    const ColumnInfo& info = layout.at(column);
    const auto kind = static_cast<std::size_t>(info.kind);
    const KindColumns& columns = group_->columns[kind];
    const std::size_t from = group_->begin[kind][first_ + order];
    for (std::size_t row = from; row < from + count(order, info.kind); ++row) {
      if (info.type == FactType::kNumber) {
        const FigureEnds& ends = columns.figures[info.place][row];
        if (!has_own_cell(ends.first) || (ends.last_gap != 0 && !has_own_cell(ends.last()))) return false;
        add(ends.first);
        add(ends.last_gap);
      } else if (info.type == FactType::kCode) {
        add(columns.wide_codes[info.place][row]);
      } else {
        add(columns.codes[info.place][row]);
      }
    }
  }
  return true;
}

}  // namespace licet::rules
