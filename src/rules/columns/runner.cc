#include "rules/columns/runner.h"

#include <algorithm>

#include "rules/columns/node_pool.h"

namespace licet::rules {

namespace {

constexpr std::size_t kArenaWords = std::size_t{1} << 16U;  // planes of a block: half a megabyte
constexpr std::size_t kLeastBlock = 64;
constexpr std::size_t kMostBlock = 8192;

bool is_leaf(ColumnOp op) {
  return op == ColumnOp::kFinite || op == ColumnOp::kFigure || op == ColumnOp::kEqual || op == ColumnOp::kPresent;
}

}  // namespace

ColumnRunner::ColumnRunner(const ColumnProgram& program)
    : program_(program),
      spaces_(program.spaces.size()),
      planes_(program.nodes.size()),
      row_maps_(program.spaces.size() * program.spaces.size()) {}

std::size_t ColumnRunner::block_size(const BatchGroup& group) const {
  const std::size_t orders = std::max<std::size_t>(1, group.orders.size());
  std::size_t bits = 0;
  for (const ColumnNode& node : program_.nodes) {
    std::size_t rows = 1;
    for (const ColumnDimension& dimension : program_.spaces[static_cast<std::size_t>(node.space)])
      rows *= group.columns[static_cast<std::size_t>(dimension.kind)].rows / orders + 1;
    bits += 2 * rows;
  }
  return std::clamp(kArenaWords * 64 / std::max<std::size_t>(1, bits), kLeastBlock, kMostBlock);
}

std::size_t ColumnRunner::rows_of(std::size_t order, const ColumnSpace& space, std::size_t dimensions) const {
  std::size_t rows = 1;
  for (std::size_t i = 0; i < dimensions; ++i) rows *= count(order, space[i].kind);
  return rows;
}

void ColumnRunner::measure() {
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    const auto& begin = group_->begin[kind];
    single_[kind] = true;
    for (std::size_t i = first_; i < first_ + count_ && single_[kind]; ++i)
      single_[kind] = begin[i + 1] - begin[i] == 1;
  }
  for (std::size_t s = 0; s < spaces_.size(); ++s) {
    const ColumnSpace& space = program_.spaces[s];
    std::size_t rows = 0;
    if (space.empty()) {
      rows = count_;
    } else if (space.size() == 1) {
      const auto& begin = group_->begin[static_cast<std::size_t>(space[0].kind)];
      rows = begin[first_ + count_] - begin[first_];
    } else {
      for (std::size_t order = 0; order < count_; ++order) rows += rows_of(order, space, space.size());
    }
    spaces_[s] = {rows, words_for(rows) + 1};
  }
  for (auto& map : row_maps_) map.clear();
}

void ColumnRunner::run(const BatchGroup& group, std::size_t first, std::size_t count) {
  group_ = &group;
  first_ = first;
  count_ = count;
  measure();
  std::size_t most = 0;
  std::size_t total = 0;
  for (const SpaceRows& space : spaces_) most = std::max(most, space.words);
  for (const ColumnNode& node : program_.nodes) total += 2 * spaces_[static_cast<std::size_t>(node.space)].words;
  if (arena_.size() < total) arena_.resize(total);
  if (none_.size() < most) {
    none_.assign(most, 0);
    all_.assign(most, ~BitWord{0});
  }
  planes_[node_of(kAlways)] = {all_.data(), none_.data()};
  planes_[node_of(kOpenAlways)] = {none_.data(), none_.data()};
  planes_[node_of(kOpaqueAlways)] = {none_.data(), none_.data()};
  BitWord* next = arena_.data();
  for (std::size_t i = node_of(kOpaqueAlways) + 1; i < program_.nodes.size(); ++i) {
    const ColumnNode& node = program_.nodes[i];
    const std::size_t words = spaces_[static_cast<std::size_t>(node.space)].words;
    if (node.op == ColumnOp::kSpread) {
      const ColumnNode& kid = program_.nodes[node_of(node.kids[0])];
      if (same_rows(kid.space, node.space)) {
        planes_[i] = planes_[node_of(node.kids[0])];
        continue;
      }
    }
    BitWord* yes = next;
    BitWord* no = next + words;
    next += 2 * words;
    planes_[i] = {yes, no};
    switch (node.op) {
      case ColumnOp::kAnd:
        both(node, words, yes, no);
        break;
      case ColumnOp::kChoose:
        choose(node, words, yes, no);
        break;
      case ColumnOp::kSurely: {
        const Planes kid = planes(node.kids[0]);
        for (std::size_t w = 0; w < words; ++w) {
          yes[w] = kid.yes[w];
          no[w] = ~kid.yes[w];
        }
        break;
      }
      case ColumnOp::kSpread:
        spread(node, yes, no);
        break;
      case ColumnOp::kAny:
        any(node, yes, no);
        break;
      default:
        leaf(node, yes, no);
    }
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
  } else if (node.op == ColumnOp::kFigure) {
    at_least(columns.first[node.place].data() + from, columns.last_gap[node.place].data() + from, rows, node.at_least,
             node.below, yes, no);
  } else if (node.op == ColumnOp::kEqual) {
    is_equal(columns.first[node.place].data() + from, columns.last_gap[node.place].data() + from, rows, node.at_least,
             yes, no);
  } else {
    BitWriter writer(yes);
    for (std::size_t order = 0; order < count_; ++order) writer.put(count(order, node.kind) > 0 ? 1 : 0, 1);
    writer.finish();
    for (std::size_t w = 0; w < words_for(rows); ++w) no[w] = ~yes[w];
  }
}

void ColumnRunner::both(const ColumnNode& node, std::size_t words, BitWord* yes, BitWord* no) const {
  const Planes a = planes(node.kids[0]);
  const Planes b = planes(node.kids[1]);
  for (std::size_t w = 0; w < words; ++w) {
    yes[w] = a.yes[w] & b.yes[w];
    no[w] = a.no[w] | b.no[w];
  }
  for (std::size_t i = 2; i < node.kids.size(); ++i) {
    const Planes more = planes(node.kids[i]);
    for (std::size_t w = 0; w < words; ++w) {
      yes[w] &= more.yes[w];
      no[w] |= more.no[w];
    }
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

void ColumnRunner::spread(const ColumnNode& node, BitWord* yes, BitWord* no) {
  const int from = program_.nodes[node_of(node.kids[0])].space;
  const ColumnSpace& small = program_.spaces[static_cast<std::size_t>(from)];
  const ColumnSpace& large = program_.spaces[static_cast<std::size_t>(node.space)];
  const Planes kid = planes(node.kids[0]);
  BitWriter yes_writer(yes);
  BitWriter no_writer(no);
  if (std::equal(small.begin(), small.end(), large.begin())) {  // each row becomes a run
    std::size_t row = 0;
    for (std::size_t order = 0; order < count_; ++order) {
      const std::size_t rows = rows_of(order, small, small.size());
      std::size_t run = 1;
      for (std::size_t i = small.size(); i < large.size(); ++i) run *= count(order, large[i].kind);
      for (std::size_t i = 0; i < rows; ++i, ++row) {
        yes_writer.fill(bit_at(kid.yes, row), run);
        no_writer.fill(bit_at(kid.no, row), run);
      }
    }
  } else {
    for (const std::uint32_t row : rows_in(from, node.space)) {
      yes_writer.put(bit_at(kid.yes, row) ? 1 : 0, 1);
      no_writer.put(bit_at(kid.no, row) ? 1 : 0, 1);
    }
  }
  yes_writer.finish();
  no_writer.finish();
}

const std::vector<std::uint32_t>& ColumnRunner::rows_in(int from, int to) {
  std::vector<std::uint32_t>& map =
      row_maps_[static_cast<std::size_t>(from) * spaces_.size() + static_cast<std::size_t>(to)];
  if (!map.empty()) return map;
  const ColumnSpace& small = program_.spaces[static_cast<std::size_t>(from)];
  const ColumnSpace& large = program_.spaces[static_cast<std::size_t>(to)];
  std::vector<std::size_t> counts(large.size());
  std::vector<std::size_t> strides(large.size());
  std::size_t base = 0;
  for (std::size_t order = 0; order < count_; ++order) {
    std::size_t stride = 1;
    for (std::size_t i = large.size(); i > 0; --i) {
      counts[i - 1] = count(order, large[i - 1].kind);
      const bool mine = std::find(small.begin(), small.end(), large[i - 1]) != small.end();
      strides[i - 1] = mine ? stride : 0;
      if (mine) stride *= counts[i - 1];
    }
    const std::size_t rows = rows_of(order, large, large.size());
    for (std::size_t row = 0; row < rows; ++row) {
      std::size_t rest = row;
      std::size_t at = base;
      for (std::size_t i = large.size(); i > 0; --i) {
        at += rest % counts[i - 1] * strides[i - 1];
        rest /= counts[i - 1];
      }
      map.push_back(static_cast<std::uint32_t>(at));
    }
    base += stride;
  }
  return map;
}

void ColumnRunner::any(const ColumnNode& node, BitWord* yes, BitWord* no) const {
  const Planes kid = planes(node.kids[0]);
  const ColumnSpace& space = program_.spaces[static_cast<std::size_t>(node.space)];
  BitWriter yes_writer(yes);
  BitWriter no_writer(no);
  std::size_t from = 0;
  for (std::size_t order = 0; order < count_; ++order) {
    const std::size_t rows = rows_of(order, space, space.size());
    const std::size_t segment = count(order, node.kind);
    for (std::size_t row = 0; row < rows; ++row) {
      bool some = false;
      bool every_no = true;
      for (std::size_t left = segment; left > 0;) {
        const std::size_t part = std::min<std::size_t>(left, 56);
        some = some || bits_at(kid.yes, from, part) != 0;
        every_no = every_no && bits_at(kid.no, from, part) == (BitWord{1} << part) - 1;
        from += part;
        left -= part;
      }
      yes_writer.put(some ? 1 : 0, 1);
      no_writer.put(every_no ? 1 : 0, 1);
    }
  }
  yes_writer.finish();
  no_writer.finish();
}

void ColumnRunner::residual(std::size_t order, std::string& out) const {
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
      if (yes || no || node.op != ColumnOp::kFinite) continue;
      const std::size_t at = group_->begin[kind][first_] + row;
      out.push_back(static_cast<char>(group_->columns[kind].codes[node.place][at]));
    }
  }
}

}  // namespace licet::rules
