// Task R by hand: three-valued loops over columns, the limit that an engine is held against.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace licet::bench {

// Outcomes of task R, as its answers name them.
inline constexpr const char* kTaskROutcomes[] = {"no_license_required", "license_required", "prohibited", "undecided"};

struct LoopColumns {
  std::vector<std::int32_t> date;          // yyyymmdd
  std::vector<double> tpp, pd, score, io;  // not a number: missing
  std::vector<std::uint8_t> data_center;
  std::vector<std::uint16_t> destination, headquarters;  // five parties an order
  std::vector<std::uint32_t> listings{0};                // end of the listings of each order, behind a 0
  std::vector<std::int32_t> from, until;
  std::vector<std::uint8_t> denial;
  void clear();
};

// Reads JSON lines with simdjson; false if the bench was built without it.
bool read_with_simdjson(const std::string& lines, LoopColumns& out);

// One outcome (a place in kTaskROutcomes) for each order.
void decide_by_loops(const LoopColumns& columns, std::vector<std::uint8_t>& out);

}  // namespace licet::bench
