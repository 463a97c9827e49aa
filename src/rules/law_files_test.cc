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
#include "rules/facts/derived_facts.h"
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
    out.push_back(LawSource{path, read_file(concat(root, "/", path)).value()});
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

std::string entry_of(const std::string& code) {
  return code.substr(0, code.find('.'));
}

// For each entry the places that a column of the table marks for the whole of it, or for paragraphs alone.
void add_marked(const TupleTable& reasons, const Places& marks, Places& whole, Places& paragraphs) {
  for (const std::vector<std::string>& row : reasons.rows) {
    const auto marked = marks.find(row[1]);
    if (marked == marks.end()) continue;
    (row[0] == entry_of(row[0]) ? whole : paragraphs)[entry_of(row[0])].insert(marked->second.begin(),
                                                                               marked->second.end());
  }
}

// A code that a rule names, in itself or in what it reads; `text` is the wording that the code stands in.
struct NamedCode {
  std::string code;
  std::string text;
  std::set<std::string> places;  // none: not a list of places
};

// The places of `leg.destination in {..}` where the condition cannot hold elsewhere.
std::set<std::string> listed_places(const Expr& condition) {
  std::set<std::string> out;
  if (condition.kind == ExprKind::kAnd) {
    for (const ExprPtr& kid : condition.kids) {
      if (out.empty()) out = listed_places(*kid);
    }
  }
  if (condition.kind == ExprKind::kIn && condition.kids[0]->text == "leg.destination" &&
      condition.kids[1]->kind == ExprKind::kBraces) {
    for (const ExprPtr& place : condition.kids[1]->kids) out.insert(place->text);
  }
  return out;
}

void add_codes(const Expr& read, const std::string& text, const std::set<std::string>& places,
               std::vector<NamedCode>& out) {
  if (read.kind == ExprKind::kCode) out.push_back({read.text, text, places});
  if (read.decl != nullptr && read.decl->qualified.starts_with("742.")) {
    for (const Version& version : read.decl->versions) {
      if (version.body) add_codes(*version.body, concat(read.decl->qualified, to_string(version.from)), places, out);
    }
  }
  for (const ExprPtr& kid : read.kids) add_codes(*kid, text, places, out);
}

// Codes of the rules of 742.4 and 742.6 on national security and regional stability.
std::vector<NamedCode> codes_of_rules(const Law& law) {
  std::vector<NamedCode> out;
  for (const Decl* rule : law.all(DeclKind::kRule)) {
    if (!rule->qualified.starts_with("742.4/") && !rule->qualified.starts_with("742.6/")) continue;
    for (const Version& version : rule->versions) {
      const std::string text = concat(rule->qualified, to_string(version.from));
      const std::set<std::string> places = listed_places(*version.body);
      add_codes(*version.body, text, places, out);
      for (const Mark& mark : version.marks) {
        if (mark.when) add_codes(*mark.when, text, places, out);
      }
    }
  }
  return out;
}

// Each entry and paragraph above the code, the entry first.
std::vector<std::string> stems_of(const std::string& code) {
  std::vector<std::string> out;
  for (std::size_t dot = code.find('.'); dot != std::string::npos; dot = code.find('.', dot + 1))
    out.push_back(code.substr(0, dot));
  return out;
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
  std::set<std::string> encoded;
  std::set<std::string> needed;
  for (const std::vector<std::string>& row : law.table("738.4/encoded")->rows) {
    encoded.insert(row[0]);
    const std::set<std::string>& all = whole[row[0]];
    const std::set<std::string>& some = paragraphs[row[0]];
    if (!std::includes(all.begin(), all.end(), some.begin(), some.end())) needed.insert(row[0]);
  }
  CHECK(needed.size() == 12);
  const std::set<std::string> own_rule = {"3A090", "4A090"};  // supp1_paragraphs/none_such
  // Its items were not read: the question for its reasons for control asks about each paragraph of it.
  const std::set<std::string> not_read = {"9A004"};
  for (const std::string& entry : not_read) CHECK(!encoded.contains(entry));
  for (const NamedCode& named : codes_of_rules(law)) {
    const std::string entry = entry_of(named.code);
    if (entry == named.code || own_rule.contains(entry) || not_read.contains(entry)) continue;
    // What is in the same places for the whole entry cannot be missed by a wrong paragraph.
    const std::set<std::string>& all = whole[entry];
    if (named.places.empty() || !std::includes(all.begin(), all.end(), named.places.begin(), named.places.end()))
      needed.insert(entry);
  }
  std::set<std::string> listed;
  for (const std::vector<std::string>& row : law.table("supp1_paragraphs/paragraphs")->rows)
    listed.insert(entry_of(row[0]));
  std::set<std::string> told;
  for (const ExprPtr& code : law.find("supp1_paragraphs/told_by_paragraph")->versions.front().body->kids)
    told.insert(code->text);
  CHECK(needed.size() == 19);
  CHECK(needed == listed);
  CHECK(told == listed);
}

// Where a reason for control begins at a paragraph, one beside it that does not exist must not pass for one without the
// reason.
TEST_CASE("law files: paragraphs of entries are listed as deep as the law tells them apart") {
  const auto loaded = Law::load(read_tree(LICET_SOURCE_DIR "/law"));
  REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().message));
  const Law& law = **loaded;
  const TupleTable& table = *law.table("supp1_paragraphs/paragraphs");
  Places texts;  // of a code: each wording or column that names it
  for (const NamedCode& named : codes_of_rules(law)) texts[named.code].insert(named.text);
  for (const char* reasons : {"738.4/reasons", "738.4/in_words"}) {
    for (const std::vector<std::string>& row : law.table(reasons)->rows) texts[row[0]].insert(row[1]);
  }
  std::set<std::string> listed;
  for (const std::vector<std::string>& row : table.rows) listed.insert(entry_of(row[0]));
  std::size_t looked_at = 0;
  for (const auto& [code, of_code] : texts) {
    if (!listed.contains(entry_of(code))) continue;
    CHECK_MESSAGE(!lacks_paragraph(table, code), code);
    std::set<std::string> above;
    for (const std::string& stem : stems_of(code)) {
      const auto of_stem = texts.find(stem);
      if (of_stem != texts.end()) above.insert(of_stem->second.begin(), of_stem->second.end());
      if (std::includes(above.begin(), above.end(), of_code.begin(), of_code.end())) break;
      CHECK_MESSAGE(lacks_paragraph(table, stem + ".zz"), concat(stem, ".zz, beside ", code));
      ++looked_at;
    }
  }
  CHECK(looked_at > 150);
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
  std::string order = R"({"date":"2025-06-02","legs":[)";
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
