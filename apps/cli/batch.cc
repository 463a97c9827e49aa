#include "apps/cli/batch.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "apps/cli/command.h"
#include "base/rational.h"
#include "base/text_util.h"

namespace licet::cli {

namespace {

// Items that are answered before the next are read: enough to keep the threads busy, few enough to hold.
constexpr std::size_t kBlock = 1024;

struct Slot {
  BatchItem item;
  std::optional<Result<Answered>> answer;
  std::int64_t took_us = 0;
};

void answer_slot(Slot& slot) {
  const std::int64_t begun = Stopwatch::now_us();
  slot.answer = slot.item.answer();
  slot.took_us = Stopwatch::now_us() - begun;
}

void answer_all(std::vector<Slot>& slots, unsigned threads) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < slots.size(); i = next++) answer_slot(slots[i]);
  };
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < std::min<std::size_t>(threads, slots.size()); ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
}

std::vector<Slot> take_block(const std::function<std::optional<BatchItem>()>& next) {
  std::vector<Slot> slots;
  while (slots.size() < kBlock) {
    std::optional<BatchItem> item = next();
    if (!item) break;
    slots.push_back({std::move(*item), std::nullopt, 0});
  }
  return slots;
}

// What has become of the items so far.
struct Tally {
  std::size_t answered = 0;
  std::size_t bad = 0;
  bool alarm = false;
  std::optional<Error> first_error;
};

void print_slot(const Slot& slot, Tally& tally) {
  const Result<Answered>& answer = *slot.answer;
  if (answer) {
    ++tally.answered;
    tally.alarm = tally.alarm || answer->alarm;
    std::fwrite(answer->text.data(), 1, answer->text.size(), stdout);
    return;
  }
  ++tally.bad;
  if (!tally.first_error) tally.first_error = answer.error();
  if (!slot.item.print_error) return;
  const std::string line = slot.item.print_error(answer.error());
  std::fwrite(line.data(), 1, line.size(), stdout);
}

void show_progress(const Tally& tally, bool last) {
  static const bool kOnTerminal = ::isatty(STDERR_FILENO) != 0 && ::isatty(STDOUT_FILENO) == 0;
  if (!kOnTerminal) return;
  std::fprintf(stderr, "\r%zu answered, %zu bad%s", tally.answered, tally.bad, last ? "\n" : "");
}

std::string seconds_text(std::int64_t microseconds) {
  return (Rational(microseconds) / Rational(1'000'000)).to_decimal(6);
}

}  // namespace

std::int64_t Stopwatch::now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void Stopwatch::add(std::int64_t microseconds, std::size_t bytes) {
  times_us_.push_back(microseconds);
  bytes_ += bytes;
}

void Stopwatch::print(unsigned threads) const {
  std::vector<std::int64_t> times = times_us_;
  std::sort(times.begin(), times.end());
  const auto percentile = [&](std::size_t p) {
    return Json::number(times.empty() ? 0 : times[std::min(times.size() - 1, times.size() * p / 100)]);
  };
  const std::int64_t took = std::max<std::int64_t>(1, now_us() - begun_us_);
  const std::int64_t items = static_cast<std::int64_t>(times.size());
  Json json = Json::object({{"items", Json::number(items)}, {"seconds", Json::number_text(seconds_text(took))}});
  json.set("items_per_s", Json::number_text((Rational(items) * Rational(1'000'000) / Rational(took)).to_decimal(1)));
  json.set("bytes", Json::number(static_cast<std::int64_t>(bytes_)));
  json.set("p50_us", percentile(50)).set("p90_us", percentile(90)).set("p99_us", percentile(99));
  json.set("max_us", percentile(100)).set("threads", Json::number(threads));
  std::fprintf(stderr, "%s\n", json.dump().c_str());
}

Result<int> run_batch(const std::function<std::optional<BatchItem>()>& next, const BatchOptions& options) {
  Stopwatch stopwatch;
  Tally tally;
  for (std::vector<Slot> slots = take_block(next); !slots.empty(); slots = take_block(next)) {
    answer_all(slots, options.threads);
    for (const Slot& slot : slots) {
      stopwatch.add(slot.took_us, slot.item.bytes);
      print_slot(slot, tally);
    }
    show_progress(tally, false);
  }
  show_progress(tally, true);
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    return Error{ErrorCode::kResource, "cannot write to standard output"};
  if (tally.answered == 0 && tally.first_error) return *tally.first_error;
  if (tally.bad > 0) {
    std::fprintf(stderr, "licet: %zu of %zu could not be answered\n", tally.bad, tally.bad + tally.answered);
  }
  if (options.stats) stopwatch.print(options.threads);
  return tally.alarm ? kExitAlarm : kExitAnswered;
}

}  // namespace licet::cli
