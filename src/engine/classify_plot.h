// The entries of a day over two figures of an item, and the chips of the book among them. What is drawn is said by the
// law's table `plot` (law/tables/plot.tsv); the lines are those of the law. A pure function of book, law and day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "base/result.h"
#include "book/book.h"
#include "rules/check/law.h"
#include "rules/facts/interval.h"

namespace licet {

// Entries of the families that hold, and those that hang on facts which are not given.
struct PlotVerdict {
  std::vector<std::string> holds;  // codes, sorted
  std::vector<std::string> open;   // codes, sorted
  std::vector<std::string> needs;  // what the open ones need: `io_bandwidth_gb_s`
  bool operator==(const PlotVerdict&) const = default;
};

struct PlotCell {
  PlotVerdict verdict;           // with the choice as the table sets it
  bool hangs_on_choice = false;  // the other choice gives another verdict
  bool operator==(const PlotCell&) const = default;
};

struct PlotAxis {
  int fact = -1;
  std::string title;
  std::vector<rules::Interval> cells;  // between the lines of the law, lowest first; the lines are their ends
};

struct PlotFamily {
  std::string code;    // `3A090.a`: what is below it belongs to it
  std::string colour;  // `#rrggbb`
  std::string title;
};

struct PlotChip {
  std::string name;
  std::optional<Rational> across;
  std::optional<Rational> up;
  std::optional<bool> choice;  // as the table's choice asks; nothing: not known
  PlotVerdict verdict;
};

struct ClassifyPlot {
  Date on;
  PlotAxis across;
  PlotAxis up;
  std::string choice_title;
  std::vector<PlotFamily> families;  // the gravest first
  std::vector<PlotCell> cells;       // up.cells.size() rows of across.cells.size()
  std::vector<PlotChip> chips;       // in table order

  const PlotCell& at(std::size_t column, std::size_t row) const { return cells[row * across.cells.size() + column]; }
};

// Which family a verdict belongs to: the first of which an entry holds, or for `open` may hold; nothing if none.
std::optional<std::size_t> family_of(const ClassifyPlot& plot, const std::vector<std::string>& codes);

// Errors: kNotFound (the law has no such table), kParse (a row of it that cannot be read).
Result<ClassifyPlot> classify_plot(const Book& book, const rules::Law& law, Date on);

// The picture as SVG, 1380 by 940.
std::string plot_svg(const ClassifyPlot& plot, const std::string& footer);

}  // namespace licet
