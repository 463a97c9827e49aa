// Decides a case: the exact set of outcomes that the unknown facts allow, with requirements, reasons and questions.
// Source: law language, sections 4, 5, 6 and 13.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/eval/evaluator.h"
#include "rules/eval/like_lines.h"
#include "rules/eval/outcome.h"
#include "rules/eval/search.h"
#include "rules/eval/shown.h"

namespace licet::rules {

struct ReviewRow {
  const Decl* review = nullptr;
  const Version* version = nullptr;
  bool possible_only = false;  // applies in some completions only
};

// Which policies go together is not known yet: one of `between` applies, each the words of its policies; an empty one
// says that the text has none. Empty: it is known.
struct ReviewsOpen {
  std::vector<std::vector<std::string>> between;
  std::vector<std::string> depends_on;  // the facts that decide it
  bool cut = false;                     // too many ways: `between` may hold more than can be
};

struct RequirementRow {
  const Decl* rule = nullptr;
  const Version* version = nullptr;  // the version that speaks
  std::string status;                // in_force, letter, or why the printed text sleeps
  bool binds = true;                 // false for text that is printed and sleeps
  bool possible_only = false;        // holds in some completions only
  // Of a line that needs a license in every case, though no rule holds in all: it is the one in some case.
  bool decides = false;
  int leg = 0;                     // number of the leg, from 0
  int item = 0;                    // number of the line, from 0
  std::vector<std::string> about;  // parties or facilities bound by `per`
  std::vector<std::string> because;
  std::vector<ReviewRow> reviews;  // every policy that can apply
  ReviewsOpen reviews_open;
  std::optional<std::string> overcome_by;
};

struct AuthorizationRow {
  const Decl* authorization = nullptr;
  const Version* version = nullptr;
  Truth available = Truth::kUnknown;
  std::vector<std::string> documents;
  std::vector<std::string> claims;  // what would have to be claimed, where nothing else stands in the way
  std::vector<std::string> because;
  std::vector<Date> on;  // where legs on several days were decided: the days that it is about
};

struct NoteRow {  // duties and findings
  const Decl* decl = nullptr;
  const Version* version = nullptr;
  bool possible_only = false;  // applies in some completions only
  std::vector<std::string> about;
  std::vector<std::string> because;
  std::vector<Date> on;  // as of an authorization
};

// Some values of a fact that no atom tells apart, and the outcomes that are left if it is one of them.
struct Cell {
  std::string value;
  Reachable outcomes;
  Possible possible;  // of a set of members: empty
  bool exact = true;  // the outcomes may be fewer if not
};

// A fact that is not known and whose value can change the outcome.
struct Question {
  Variable variable;
  std::vector<std::string> members;  // of a set fact: those that matter
  std::string fact;
  std::string ask;
  std::vector<std::string> why;  // paragraphs that read it
  std::vector<Cell> decides;
  bool together = false;    // no single value decides anything alone; it matters together with others
  bool by_support = false;  // the search was cut: some rule reads it, and it may turn out not to matter
  double rank = 0;          // outcomes that an answer rules out on average, over the cost of asking
  std::vector<Date> on;     // where legs on several days were decided: the days on which it matters
};

struct LineOutcome {
  int leg = 0;
  int item = 0;
  Reachable outcomes;
  bool exact = true;  // the order may be exact where the search for a line came to its limit
};

struct Decision {
  Reachable outcomes;
  bool exact = true;
  Reachable without_assumptions;  // its lightest and heaviest; outcomes between them may be missing
  bool without_exact = true;
  std::vector<AssumptionUse> assumed;
  std::set<std::string> switched_off;  // assumptions that findings switched off
  // What a proof is made from, where it was wanted.
  Shown shown;
  Shown shown_without_assumptions;
  std::vector<RequirementRow> requirements;
  std::vector<AuthorizationRow> authorizations;
  std::vector<NoteRow> duties;
  std::vector<NoteRow> findings;
  std::vector<Question> questions;
  bool questions_cut = false;  // other facts may matter beside those, of an order of many unknowns
  std::vector<LineOutcome> lines;
  CaseNode cases;
  std::vector<std::pair<std::string, Trace>> proof;  // all that was looked at, a tree for each line: `leg 1, line 2`
  std::vector<std::string> classified;               // entries that hold, with their line: `line 1: 3A090.a.1`
};

struct DecideOptions {
  Posture posture = Posture::kInForce;
  const Decl* profile = nullptr;      // nullptr: no assumptions
  std::size_t node_limit = 2'000;     // evaluations in the search for one outcome; past it the bound is loose
  std::size_t few_items = kFewItems;  // an order of more is searched by kinds of items (like_lines.h)
  // Plans for the fast evaluator; nullptr: the reference evaluator searches. Both give the same answer.
  PlanStore* plans = nullptr;
  bool questions = true;
  bool provable = false;  // also what a proof is made from
  bool proof = true;  // the trees of all that was looked at; without them only what may bind is told, with its reasons
};

// The outcomes alone, without requirements, reasons and questions: those that `decide` gives.
Found reach_outcomes(const Law& law, const Case& order, const DecideOptions& options);
// Names of the assumptions that findings of the case switch off.
std::set<std::string> switched_off(const Law& law, const Case& order, const std::vector<Line>& lines,
                                   const DecideOptions& options);

// Each item on each leg.
std::vector<Line> lines_of(const Case& order);

// The weigher that `options` ask for. All arguments must outlive it.
std::unique_ptr<Weigher> make_weigher(const Law& law, const Case& order, const DecideOptions& options,
                                      const Decl* profile, const std::set<std::string>& off);

// Pure: same law, case and options, same decision.
Decision decide(const Law& law, const Case& order, const DecideOptions& options);

// A decided order with the evaluator that weighed it: what questions and changes are worked out from. All of it must
// outlive what holds this.
struct DecidedOrder {
  const Law& law;
  const Case& order;
  const std::vector<Line>& lines;
  Weigher& weigher;
  const Decision& decision;
  const Decl* profile = nullptr;    // of the weigher; nullptr: no assumptions
  const LikeLines* like = nullptr;  // of the lines; nullptr: each stands for itself
};

}  // namespace licet::rules
