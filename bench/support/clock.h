// Processor time of this process, and medians, for benches.
#pragma once

#include <algorithm>
#include <ctime>
#include <vector>

namespace licet::bench {

inline double seconds_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

inline double cpu_seconds() {
  return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

// Seconds of a clock that a program reads without a call into the kernel: for pieces of a few microseconds.
inline double wall_seconds() {
  return seconds_of(CLOCK_MONOTONIC);
}

// The value below which `part` of the values lie; `values` is not empty.
inline double percentile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

// Median of the processor seconds that `work` takes, over `rounds` runs.
template <typename Work>
double median_seconds(int rounds, Work work) {
  std::vector<double> took;
  for (int i = 0; i < rounds; ++i) {
    const double begun = cpu_seconds();
    work();
    took.push_back(cpu_seconds() - begun);
  }
  return percentile(std::move(took), 0.5);
}

}  // namespace licet::bench
