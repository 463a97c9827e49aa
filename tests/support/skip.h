// LICET_SKIP("reason"): leaves a test case that cannot run here, and says so. doctest has no skip at run time, so `dev`
// counts the lines `skipped: reason`; such a case is not counted as passed.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

// Use it in the body of a TEST_CASE, before any SUBCASE.
#define LICET_SKIP(reason)                                                                 \
  do {                                                                                     \
    std::printf("skipped: %s (%s:%d)\n", std::string(reason).c_str(), __FILE__, __LINE__); \
    return;                                                                                \
  } while (false)

namespace licet::test {

// Folder of the real lists and labelled cases, from the environment variable LICET_SHARED_DIR; nothing if it is not
// set.
inline std::optional<std::string> shared_dir() {
  const char* folder = std::getenv("LICET_SHARED_DIR");
  if (folder == nullptr || *folder == '\0') return std::nullopt;
  return std::string(folder);
}

}  // namespace licet::test
