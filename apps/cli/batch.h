// Many questions: read as they are needed, answered by several threads, printed in the order of the input, bad rows as
// errors in their place. What is held at a time does not grow with the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/flags.h"
#include "base/json.h"
#include "base/result.h"

namespace licet::cli {

// An answer to one item, ready to print (with its line feed).
struct Answered {
  std::string text;
  bool alarm = false;  // what `--fail-on` asked about
};

// The figures of `--stats`; times are those of single items inside the process. Of fixed size: from a millisecond on a
// time is kept to one part in 500.
class Stopwatch {
 public:
  // Microseconds of the clock that times are taken from.
  static std::int64_t now_us();
  void add(std::int64_t microseconds, std::size_t bytes);
  // Adds one JSON line to standard error.
  void print(unsigned threads) const;

 private:
  // The time that so many of a hundred items do not exceed.
  std::int64_t percentile(std::uint64_t of_hundred) const;

  std::int64_t begun_us_ = now_us();
  std::vector<std::uint64_t> counts_;  // by place_of
  std::uint64_t items_ = 0;
  std::int64_t most_us_ = 0;
  std::size_t bytes_ = 0;
};

// One item of a batch: its number from 1, its size, and what is needed to answer it.
struct BatchItem {
  std::size_t number = 0;
  std::size_t bytes = 0;
  std::function<Result<Answered>()> answer;              // called once, from any thread
  std::function<std::string(const Error&)> print_error;  // the item's line on standard output; nothing: none is printed
};

struct BatchOptions {
  unsigned threads = 1;
  bool stats = false;
};

// Takes items from `next` until it gives none, answers and prints them. Bad items are counted on standard error, and so
// is the progress, where that is a terminal and standard output is none. `next` is called by one thread at a time.
// The value is the exit code: 0, or kExitAlarm if an answer raised the alarm.
// Errors: that of the first item, if none could be answered; kResource if standard output fails.
Result<int> run_batch(const std::function<std::optional<BatchItem>()>& next, const BatchOptions& options);

}  // namespace licet::cli
