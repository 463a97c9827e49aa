// The column program of one epoch: the nodes of its plan over spaces of rows, equal nodes once, constants folded away.
// Each node is two planes of bits, "surely" and "surely not"; a bit that is in neither plane is unknown. A node of the
// plan that columns cannot evaluate reads as unknown: that can only leave an order undecided, never decide it wrongly,
// and undecided orders go to the scalar search.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "rules/columns/layout.h"
#include "rules/plan/plan.h"

namespace licet::rules {

// A node, or (odd) its negation: the planes of a negation are those of its node, exchanged.
using ColumnLiteral = std::uint32_t;

enum class ColumnOp : std::uint8_t {
  kTrue,
  kOpen,     // nothing stated could settle it
  kOpaque,   // not evaluated here
  kFinite,   // a cell's code is looked up in a table
  kCode,     // the class of an item's code is looked up in a table
  kFigure,   // a figure is at least a limit
  kEqual,    // a figure is a limit
  kSame,     // the meanings of two cells of one row are one
  kPresent,  // the order has an entity of the kind
  kAnd,
  kChoose,  // kids: condition, if true, if false
  kSurely,  // true where the kid is, else false
  kSpread,  // the kid, once for each row of a larger space
  kAny,     // true for some row of the last dimension
};

// A bound name that ranges over the entities of one kind. Level 0: the line's leg and item; quantifiers count from 1,
// outside in.
struct ColumnDimension {
  int level = 0;
  EntityKind kind = EntityKind::kOrder;
  auto operator<=>(const ColumnDimension&) const = default;
};

// Rows of a node: for each order all combinations of entities, the last dimension fastest. No dimension: one an order.
using ColumnSpace = std::vector<ColumnDimension>;

// By code, or by class of codes: 1 surely, 2 surely not, 0 unknown. A table of meanings: equal numbers mean the same,
// 0 is open.
using ColumnTable = std::array<std::uint8_t, kMostCodes>;
using CodeTable = std::vector<Truth>;  // by code of items

inline constexpr std::uint8_t mark_of(Truth value) {
  return value == Truth::kTrue ? 1 : value == Truth::kFalse ? 2 : 0;
}

struct ColumnNode {
  ColumnOp op = ColumnOp::kTrue;
  int space = 0;
  std::vector<ColumnLiteral> kids;
  EntityKind kind = EntityKind::kOrder;  // leaves
  std::size_t place = 0;                 // column of the leaf, among those of its kind
  int table = 0;                         // kFinite, kCode, kSame: of meanings
  std::size_t other_place = 0;           // kSame: the second column
  int other_table = 0;                   // kSame: of its meanings
  FigureCell at_least = 0;               // kFigure: surely from this cell on; kEqual: the cell
  FigureCell below = 0;                  // kFigure: surely not below this cell
  bool operator==(const ColumnNode&) const = default;
};

struct ColumnProgram {
  std::vector<ColumnNode> nodes;  // kids before those that read them
  std::vector<ColumnSpace> spaces;
  std::vector<ColumnTable> tables;
  std::vector<CellCode> class_of_code;  // by code of items: codes of one class are one to all nodes
  bool opaque = false;                  // some node is not evaluated here
  std::vector<int> figures;             // columns that such nodes read
  bool untold = false;                  // such nodes read more than these columns
  // Whether findings switch assumptions off is not evaluated here: the program decides nothing.
  bool unsure_of_findings = false;
  // Of the order: is some line subject; does some requirement, one without an exception, one that demands denial hold?
  ColumnLiteral subject = 0;
  ColumnLiteral some = 0;
  ColumnLiteral bare = 0;
  ColumnLiteral denial = 0;
  std::size_t stated_codes = 0;  // of the layout, when the program was made
};

// All arguments must outlive the program. `profile` may be nullptr.
std::shared_ptr<const ColumnProgram> make_column_program(const ColumnLayout& layout, const DayPlan& plan,
                                                         const Decl* profile);

}  // namespace licet::rules
