// How fast is the law? The built-in one, and a generated one of 500 rules and 200 boundary dates, with orders of four
// parties and three lines and a tenth of their facts missing; each figure beside the reference evaluator in the same
// run.
//
//   licet_bench_law [built_in|generated|dense]
#include <cstdio>
#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/text_util.h"
#include "bench/support/clock.h"
#include "bench/support/law_folder.h"
#include "rules/columns/evaluate.h"
#include "rules/columns/line_reader.h"
#include "rules/facts/order_reader.h"
#include "rules/proof/prover.h"
#include "support/random_law.h"

namespace {

using namespace licet;
using namespace licet::bench;
using namespace licet::rules;

constexpr std::size_t kOrders = 4'000;  // different ones
constexpr std::size_t kCopies = 25;     // of each of them, in columns
constexpr std::size_t kAll = 100;       // one by one, as they come
constexpr std::size_t kSingle = 100;    // those that columns decide
constexpr std::size_t kSlow = 10;       // by the reference evaluator
constexpr int kTimes = 5;               // each of them
constexpr std::size_t kSearched = 20;   // orders that columns leave open
constexpr std::size_t kBatch = 32'768;  // of a stream
constexpr std::uint64_t kSeed = 20261124;

const Date kToday = make_date(2026, 8, 3).value();

void print(const char* what, double value, const char* unit) {
  std::printf("  %-62s %12.3f %s\n", what, value, unit);
}

// A whole figure that the fact may have.
std::uint32_t figure_of(const FactDecl& fact, test::RandomNumbers& random) {
  const auto allowed = allowed_figures(fact);
  std::uint32_t most = 6000;
  while (allowed && allowed->high && Rational(most) > *allowed->high && most > 1) most /= 2;
  return 1 + random.below(most);
}

// An order of four parties and three lines for the built-in law; a tenth of the facts is not stated.
std::string built_in_order(test::RandomNumbers& random, const Law& law) {
  std::vector<std::string> codes = law.codes_without_entry();
  std::erase_if(codes, [](const std::string& code) { return code.ends_with('?'); });  // stands for codes without a name
  const auto value = [&](const FactDecl& fact) -> std::string {
    switch (fact.type) {
      case FactType::kBool:
        return random.chance(20) ? "true" : "false";
      case FactType::kNumber:
        return concat(figure_of(fact, random));
      case FactType::kPlace:
        return concat("\"", random.pick(law.places()), "\"");
      case FactType::kWord:
        return concat("\"", random.pick(fact.values), "\"");
      case FactType::kCode:
        return concat("\"", random.chance(50) ? "EAR99" : random.pick(codes), "\"");
      default:
        return "";
    }
  };
  const auto object = [&](EntityKind kind, std::string rest) {
    for (const FactDecl& fact : law.schema().facts()) {
      const bool plain = !fact.json.empty() && fact.json.find('.') == std::string::npos &&
                         (fact.derived.empty() || fact.type == FactType::kCode);
      if (fact.entity != kind || !plain || random.chance(10)) continue;
      const std::string text = value(fact);
      if (!text.empty()) rest += concat(rest.empty() ? "" : ",", "\"", fact.json, "\":", text);
    }
    return concat("{", rest, "}");
  };
  const auto several = [&](EntityKind kind, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += concat(i == 0 ? "" : ",", object(kind, ""));
    return concat("[", out, "]");
  };
  const std::string day = to_string(make_date(2019, 1, 1)->plus_days(static_cast<int>(random.below(2770))));
  const std::string lists =
      concat("\"date\":\"", day, "\",\"legs\":", several(EntityKind::kLeg, 1),
             ",\"items\":", several(EntityKind::kItem, 3), ",\"parties\":", several(EntityKind::kParty, 4));
  return object(EntityKind::kOrder, lists);
}

// An order as firms ship it, of four parties and so many lines: what its papers say, a tenth of that not stated. Most
// items need no code of the control list; one in ten has figures of a chip. Nobody knows of an end use or a red flag.
std::string shipped_order(test::RandomNumbers& random, const Law& law, std::size_t items = 3) {
  std::vector<std::string> codes;
  for (const Decl* entry : law.all(DeclKind::kEntry)) codes.push_back(entry->name);
  for (const std::string& code : law.codes_without_entry()) {
    if (!code.ends_with('?')) codes.push_back(code);
  }
  const auto place = [&] { return random.pick(law.places()); };
  std::string out;
  const auto member = [&](std::string_view key, const std::string& value) {
    if (!random.chance(10)) out += concat(out.ends_with('{') ? "" : ",", "\"", key, "\":", value);
  };
  const auto word = [&](std::string_view key, std::string_view value) { member(key, concat("\"", value, "\"")); };
  const std::string day = to_string(make_date(2019, 1, 1)->plus_days(static_cast<int>(random.below(2770))));
  out = concat("{\"date\":\"", day, "\",\"legs\":[{");
  word("from", random.chance(80) ? "US" : place());
  word("to", place());
  out += "}],\"items\":[";
  for (std::size_t i = 0; i < items; ++i) {
    out += i == 0 ? "{" : ",{";
    word("eccn", random.chance(60) ? "EAR99" : random.pick(codes));
    member("value_usd", concat(1 + random.below(100'000)));
    if (random.chance(10)) {
      member("tops", concat(1 + random.below(2'000)));
      member("bit_length", random.chance(50) ? "8" : "16");
      member("applicable_die_area_mm2", concat(50 + random.below(800)));
      member("io_bandwidth_gb_s", concat(1 + random.below(900)));
      member("dram_bandwidth_gb_s", concat(1 + random.below(4'000)));
      member("for_data_centers", random.chance(50) ? "true" : "false");
    }
    out += "}";
  }
  out += "],\"parties\":[";
  constexpr std::string_view kRoles[] = {"end_user", "ultimate_consignee", "intermediate_consignee", "purchaser"};
  for (const std::string_view role : kRoles) {
    out += out.ends_with('[') ? "{" : ",{";
    word("role", role);
    const std::string& home = place();
    word("country", home);
    word("headquarters", random.chance(80) ? home : place());
    out += "}";
  }
  return out + "]}";
}

Result<Case> read_case(const std::string& line, const Law& law) {
  LICET_TRY(const Json json, parse_json(line));
  LICET_TRY(OrderInput input, read_order(json, law, nullptr, kToday));
  // What screening finds out: no party is on a list.
  const auto& facts = law.schema().facts();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].listing.empty()) continue;
    for (const int party : input.facts.parties) {
      if (facts[i].type == FactType::kSet) {
        input.facts.entity(party).closed_sets.push_back(static_cast<int>(i));
      } else {
        input.facts.state_bool(party, static_cast<int>(i), false);
      }
    }
  }
  return std::move(input.facts);
}

class Bench {
 public:
  Bench(const Law& law, std::vector<std::string> lines) : law_(law), lines_(std::move(lines)), plans_(law) {
    options_.plans = &plans_;
    const auto& profiles = law.all(DeclKind::kProfile);
    options_.profile = profiles.empty() ? nullptr : profiles.front();
  }

  bool run() {
    for (const std::string& line : lines_) {
      auto order = read_case(line, law_);
      if (!order) {
        std::printf("  %s\n  %s\n", order.error().message.c_str(), line.c_str());
        return false;
      }
      cases_.push_back(std::move(*order));
    }
    const std::shared_ptr<const DayPlan> plan = plans_.on(kToday, Posture::kInForce);
    ColumnLayout layout(law_);
    const auto program = make_column_program(layout, *plan, options_.profile);
    std::printf("  %zu rules on %s, %zu plan nodes, %zu column nodes, %zu boundary dates\n", plan->rules.size(),
                to_string(kToday).c_str(), plan->nodes.size(), program->nodes.size(), law_boundaries(law_).size());
    in_columns();
    from_lines();
    searched();
    std::vector<const Case*> all;
    all.reserve(cases_.size());
    for (const Case& order : cases_) all.push_back(&order);
    single("as they come", all, kAll);
    single("that the two levels decide", decided_, kSingle);
    single("that they leave open", open_, kSearched);
    return true;
  }

  // Orders of many lines, and of items of which nothing is stated.
  void large() {
    test::RandomNumbers random(kSeed);
    for (const std::size_t items : std::initializer_list<std::size_t>{10, 100, 1000})
      time_large("lines", items, long_order(random, items));
    for (const std::size_t items : std::initializer_list<std::size_t>{3, 10, 30}) {
      std::string all;
      for (std::size_t i = 0; i < items; ++i) all += i == 0 ? "{}" : ",{}";
      time_large("empty items", items,
                 concat(R"({"date":"2026-06-01","legs":[{"from":"US","to":"CN"}],"items":[)", all, "]}"));
    }
  }

 private:
  // Once for the plans, then some times for the clock: the middle one counts, so that what else the machine does in
  // between does not.
  template <typename Decide>
  void each(const char* what, const std::vector<const Case*>& orders, std::size_t count, Decide decide_one,
            int times = kTimes) {
    std::vector<double> took;
    for (std::size_t i = 0; i < std::min(count, orders.size()); ++i) {
      decide_one(*orders[i]);
      took.push_back(1e3 * median_seconds(times, [&] { decide_one(*orders[i]); }));
    }
    if (took.empty()) return;
    print(concat("  ", what, ", p50").c_str(), percentile(took, 0.5), "ms");
    print(concat("  ", what, ", p90").c_str(), percentile(took, 0.9), "ms");
  }

  void single(const char* which, const std::vector<const Case*>& orders, std::size_t count) {
    std::printf("  one order at a time, %s\n", which);
    DecideOptions bare = options_;
    bare.questions = false;
    each("with all that was looked at, without questions", orders, count,
         [&](const Case& order) { static_cast<void>(decide(law_, order, bare)); });
    DecideOptions reasons = bare;
    reasons.proof = false;
    each("with reasons", orders, count, [&](const Case& order) { static_cast<void>(decide(law_, order, reasons)); });
    each("with reasons and proof", orders, count, [&](const Case& order) { prove(order, reasons); });
    each("outcome alone", orders, count,
         [&](const Case& order) { static_cast<void>(reach_outcomes(law_, order, bare)); });
    print("  bytes of the last proof", static_cast<double>(proof_bytes_), "");
    DecideOptions slow = bare;
    slow.plans = nullptr;
    each(
        "outcome alone, by the reference evaluator", orders, std::min(count, kSlow),
        [&](const Case& order) { static_cast<void>(reach_outcomes(law_, order, slow)); }, 1);
  }

  // Items of orders that can be read.
  std::string long_order(test::RandomNumbers& random, std::size_t items) const {
    constexpr std::string_view kItems = "\"items\":[";
    std::string all;
    std::string order;
    for (std::size_t i = 0; i < items;) {
      order = shipped_order(random, law_, 1);
      if (!read_case(order, law_)) continue;
      const std::size_t begin = order.find(kItems) + kItems.size();
      all += concat(i == 0 ? "" : ",", order.substr(begin, order.find("],\"parties\"") - begin));
      ++i;
    }
    return concat(order.substr(0, order.find(kItems) + kItems.size()), all, order.substr(order.find("],\"parties\"")));
  }

  void time_large(const char* what, std::size_t items, const std::string& line) {
    const auto order = read_case(line, law_);
    if (!order) {
      std::printf("  %s\n", order.error().message.c_str());
      return;
    }
    DecideOptions options = options_;
    options.proof = false;
    prove(*order, options);
    const double begun = cpu_seconds();
    prove(*order, options);
    print(concat("  ", items, " ", what, ", with reasons, questions and proof").c_str(), (cpu_seconds() - begun) * 1e3,
          "ms");
  }

  // The proof of the law's checker, as text.
  void prove(const Case& order, DecideOptions options) {
    options.provable = true;
    const Decision decision = decide(law_, order, options);
    ProveOptions how;
    how.profile = options.profile;
    how.plans = options.plans;
    how.screened_by = std::string(64, '0');
    auto part = prove_part(law_, canonical_, order, decision, how);
    if (!part) return;
    proof_bytes_ = assemble_proof(canonical_, how, {std::move(*part)}).size();
  }

  void in_columns() {
    ColumnLayout layout(law_);
    Batch batch(layout, law_boundaries(law_));
    for (std::size_t copy = 0; copy < kCopies; ++copy) {
      for (const Case& order : cases_) batch.add(order);
    }
    ColumnEvaluator evaluator(layout, options_);
    double begun = cpu_seconds();
    evaluator.run(batch, nullptr, answers_);
    const double first = cpu_seconds() - begun;
    const ColumnStats stats = evaluator.stats();
    const double n = static_cast<double>(batch.size());
    print("columns, first batch (all plans of all epochs made in it)", n / first / 1e3, "k orders/s");
    const double later = median_seconds(5, [&] { evaluator.run(batch, nullptr, answers_); });
    print("columns, later batches", n / later / 1e3, "k orders/s");
    print("  decided by columns", 100.0 * static_cast<double>(stats.by_columns) / n, "%");
    std::size_t wrong = 0;
    std::size_t compared = 0;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      (answers_[i].exact ? decided_ : open_).push_back(&cases_[i]);
      if (!answers_[i].exact || compared == 500) continue;
      ++compared;
      wrong += reach_outcomes(law_, cases_[i], options_).reached == answers_[i].outcomes ? 0U : 1U;
    }
    std::printf("  of %zu orders that columns decide, the plan evaluator decides %zu otherwise\n", compared, wrong);
  }

  // Columns leave open what is undecided; how much of that does the search decide after all?
  void searched() {
    std::size_t searched = 0;
    std::size_t settled = 0;
    std::size_t same = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(cases_.size(), 500); ++i) {
      if (answers_[i].exact) continue;
      ++searched;
      const Found found = reach_outcomes(law_, cases_[i], options_);
      settled += found.exact && found.reached.decided() ? 1U : 0U;
      same += found.reached == answers_[i].outcomes ? 1U : 0U;
    }
    std::printf(
        "  of %zu orders that columns leave open, the search decides %zu, and finds what columns leave in %zu\n",
        searched, settled, same);
  }

  // What screening finds out, in columns.
  static void no_party_is_listed(const ColumnLayout& layout, Batch& batch) {
    const auto& facts = layout.law().schema().facts();
    for (const ColumnInfo& info : layout.columns()) {
      if (info.fact < 0 || facts[static_cast<std::size_t>(info.fact)].listing.empty()) continue;
      for (BatchGroup& group : batch.groups()) {
        KindColumns& parties = group.columns[static_cast<std::size_t>(info.kind)];
        if (parties.rows > 0) std::fill_n(parties.codes[info.place].begin(), parties.rows, CellCode{1});
      }
    }
  }

  void from_lines() {
    ColumnLayout layout(law_);
    Batch batch(layout, law_boundaries(law_));
    LineReader reader(layout, kToday);
    ColumnEvaluator evaluator(layout, options_);
    std::vector<ColumnAnswer> answers;
    std::string out;
    std::size_t plain = 0;
    std::size_t otherwise = 0;
    const std::size_t total = lines_.size() * 8;
    const auto stream = [&] {
      plain = 0;
      out.clear();
      StagedOrder staged;
      for (std::size_t first = 0; first < total; first += kBatch) {
        batch.clear();
        const std::size_t end = std::min(first + kBatch, total);
        for (std::size_t i = first; i < end; ++i) {
          const std::string& line = lines_[i % lines_.size()];
          if (reader.read(line, staged)) {
            ++plain;
            batch.add(staged);
          } else {
            batch.add(read_case(line, law_).value());
          }
        }
        no_party_is_listed(layout, batch);
        evaluator.run(batch, nullptr, answers);
        for (std::size_t i = first; i < std::min(end, lines_.size()); ++i)
          otherwise += answers[i - first].outcomes == answers_[i].outcomes ? 0U : 1U;
        for (std::size_t i = first; i < end; ++i)
          out += concat(i, "\t", outcome_word(answers[i - first].outcomes), "\n");
      }
    };
    stream();
    std::printf("  of %zu orders, %zu come out otherwise when read from lines\n", lines_.size(), otherwise);
    const double took = median_seconds(3, stream);
    std::size_t bytes = 0;
    for (const std::string& line : lines_) bytes += line.size();
    print("end to end from JSON lines", static_cast<double>(total) / took / 1e3, "k orders/s");
    print("  bytes an order", static_cast<double>(bytes) / static_cast<double>(lines_.size()), "");
    print("  plain lines", 100.0 * static_cast<double>(plain) / static_cast<double>(total), "%");
  }

  const Law& law_;
  std::vector<std::string> lines_;
  PlanStore plans_;
  CanonicalLaw canonical_{law_};
  std::size_t proof_bytes_ = 0;
  DecideOptions options_;
  std::vector<Case> cases_;
  std::vector<const Case*> decided_;  // by columns
  std::vector<const Case*> open_;
  std::vector<ColumnAnswer> answers_;  // of columns
};

using MakeOrder = std::string (*)(test::RandomNumbers& random, const Law& law);

std::string generated_order(test::RandomNumbers& random, bool every_fact) {
  return test::random_order(
      random, {.legs = 1, .lines = 3, .parties = 4, .missing = 10, .strange = 0, .every_fact = every_fact});
}

std::string full_order(test::RandomNumbers& random, const Law& /*law*/) {
  return generated_order(random, true);
}

std::string dense_order(test::RandomNumbers& random, const Law& /*law*/) {
  return generated_order(random, false);
}

// Orders whose facts contradict each other, or say nothing alone, are drawn again.
bool orders_of(const char* what, const Law& law, MakeOrder make) {
  std::printf("orders %s\n", what);
  test::RandomNumbers random(kSeed);
  std::vector<std::string> lines;
  while (lines.size() < kOrders) {
    std::string line = make(random, law);
    if (read_case(line, law)) lines.push_back(std::move(line));
  }
  return Bench(law, std::move(lines)).run();
}

// Processor seconds of one load from the texts that a book holds; the law is given back off the clock.
double load_without_tests(std::vector<LawSource> files) {
  std::erase_if(files, [](const LawSource& file) { return file.path.ends_with(".tests"); });
  std::vector<double> took;
  for (int i = 0; i < 25; ++i) {
    const double begun = cpu_seconds();
    const auto law = Law::load(files);
    took.push_back(cpu_seconds() - begun);
    if (!law) std::printf("  %s\n", law.error().message.c_str());
  }
  return percentile(std::move(took), 0.5);
}

bool built_in() {
  std::printf("the built-in law\n");
  const auto files = law_files(LICET_LAW_FOLDER);
  if (!files) {
    std::printf("  %s\n", files.error().message.c_str());
    return false;
  }
  Result<std::shared_ptr<const Law>> law = Law::load(*files);
  print("parse and check all files", 1e3 * median_seconds(5, [&] { law = Law::load(*files); }), "ms");
  if (!law) return false;
  print("load as the program does, without the law's tests", 1e3 * load_without_tests(*files), "ms");
  print("plan of one day", 1e3 * median_seconds(5, [&] { PlanStore(**law).on(kToday, Posture::kInForce); }), "ms");
  Bench(**law, {}).large();
  const auto shipped = [](test::RandomNumbers& random, const Law& of) { return shipped_order(random, of); };
  const bool all = orders_of("as firms ship", **law, shipped);
  return orders_of("with nine tenths of all facts at random", **law, built_in_order) && all;
}

// With rules, entries and facts as dense as in the built-in law (docs/decisions/0028); `dense`: an item meets every
// other entry and half of all rules, and half of all codes and areas are missing.
bool generated(bool dense) {
  std::printf(dense ? "a generated law, dense\n" : "a generated law\n");
  const test::RandomLawSize size{.rules = 500,
                                 .values = 60,
                                 .lets = 40,
                                 .entries = 40,
                                 .exceptions = 40,
                                 .boundaries = 235,
                                 .depth = 0,
                                 .like_law = true,
                                 .narrow_entries = !dense};
  const std::string text = test::RandomLaw(kSeed, size).text();
  const std::vector<LawSource> files = test::random_sources(text);
  Result<std::shared_ptr<const Law>> law = Law::load(files);
  if (!law) {
    std::printf("  %s\n", law.error().message.c_str());
    return false;
  }
  print("parse and check", 1e3 * median_seconds(5, [&] { law = Law::load(files); }), "ms");
  print("plan of one day", 1e3 * median_seconds(5, [&] { PlanStore(**law).on(kToday, Posture::kInForce); }), "ms");
  const MakeOrder make = dense ? dense_order : full_order;
  return orders_of("of 4 parties and 3 lines", **law, make);
}

}  // namespace

int main(int count, char** words) {
  const std::string which = count > 1 ? words[1] : "";
  bool good = true;
  if (which.empty() || which == "built_in") good = built_in() && good;
  if (which.empty() || which == "generated") good = generated(false) && good;
  if (which.empty() || which == "dense") good = generated(true) && good;
  return good ? 0 : 1;
}
