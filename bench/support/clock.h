// Processor time of this process, and medians, for benches.
#pragma once

#include <algorithm>
#include <ctime>
#include <functional>
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

// Seconds of work and of a limit that it is held against, in turn, so that what else the machine does bears on both.
struct Beside {
  double work = 0;     // median
  double limit = 0;    // median; 0 without a limit
  double reached = 0;  // median of the rounds' limit by work: 1 is as fast as the limit
};

// `limit` may be empty.
template <typename Work>
Beside median_beside(int rounds, Work work, const std::function<void()>& limit) {
  std::vector<double> took;
  std::vector<double> limits;
  std::vector<double> reached;
  for (int i = 0; i < rounds; ++i) {
    took.push_back(median_seconds(1, work));
    if (!limit) continue;
    limits.push_back(median_seconds(1, limit));
    reached.push_back(limits.back() / took.back());
  }
  Beside out;
  out.work = percentile(std::move(took), 0.5);
  if (!limit) return out;
  out.limit = percentile(std::move(limits), 0.5);
  out.reached = percentile(std::move(reached), 0.5);
  return out;
}

}  // namespace licet::bench
