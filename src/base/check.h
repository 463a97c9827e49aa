// LICET_CHECK: for what only a defect of ours can break. It stops the program in every build.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace licet {

// Exit code of a defect of ours (docs: contract, exit codes).
inline constexpr int kExitDefect = 70;

[[noreturn]] inline void fail_check(const char* what, const char* file, int line) {
  std::fprintf(stderr, "licet: defect at %s:%d: %s\n", file, line, what);
  std::fflush(stderr);
  std::_Exit(kExitDefect);
}

}  // namespace licet

#define LICET_CHECK(condition)                                             \
  do {                                                                     \
    if (!(condition)) ::licet::fail_check(#condition, __FILE__, __LINE__); \
  } while (false)
