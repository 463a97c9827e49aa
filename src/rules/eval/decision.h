// Decides a case: the exact set of outcomes that the unknown facts allow, with requirements, reasons and questions.
// Source: law language, sections 4, 5, 6 and 13.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/eval/evaluator.h"

namespace licet::rules {

// From light to grave.
enum class Outcome : std::uint8_t { kNotSubject, kNoLicenseRequired, kExceptionToConfirm, kLicenseRequired, kProhibited };
inline constexpr std::size_t kOutcomes = 5;

const char* to_string(Outcome outcome);  // "not_subject", ...

// The outcomes that some completion of the unknown facts reaches.
class Reachable {
 public:
  void add(Outcome outcome) { has_[static_cast<std::size_t>(outcome)] = true; }
  bool has(Outcome outcome) const { return has_[static_cast<std::size_t>(outcome)]; }
  std::size_t count() const;
  Outcome least() const;
  Outcome most() const;
  bool decided() const { return count() == 1; }
  bool operator==(const Reachable&) const = default;

 private:
  std::array<bool, kOutcomes> has_{};
};

// The outcomes of two parts of an order as a whole: the heavier of each pair. Exact where the parts share no unknown,
// else too wide, never too narrow.
Reachable heavier(const Reachable& a, const Reachable& b);

// "license_required", or "undecided" if more than one is reachable.
std::string outcome_word(const Reachable& reachable);

struct ReviewRow {
  const Decl* review = nullptr;
  const Version* version = nullptr;
};

struct RequirementRow {
  const Decl* rule = nullptr;
  const Version* version = nullptr;  // the version that speaks
  std::string status;                // in_force, letter, or why the printed text sleeps
  bool binds = true;                 // false for text that is printed and sleeps
  bool possible_only = false;        // holds in some completions only
  int leg = 0;                       // number of the leg, from 0
  int item = 0;                      // number of the line, from 0
  std::vector<std::string> about;    // parties or facilities bound by `per`
  std::vector<std::string> because;
  std::vector<ReviewRow> reviews;
  std::optional<std::string> overcome_by;
};

struct AuthorizationRow {
  const Decl* authorization = nullptr;
  const Version* version = nullptr;
  Truth available = Truth::kUnknown;
  std::vector<std::string> documents;
  std::vector<std::string> because;
};

struct NoteRow {  // duties and findings
  const Decl* decl = nullptr;
  const Version* version = nullptr;
  std::vector<std::string> about;
  std::vector<std::string> because;
};

struct Cell {
  std::string value;
  Reachable outcomes;
};

struct Question {
  Variable variable;
  std::string fact;
  std::string ask;
  std::vector<std::string> why;  // paragraphs that read it
  std::vector<Cell> decides;
};

struct LineOutcome {
  int leg = 0;
  int item = 0;
  Reachable outcomes;
};

// A node of the search over completions: the fact that was split and what each cell leads to.
struct CaseNode {
  std::string fact;
  std::vector<std::pair<std::string, CaseNode>> cells;
  Reachable outcomes;  // of a leaf
  bool cut = false;    // a leaf that was not opened: everything it can reach was reached already, or the limit
};

struct Decision {
  Reachable outcomes;
  bool exact = true;
  Reachable without_assumptions;
  std::vector<AssumptionUse> assumed;
  std::vector<RequirementRow> requirements;
  std::vector<AuthorizationRow> authorizations;
  std::vector<NoteRow> duties;
  std::vector<NoteRow> findings;
  std::vector<Question> questions;
  std::vector<LineOutcome> lines;
  CaseNode cases;
  std::vector<std::pair<std::string, Trace>> proof;  // one tree for each line: `leg 1, line 2`
  std::vector<std::string> paragraphs;               // cited by every statement that was looked at, sorted
  std::vector<std::string> classified;               // entries that hold, with their line: `line 1: 3A090.a.1`
};

struct DecideOptions {
  Posture posture = Posture::kInForce;
  const Decl* profile = nullptr;    // nullptr: no assumptions
  std::size_t node_limit = 2'000;   // evaluations in the search for one outcome; past it the bound is loose
  bool questions = true;
  bool proof = true;
};

// Pure: same law, case and options, same decision.
Decision decide(const Law& law, const Case& order, const DecideOptions& options);

}  // namespace licet::rules
