// The rule set as the checker reads it: canonical lines by name and hash, the declared facts and the tables.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "verify/sexpr.h"

namespace licet::verify {

struct MarkText {
  std::string kind;  // compliance, stayed, unenforced, not_incorporated, unverified
  std::optional<Date> from;
  std::optional<Date> until;
  const Sexpr* when = nullptr;
  bool falls_back = false;
};

struct VersionText {
  Date from;
  std::optional<Date> until;
  std::vector<MarkText> marks;
  const Sexpr* body = nullptr;  // behind `is` or `when`; of a list its condition
  const Sexpr* domain = nullptr;
  std::string variable;
  std::vector<std::string> except;
  std::vector<std::string> documents;
};

struct Statement {
  std::string kind;
  std::string name;
  std::string hash;
  Sexpr line;
  std::vector<VersionText> versions;
  std::vector<const Sexpr*> each;  // of `per`
  std::map<const Sexpr*, int> lists;
};

struct FactText {
  std::string entity;  // order, leg, item, party, facility, component
  std::string type;    // bool, number, place, word, set, code, text
  std::set<std::string> values;
  std::vector<std::string> derived;
  bool unknowable = false;
  bool profile = false;
  bool listing = false;
};

struct Row {
  DaySpan from;
  std::optional<DaySpan> until;
  bool unverified = false;
  std::vector<std::string> cells;
};

struct Rules {
  std::string hash;
  std::map<std::string, Statement> statements;                 // by name; replies by `reply` and their number
  std::map<std::string, std::vector<const Statement*>> kinds;  // sorted by name
  std::map<std::string, FactText> facts;
  std::set<std::string> places;
  std::map<std::string, std::map<std::string, std::vector<Row>>> groups;  // group, place
  std::map<std::string, std::vector<Row>> tables;
  std::map<std::string, std::vector<Row>> counts_as;  // place; cells[0] is the other place
  std::set<std::string> encoded;                      // codes all of whose paragraphs have an entry
  std::set<std::string> codes;                        // that some rule names and no entry tests

  const std::vector<const Statement*>& all(const std::string& kind) const;
  const Statement& named(const std::string& name) const;  // throws Refusal
  const FactText& fact(const std::string& name) const;    // throws Refusal
};

// Reads canonical text, one line each. Throws Refusal.
Rules read_rules(std::string_view text);

// Does the pattern hold the code? A deeper paragraph belongs to its code; `*` stands for the rest.
bool holds_code(std::string_view pattern, std::string_view code);

}  // namespace licet::verify
