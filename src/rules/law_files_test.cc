#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/file.h"
#include "base/json.h"
#include "base/table.h"
#include "base/text_util.h"
#include "rules/cases/law_tests.h"
#include "rules/eval/decision.h"
#include "rules/facts/order_reader.h"
#include "rules/proof/prover.h"
#include "support/skip.h"
#include "support/soak.h"
#include "verify/checker.h"

using namespace licet;
using namespace licet::rules;

namespace {

std::vector<LawSource> read_tree(const std::string& root) {
  std::vector<LawSource> out;
  for (const std::string& path : list_files(root, "").value()) {
    out.push_back(LawSource{path, read_file(root + "/" + path).value()});
  }
  return out;
}

// Figures of the chips of data/chips.tsv whose name or alias is asked for; the first fitting row.
std::optional<Json> chip_figures(const Table& chips, const std::string& name) {
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const std::string aliases = ";" + chips.cell(i, "name") + ";" + chips.cell(i, "aliases") + ";";
    if (aliases.find(";" + name + ";") == std::string::npos) continue;
    Json out = Json::object();
    out.set("kind", Json::string("integrated_circuit"));
    out.set("device", Json::string("other")).set("memory_device", Json::boolean(false));
    for (const char* figure : {"tpp", "applicable_die_area_mm2", "io_bandwidth_gb_s", "dram_bandwidth_gb_s"}) {
      if (!chips.cell(i, figure).empty()) out.set(figure, Json::number_text(chips.cell(i, figure)));
    }
    for (const char* yes_no : {"for_data_centers", "non_planar", "gp10_named"}) {
      if (!chips.cell(i, yes_no).empty()) out.set(yes_no, Json::boolean(chips.cell(i, yes_no) == "yes"));
    }
    Json designer = Json::object();
    designer.set("name", Json::string(chips.cell(i, "vendor")));
    designer.set("headquarters", Json::string(chips.cell(i, "vendor_headquarters")));
    out.set("designer", std::move(designer));
    return out;
  }
  return std::nullopt;
}

using Places = std::map<std::string, std::set<std::string>>;

// For each entry the places that a column of the table marks for the whole of it, or for paragraphs alone.
void add_marked(const TupleTable& reasons, const Places& marks, Places& whole, Places& paragraphs) {
  for (const std::vector<std::string>& row : reasons.rows) {
    const auto marked = marks.find(row[1]);
    if (marked == marks.end()) continue;
    const bool deeper = row[0].find('.') != std::string::npos;
    (deeper ? paragraphs : whole)[row[0].substr(0, row[0].find('.'))].insert(marked->second.begin(),
                                                                             marked->second.end());
  }
}

}  // namespace

TEST_CASE("law files: each entry with reasons for control of paragraphs alone has its paragraphs") {
  const auto loaded = Law::load(read_tree(LICET_SOURCE_DIR "/law"));
  REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().message));
  const Law& law = **loaded;
  Places marks;
  for (const std::vector<std::string>& row : law.table("738.4/chart_marks")->rows) marks[row[1]].insert(row[0]);
  Places whole;
  Places paragraphs;
  add_marked(*law.table("738.4/reasons"), marks, whole, paragraphs);
  add_marked(*law.table("738.4/in_words"), marks, whole, paragraphs);
  std::set<std::string> needed;
  for (const std::vector<std::string>& row : law.table("738.4/encoded")->rows) {
    const std::set<std::string>& all = whole[row[0]];
    const std::set<std::string>& some = paragraphs[row[0]];
    if (!std::includes(all.begin(), all.end(), some.begin(), some.end())) needed.insert(row[0]);
  }
  std::set<std::string> listed;
  for (const std::vector<std::string>& row : law.table("supp1_paragraphs/paragraphs")->rows)
    listed.insert(row[0].substr(0, row[0].find('.')));
  std::set<std::string> named;
  for (const ExprPtr& code : law.find("supp1_paragraphs/told_by_paragraph")->versions.front().body->kids)
    named.insert(code->text);
  CHECK(needed.size() == 12);
  CHECK(needed == listed);
  CHECK(named == listed);
}

TEST_CASE("law files: load, every test beside them passes; answers are proved") {
  const auto law = Law::load(read_tree(LICET_SOURCE_DIR "/law"));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  const Table chips = Table::parse_tsv(read_file(LICET_SOURCE_DIR "/data/chips.tsv").value(), "chips.tsv").value();
  const auto figures = [&](const std::string& name) { return chip_figures(chips, name); };
  const CanonicalLaw canonical(**law);
  const std::string rules = canonical.text();
  // A proof and its check, and the reference evaluator, cost more than the decision: one answer in ten here, all of
  // them in the soak.
  long number = 0;
  std::set<const Decl*> decides_alone;
  const auto proved = [&](const Case& order, const DecideOptions& options, const Decision& decision) -> std::string {
    std::set<const Decl*> binding;
    for (const RequirementRow& row : decision.requirements) {
      if (row.binds && !row.possible_only) binding.insert(row.rule);
    }
    if (binding.size() == 1) decides_alone.insert(*binding.begin());
    if (test::soak_factor() == 1 && number++ % 20 != 0) return "";
    ProveOptions how;
    how.posture = options.posture;
    how.profile = options.profile;
    how.plans = options.plans;
    how.screened_by = std::string(64, '0');
    auto part = prove_part(**law, canonical, order, decision, how);
    if (!part) return "not proved: " + part.error().message;
    const auto fault = verify::verify(rules, parse_json(assemble_proof(canonical, how, {*part})).value());
    return fault ? "proof refused: " + *fault : "";
  };
  const auto results = run_law_tests(**law, figures, {}, proved, test::soak_factor() == 1 ? 20 : 1);
  CHECK(results.size() > 80);
  for (const LawTestResult& result : results) {
    for (const std::string& fault : result.faults) {
      MESSAGE(result.file << ":" << result.line << " `" << result.title << "` on " << result.day << ": " << fault);
      CHECK(fault.empty());
    }
  }
  // Every requirement decides an order by itself. Twins bind where another one does, by their own words; one is not
  // relied on for any day.
  // One more sleeps on every day: it is printed and binds nobody.
  const std::set<std::string> twins = {"742.4/a4",
                                       "742.4/a5",
                                       "742.6/a10",
                                       "letters/applied_tools",
                                       "letters/anthropic_models",
                                       "744.11/not_incorporated_entry"};
  for (const Decl* rule : (*law)->all(DeclKind::kRule)) {
    CHECK_MESSAGE((decides_alone.contains(rule) || twins.contains(rule->qualified)), rule->qualified);
  }
}

TEST_CASE("law files: an order of ten legs and ten lines is proved and checked, step by step") {
  const auto law = Law::load(read_tree(LICET_SOURCE_DIR "/law"));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  constexpr std::size_t kEach = 10;
  const char* const places[] = {"CN", "DE", "AE", "MX", "SG"};
  const char* const codes[] = {"3A090.a", "EAR99", "5A992.c", "3B001.a", "4A003"};
  std::string order = R"({"date":"2025-06-02","activity":"export","from":"US","legs":[)";
  for (std::size_t i = 0; i < kEach; ++i) order += concat(i == 0 ? "" : ",", R"({"to":")", places[i % 5], "\"}");
  order += R"(],"items":[)";
  for (std::size_t i = 0; i < kEach; ++i)
    order +=
        concat(i == 0 ? "" : ",", R"({"eccn":")", codes[i % 5], R"(","made_in":"US","value_usd":)", 1000 * i + 1, "}");
  order +=
      R"(],"parties":[{"role":"end_user","country":"CN","headquarters":"CN"},{"role":"purchaser","country":"DE"}],)"
      R"("parties_complete":true})";
  const auto input = read_order(parse_json(order).value(), **law, nullptr, parse_date("2025-06-02").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message));
  PlanStore plans(**law);
  // The bounds before any fact is split: a search of so many lines would cost more than all that is tested here.
  const Levels levels = make_plan_weigher(plans, input->facts, nullptr, Posture::kInForce, {})
                            ->levels(lines_of(input->facts), Assignment());
  Decision decision;
  decision.outcomes.add(levels.low);
  decision.outcomes.add(levels.high);
  decision.exact = false;
  decision.shown = {levels.low, levels.high, {}, false, {}};
  const CanonicalLaw canonical(**law);
  ProveOptions how;
  how.plans = &plans;
  how.screened_by = std::string(64, '0');
  auto part = prove_part(**law, canonical, input->facts, decision, how);
  REQUIRE_MESSAGE(part.has_value(), (part ? "" : part.error().message));
  std::vector<Json> steps;
  const auto fault =
      verify::verify(canonical.text(), parse_json(assemble_proof(canonical, how, {*part})).value(), &steps);
  CHECK_MESSAGE(!fault, fault.value_or(""));
  // A statement is worked out once for what it reads: most of them for a line and place, and not for each other one.
  CHECK(steps.size() > kEach * kEach);
  CHECK(steps.size() < 200 * kEach * kEach);
}

// Every published case on these topics is a law test that names it, or stands in law/conformance.tsv with its reason.
TEST_CASE("law files: published cases are tested or listed") {
  const auto shared = test::shared_dir();
  if (!shared) LICET_SKIP("LICET_SHARED_DIR is not set");
  std::string tests;
  for (const LawSource& source : read_tree(LICET_SOURCE_DIR "/law")) {
    if (source.path.ends_with(".tests")) tests += source.text;
  }
  const Table listed =
      Table::parse_tsv(read_file(LICET_SOURCE_DIR "/law/conformance.tsv").value(), "conformance.tsv").value();
  std::map<std::string, std::string> reasons;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const std::string& status = listed.cell(i, "status");
    CHECK((status == "human" || status == "differs"));
    CHECK(!listed.cell(i, "reason").empty());
    CHECK(!listed.cell(i, "citation").empty());
    CHECK(reasons.emplace(listed.cell(i, "case"), status).second);
  }
  const std::set<std::string> topics = {"chips-3a090", "classification", "specially-designed", "quantum",
                                        "technology-interpretations"};
  std::size_t seen = 0;
  const std::string cases = read_file(*shared + "/conformance/examples.jsonl").value();
  for (const std::string_view line : split(cases, '\n')) {
    if (trimmed(line).empty()) continue;
    const Json one = parse_json(line).value();
    if (!topics.contains(one.find("topic")->text())) continue;
    const std::string id = one.find("id")->text();
    const bool tested = tests.find("\"case " + id + "\"") != std::string::npos;
    CHECK_MESSAGE(tested != reasons.contains(id), id);
    reasons.erase(id);
    ++seen;
  }
  CHECK(seen >= 24);
  for (const auto& [id, status] : reasons) CHECK_MESSAGE(false, id << " is listed and no such case exists");
}
