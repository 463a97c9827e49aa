// How fast is one question about a name? One table: lists from ten thousand names on, kinds of question, thresholds,
// one and two threads, memory; beside each list the exhaustive search of the same run and, where python3 has it,
// rapidfuzz. Then how the time grows with the list.
//
//   licet_bench_names            10,000 and 100,000 made names, and the screening list of LICET_SHARED_DIR
//   licet_bench_names million    a million made names as well (some minutes)
//   licet_bench_names list       the screening list alone
//   licet_bench_names profile    where the time of a query goes, on the screening list
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>
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

#ifndef LICET_BENCH_FOLDER
#define LICET_BENCH_FOLDER "bench/names"
#endif

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

  // Some of these words: nothing in the question tells one name from another.
  std::string of(const std::vector<std::string>& pool, std::size_t most) {
    std::vector<std::string> out;
    for (std::size_t n = 1 + random_() % most; n > 0; --n) out.push_back(pool[random_() % pool.size()]);
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

const std::vector<std::string> kForms = {"LLC", "LTD", "CO", "LIMITED", "GMBH", "INC", "CORP", "COMPANY", "OOO", "SA"};
const std::vector<std::string> kOrdinary = {
    "TRADING", "GENERAL", "TECHNOLOGY", "INTERNATIONAL", "INDUSTRIAL", "COMPANY", "GROUP", "LLC", "CO", "LTD"};

std::vector<Party> made_list(Questions& from, std::size_t count) {
  std::vector<Party> out;
  out.reserve(count);
  while (out.size() < count) out.push_back(party_of({from.stranger()}));
  return out;
}

// Names to take words from where there is no screening list: thirty thousand words, ordinary ones often.
std::vector<Party> made_words() {
  std::mt19937 random(5);
  const auto word = [&] {
    std::string out;
    for (std::size_t n = 2 + random() % 3; n > 0; --n) {
      out.push_back("BCDFGHJKLMNPRSTVZ"[random() % 17]);
      out.push_back("AEIOU"[random() % 5]);
    }
    return out;
  };
  std::vector<Party> out;
  for (int i = 0; i < 15'000; ++i) {
    const std::string last = random() % 2 == 0 ? "" : concat(" ", kOrdinary[random() % kOrdinary.size()]);
    out.push_back(party_of({concat(word(), " ", word(), last)}));
  }
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
  double mean = 0;
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
  out.mean = std::accumulate(out.us.begin(), out.us.end(), 0.0) / static_cast<double>(out.us.size());
  std::sort(out.us.begin(), out.us.end());
  return out;
}

void print_head() {
  std::printf("%-9s %-22s %5s %6s %8s %8s %8s %8s %8s %9s %9s %6s %7s\n", "names", "questions", "at", "number",
              "mean us", "p50", "p90", "p99", "max", "1 thread", "2 threads", "cost", "scored");
}

void print_row(std::size_t names, const char* kind, double threshold, const Times& one, const Times* two) {
  const auto each_second = [](const Times& t) { return static_cast<double>(t.us.size()) / t.seconds; };
  std::printf("%-9zu %-22s %5.2f %6zu %8.0f %8.0f %8.0f %8.0f %8.0f %9.0f", names, kind, threshold, one.us.size(),
              one.mean, one.at(0.5), one.at(0.9), one.at(0.99), one.us.back(), each_second(one));
  if (two == nullptr) std::printf(" %9s %6s", "", "");
  if (two != nullptr) std::printf(" %9.0f %6.2f", each_second(*two), two->mean / one.mean);
  std::printf(" %7.1f\n", one.scored);
  std::fflush(stdout);
}

// Microseconds of one question by rapidfuzz over every name; nothing where python3 does not have it.
std::optional<double> by_rapidfuzz(const std::vector<std::string>& names, const std::vector<std::string>& questions) {
  std::string folder = concat(std::filesystem::temp_directory_path().string(), "/licet-bench-XXXXXX");
  if (::mkdtemp(folder.data()) == nullptr) return std::nullopt;
  const std::string files[] = {concat(folder, "/names"), concat(folder, "/questions")};
  if (!write_file_atomically(files[0], joined(names, "\n"))) return std::nullopt;
  if (!write_file_atomically(files[1], joined(questions, "\n"))) return std::nullopt;
  const std::string command = concat("python3 ", LICET_BENCH_FOLDER, "/scan_baseline.py ", files[0], " ", files[1]);
  double us = 0;
  int read = 0;
  if (FILE* pipe = ::popen(command.c_str(), "r"); pipe != nullptr) {
    read = std::fscanf(pipe, "%lf", &us);
    ::pclose(pipe);
  }
  for (const std::string& file : files) ::unlink(file.c_str());
  ::rmdir(folder.c_str());
  return read == 1 ? std::optional(us) : std::nullopt;
}

// Asks all kinds of question. The value: the mean time of a typo or stranger at the default threshold.
class Bench {
 public:
  Bench(const std::vector<Party>& parties, std::size_t questions)
      : make_(parties),
        questions_(questions),
        before_mb_(resident_mb()),
        begun_(Clock::now()),
        bytes_(build_index(parties)),
        build_s_(us_since(begun_) / 1e6),
        index_(NameIndex::open(IndexView::open(bytes_).value(), std::make_unique<OfSpan>(parties))) {}

  double run(std::size_t exhaustive) {
    const std::pair<const char*, std::function<std::string()>> kinds[] = {
        {"listed", [&] { return make_.listed(); }},
        {"an edit in every word", [&] { return make_.in_every_word(make_.listed()); }},
        {"reordered", [&] { return make_.reordered(make_.listed()); }},
        {"two words merged", [&] { return Questions::merged(make_.listed()); }},
        {"another script", [&] { return make_.of_another_script(); }},
        {"legal forms alone", [&] { return make_.of(kForms, 2); }},
        {"ordinary words alone", [&] { return make_.of(kOrdinary, 3); }},
        {"one typo", [&] { return make_.typo(make_.listed()); }},
        {"strangers", [&] { return make_.stranger(); }},
    };
    std::vector<std::string> asked;
    std::vector<std::string> mixed;
    for (const auto& [kind, one] : kinds) {
      asked.clear();
      while (asked.size() < questions_) asked.push_back(one());
      const std::string_view name = kind;
      if (name == "one typo" || name == "strangers") mixed.insert(mixed.end(), asked.begin(), asked.end());
      print_row(names(), kind, 0.7, ask(index_, asked, {}, 1), nullptr);
    }
    double mean = 0;
    for (const int threshold : {500'000, 700'000, 850'000, 950'000}) {
      SearchOptions options;
      options.threshold.millionths = threshold;
      const Times one = ask(index_, mixed, options, 1);
      const Times two = ask(index_, mixed, options, 2);
      if (options.threshold == kDefaultThreshold) mean = one.mean;
      print_row(names(), "typos and strangers", threshold / 1e6, one, &two);
    }
    const double memory = resident_mb() - before_mb_;
    baselines(std::move(mixed), exhaustive, mean);
    std::printf("%-9zu index %.1f MB, built in %.1f s; %.0f MB of memory with the working memory of the threads\n",
                names(), static_cast<double>(bytes_.size()) / 1e6, build_s_, memory);
    return mean;
  }

 private:
  std::size_t names() const { return make_.names().size(); }

  void baselines(std::vector<std::string> asked, std::size_t exhaustive, double mean) {
    if (const auto us = by_rapidfuzz(make_.names(), {asked.begin(), asked.begin() + 40}))
      std::printf("%-9zu rapidfuzz over every name: %.0f us a question, %.1f times the mean of typos and strangers\n",
                  names(), *us, *us / mean);
    SearchOptions all;
    all.mode = SearchMode::kExhaustive;
    ask(index_, {asked[0]}, all, 1);  // prepares every name
    asked.resize(std::min(asked.size(), exhaustive));
    print_row(names(), "the same, exhaustive", 0.7, ask(index_, asked, all, 1), nullptr);
  }

  Questions make_;
  std::size_t questions_;
  double before_mb_;
  Clock::time_point begun_;
  std::string bytes_;
  double build_s_;
  NameIndex index_;
};

double measure(const std::vector<Party>& parties, std::size_t questions, std::size_t exhaustive) {
  return Bench(parties, questions).run(exhaustive);
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
  if (!folder)
    std::printf("LICET_SHARED_DIR is not set: no screening list, and the words of the made names are made\n");
  const std::vector<Party> list = folder ? screening_list(*folder) : made_words();
  if (what == "profile") {
    profile(list);
    return 0;
  }
  Questions words(list);
  std::printf(
      "processor time of a question in microseconds; `1 thread` and `2 threads` are questions a second by the "
      "clock;\n`cost` is the processor time of a question on two threads, by that on one\n\n");
  print_head();
  if (what == "list") {
    measure(list, 1000, 5);
    return 0;
  }
  std::vector<std::pair<std::size_t, double>> grown;
  for (const std::size_t count : {std::size_t{10'000}, std::size_t{100'000}, std::size_t{1'000'000}}) {
    if (count == 1'000'000 && what != "million") break;
    grown.emplace_back(count, measure(made_list(words, count), count > 100'000 ? 200 : 500, count > 100'000 ? 2 : 10));
    if (count == 10'000 && folder) measure(list, 1000, 10);
  }
  std::printf("\n");
  for (std::size_t i = 1; i < grown.size(); ++i) {
    std::printf("from %zu to %zu made names: %.1f times the time (at most 6 is the aim)\n", grown[i - 1].first,
                grown[i].first, grown[i].second / grown[i - 1].second);
  }
  return 0;
}
