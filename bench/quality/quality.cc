// How good is the name score? `usage` below lists what it measures.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "bench/quality/sets.h"
#include "index/name_index.h"
#include "match/align.h"
#include "match/compat.h"
#include "match/match.h"

namespace {

using namespace licet;
using Row = std::map<std::string, std::string, std::less<>>;

std::vector<Row> read_rows() {
  std::string text;
  char buffer[1 << 14];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) text.append(buffer, n);
  CsvReader reader(text);
  std::vector<std::string> header;
  std::vector<Row> rows;
  while (auto record = reader.next().value()) {
    if (header.empty()) {
      header = record->cells;
      continue;
    }
    Row row;
    for (std::size_t i = 0; i < header.size() && i < record->cells.size(); ++i) row[header[i]] = record->cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

Score score_of(const Row& row) {
  const Schema schema = parse_schema(row.at("schema")).value_or(Schema::kLegalEntity);
  QueryRecord query;
  query.names = {row.at("name1")};
  query.schema = schema;
  Party party;
  party.schema = schema;
  party.caption = row.at("name2");
  party.names.push_back({row.at("name2"), NameKind::kPrimary, NameStrength::kStrong, true, {}, "", Certainty::kA});
  return match_party(query, party, Explain::kNo).score;
}

struct Tally {
  double found = 0, wrong = 0, missed = 0;
  double precision() const { return found + wrong > 0 ? found / (found + wrong) : 0; }
  double recall() const { return found + missed > 0 ? found / (found + missed) : 0; }
  double f1() const {
    const double p = precision(), r = recall();
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
  }
};

int pairs(bool print_misses) {
  const std::vector<Row> rows = read_rows();
  std::vector<std::pair<Score, bool>> scored;
  for (const Row& row : rows) {
    const bool truth = row.at("is_match") == "true";
    scored.emplace_back(score_of(row), truth);
    const bool wrong = (scored.back().first >= kDefaultThreshold) != truth;
    if (print_misses && wrong) {
      std::printf("%s %7d %-8s %s | %s\n", truth ? "missed" : "false ", scored.back().first.millionths,
                  row.at("schema").c_str(), row.at("name1").c_str(), row.at("name2").c_str());
    }
  }
  for (std::int32_t threshold = 600'000; threshold <= 900'000; threshold += 20'000) {
    Tally tally;
    for (const auto& [score, truth] : scored) {
      const bool said = score.millionths >= threshold;
      tally.found += said && truth ? 1 : 0;
      tally.wrong += said && !truth ? 1 : 0;
      tally.missed += !said && truth ? 1 : 0;
    }
    std::printf("threshold %.2f  F1 %.3f  P %.3f  R %.3f%s\n", threshold / 1e6, tally.f1(), tally.precision(),
                tally.recall(), threshold == kDefaultThreshold.millionths ? "  <- default" : "");
  }
  return 0;
}

int ofac() {
  const std::vector<Row> rows = read_rows();
  std::size_t near = 0;
  for (const Row& row : rows) {
    const int ours = (ofac_score(row.at("name1"), row.at("name2")).millionths + 5'000) / 10'000;
    const int theirs = std::stoi(row.at("ofac_score"));
    if (std::abs(ours - theirs) <= 5) {
      ++near;
    } else {
      std::printf("%d for %d: %s | %s\n", ours, theirs, row.at("name1").c_str(), row.at("name2").c_str());
    }
  }
  std::printf("within five points: %zu of %zu\n", near, rows.size());
  return 0;
}

void print_side(const Reading& reading, const std::vector<std::size_t>& places) {
  for (const std::size_t i : places) {
    const Position& p = reading.positions[i];
    std::printf("%s%s,%d", i == places.front() ? "" : ";", to_string(p.kind), p.weight);
  }
  std::printf("\t");
}

void print_parts(std::size_t row, const Row& cells, const Reading& query, const Reading& listed) {
  const Alignment a = align(query, listed);
  std::printf("%zu\t%s\t%s\t%d\t", row, cells.at("is_match").c_str(), to_string(query.kind),
              query.low_information ? 1 : 0);
  for (const AlignedPair& pair : a.pairs) {
    const Position x = joined_run(query, pair.query.first, pair.query.count);
    const Position y = joined_run(listed, pair.listed.first, pair.listed.count);
    std::printf("%s%lld,%d,%s,%d,%zu", &pair == &a.pairs.front() ? "" : ";", static_cast<long long>(pair.weight),
                pair.similarity.value, to_string(pair.similarity.rule), pair.similarity.edits,
                std::max(x.forms[0].text.size(), y.forms[0].text.size()));
  }
  std::printf("\t");
  print_side(query, a.unmatched_query);
  print_side(listed, a.unmatched_listed);
  std::printf("%d\t%s\t%s\n", a.score.millionths, cells.at("name1").c_str(), cells.at("name2").c_str());
}

int parts() {
  const std::vector<Row> rows = read_rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Schema schema = parse_schema(rows[i].at("schema")).value_or(Schema::kLegalEntity);
    const PreparedName query = prepare_name(rows[i].at("name1"), schema);
    const PreparedName listed = prepare_name(rows[i].at("name2"), schema);
    for (const ReadingKind kind : {ReadingKind::kOrganization, ReadingKind::kPerson}) {
      if (schema == Schema::kPerson && kind == ReadingKind::kOrganization) continue;
      const Reading* q = query.reading(kind);
      const Reading* l = listed.reading(kind);
      if (q != nullptr && l != nullptr) print_parts(i, rows[i], *q, *l);
    }
  }
  return 0;
}

// One line for each name of standard input: its words as an organization's, with kind and weight.
int read_names() {
  for (const Row& row : read_rows()) {
    const PreparedName name = prepare_name(row.at("name"), Schema::kOrganization);
    std::printf("%s\t", row.at("name").c_str());
    for (const Reading& reading : name.readings) {
      if (reading.kind != ReadingKind::kOrganization) continue;
      for (const Position& p : reading.positions)
        std::printf(" %s/%s,%d", p.shown.c_str(), to_string(p.kind), p.weight);
    }
    std::printf("\n");
  }
  return 0;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int speed() {
  std::vector<Party> parties;
  for (const Row& row : read_rows()) {
    Party party;
    party.caption = row.at("name");
    party.schema = parse_schema(row.contains("schema") ? row.at("schema") : "").value_or(Schema::kLegalEntity);
    party.names.push_back({party.caption, NameKind::kPrimary, NameStrength::kStrong, true, {}, "", Certainty::kA});
    parties.push_back(std::move(party));
  }
  auto begin = std::chrono::steady_clock::now();
  const NameIndex index = NameIndex::build(parties);
  std::printf("%zu names, build %.2f s\n", parties.size(), seconds_since(begin));
  for (const SearchMode mode : {SearchMode::kBounded, SearchMode::kExhaustive}) {
    std::vector<double> times;
    std::uint64_t verified = 0;
    std::size_t hits = 0;
    for (std::size_t i = 0; i < parties.size() && times.size() < (mode == SearchMode::kBounded ? 400U : 10U);
         i += 137) {
      QueryRecord query;
      query.names = {parties[i].caption};
      begin = std::chrono::steady_clock::now();
      SearchOptions options;
      options.mode = mode;
      const auto answer = index.search(query, options);
      times.push_back(seconds_since(begin) * 1e3);
      if (!answer) continue;
      verified += answer->certificate.names_verified;
      hits += answer->hits.size();
    }
    if (times.empty()) continue;
    std::sort(times.begin(), times.end());
    const std::size_t last = times.size() - 1;
    std::printf("%s: p50 %.2f ms, p90 %.2f, max %.2f; %.1f names verified, %.1f hits a query\n",
                mode == SearchMode::kBounded ? "bounded" : "exhaustive", times.at(last / 2), times.at(last * 9 / 10),
                times.at(last), static_cast<double>(verified) / static_cast<double>(times.size()),
                static_cast<double>(hits) / static_cast<double>(times.size()));
  }
  return 0;
}

constexpr const char* kUsage =
    "licet_bench_quality table [SET...] [wrong] [curve] [every=N]\n"
    "    every labelled set of LICET_SHARED_DIR beside its goal and peers; `wrong` prints the wrong rows of the dev "
    "part,\n"
    "    `curve` the share of rows at or above each threshold. Sets: pairs, records, ofac, native, persons, "
    "companies,\n"
    "    scripts, negatives, recall; all of them if none is named.\n"
    "licet_bench_quality pairs [misses] < name_bench_cases.csv    precision, recall and F1 over thresholds\n"
    "licet_bench_quality parts < name_bench_cases.csv    the parts of each score, for looking at weights\n"
    "licet_bench_quality ofac < ofac_search_scores.csv    share within five points\n"
    "licet_bench_quality read < names.csv    how each name is cut into words\n"
    "licet_bench_quality speed < names.csv    a query for each of the first 400 names against all of them\n";

int usage() {
  std::fputs(kUsage, stderr);
  return 2;
}

int table(int argc, char** argv) {
  constexpr std::array<std::string_view, 9> kSets = {"pairs",     "records", "ofac",      "native", "persons",
                                                     "companies", "scripts", "negatives", "recall"};
  bench::Options options;
  const char* folder = std::getenv("LICET_SHARED_DIR");
  if (folder == nullptr) {
    std::fprintf(stderr, "LICET_SHARED_DIR is not set\n");
    return 2;
  }
  options.folder = folder;
  for (int i = 2; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "wrong") {
      options.print_wrong = true;
    } else if (word == "curve") {
      options.print_curve = true;
    } else if (word.starts_with("every=")) {
      options.every = static_cast<unsigned>(std::max(1, std::atoi(word.c_str() + 6)));
    } else if (std::find(kSets.begin(), kSets.end(), word) != kSets.end()) {
      options.only.push_back(word);
    } else {
      return usage();
    }
  }
  bench::measure(options);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "table") return table(argc, argv);
  if (what == "ofac") return ofac();
  if (what == "parts") return parts();
  if (what == "read") return read_names();
  if (what == "speed") return speed();
  if (what == "pairs") return pairs(argc > 2);
  return usage();
}
