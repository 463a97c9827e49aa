#include "rules/columns/node_pool.h"

#include <algorithm>
#include <string_view>

namespace licet::rules {

NodePool::NodePool() {
  space({});
  for (const ColumnOp op : {ColumnOp::kTrue, ColumnOp::kOpen, ColumnOp::kOpaque}) {
    ColumnNode node;
    node.op = op;
    add(node);
  }
}

std::size_t NodePool::NodeHash::operator()(const ColumnNode& node) const {
  constexpr std::size_t kPrime = 1099511628211U;  // FNV-1a, by fields
  std::size_t out = 14695981039346656037U;
  const auto mix = [&](std::size_t field) { out = (out ^ field) * kPrime; };
  mix(static_cast<std::size_t>(node.op) * 64 + static_cast<std::size_t>(node.kind));
  mix(static_cast<std::size_t>(node.space));
  mix(node.place);
  mix(static_cast<std::size_t>(node.table));
  mix(node.other_place);
  mix(static_cast<std::size_t>(node.other_table));
  mix(static_cast<std::size_t>(node.at_least));
  mix(static_cast<std::size_t>(node.below));
  for (const ColumnLiteral kid : node.kids) mix(kid);
  return out ^ out >> 32U;
}

int NodePool::space(const ColumnSpace& space) {
  const auto found = std::find(spaces_.begin(), spaces_.end(), space);
  if (found != spaces_.end()) return static_cast<int>(found - spaces_.begin());
  spaces_.push_back(space);
  return static_cast<int>(spaces_.size()) - 1;
}

std::size_t NodePool::TableHash::operator()(const CodeTable& table) const {
  static_assert(sizeof(Truth) == 1);
  return std::hash<std::string_view>()({reinterpret_cast<const char*>(table.data()), table.size()});
}

std::size_t NodePool::TableHash::operator()(const ColumnTable& table) const {
  return std::hash<std::string_view>()({reinterpret_cast<const char*>(table.data()), table.size()});
}

int NodePool::table(const ColumnTable& table) {
  const auto [found, added] = known_tables_.emplace(table, static_cast<int>(tables_.size()));
  if (added) tables_.push_back(table);
  return found->second;
}

int NodePool::code_table(const CodeTable& table) {
  const auto [found, added] = known_code_tables_.emplace(table, static_cast<int>(code_tables_.size()));
  if (added) code_tables_.push_back(table);
  return found->second;
}

ColumnLiteral NodePool::add(const ColumnNode& node) {
  const auto [found, added] = known_.emplace(node, nodes_.size());
  if (added) {
    bool opaque = node.op == ColumnOp::kOpaque;
    for (const ColumnLiteral kid : node.kids) opaque = opaque || is_opaque(kid);
    nodes_.push_back(node);
    opaque_.push_back(opaque);
  }
  return static_cast<ColumnLiteral>(found->second * 2);
}

int NodePool::united(const std::vector<ColumnLiteral>& kids) {
  ColumnSpace all;
  for (const ColumnLiteral kid : kids) {
    if (is_constant(kid)) continue;
    const ColumnSpace& one = spaces_[static_cast<std::size_t>(space_of(kid))];
    all.insert(all.end(), one.begin(), one.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return space(all);
}

ColumnLiteral NodePool::spread(ColumnLiteral literal, int space) {
  if (is_constant(literal) || space_of(literal) == space) return literal;
  ColumnNode node;
  node.op = ColumnOp::kSpread;
  node.space = space;
  node.kids = {literal & ~1U};
  return add(node) | (literal & 1U);
}

ColumnLiteral NodePool::both(std::vector<ColumnLiteral> kids) {
  std::sort(kids.begin(), kids.end());
  kids.erase(std::unique(kids.begin(), kids.end()), kids.end());
  if (std::find(kids.begin(), kids.end(), kNever) != kids.end()) return kNever;
  std::erase(kids, kAlways);
  if (kids.empty()) return kAlways;
  if (kids.size() == 1) return kids.front();
  const int whole = united(kids);
  // Kids of one space first, so that each space is spread once.
  std::map<int, std::vector<ColumnLiteral>> by_space;
  for (const ColumnLiteral kid : kids) by_space[is_constant(kid) ? whole : space_of(kid)].push_back(kid);
  ColumnNode node;
  node.op = ColumnOp::kAnd;
  node.space = whole;
  for (auto& [space, group] : by_space) {
    if (space == whole) {
      node.kids.insert(node.kids.end(), group.begin(), group.end());
    } else {
      node.kids.push_back(spread(both(std::move(group)), whole));
    }
  }
  std::sort(node.kids.begin(), node.kids.end());
  return add(node);
}

ColumnLiteral NodePool::either(std::vector<ColumnLiteral> kids) {
  for (ColumnLiteral& kid : kids) kid = inverted(kid);
  return inverted(both(std::move(kids)));
}

ColumnLiteral NodePool::choose(ColumnLiteral condition, ColumnLiteral then, ColumnLiteral otherwise) {
  if (condition == kAlways || then == otherwise) return then;
  if (condition == kNever) return otherwise;
  ColumnNode node;
  node.op = ColumnOp::kChoose;
  node.space = united({condition, then, otherwise});
  node.kids = {spread(condition, node.space), spread(then, node.space), spread(otherwise, node.space)};
  return add(node);
}

ColumnLiteral NodePool::surely(ColumnLiteral kid) {
  if (kid == kAlways || kid == kNever) return kid;
  if (is_constant(kid)) return kNever;
  ColumnNode node;
  node.op = ColumnOp::kSurely;
  node.space = space_of(kid);
  node.kids = {kid};
  return add(node);
}

ColumnLiteral NodePool::present(EntityKind kind) {
  if (kind == EntityKind::kLeg || kind == EntityKind::kItem) return kAlways;  // every order has one
  ColumnNode node;
  node.op = ColumnOp::kPresent;
  node.kind = kind;
  return add(node);
}

// What a conjunction or disjunction has that does not read the last dimension stands outside: it is asked once, not for
// each row.
ColumnLiteral NodePool::any(ColumnLiteral kid, const ColumnDimension& dimension) {
  if (!reads(kid, dimension)) return both({present(dimension.kind), kid});
  const ColumnNode inner = nodes_[node_of(kid)];
  if (inner.op == ColumnOp::kAnd) {
    std::vector<ColumnLiteral> within;
    std::vector<ColumnLiteral> apart;
    for (const ColumnLiteral one : inner.kids) {
      const ColumnLiteral source = unspread(one);
      (reads(source, dimension) ? within : apart).push_back(source);
    }
    if (!apart.empty() && !is_inverted(kid)) {
      apart.push_back(any(both(std::move(within)), dimension));
      return both(std::move(apart));
    }
    if (!apart.empty()) {
      const ColumnLiteral some_apart = both({present(dimension.kind), inverted(both(std::move(apart)))});
      return either({some_apart, any(inverted(both(std::move(within))), dimension)});
    }
  }
  ColumnSpace rest = spaces_[static_cast<std::size_t>(space_of(kid))];
  rest.pop_back();
  ColumnNode node;
  node.op = ColumnOp::kAny;
  node.space = space(rest);
  node.kind = dimension.kind;
  node.kids = {kid};
  return add(node);
}

bool NodePool::reads(ColumnLiteral literal, const ColumnDimension& last) const {
  if (is_constant(literal)) return false;
  const ColumnSpace& rows = spaces_[static_cast<std::size_t>(space_of(literal))];
  return !rows.empty() && rows.back() == last;
}

// What was spread to the larger space, or the literal itself.
ColumnLiteral NodePool::unspread(ColumnLiteral literal) const {
  const ColumnNode& node = nodes_[node_of(literal)];
  return node.op == ColumnOp::kSpread ? node.kids[0] ^ (literal & 1U) : literal;
}

ColumnLiteral NodePool::in_order(ColumnLiteral literal) {
  while (!is_constant(literal) && space_of(literal) != 0) {
    const ColumnSpace space_now = spaces_[static_cast<std::size_t>(space_of(literal))];
    literal = any(literal, space_now.back());
  }
  return literal;
}

// A few at a time, so that their planes need not all be kept until the end.
void Gathered::add(ColumnLiteral literal) {
  constexpr std::size_t kAtATime = 16;
  std::vector<ColumnLiteral>& mine = by_space_[pool_.space_of(literal)];
  mine.push_back(literal);
  if (mine.size() == kAtATime) mine = {pool_.either(std::move(mine))};
}

ColumnLiteral Gathered::in_order() {
  std::vector<ColumnLiteral> all;
  all.reserve(by_space_.size());
  for (auto& [space, literals] : by_space_) all.push_back(pool_.in_order(pool_.either(std::move(literals))));
  by_space_.clear();
  return pool_.either(std::move(all));
}

// Codes that all tables in use say the same of are one class. Those that a byte cannot number are left open.
void NodePool::make_classes(ColumnProgram& program) {
  std::map<int, int> class_table;  // by code table in use
  for (const ColumnNode& node : program.nodes) {
    if (node.op == ColumnOp::kCode) class_table.emplace(node.table, 0);
  }
  if (class_table.empty()) return;
  constexpr std::size_t kUnsorted = kMostCodes - 1;
  const std::vector<std::size_t> class_of = classes_by(class_table);
  std::vector<std::size_t> first;  // code of each class
  for (std::size_t code = 0; code < class_of.size(); ++code) {
    if (class_of[code] == first.size() && first.size() < kUnsorted) first.push_back(code);
    program.opaque = program.opaque || class_of[code] >= kUnsorted;
    program.class_of_code.push_back(static_cast<CellCode>(std::min(class_of[code], kUnsorted)));
  }
  for (auto& [of_codes, made] : class_table) {
    ColumnTable of_classes{};
    for (std::size_t i = 0; i < first.size(); ++i)
      of_classes[i] = mark_of(code_tables_[static_cast<std::size_t>(of_codes)][first[i]]);
    made = table(of_classes);
  }
  for (ColumnNode& node : program.nodes) {
    if (node.op == ColumnOp::kCode) node.table = class_table.at(node.table);
  }
}

// Classes are split table by table; they are numbered as they are first met.
std::vector<std::size_t> NodePool::classes_by(const std::map<int, int>& tables) const {
  constexpr std::size_t kValues = 4;  // places for the three truths
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> out(code_tables_[static_cast<std::size_t>(tables.begin()->first)].size());
  std::size_t classes = 1;
  std::vector<std::size_t> split;
  for (const auto& [number, made] : tables) {
    const CodeTable& says = code_tables_[static_cast<std::size_t>(number)];
    split.assign(classes * kValues, kNone);
    classes = 0;
    for (std::size_t code = 0; code < out.size(); ++code) {
      std::size_t& part = split[out[code] * kValues + static_cast<std::size_t>(says[code])];
      if (part == kNone) part = classes++;
      out[code] = part;
    }
  }
  return out;
}

void NodePool::finish(ColumnProgram& program) {
  std::vector<bool> needed(nodes_.size());
  const auto need = [&](ColumnLiteral literal) { needed[node_of(literal)] = true; };
  for (const ColumnLiteral root :
       {kAlways, kOpenAlways, kOpaqueAlways, program.subject, program.some, program.bare, program.denial}) {
    need(root);
  }
  for (std::size_t i = nodes_.size(); i > 0; --i) {
    if (!needed[i - 1]) continue;
    for (const ColumnLiteral kid : nodes_[i - 1].kids) need(kid);
  }
  std::vector<ColumnLiteral> number(nodes_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!needed[i]) continue;
    number[i] = static_cast<ColumnLiteral>(program.nodes.size() * 2);
    ColumnNode node = nodes_[i];
    for (ColumnLiteral& kid : node.kids) kid = number[node_of(kid)] | (kid & 1U);
    program.opaque = program.opaque || (i > node_of(kOpaqueAlways) && opaque_[i]);
    program.nodes.push_back(std::move(node));
  }
  const auto renumber = [&](ColumnLiteral& literal) { literal = number[node_of(literal)] | (literal & 1U); };
  for (ColumnLiteral* root : {&program.subject, &program.some, &program.bare, &program.denial}) {
    program.opaque = program.opaque || *root == kOpaqueAlways;
    renumber(*root);
  }
  make_classes(program);
  program.spaces = std::move(spaces_);
  program.tables = std::move(tables_);
}

}  // namespace licet::rules
