// One step of a proof: the value of one statement, from the facts that are open to it and the nodes it uses.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "verify/figures.h"
#include "verify/rules.h"

namespace licet::verify {

// Bound names: the number of an entity; or both with `=` before them, a name and a word. The two do not hide each
// other.
using Names = std::map<std::string, std::string>;

struct Node {
  int statement = 0;
  std::string what;  // "", `content`, `elements` or `lifted`
  int in = 0;
  Names at;
  Truth is = Truth::kUnknown;
  std::string from;  // first day of the version that speaks; empty if none
  std::string asleep;
  std::string asleep_from;
  std::size_t clause = 0;
  std::vector<std::pair<int, Truth>> list;
  std::vector<int> uses;
  std::vector<int> reads;
};

struct FactRow {
  int of = 0;
  std::string fact;
  std::string member;
  std::optional<State> is;
};

struct Context {
  int in = 0;
  std::string purpose;
  std::vector<std::pair<int, State>> set;
};

struct Entity {
  std::string kind;
  std::string label;
  std::vector<int> components;
};

// A part of a proof, read.
struct Part {
  Date day;
  bool codified = false;
  const Statement* profile = nullptr;
  std::set<std::string> switched_off;
  std::vector<int> legs;
  std::vector<int> items;
  std::vector<int> parties;
  std::vector<int> facilities;
  std::vector<Entity> entities;
  std::vector<std::tuple<const Statement*, int, Names>> unnamed;
  std::vector<FactRow> facts;
  std::map<std::tuple<int, std::string, std::string>, int> fact_ids;
  std::set<std::pair<int, std::string>> closed;
  std::vector<const Statement*> statements;
  std::vector<Context> contexts;
  std::vector<Node> nodes;
  std::map<int, std::string> assumed;  // by fact, filled while steps are checked
};

// What a fact can be in a context, and the assumption that says so ("" for none).
std::pair<State, std::string> state_in(const Rules& rules, const Part& part, int fact, int context);

// The words of a set of words, in the version of the day.
std::set<std::string> members_of(const Rules& rules, const Part& part, const Sexpr& set);

// A code that can still turn out to be another: all that it can be.
State open_codes(const Rules& rules, const State& state);

// All that a fact can be.
State anything(const Rules& rules, const std::string& fact);

// Works out one node and holds it against what the proof says. Throws Refusal.
void check_node(const Rules& rules, Part& part, int node);

// May some authorization lift what the rule requires?
bool may_be_lifted(const Rules& rules, const Statement& rule);

}  // namespace licet::verify
