// How much larger a property test is than in CI: `./dev soak` sets it, tests of the suite `soak` multiply their counts
// by it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace licet::test {

// A number from 1 on that the environment names; 1 where it names none.
inline long number_from_environment(const char* name) {
  const char* text = std::getenv(name);
  return std::max(1L, text == nullptr ? 1 : std::strtol(text, nullptr, 10));
}

// 1 unless the environment's LICET_SOAK says more.
inline long soak_factor() {
  return number_from_environment("LICET_SOAK");
}

// Seeds of a test over random laws, that many times the factor: from 1 on, or from the environment's LICET_SOAK_FROM,
// for laws that no soak before has made.
inline std::vector<std::uint32_t> soak_seeds(long count) {
  std::vector<std::uint32_t> out(static_cast<std::size_t>(count * soak_factor()));
  std::iota(out.begin(), out.end(), static_cast<std::uint32_t>(number_from_environment("LICET_SOAK_FROM")));
  return out;
}

}  // namespace licet::test
