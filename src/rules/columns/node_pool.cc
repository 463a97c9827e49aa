#include "rules/columns/node_pool.h"

#include <algorithm>

namespace licet::rules {

NodePool::NodePool() {
  space({});
  for (const ColumnOp op : {ColumnOp::kTrue, ColumnOp::kOpen, ColumnOp::kOpaque}) {
    ColumnNode node;
    node.op = op;
    add(node);
  }
}

int NodePool::space(const ColumnSpace& space) {
  const auto found = std::find(spaces_.begin(), spaces_.end(), space);
  if (found != spaces_.end()) return static_cast<int>(found - spaces_.begin());
  spaces_.push_back(space);
  return static_cast<int>(spaces_.size()) - 1;
}

int NodePool::table(const ColumnTable& table) {
  const auto [found, added] = known_tables_.emplace(table, static_cast<int>(tables_.size()));
  if (added) tables_.push_back(table);
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

ColumnLiteral NodePool::any(ColumnLiteral kid, const ColumnDimension& dimension) {
  const ColumnSpace& space_now = spaces_[static_cast<std::size_t>(space_of(kid))];
  if (is_constant(kid) || space_now.empty() || space_now.back() != dimension)
    return both({present(dimension.kind), kid});
  ColumnSpace rest = space_now;
  rest.pop_back();
  ColumnNode node;
  node.op = ColumnOp::kAny;
  node.space = space(rest);
  node.kind = dimension.kind;
  node.kids = {kid};
  return add(node);
}

ColumnLiteral NodePool::in_order(ColumnLiteral literal) {
  while (!is_constant(literal) && space_of(literal) != 0) {
    const ColumnSpace space_now = spaces_[static_cast<std::size_t>(space_of(literal))];
    literal = any(literal, space_now.back());
  }
  return literal;
}

void NodePool::finish(ColumnProgram& program) {
  std::vector<bool> needed(nodes_.size());
  const auto need = [&](ColumnLiteral literal) { needed[node_of(literal)] = true; };
  for (const ColumnLiteral root :
       {kAlways, kOpenAlways, kOpaqueAlways, program.subject, program.some, program.bare, program.denial}) {
    need(root);
  }
  for (const auto& [rule, literal] : program.rules) need(literal);
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
  for (auto& [rule, literal] : program.rules) renumber(literal);
  program.spaces = std::move(spaces_);
  program.tables = std::move(tables_);
}

}  // namespace licet::rules
