#include <doctest/doctest.h>

#include <string>

#include "base/file.h"
#include "base/table.h"
#include "rules/cases/law_tests.h"
#include "rules/proof/prover.h"
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
    for (const char* figure : {"tpp", "applicable_die_area_mm2", "io_bandwidth_gb_s", "dram_bandwidth_gb_s"}) {
      if (!chips.cell(i, figure).empty()) out.set(figure, Json::number_text(chips.cell(i, figure)));
    }
    for (const char* yes_no : {"for_data_centers", "non_planar"}) {
      if (!chips.cell(i, yes_no).empty()) out.set(yes_no, Json::boolean(chips.cell(i, yes_no) == "yes"));
    }
    return out;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("law files: load, every test beside them passes; answers are proved") {
  const auto law = Law::load(read_tree(LICET_SOURCE_DIR "/law"));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  const Table chips = Table::parse_tsv(read_file(LICET_SOURCE_DIR "/data/chips.tsv").value(), "chips.tsv").value();
  const auto figures = [&](const std::string& name) { return chip_figures(chips, name); };
  const CanonicalLaw canonical(**law);
  const std::string rules = canonical.text();
  // A proof and its check cost more than the decision: one answer in ten here, all of them in the soak.
  long number = 0;
  const auto proved = [&](const Case& order, const DecideOptions& options, const Decision& decision) -> std::string {
    if (test::soak_factor() == 1 && number++ % 10 != 0) return "";
    ProveOptions how;
    how.posture = options.posture;
    how.profile = options.profile;
    how.screened_by = std::string(64, '0');
    const ProofClaim claim = {decision.outcomes.least(), decision.outcomes.most(), decision.exact};
    const Reachable& alone = decision.without_assumptions;
    how.without_assumptions = ProofClaim{alone.least(), alone.most(), decision.without_exact};
    auto part = prove_part(**law, canonical, order, claim, how);
    if (!part) return "not proved: " + part.error().message;
    const auto fault = verify::verify(rules, assemble_proof(canonical, how, {*part}));
    return fault ? "proof refused: " + *fault : "";
  };
  const auto results = run_law_tests(**law, figures, {}, proved);
  CHECK(results.size() > 80);
  for (const LawTestResult& result : results) {
    for (const std::string& fault : result.faults) {
      MESSAGE(result.file << ":" << result.line << " `" << result.title << "` on " << result.day << ": " << fault);
      CHECK(fault.empty());
    }
  }
}
