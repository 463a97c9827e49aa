// The labelled sets of LICET_SHARED_DIR, measured: one line for each set and script, rows for choosing (dev) and rows
// for reporting (test) apart. A row is of the test part if the first byte of the SHA-256 of its key is 205 or more (a
// fifth).
#pragma once

#include <string>
#include <vector>

namespace licet::bench {

struct Options {
  std::string folder;             // LICET_SHARED_DIR
  std::vector<std::string> only;  // sets to measure; empty: all
  bool print_wrong = false;       // the wrong rows of the dev part
  bool print_curve = false;       // recall and false alarms by threshold, of the sets measured
  unsigned every = 1;             // every n-th row of the sets that screen against a list
};

// One figure: how many of how many.
struct Count {
  std::size_t good = 0;
  std::size_t all = 0;
  double share() const { return all == 0 ? 0 : static_cast<double>(good) / static_cast<double>(all); }
};

struct Line {
  std::string set;
  std::string measure;
  double dev = 0;
  double test = 0;
  double whole = 0;
  std::size_t rows = 0;
  std::string goal;
  std::string peer;  // the best published or measured figure of another engine, with its name
};

// Measures and prints each line as it is known.
std::vector<Line> measure(const Options& options);

}  // namespace licet::bench
