// How fast is one question about a name? One table: lists from ten thousand names on, kinds of question, thresholds;
// beside each list the exhaustive search of the same run.
//
//   licet_bench_names            the screening list of LICET_SHARED_DIR, a part of it, and 100,000 made names
//   licet_bench_names million    a million made names as well (some minutes)
//   licet_bench_names list       the screening list alone
//   licet_bench_names profile    where the time of a query goes, on the screening list
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/compress.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "index/build_index.h"
#include "index/name_index.h"
#include "support/skip.h"

namespace {

using namespace licet;
using Clock = std::chrono::steady_clock;

double us_since(Clock::time_point begun) {
  return std::chrono::duration<double, std::micro>(Clock::now() - begun).count();
}

// Processor time of this thread: what a question costs, however busy the machine is.
double cpu_us() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double resident_mb() {
  std::ifstream in("/proc/self/statm");
  long all = 0;
  long resident = 0;
  in >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

Party party_of(std::vector<std::string> names) {
  Party party;
  party.schema = Schema::kLegalEntity;
  party.caption = names[0];
  for (std::string& name : names) party.names.emplace_back().text = std::move(name);
  return party;
}

std::vector<Party> screening_list(const std::string& folder) {
  const std::string path = folder + "/data/csl/csl_2026-07-31_projection.json.zst";
  const std::string text = decompressed(read_file(path).value(), path, std::uint64_t{1} << 30).value();
  std::vector<Party> out;
  const Json list = parse_json(text).value();
  for (const Json& entry : list.find("entries")->items()) {
    std::vector<std::string> names = {std::string(trimmed(entry.find("n")->text()))};
    if (const Json* more = entry.find("a")) {
      for (const Json& alias : more->items()) names.emplace_back(trimmed(alias.text()));
    }
    out.push_back(party_of(std::move(names)));
  }
  return out;
}

class Questions {
 public:
  explicit Questions(const std::vector<Party>& parties) {
    for (const Party& party : parties) {
      for (const PartyName& name : party.names) names_.push_back(name.text);
    }
  }

  const std::vector<std::string>& names() const { return names_; }
  const std::string& listed() { return names_[random_() % names_.size()]; }

  std::vector<std::string> words(const std::string& text) const {
    std::vector<std::string> out;
    for (const std::string_view word : split(text, ' ')) {
      if (!word.empty()) out.emplace_back(word);
    }
    return out;
  }

  std::string typo(const std::string& text) {
    std::u32string letters = from_utf8(text).value_or(U"x");
    if (letters.empty()) return "x";
    letters[random_() % letters.size()] = letter();
    return to_utf8(letters);
  }

  std::string in_every_word(const std::string& text) {
    std::vector<std::string> all = words(text);
    for (std::string& word : all) word = word.size() > 3 ? typo(word) : word;
    return joined(all, " ");
  }

  std::string reordered(const std::string& text) {
    std::vector<std::string> all = words(text);
    std::shuffle(all.begin(), all.end(), random_);
    return joined(all, " ");
  }

  static std::string merged(std::string text) {
    const auto space = text.find(' ');
    if (space != std::string::npos) text.erase(space, 1);
    return text;
  }

  // Words of several names: a name that is on no list.
  std::string stranger() {
    std::vector<std::string> out;
    for (std::size_t n = 2 + random_() % 2; out.size() < n;) {
      const std::vector<std::string> from = words(listed());
      if (!from.empty()) out.push_back(from[random_() % from.size()]);
    }
    return joined(out, " ");
  }

  std::string of_another_script() {
    for (int tries = 0; tries < 100'000; ++tries) {
      const std::string& name = listed();
      if (!name.empty() && static_cast<unsigned char>(name[0]) >= 0xD0) return name;
    }
    return listed();
  }

 private:
  char32_t letter() { return U'a' + static_cast<char32_t>(random_() % 26); }

  std::vector<std::string> names_;
  std::mt19937 random_{3};
};

std::vector<Party> made_list(Questions& from, std::size_t count) {
  std::vector<Party> out;
  out.reserve(count);
  while (out.size() < count) out.push_back(party_of({from.stranger()}));
  return out;
}

class OfSpan : public PartySource {
 public:
  explicit OfSpan(const std::vector<Party>& parties) : parties_(parties) {}
  const Party& party(std::uint32_t number) const override { return parties_[number]; }
  std::span<const Party> all() const override { return parties_; }

 private:
  const std::vector<Party>& parties_;
};

struct Times {
  std::vector<double> us;
  double seconds = 0;
  double scored = 0;
  double at(double share) const {
    return us[std::min(us.size() - 1, static_cast<std::size_t>(share * static_cast<double>(us.size())))];
  }
};

Times ask(const NameIndex& index, const std::vector<std::string>& questions, const SearchOptions& options,
          unsigned threads) {
  Times out;
  out.us.resize(questions.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::uint64_t> scored = 0;
  const auto begun = Clock::now();
  const auto work = [&] {
    for (std::size_t i = next++; i < questions.size(); i = next++) {
      const double from = cpu_us();
      QueryRecord query;
      query.names = {questions[i]};
      const auto answer = index.search(query, options);
      if (answer) scored += answer->certificate.names_verified;
      out.us[i] = cpu_us() - from;
    }
  };
  std::vector<std::thread> helpers;
  for (unsigned t = 1; t < threads; ++t) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  out.seconds = us_since(begun) / 1e6;
  out.scored = static_cast<double>(scored) / static_cast<double>(questions.size());
  std::sort(out.us.begin(), out.us.end());
  return out;
}

void print_row(const char* kind, double threshold, const Times& one, const Times* two) {
  std::printf("%-22s %5.2f %6zu %9.0f %9.0f %9.0f %9.0f %9.0f %9s %8.1f\n", kind, threshold, one.us.size(), one.at(0.5),
              one.at(0.9), one.at(0.99), one.us.back(), static_cast<double>(one.us.size()) / one.seconds,
              two == nullptr
                  ? ""
                  : std::to_string(static_cast<long>(static_cast<double>(two->us.size()) / two->seconds)).c_str(),
              one.scored);
  std::fflush(stdout);
}

void measure(const char* title, const std::vector<Party>& parties, std::size_t questions, std::size_t exhaustive) {
  Questions make(parties);
  const double before = resident_mb();
  const auto begun = Clock::now();
  const std::string bytes = build_index(parties);
  const double build_s = us_since(begun) / 1e6;
  const IndexView view = IndexView::open(bytes).value();
  const NameIndex index = NameIndex::open(view, std::make_unique<OfSpan>(parties));
  std::printf("\n%s: %zu names, index %.1f MB, built in %.1f s\n", title, make.names().size(),
              static_cast<double>(bytes.size()) / 1e6, build_s);
  std::printf("%-22s %5s %6s %9s %9s %9s %9s %9s %9s %8s\n", "questions", "at", "number", "p50 us", "p90 us", "p99 us",
              "max us", "1 thread", "2 threads", "scored");
  const auto many = [&](const std::function<std::string()>& one) {
    std::vector<std::string> out;
    while (out.size() < questions) out.push_back(one());
    return out;
  };
  const std::pair<const char*, std::function<std::string()>> kinds[] = {
      {"listed", [&] { return make.listed(); }},
      {"one typo", [&] { return make.typo(make.listed()); }},
      {"an edit in every word", [&] { return make.in_every_word(make.listed()); }},
      {"reordered", [&] { return make.reordered(make.listed()); }},
      {"two words merged", [&] { return Questions::merged(make.listed()); }},
      {"strangers", [&] { return make.stranger(); }},
      {"another script", [&] { return make.of_another_script(); }},
  };
  std::vector<std::string> mixed;
  for (const auto& [kind, one] : kinds) {
    const std::vector<std::string> asked = many(one);
    const bool in_mix = std::string_view(kind) == "one typo" || std::string_view(kind) == "strangers";
    if (in_mix) mixed.insert(mixed.end(), asked.begin(), asked.end());
    print_row(kind, 0.7, ask(index, asked, {}, 1), nullptr);
  }
  for (const int threshold : {600'000, 700'000, 850'000, 950'000}) {
    SearchOptions options;
    options.threshold.millionths = threshold;
    const Times one = ask(index, mixed, options, 1);
    const Times two = ask(index, mixed, options, 2);
    print_row("typos and strangers", threshold / 1e6, one, &two);
  }
  std::printf("memory: %.0f MB more than before the index, one thread's and two threads' working memory included\n",
              resident_mb() - before);
  SearchOptions all;
  all.mode = SearchMode::kExhaustive;
  ask(index, {mixed[0]}, all, 1);  // prepares every name
  mixed.resize(std::min(mixed.size(), exhaustive));
  print_row("the same, exhaustive", 0.7, ask(index, mixed, all, 1), nullptr);
}

void profile(const std::vector<Party>& parties) {
  Questions make(parties);
  const NameIndex index = NameIndex::build(parties);
  double prepare = 0;
  double select = 0;
  double search = 0;
  double touched = 0;
  double positions = 0;
  double scored = 0;
  std::vector<double> each;
  constexpr int kCount = 2000;
  for (int i = 0; i < kCount; ++i) {
    QueryRecord query;
    query.names = {i % 2 == 0 ? make.typo(make.listed()) : make.stranger()};
    const double begun = cpu_us();
    const auto prepared = prepare_query(query);
    prepare += cpu_us() - begun;
    if (!prepared) continue;
    const double selecting = cpu_us();
    const auto selection = index.select(*prepared, kDefaultThreshold);
    select += cpu_us() - selecting;
    const double searching = cpu_us();
    const auto answer = index.search(query, {});
    each.push_back(cpu_us() - searching);
    search += each.back();
    touched += static_cast<double>(selection->names_touched);
    positions += static_cast<double>(selection->positions_looked_up);
    scored += static_cast<double>(answer->certificate.names_verified);
  }
  std::sort(each.begin(), each.end());
  std::printf("one query of %d, typos and strangers, microseconds on average:\n", kCount);
  std::printf("  preparing the query %.1f\n  selecting names %.1f (%.2f positions, %.0f names touched)\n",
              prepare / kCount, select / kCount, positions / kCount, touched / kCount);
  std::printf("  scoring what is left %.1f (%.1f names)\n  whole search %.1f, p50 %.1f\n",
              (search - select - prepare) / kCount, scored / kCount, search / kCount, each[each.size() / 2]);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  const auto folder = licet::test::shared_dir();
  if (!folder) {
    std::printf("skipped: LICET_SHARED_DIR is not set, so there is no list to ask\n");
    return 0;
  }
  const std::vector<Party> list = screening_list(*folder);
  if (what == "list") {
    measure("the screening list", list, 1000, 5);
    return 0;
  }
  if (what == "profile") {
    profile(list);
    return 0;
  }
  Questions words(list);
  std::printf(
      "processor time of one question inside the process; `1 thread` and `2 threads` are questions a second by the "
      "clock\n");
  std::vector<Party> part(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(list.size() / 6));
  measure("a part of the screening list", part, 500, 20);
  measure("the screening list", list, 1000, 20);
  measure("made names", made_list(words, 100'000), 500, 10);
  if (what == "million") measure("made names", made_list(words, 1'000'000), 200, 2);
  return 0;
}
