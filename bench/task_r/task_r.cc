// Task R (shared acceptance/task_r): 100,000 small orders, a tenth of them without a figure. Are all answers right, and
// how fast are they beside loops written by hand for this one task, in the same run?
//
//   licet_bench_task_r [FOLDER]   FOLDER keeps orders and answers; they are made there with the task's own generator
//   and
//                                 reference (LICET_SHARED_DIR, python3) if they are missing
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>

#include "base/file.h"
#include "base/text_util.h"
#include "bench/support/clock.h"
#include "bench/support/law_folder.h"
#include "bench/task_r/loops.h"
#include "bench/task_r/orders.h"
#include "rules/columns/evaluate.h"
#include "rules/proof/canonical.h"
#include "rules/proof/prover.h"

namespace {

using namespace licet;
using namespace licet::bench;
using namespace licet::rules;

constexpr int kRounds = 31;
constexpr int kLineRounds = 11;       // from JSON lines
constexpr std::size_t kBatch = 8192;  // orders of one batch, end to end

struct Data {
  std::string text;
  std::vector<std::string_view> lines;
  std::vector<std::string> answers;  // outcome of each order
};

bool make_data(const std::filesystem::path& folder) {
  const char* shared = std::getenv("LICET_SHARED_DIR");
  if (shared == nullptr || *shared == '\0') return false;
  const std::filesystem::path task = std::filesystem::path(shared) / "acceptance" / "task_r";
  if (!std::filesystem::exists(task / "gen.py")) return false;
  std::filesystem::create_directories(folder);
  const auto run = [](const std::string& command) { return std::system(command.c_str()) == 0; };
  const std::string orders = (folder / "orders.jsonl").string();
  return run(concat("python3 '", (task / "gen.py").string(), "' 100000 '", orders, "'")) &&
         run(concat("python3 '", (task / "reference.py").string(), "' '", orders, "' '",
                    (folder / "expected.tsv").string(), "' > /dev/null"));
}

std::optional<Data> load(const std::filesystem::path& folder) {
  const bool there =
      std::filesystem::exists(folder / "orders.jsonl") && std::filesystem::exists(folder / "expected.tsv");
  if (!there && !make_data(folder)) return std::nullopt;
  Data out;
  out.text = read_file((folder / "orders.jsonl").string()).value();
  const std::string_view all = out.text;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    out.lines.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  const std::string answers = read_file((folder / "expected.tsv").string()).value();
  for (const std::string_view row : split(answers, '\n')) {
    const std::vector<std::string_view> cells = split(row, '\t');
    if (cells.size() > 1) out.answers.emplace_back(cells[1]);
  }
  return out;
}

void render(std::size_t number, const char* outcome, std::string& out) {
  out += std::to_string(number);
  out.push_back('\t');
  out += outcome;
  out.push_back('\n');
}

const char* word_of(const ColumnAnswer& answer) {
  return answer.outcomes.decided() ? to_string(answer.outcomes.least()) : "undecided";
}

struct Engine {
  std::shared_ptr<const Law> law;
  PlanStore plans;
  ColumnLayout layout;
  DecideOptions options;

  explicit Engine(std::shared_ptr<const Law> loaded) : law(std::move(loaded)), plans(*law), layout(*law) {
    options.plans = &plans;
  }
};

std::size_t wrong_answers(const Data& data, const std::vector<ColumnAnswer>& answers, std::size_t& undecided) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::string word = word_of(answers[i]);
    undecided += word == "undecided" ? 1U : 0U;
    wrong += word != data.answers[i] || !answers[i].exact ? 1U : 0U;
  }
  return wrong;
}

void print(const char* what, double value, const char* unit, double reached = 0, const char* against = "") {
  std::printf("  %-58s %10.3f %s", what, value, unit);
  if (reached > 0) std::printf("  = %.2f of %s", reached, against);
  std::printf("\n");
}

// Whole batches, orders and listings in columns before the clock starts.
bool columns(Engine& engine, const Data& data, const ColumnEvaluator::CaseOf& case_of,
             const std::function<void()>& loops) {
  TaskROrders orders(engine.layout);
  for (const std::string_view line : data.lines) LICET_CHECK(orders.add(line));
  ColumnEvaluator evaluator(engine.layout, engine.options);
  std::vector<ColumnAnswer> answers;
  const double begun = cpu_seconds();
  orders.state_listings();
  evaluator.run(orders.batch(), case_of, answers);
  const double first = cpu_seconds() - begun;
  const ColumnStats stats = evaluator.stats();
  std::size_t undecided = 0;
  const std::size_t wrong = wrong_answers(data, answers, undecided);
  const double n = static_cast<double>(data.lines.size());
  std::printf(
      "answers: %zu orders, %zu wrong, %zu undecided (columns decided %zu, searched %zu, shared a search %zu)\n",
      data.lines.size(), wrong, undecided, stats.by_columns, stats.by_search, stats.shared);
  const Beside again = median_beside(
      kRounds,
      [&] {
        orders.state_listings();
        evaluator.run(orders.batch(), case_of, answers);
      },
      loops);
  if (loops) print("loops by hand, three-valued, over columns", n / again.limit / 1e6, "M orders/s");
  print("columns, first batch (plans and searches made in it)", n / first / 1e6, "M orders/s", again.limit / first,
        "the loops");
  print("columns, later batches (median)", n / again.work / 1e6, "M orders/s", again.reached, "the loops");
  return wrong == 0;
}

void end_to_end(Engine& engine, const Data& data, const std::function<void()>& loops) {
  const double n = static_cast<double>(data.lines.size());
  std::string out;
  const auto read_and_decide = [&] {
    TaskROrders orders(engine.layout);
    ColumnEvaluator evaluator(engine.layout, engine.options);
    std::vector<ColumnAnswer> answers;
    out.clear();
    for (std::size_t first = 0; first < data.lines.size(); first += kBatch) {
      const std::size_t end = std::min(first + kBatch, data.lines.size());
      orders.clear();
      for (std::size_t i = first; i < end; ++i) LICET_CHECK(orders.add(data.lines[i]));
      orders.state_listings();
      evaluator.run(orders.batch(), [&](std::size_t i) { return orders.case_of(data.lines[first + i]); }, answers);
      for (std::size_t i = first; i < end; ++i) render(i, word_of(answers[i - first]), out);
    }
  };
  const Beside took = median_beside(kLineRounds, read_and_decide, loops);
  if (loops) print("loops by hand with simdjson, from JSON lines", n / took.limit / 1e3, "k orders/s");
  print("end to end from JSON lines", n / took.work / 1e3, "k orders/s", took.reached, "the loops with simdjson");
  const double reading = median_seconds(5, [&] {
    TaskROrders orders(engine.layout);
    for (std::size_t i = 0; i < data.lines.size(); ++i) {
      if (i % kBatch == 0) orders.clear();
      LICET_CHECK(orders.add(data.lines[i]));
    }
  });
  print("  of that, reading into columns alone", n / reading / 1e3, "k orders/s");
}

// Each order is read just before it is decided, as a program does it.
void one_by_one(Engine& engine, const Data& data) {
  TaskROrders orders(engine.layout);
  std::vector<double> plain;
  std::vector<double> reasons;
  std::vector<double> proved;
  const CanonicalLaw canonical(*engine.law);
  std::size_t bytes = 0;
  ProveOptions how;
  how.plans = &engine.plans;
  how.screened_by = std::string(64, '0');
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < 2000; ++i) {
      const Case order = orders.case_of(data.lines[i]);
      DecideOptions options = engine.options;
      double begun = wall_seconds();
      static_cast<void>(reach_outcomes(*engine.law, order, options));
      plain.push_back((wall_seconds() - begun) * 1e6);
      begun = wall_seconds();
      static_cast<void>(decide(*engine.law, order, options));
      reasons.push_back((wall_seconds() - begun) * 1e6);
      options.provable = true;
      begun = wall_seconds();
      const Decision found = decide(*engine.law, order, options);
      auto part = prove_part(*engine.law, canonical, order, found, how);
      LICET_CHECK(part);
      bytes = assemble_proof(canonical, how, {std::move(*part)}).size();
      proved.push_back((wall_seconds() - begun) * 1e6);
    }
  }
  print("one decision without proof, p50", percentile(plain, 0.5), "us");
  print("one decision with reasons, p50", percentile(reasons, 0.5), "us");
  print("one decision with reasons and proof, p50", percentile(proved, 0.5), "us");
  print("  bytes of the last proof", static_cast<double>(bytes), "");
}

}  // namespace

int main(int count, char** words) {
  const std::filesystem::path folder =
      count > 1 ? std::filesystem::path(words[1]) : std::filesystem::temp_directory_path() / "licet_task_r";
  const std::optional<Data> data = load(folder);
  if (!data) {
    std::printf(
        "task_r: no orders; set LICET_SHARED_DIR to the folder with acceptance/task_r (python3 makes them), or name a "
        "folder with orders.jsonl and expected.tsv\n");
    return 0;
  }
  auto law = load_law(LICET_TASK_R_LAW);
  if (!law) {
    std::printf("task_r: %s\n", law.error().message.c_str());
    return 1;
  }
  Engine engine(*law);

  LoopColumns loops;
  std::vector<std::uint8_t> outcomes;
  std::function<void()> over_columns;
  std::function<void()> from_lines;
  if (read_with_simdjson(data->text, loops)) {
    over_columns = [&] { decide_by_loops(loops, outcomes); };
    from_lines = [&] {
      read_with_simdjson(data->text, loops);
      decide_by_loops(loops, outcomes);
      std::string out;
      for (std::size_t i = 0; i < outcomes.size(); ++i) render(i, kTaskROutcomes[outcomes[i]], out);
    };
  } else {
    std::printf("task_r: built without simdjson (Debian: libsimdjson-dev); no loops to be held against\n");
  }
  TaskROrders reader(engine.layout);
  const auto case_of = [&](std::size_t i) { return reader.case_of(data->lines[i]); };
  const bool right = columns(engine, *data, case_of, over_columns);
  end_to_end(engine, *data, from_lines);
  one_by_one(engine, *data);
  return right ? 0 : 1;
}
