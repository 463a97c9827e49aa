// Scores and explanations: integers, so that every machine gives the same answer.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace licet {

// A likeness in millionths, 0 to 1'000'000.
struct Score {
  std::int32_t millionths = 0;
  auto operator<=>(const Score&) const = default;
};

inline constexpr Score kScoreOne{1'000'000};
// At or above this a hit is reported (docs: names).
inline constexpr Score kDefaultThreshold{700'000};

// A part of a score and how it came about: enough to compute it again.
struct Explanation {
  std::string what;        // stable word: `name`, `pair`, `unmatched_listed`, `country`, ...
  std::string text;        // what it is about, such as `inspur = inspur`; may be empty
  std::int64_t value = 0;  // millionths for scores, plain units for weights
  std::vector<Explanation> parts;
};

}  // namespace licet
