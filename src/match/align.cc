#include "match/align.h"

#include <algorithm>
#include <limits>

namespace licet {

namespace {

// Shares in hundredths.
constexpr std::int64_t kPersonListedShare = 15;
constexpr std::int64_t kOrganizationListedShare = 20;
constexpr std::int64_t kPersonConflictShare = 150;
constexpr std::int64_t kOrganizationConflictShare = 60;

// What a pair brings: the query's weight times the likeness, and the charge that the listed word no longer costs.
std::int64_t value_of(std::int64_t weight, const Similarity& s, std::int64_t charge) {
  return weight * s.value * 100 + charge * 1'000'000;
}

// Maximum-weight assignment of rows to columns; values below 1 are no pairs. Returns the column of each row, or -1.
class Assignment {
 public:
  Assignment(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns), value_(rows * columns, 0) {}

  std::int64_t& at(std::size_t row, std::size_t column) { return value_[row * columns_ + column]; }
  std::int64_t at(std::size_t row, std::size_t column) const { return value_[row * columns_ + column]; }

  std::vector<std::ptrdiff_t> solve() const {
    std::vector<std::ptrdiff_t> out(rows_, -1);
    if (row_maxima(out)) return out;
    if (rows_ <= columns_) {
      out = hungarian([this](std::size_t r, std::size_t c) { return at(r, c); }, rows_, columns_);
    } else {
      const auto turned = hungarian([this](std::size_t r, std::size_t c) { return at(c, r); }, columns_, rows_);
      out.assign(rows_, -1);
      for (std::size_t c = 0; c < columns_; ++c) {
        if (turned[c] >= 0) out[static_cast<std::size_t>(turned[c])] = static_cast<std::ptrdiff_t>(c);
      }
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      if (out[r] >= 0 && at(r, static_cast<std::size_t>(out[r])) <= 0) out[r] = -1;
    }
    return out;
  }

 private:
  // If every row's best column is another one, the row maxima are the optimum.
  bool row_maxima(std::vector<std::ptrdiff_t>& out) const {
    std::vector<bool> used(columns_, false);
    for (std::size_t r = 0; r < rows_; ++r) {
      std::size_t best = 0;
      std::int64_t most = 0;
      for (std::size_t c = 0; c < columns_; ++c) {
        if (at(r, c) > most) most = at(r, c), best = c;
      }
      if (most == 0) continue;
      if (used[best]) return false;
      used[best] = true;
      out[r] = static_cast<std::ptrdiff_t>(best);
    }
    return true;
  }

  // Shortest augmenting paths with potentials, O(rows^2 columns); rows <= columns.
  template <typename Value>
  static std::vector<std::ptrdiff_t> hungarian(const Value& value, std::size_t rows, std::size_t columns) {
    constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
    std::vector<std::int64_t> row_price(rows + 1, 0);
    std::vector<std::int64_t> column_price(columns + 1, 0);
    std::vector<std::size_t> row_of(columns + 1, 0);
    std::vector<std::size_t> way(columns + 1, 0);
    for (std::size_t row = 1; row <= rows; ++row) {
      row_of[0] = row;
      std::size_t column = 0;
      std::vector<std::int64_t> least(columns + 1, kFar);
      std::vector<bool> done(columns + 1, false);
      do {
        done[column] = true;
        const std::size_t r = row_of[column];
        std::int64_t delta = kFar;
        std::size_t next = 0;
        for (std::size_t c = 1; c <= columns; ++c) {
          if (done[c]) continue;
          const std::int64_t cost = -value(r - 1, c - 1) - row_price[r] - column_price[c];
          if (cost < least[c]) least[c] = cost, way[c] = column;
          if (least[c] < delta) delta = least[c], next = c;
        }
        for (std::size_t c = 0; c <= columns; ++c) {
          if (done[c]) {
            row_price[row_of[c]] += delta;
            column_price[c] -= delta;
          } else {
            least[c] -= delta;
          }
        }
        column = next;
      } while (row_of[column] != 0);
      for (; column != 0; column = way[column]) row_of[column] = row_of[way[column]];
    }
    std::vector<std::ptrdiff_t> out(rows, -1);
    for (std::size_t c = 1; c <= columns; ++c) {
      if (row_of[c] != 0) out[row_of[c] - 1] = static_cast<std::ptrdiff_t>(c - 1);
    }
    return out;
  }

  std::size_t rows_;
  std::size_t columns_;
  std::vector<std::int64_t> value_;
};

class Aligner {
 public:
  Aligner(const Reading& query, const Reading& listed) : q_(query), l_(listed) {
    for (const Position& p : l_.positions) charge_.push_back(listed_charge_of(q_, p));
    singles_.resize(q_.positions.size() * l_.positions.size());
    for (std::size_t i = 0; i < q_.positions.size(); ++i) {
      for (std::size_t j = 0; j < l_.positions.size(); ++j) {
        single(i, j) = similarity(q_.positions[i], l_.positions[j], q_.kind);
      }
    }
    collect_joins();
  }

  Alignment run() {
    try_joins(0);
    finish();
    return std::move(best_);
  }

 private:
  Similarity& single(std::size_t i, std::size_t j) { return singles_[i * l_.positions.size() + j]; }

  std::int64_t charge_of(RunRef run) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < run.count; ++i) sum += charge_[run.first + i];
    return sum;
  }

  std::int64_t value(const AlignedPair& pair) const {
    return value_of(pair.weight, pair.similarity, charge_of(pair.listed));
  }

  static std::vector<std::pair<RunRef, Position>> runs_of(const Reading& reading) {
    std::vector<std::pair<RunRef, Position>> out;
    for (std::size_t count = 1; count <= kMaxRun; ++count) {
      for (std::size_t first = 0; first + count <= reading.positions.size(); ++first) {
        out.emplace_back(RunRef{first, count}, joined_run(reading, first, count));
      }
    }
    return out;
  }

  void collect_joins() {
    if (q_.positions.size() < 2 && l_.positions.size() < 2) return;
    const auto query_runs = runs_of(q_);
    const auto listed_runs = runs_of(l_);
    for (const auto& [x, query_run] : query_runs) {
      for (const auto& [y, listed_run] : listed_runs) {
        if (x.count == 1 && y.count == 1) continue;
        const Similarity s = similarity(query_run, listed_run, q_.kind);
        if (s.value > 0) joins_.push_back({x, y, s, query_run.weight});
      }
    }
    std::stable_sort(joins_.begin(), joins_.end(),
                     [this](const auto& a, const auto& b) { return value(a) > value(b); });
    if (joins_.size() > kMaxJoins) joins_.resize(kMaxJoins);
  }

  static bool overlap(RunRef a, RunRef b) { return a.first < b.first + b.count && b.first < a.first + a.count; }

  // All sets of joins that do not overlap, the empty one first.
  void try_joins(std::size_t from) {
    evaluate();
    for (std::size_t i = from; i < joins_.size(); ++i) {
      const bool free = std::none_of(chosen_.begin(), chosen_.end(), [&](const AlignedPair& pair) {
        return overlap(pair.query, joins_[i].query) || overlap(pair.listed, joins_[i].listed);
      });
      if (!free) continue;
      chosen_.push_back(joins_[i]);
      try_joins(i + 1);
      chosen_.pop_back();
    }
  }

  static std::vector<std::size_t> outside(std::size_t size, const std::vector<AlignedPair>& pairs,
                                          RunRef AlignedPair::* side) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < size; ++i) {
      const bool inside =
          std::any_of(pairs.begin(), pairs.end(), [&](const auto& p) { return overlap(p.*side, RunRef{i, 1}); });
      if (!inside) out.push_back(i);
    }
    return out;
  }

  void evaluate() {
    const auto rows = outside(q_.positions.size(), chosen_, &AlignedPair::query);
    const auto columns = outside(l_.positions.size(), chosen_, &AlignedPair::listed);
    Assignment assignment(rows.size(), columns.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const Similarity& s = single(rows[r], columns[c]);
        if (s.value > 0) assignment.at(r, c) = value_of(q_.positions[rows[r]].weight, s, charge_[columns[c]]);
      }
    }
    const auto column_of = assignment.solve();
    std::vector<AlignedPair> pairs = chosen_;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (column_of[r] < 0) continue;
      const std::size_t j = columns[static_cast<std::size_t>(column_of[r])];
      pairs.push_back({{rows[r], 1}, {j, 1}, single(rows[r], j), q_.positions[rows[r]].weight});
    }
    std::int64_t total = 0;
    for (const AlignedPair& pair : pairs) total += value(pair);
    if (total > best_value_) {
      best_value_ = total;
      best_.pairs = std::move(pairs);
    }
  }

  void finish() {
    auto& pairs = best_.pairs;
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.query.first < b.query.first; });
    best_.unmatched_query = outside(q_.positions.size(), pairs, &AlignedPair::query);
    best_.unmatched_listed = outside(l_.positions.size(), pairs, &AlignedPair::listed);
    best_.query_weight = q_.weight;
    for (const AlignedPair& pair : pairs) best_.numerator += pair.weight * pair.similarity.value * 100;
    for (const std::size_t j : best_.unmatched_listed) best_.listed_charge += charge_[j];
    best_.conflict_charge = conflict();
    best_.denominator = best_.query_weight * 100 + best_.listed_charge + best_.conflict_charge;
    if (best_.denominator > 0) best_.score.millionths = static_cast<std::int32_t>(best_.numerator / best_.denominator);
  }

  // Words of both sides that met nothing stand against each other.
  std::int64_t conflict() const {
    std::int64_t query = 0;
    std::int64_t listed = 0;
    for (const std::size_t i : best_.unmatched_query)
      query += can_conflict(q_.positions[i]) ? q_.positions[i].weight : 0;
    for (const std::size_t j : best_.unmatched_listed)
      listed += can_conflict(l_.positions[j]) ? l_.positions[j].weight : 0;
    return conflict_charge_of(q_.kind, query, listed);
  }

  const Reading& q_;
  const Reading& l_;
  std::vector<std::int64_t> charge_;
  std::vector<Similarity> singles_;
  std::vector<AlignedPair> joins_;
  std::vector<AlignedPair> chosen_;
  Alignment best_;
  std::int64_t best_value_ = -1;
};

}  // namespace

std::int64_t listed_charge_of(const Reading& query, const Position& listed) {
  const bool tells =
      listed.kind == WordKind::kName || listed.kind == WordKind::kNumber || listed.kind == WordKind::kPlace;
  const std::int64_t share = query.kind == ReadingKind::kPerson ? kPersonListedShare : kOrganizationListedShare;
  return listed.weight * (query.low_information && tells ? 100 : share);
}

bool can_conflict(const Position& p) {
  return p.kind == WordKind::kName || p.kind == WordKind::kNumber || p.kind == WordKind::kPlace ||
         p.kind == WordKind::kOrganization;
}

std::int64_t conflict_charge_of(ReadingKind kind, std::int64_t query, std::int64_t listed) {
  return std::min(query, listed) * (kind == ReadingKind::kPerson ? kPersonConflictShare : kOrganizationConflictShare);
}

Alignment align(const Reading& query, const Reading& listed) {
  return Aligner(query, listed).run();
}

}  // namespace licet
