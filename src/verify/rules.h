// The rule set as the checker reads it: canonical lines by name and hash, the declared facts and the tables.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "verify/form.h"

namespace licet::verify {

struct Statement {
  std::string kind;
  std::string name;
  std::string hash;
  Form line;
  std::vector<const Form*> versions;  // in the order of their first days
  std::vector<const Form*> each;      // of `per`
};

struct Fact {
  std::string entity;  // order, leg, item, party, facility, component
  std::string type;    // bool, number, place, word, set, code, text, law
  std::set<std::string> values;
  std::vector<std::string> derived;
  bool unknowable = false;
  bool profile = false;
  bool listing = false;
  bool named = false;  // a table of names may settle it, by its day

  bool is(std::string_view role) const { return !derived.empty() && derived[0] == role; }
  bool belongs(const std::string& kind) const { return kind == entity || (kind == "component" && entity == "item"); }
};

struct Row {
  DaySpan from;
  std::optional<DaySpan> until;
  bool unverified = false;
  std::vector<std::string> cells;

  // Is the row in force? One that nobody could verify proves nothing.
  Truth holds_on(Date day) const;
};

struct Rules {
  std::string hash;
  std::map<std::string, Statement> statements;                 // by name; replies by their number
  std::map<std::string, std::vector<const Statement*>> kinds;  // sorted by name
  std::map<std::string, Fact> facts;
  std::map<std::string, std::vector<Row>> tables;  // country groups and `counts_as` are tables too
  struct ListPlace {
    std::string name;  // `common/recipients#0`
    const Statement* of = nullptr;
  };
  std::map<const Form*, ListPlace> lists;  // where a list is named
  std::set<std::string> places;
  std::set<std::string> encoded;  // codes all of whose paragraphs have an entry
  std::set<std::string> codes;    // that some rule names and no entry tests

  const std::vector<const Statement*>& all(const std::string& kind) const;
  // These throw Refusal if there is none.
  const Statement& named(const std::string& name) const;
  const Fact& fact(const std::string& name) const;
  const std::vector<Row>& table(const std::string& name) const;
};

// The atoms of a form from that place on; none of nullptr.
std::vector<std::string> words(const Form* form, std::size_t first = 1);

// Reads canonical text, one line each. Throws Refusal.
Rules read_rules(std::string_view text);

// Does the pattern hold the code? A deeper paragraph belongs to its code; `*` stands for the rest.
bool holds_code(std::string_view pattern, std::string_view code);

}  // namespace licet::verify
