// The syntax tree of the law language: what a law file says, with places, nothing resolved by the parser.
// The fields under "set by check" are filled in when names are resolved (rules/check).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "rules/syntax/token.h"

namespace licet::rules {

struct Decl;
struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

enum class ExprKind : std::uint8_t {
  // conditions
  kAnd,
  kOr,
  kNot,
  kSome,
  kEvery,
  kCompare,
  kIn,
  kHas,
  kKnown,
  kUnknowable,
  // figures
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kMin,
  kMax,
  kTotal,
  kNumber,
  // single values and names
  kDate,
  kString,
  kCode,
  kPath,
  kName,
  kTuple,
  // sets
  kBraces,
  kRange,
  kGroup,
  kInterval,
  kUnion,
  kDifference,
};

enum class CompareOp : std::uint8_t { kEqual, kNotEqual, kLessEqual, kLess, kGreaterEqual, kGreater };

const char* to_string(CompareOp op);

struct Expr {
  ExprKind kind = ExprKind::kName;
  Position position;
  std::string text;  // name, path, code, string, group; bound variable of a quantifier
  std::string unit;  // of a number, empty if none
  Rational number;
  Date date;
  CompareOp op = CompareOp::kEqual;
  bool open_low = false;   // of an interval
  bool open_high = false;  // of an interval
  std::vector<ExprPtr> kids;
  // Quantifiers: kids[0] names the list, kids[1] is the condition. Total: kids[0] figure, kids[1] list, kids[2] where.

  // set by check
  const Decl* decl = nullptr;  // what a name stands for; nullptr for a constant or a bound variable
  int fact = -1;               // the declared fact that a path reads
  std::string root;            // first word of a path: `leg`, `item`, `order` or a bound variable
  // Of the list of a quantifier or total: the statement in whose text it stands, if that binds words to names.
  const Decl* binder = nullptr;
};

// Where several put a text to sleep, its status is the first of them.
enum class MarkKind : std::uint8_t { kStayed, kCompliance, kUnenforced, kNotIncorporated, kUnverified };

const char* to_string(MarkKind kind);

// A time in which a version sleeps, and what holds meanwhile.
struct Mark {
  MarkKind kind = MarkKind::kCompliance;
  Position position;
  std::optional<Date> from;   // compliance: none
  std::optional<Date> until;  // compliance: the day from which one must comply
  std::string source;
  std::string asks;
  ExprPtr when;
  bool falls_back = false;  // else `leaves_nothing`
};

struct Version {
  Position position;
  Date from;
  std::optional<Date> until;
  std::optional<Date> published;
  std::string source;
  std::string cite;
  std::vector<Mark> marks;
  std::string note;
  ExprPtr body;                           // condition, set, quantity; list: its `where`
  std::string list_variable;              // list: `p` of `p in parties where ...`
  ExprPtr list_domain;                    // list: `parties`
  std::vector<std::string> except;        // names of exceptions
  std::vector<const Decl*> except_decls;  // set by check
  std::vector<std::string> documents;
};

// A time in which a definition is known to be missing: it reads as unknown.
struct Gap {
  Position position;
  Date from;
  std::optional<Date> until;
  std::string why;
};

struct PerClause {
  std::string variable;
  ExprPtr domain;

  // set by check
  bool words = false;  // the domain is a set of words (columns of a table), not a list of entities
};

enum class DeclKind : std::uint8_t {
  kValue,
  kSet,
  kLet,
  kList,
  kEntry,
  kRule,
  kException,
  kAuthorization,
  kRestriction,
  kReview,
  kStrictest,
  kDuty,
  kFinding,
  kLetter,
  kReply,
  kProfile,
  kTest,
};

const char* to_string(DeclKind kind);

struct Assumption {
  Position position;
  std::string name;
  ExprPtr condition;
  std::string why;

  // Does it say `not known(...)`? Else it gives the fact a value.
  bool denies() const;
  // What it says to be so, or not known to be so: a fact, a comparison, members of a set.
  const Expr& atom() const;
  // The word that the fact, or each of the members, then is; if it does not deny.
  const std::string& value() const;
  // The fact of the atom.
  const Expr& path() const;
};

// `given PATH = member`, `given PATH >= quantity`, `given PATH in set`, and the same behind `with party b:`.
struct Given {
  Position position;
  std::string path;
  CompareOp op = CompareOp::kEqual;
  bool in_set = false;
  bool unknowable = false;
  ExprPtr value;
};

struct TestEntity {
  std::string kind;  // `party`, `facility`, `component`
  std::string variable;
  std::vector<Given> givens;
};

// One expected thing: `words[0]` tells which.
struct Expectation {
  Position position;
  bool negated = false;
  std::string what;    // `outcome`, `cases`, `assumed`, `without_assumptions`, `bound`, `requirement`, `entry`, `duty`,
                       // `finding`, `authorization`, `let`, `review`
  std::string name;    // outcome, reference, path
  std::string detail;  // asked path, status, state, reviewed rule
};

struct Decl {
  DeclKind kind = DeclKind::kValue;
  Position position;
  std::string name;
  std::string file;         // the section it stands in
  std::string qualified;    // `742.6/a6iiiA`; set by the parser
  bool is_private = false;  // stands in private law; set by check
  std::vector<Version> versions;
  std::vector<Gap> gaps;

  std::vector<PerClause> per;       // rule, duty, finding
  bool requires_denial = false;     // rule
  std::string only_for;             // rule: a letter
  bool counts_for_content = false;  // rule
  std::string word;                 // authorization kind; review policy
  std::vector<std::string> refs;    // overcomes, closes, for, switches_off
  bool all_refs = false;            // closes all
  std::vector<std::string> over;    // review
  std::vector<std::string> beside;  // review
  std::string text;                 // duty: what to do; finding: what clears it; letter: its addressee; test: its title
  std::optional<Date> from;         // letter, reply
  std::optional<Date> until;        // letter
  std::string source;               // letter, reply
  bool asleep = false;              // reply
  std::string adopted_by;           // profile
  std::vector<Assumption> assumptions;    // profile
  std::vector<Date> days;                 // test
  std::string posture;                    // test
  std::string profile;                    // test
  std::vector<Given> givens;              // test
  std::vector<TestEntity> entities;       // test
  std::vector<Expectation> expectations;  // test
  std::string cite;                       // strictest

  // set by check
  std::vector<const Decl*> targets;  // of refs
  std::vector<const Decl*> over_reviews;
  std::vector<const Decl*> beside_reviews;
  const Decl* letter = nullptr;  // of only_for
};

// Does the statement say that its text of the day is missing?
bool in_gap(const Decl& decl, Date day);

// Is the other statement one of those that this one names?
bool refers_to(const Decl& decl, const Decl& other);

// Does the restriction close the authorization: by its name, or as one of `all` that it does not except?
bool closes(const Decl& restriction, const Decl& authorization);

struct Include {
  Position position;
  std::string path;
  std::string name;
  std::vector<std::string> columns;
};

// One law file: a section.
// A comment of a file: it stands before this statement, or inside it; behind the last one where there is none.
struct TreeComment {
  std::size_t decl = 0;  // position in LawTree::decls
  std::string text;      // from `#` on
};

struct LawTree {
  std::string path;     // where it was read, for messages
  std::string root;     // folder of private law it stands in; empty for the built-in law
  std::string section;  // `744.23`, `3A090`, `common`
  std::string text_hash;
  Date checked;
  std::vector<Include> includes;
  std::vector<std::unique_ptr<Decl>> decls;
  std::vector<TreeComment> comments;  // in the order of the file
};

}  // namespace licet::rules
