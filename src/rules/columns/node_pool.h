// Makes the nodes of a column program: equal nodes are one, constants are folded, and each node lives in the smallest
// space of rows that its leaves need.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "rules/columns/program.h"

namespace licet::rules {

inline constexpr ColumnLiteral kAlways = 0;
inline constexpr ColumnLiteral kNever = 1;
inline constexpr ColumnLiteral kOpenAlways = 2;
inline constexpr ColumnLiteral kOpaqueAlways = 4;

inline constexpr std::size_t node_of(ColumnLiteral literal) {
  return literal >> 1U;
}
inline constexpr bool is_inverted(ColumnLiteral literal) {
  return (literal & 1U) != 0;
}
inline constexpr ColumnLiteral inverted(ColumnLiteral literal) {
  return literal >= kOpenAlways && literal < 6 ? literal & ~1U : literal ^ 1U;
}

class NodePool {
 public:
  NodePool();

  int space(const ColumnSpace& space);
  int table(const ColumnTable& table);
  int code_table(const CodeTable& table);  // all of one size
  ColumnLiteral add(const ColumnNode& node);

  ColumnLiteral both(std::vector<ColumnLiteral> kids);
  ColumnLiteral either(std::vector<ColumnLiteral> kids);
  ColumnLiteral choose(ColumnLiteral condition, ColumnLiteral then, ColumnLiteral otherwise);
  ColumnLiteral surely(ColumnLiteral kid);
  ColumnLiteral present(EntityKind kind);
  // True for some row of the dimension, which is the last one where the literal has it.
  ColumnLiteral any(ColumnLiteral kid, const ColumnDimension& dimension);
  // True for some row of the order.
  ColumnLiteral in_order(ColumnLiteral literal);

  bool is_opaque(ColumnLiteral literal) const { return opaque_[node_of(literal)]; }
  // Moves what the roots of the program need into it and numbers it anew.
  void finish(ColumnProgram& program);

 private:
  static bool is_constant(ColumnLiteral literal) { return literal < 6; }
  int space_of(ColumnLiteral literal) const { return nodes_[node_of(literal)].space; }
  friend class Gathered;
  ColumnLiteral spread(ColumnLiteral literal, int space);
  ColumnLiteral unspread(ColumnLiteral literal) const;
  bool reads(ColumnLiteral literal, const ColumnDimension& last) const;
  int united(const std::vector<ColumnLiteral>& kids);
  void make_classes(ColumnProgram& program);
  std::vector<std::size_t> classes_by(const std::map<int, int>& tables) const;

  std::vector<ColumnNode> nodes_;
  std::vector<bool> opaque_;
  struct TableHash {
    std::size_t operator()(const CodeTable& table) const;
    std::size_t operator()(const ColumnTable& table) const;
  };
  struct NodeHash {
    std::size_t operator()(const ColumnNode& node) const;
  };
  std::unordered_map<ColumnNode, std::size_t, NodeHash> known_;
  std::vector<ColumnSpace> spaces_;
  std::vector<ColumnTable> tables_;
  std::unordered_map<ColumnTable, int, TableHash> known_tables_;
  std::vector<CodeTable> code_tables_;
  std::unordered_map<CodeTable, int, TableHash> known_code_tables_;
};

// Whether some one of many literals is true for some row of the order. They are joined while they have the same rows.
class Gathered {
 public:
  explicit Gathered(NodePool& pool) : pool_(pool) {}
  void add(ColumnLiteral literal);
  // Of all that were added; empties it.
  ColumnLiteral in_order();

 private:
  NodePool& pool_;
  std::map<int, std::vector<ColumnLiteral>> by_space_;
};

}  // namespace licet::rules
