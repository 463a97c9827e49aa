// Many questions: answered by several threads, printed in the order of the input, bad rows as errors in their place.
#pragma once

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

// The figures of `--stats`; times are those of single items inside the process.
class Stopwatch {
 public:
  // Microseconds of the clock that times are taken from.
  static std::int64_t now_us();
  void add(std::int64_t microseconds, std::size_t bytes);
  // Adds one JSON line to standard error.
  void print(unsigned threads) const;

 private:
  std::int64_t begun_us_ = now_us();
  std::vector<std::int64_t> times_us_;
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

// Takes items from `next` until it gives none, answers and prints them. Bad items are counted on standard error.
// The value is the exit code: 0, or kExitAlarm if an answer raised the alarm.
// Errors: that of the first item, if none could be answered; kResource if standard output fails.
Result<int> run_batch(const std::function<std::optional<BatchItem>()>& next, const BatchOptions& options);

}  // namespace licet::cli
