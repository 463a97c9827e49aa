// The most capable item that needs no license to a destination on a day. The lines of the law cut the figures into
// finitely many cells; each cell is weighed, and the largest boxes of cells that need no license are the frontier.
// Which figures are driven up, and what else is so, stands in a table of the law. Source: law language, section 13.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/eval/decision.h"

namespace licet::rules {

// The table of the order behind the question: section, then the name under which it is included there.
inline constexpr const char* kFrontierTable = "changes/frontier";

struct FrontierQuestion {
  std::string to;                    // ISO 3166
  Date on;                           // day of the export
  std::optional<Rational> area_max;  // mm2, more than zero
  std::optional<bool> choice;        // the yes-or-no of the table; nothing: both
  Posture posture = Posture::kInForce;
  const Decl* profile = nullptr;
};

// The line that keeps a figure down, and what holds beyond it.
struct FrontierLine {
  std::string drawn_by;  // entry or statement
  std::string cite;
  std::vector<std::string> requirements;  // paragraphs that require a license beyond the line
  std::vector<std::string> perhaps;       // where none surely does: those that may, as facts that are not given decide
};

// One figure of a band. A missing end: the law draws none.
struct FrontierSide {
  int fact = 0;
  std::string metric;  // `tpp`
  std::string unit;
  std::optional<Rational> low;
  std::optional<Rational> high;
  bool low_open = false;
  bool high_open = false;           // the figure must stay below `high`; else it may reach it
  std::vector<FrontierLine> lines;  // what lies beyond `high`
};

// Any item whose figures lie in all sides needs no license.
struct FrontierBand {
  std::optional<bool> choice;       // nothing: either way
  std::vector<FrontierSide> sides;  // in the order of the table; the first one is the capability
  // The least upper bound of the first figure, the bound of the area taken in; nothing: no bound.
  std::optional<Rational> best;
  bool best_open = false;
  bool by_area = false;               // the area, not a line, keeps it down
  std::optional<Rational> area_from;  // least die area, mm2, with which `best` is approached
  // Entries that other facts would decide; that the item is not under them is believed from its stated code.
  std::vector<std::string> open_entries;
};

struct Frontier {
  std::vector<FrontierBand> bands;    // most capable first; none is inside another one
  std::vector<std::string> given;     // `item.kind = integrated_circuit`, with its reason
  std::string choice;                 // fact of the table's yes-or-no, or empty
  int area = -1;                      // fact of the area, or -1
  std::size_t cells = 0;              // weighed
  std::size_t undecided = 0;          // cells left out because facts that are not given keep them open
  std::vector<std::string> unlooked;  // those facts
};

// Errors: kInvalidArgument (a place that is none), kNotFound (the law has no such table), kParse (a row of it).
Result<Frontier> find_frontier(const Law& law, PlanStore& plans, const FrontierQuestion& question);

}  // namespace licet::rules
