// Integrated circuits with the figures that the control list asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/rational.h"
#include "model/party.h"

namespace licet {

// One variant of a chip as it is sold. A missing figure is not known, never zero.
struct Chip {
  std::string name;
  std::vector<std::string> aliases;  // names it is asked for by; several chips may share one
  std::string vendor;                // the company that designed it
  std::string vendor_headquarters;   // a place; empty: not known
  std::optional<int> release_year;
  std::optional<bool> for_data_centers;  // designed or marketed for data centers
  std::optional<bool> non_planar;        // made with non-planar transistors
  std::optional<bool> gp10_named;        // named by a guidance on General Prohibition Ten
  std::optional<Rational> tpp;           // total processing performance (3A090 technical note 1)
  std::optional<Rational> applicable_die_area_mm2;
  std::optional<Rational> io_bandwidth_gb_s;  // all external input and output, both directions
  std::optional<Rational> dram_bandwidth_gb_s;
  std::string source;
  std::string note;
  Certainty certainty = Certainty::kC;  // of the processing figures
  Certainty io_certainty = Certainty::kC;
};

}  // namespace licet
