#include "apps/cli/batch.h"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>

#include "apps/cli/command.h"
#include "base/rational.h"
#include "base/text_util.h"

namespace licet::cli {

namespace {

// Items are taken in parts of about a millisecond, so that taking and printing them costs the threads no time.
constexpr std::int64_t kShortPart_us = 500;
constexpr std::int64_t kLongPart_us = 2000;
constexpr std::size_t kMostInPart = 32;
// Parts that may be answered before an earlier one is: enough to keep the threads busy, few enough to hold.
constexpr std::size_t kMostParts = 64;
constexpr std::int64_t kProgressEvery_us = 200'000;

// What has become of items.
struct Tally {
  std::size_t answered = 0;
  std::size_t bad = 0;
  bool alarm = false;
  std::optional<Error> first_error;

  void add(Tally&& next) {
    answered += next.answered;
    bad += next.bad;
    alarm = alarm || next.alarm;
    if (!first_error) first_error = std::move(next.first_error);
  }
};

// Some items one behind the other, answered.
struct Part {
  struct Took {
    std::int64_t microseconds = 0;
    std::size_t bytes = 0;
  };
  std::string text;  // as it is printed
  Tally tally;
  std::vector<Took> took;
};

void answer_item(const BatchItem& item, Part& part) {
  const std::int64_t begun = Stopwatch::now_us();
  const Result<Answered> answer = item.answer();
  part.took.push_back({Stopwatch::now_us() - begun, item.bytes});
  if (answer) {
    ++part.tally.answered;
    part.tally.alarm = part.tally.alarm || answer->alarm;
    part.text += answer->text;
    return;
  }
  ++part.tally.bad;
  if (!part.tally.first_error) part.tally.first_error = answer.error();
  if (item.print_error) part.text += item.print_error(answer.error());
}

// The threads do the same each: take items, answer them, hand the text in. Whoever hands in the part that is to be
// printed next prints it, and those behind it that are ready.
class Batch {
 public:
  Batch(const std::function<std::optional<BatchItem>()>& next, const BatchOptions& options)
      : next_(next), options_(options), parts_(std::max<std::size_t>(kMostParts, std::size_t{options.threads} * 4)) {}

  void run() {
    while (first_.size() < options_.threads) {
      std::optional<BatchItem> item = next_();
      if (!item) break;
      first_.push_back(std::move(*item));
    }
    std::vector<std::thread> helpers;
    for (std::size_t i = 1; i < first_.size(); ++i) helpers.emplace_back([this] { work(); });
    work();
    for (std::thread& helper : helpers) helper.join();
    if (failure_) std::rethrow_exception(failure_);
    show_progress(true);
  }

  const Tally& tally() const { return tally_; }
  const Stopwatch& stopwatch() const { return stopwatch_; }

 private:
  void work() {
    try {
      std::vector<BatchItem> items;
      for (std::size_t count = 1;;) {
        const std::size_t number = take(count, items);
        if (items.empty()) return;
        const std::int64_t begun = Stopwatch::now_us();
        Part part;
        for (const BatchItem& item : items) answer_item(item, part);
        const std::int64_t took = Stopwatch::now_us() - begun;
        hand_in(number, std::move(part));
        if (took < kShortPart_us) count = std::min(count * 2, kMostInPart);
        if (took > kLongPart_us) count = std::max<std::size_t>(count / 2, 1);
      }
    } catch (...) {
      const std::lock_guard lock(output_);
      if (!failure_) failure_ = std::current_exception();
      stop_ = true;
      room_.notify_all();
    }
  }

  // The next items and the number of the part that they are. None at the end.
  std::size_t take(std::size_t count, std::vector<BatchItem>& items) {
    items.clear();
    const std::lock_guard lock(input_);
    if (!wait_for_room()) return taken_;
    while (items.size() < count) {
      std::optional<BatchItem> item = at_first_ < first_.size() ? std::move(first_[at_first_++]) : next_();
      if (!item) break;
      items.push_back(std::move(*item));
    }
    return taken_++;
  }

  // False where nothing more is to be done.
  bool wait_for_room() {
    std::unique_lock lock(output_);
    room_.wait(lock, [this] { return stop_ || taken_ < printed_ + parts_.size(); });
    return !stop_;
  }

  void hand_in(std::size_t number, Part part) {
    const std::lock_guard lock(output_);
    parts_[number % parts_.size()] = std::move(part);
    for (;; ++printed_) {
      std::optional<Part>& ready = parts_[printed_ % parts_.size()];
      if (!ready) break;
      print(std::move(*ready));
      ready.reset();
    }
    if (std::ferror(stdout) != 0) stop_ = true;
    room_.notify_one();
    show_progress(false);
  }

  void print(Part part) {
    std::fwrite(part.text.data(), 1, part.text.size(), stdout);
    tally_.add(std::move(part.tally));
    if (!options_.stats) return;
    for (const Part::Took& took : part.took) stopwatch_.add(took.microseconds, took.bytes);
  }

  void show_progress(bool last) {
    static const bool kOnTerminal = ::isatty(STDERR_FILENO) != 0 && ::isatty(STDOUT_FILENO) == 0;
    if (!kOnTerminal) return;
    const std::int64_t now = Stopwatch::now_us();
    if (!last && now - shown_us_ < kProgressEvery_us) return;
    shown_us_ = now;
    std::fprintf(stderr, "\r%zu answered, %zu bad%s", tally_.answered, tally_.bad, last ? "\n" : "");
  }

  const std::function<std::optional<BatchItem>()>& next_;
  const BatchOptions& options_;

  std::mutex input_;
  std::vector<BatchItem> first_;  // taken before the threads begin: no more threads than items
  std::size_t at_first_ = 0;
  std::size_t taken_ = 0;  // parts

  std::mutex output_;  // may be taken while `input_` is held, never the other way round
  std::condition_variable room_;
  std::vector<std::optional<Part>> parts_;  // handed in and not printed, by number
  std::size_t printed_ = 0;
  bool stop_ = false;
  std::exception_ptr failure_;
  Tally tally_;
  Stopwatch stopwatch_;
  std::int64_t shown_us_ = 0;
};

// The place of a time among the counts: below 1024 one for each microsecond, above it 512 between a power of two and
// the next.
constexpr int kExactBits = 10;

std::size_t place_of(std::int64_t microseconds) {
  const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(0, microseconds));
  const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - kExactBits);
  return (static_cast<std::size_t>(shift) << (kExactBits - 1)) + static_cast<std::size_t>(value >> shift);
}

std::int64_t time_at(std::size_t place) {
  constexpr std::size_t kHalf = std::size_t{1} << (kExactBits - 1);
  if (place < 2 * kHalf) return static_cast<std::int64_t>(place);
  const std::size_t shift = place / kHalf - 1;
  return static_cast<std::int64_t>((place - shift * kHalf) << shift);
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
  const std::size_t place = place_of(microseconds);
  if (counts_.size() <= place) counts_.resize(place + 1, 0);
  ++counts_[place];
  ++items_;
  most_us_ = std::max(most_us_, microseconds);
  bytes_ += bytes;
}

std::int64_t Stopwatch::percentile(std::uint64_t of_hundred) const {
  const std::uint64_t rank = items_ * of_hundred / 100;
  std::uint64_t before = 0;
  for (std::size_t place = 0; place < counts_.size(); ++place) {
    before += counts_[place];
    if (before > rank) return time_at(place);
  }
  return most_us_;
}

void Stopwatch::print(unsigned threads) const {
  const std::int64_t took = std::max<std::int64_t>(1, now_us() - begun_us_);
  const auto items = static_cast<std::int64_t>(items_);
  Json json = Json::object({{"items", Json::number(items)}, {"seconds", Json::number_text(seconds_text(took))}});
  json.set("items_per_s", Json::number_text((Rational(items) * Rational(1'000'000) / Rational(took)).to_decimal(1)));
  json.set("bytes", Json::number(static_cast<std::int64_t>(bytes_)));
  json.set("p50_us", Json::number(percentile(50))).set("p90_us", Json::number(percentile(90)));
  json.set("p99_us", Json::number(percentile(99))).set("max_us", Json::number(most_us_));
  json.set("threads", Json::number(threads));
  std::fprintf(stderr, "%s\n", json.dump().c_str());
}

Result<int> run_batch(const std::function<std::optional<BatchItem>()>& next, const BatchOptions& options) {
  Batch batch(next, options);
  batch.run();
  const Tally& tally = batch.tally();
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    return Error{ErrorCode::kResource, "cannot write to standard output"};
  if (tally.answered == 0 && tally.first_error) return *tally.first_error;
  if (tally.bad > 0) {
    std::fprintf(stderr, "licet: %zu of %zu could not be answered\n", tally.bad, tally.bad + tally.answered);
  }
  if (options.stats) batch.stopwatch().print(options.threads);
  return tally.alarm ? kExitAlarm : kExitAnswered;
}

}  // namespace licet::cli
