// How much larger a property test is than in CI: `./dev soak` sets it, tests of the suite `soak` multiply their counts
// by it.
#pragma once

#include <cstdlib>

namespace licet::test {

// 1 unless the environment's LICET_SOAK says more.
inline long soak_factor() {
  const char* text = std::getenv("LICET_SOAK");
  const long factor = text == nullptr ? 1 : std::strtol(text, nullptr, 10);
  return factor < 1 ? 1 : factor;
}

}  // namespace licet::test
