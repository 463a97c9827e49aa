// Three-valued truth (Kleene): unknown is neither false nor true.
#pragma once

#include <cstdint>

namespace licet {

enum class Truth : std::uint8_t { kFalse = 0, kUnknown = 1, kTrue = 2 };

inline constexpr Truth truth_of(bool b) {
  return b ? Truth::kTrue : Truth::kFalse;
}
inline constexpr Truth operator!(Truth a) {
  return static_cast<Truth>(2 - static_cast<int>(a));
}
inline constexpr Truth both(Truth a, Truth b) {
  return a < b ? a : b;
}  // and: false decides
inline constexpr Truth either(Truth a, Truth b) {
  return a < b ? b : a;
}  // or: true decides

inline constexpr const char* to_string(Truth a) {
  return a == Truth::kTrue ? "true" : a == Truth::kFalse ? "false" : "unknown";
}

}  // namespace licet
