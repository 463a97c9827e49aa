// What a part of a proof starts from: the order's entities, what is known of their facts, and the contexts that fix
// more.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "verify/figures.h"
#include "verify/rules.h"

namespace licet::verify {

// From light to grave.
extern const std::vector<std::string_view> kOutcomes;

// Readers of JSON; all throw Refusal. `keys`: exactly these, those behind `?` may be missing.
void keys(const Json& row, std::string_view wanted);
const Json& member(const Json& row, std::string_view key);
std::string word(const Json& json);
std::size_t number(const Json& json, std::size_t end);
std::size_t choice(const Json& json, const std::vector<std::string_view>& all);

enum class Answer { kValue, kUnknowable, kOpen };

// What a fact can still be.
struct State {
  std::set<std::string> words;  // of every fact but a number
  Figures figures;
  Answer answer = Answer::kValue;
  bool anything = false;   // a code or a text that nobody stated
  bool not_known = false;  // a profile says that it is not known to be true
  bool operator==(const State&) const = default;
  // Is it an answer, or a figure that is more than not negative?
  bool shows() const {
    return !words.empty() || figures.low != point(Rational(0)).low || figures.high == point(Rational(0)).high;
  }
};

struct Entity {
  std::string kind;
  std::vector<std::string> components;  // of an item
};

struct Context {
  int in = -1;  // the context around it
  int depth = 0;
  std::string_view purpose;
  std::map<std::string, State> set;
};

// Facts are named `item.eccn@2`: the fact, and its entity by number; of a set one for each member: `order.uses[x]@0`.
class Premises {
 public:
  Premises(const Rules& rules, const Json& part, bool codified);

  // What the fact can be in a context.
  State state(const std::string& fact, int context) const;
  // All that it can be; and a code that can still turn out to be another: all that it can be.
  State anything(const std::string& fact) const;
  State open_codes(State state) const;
  const Fact& declared(const std::string& fact) const { return rules.fact(fact.substr(0, fact.find_first_of("[@"))); }
  // What the proof says of a fact, within all that it can be.
  State read_state(const Json& json, const std::string& fact, const State& all) const;
  // The version of a statement that speaks on the day, or nullptr; and what it says. Of a value, a set or a list that
  // sleeps, the one to which it falls back.
  const Form* version_of(const Statement& statement) const;
  static const Form& body_of(const Form& version);
  std::set<std::string> words_of(const Form& set) const;  // of a set of words
  const State* stated(const std::string& fact) const;
  const std::vector<std::string>& list(const std::string& name) const;
  // Does the profile assume what the proof says that it does? Findings must have been worked out.
  void check_assumed() const;

  const Rules& rules;
  std::string day;
  Date date;
  std::map<std::string, std::vector<std::string>> lists;  // legs, items, parties, facilities
  std::vector<Entity> entities;
  std::vector<Context> contexts;
  const Statement* profile = nullptr;
  std::set<std::string> switched_off;

 private:
  void read_entities(const Json& part);
  void read_facts(const Json& rows);
  bool follows(const std::string& fact, const std::string& of) const;  // `@` and the entity
  bool absent(const std::string& code) const;
  std::set<std::string> codes_among(const std::string& table, const std::set<std::string>& kinds) const;
  // What the profile says of a fact: by the assumption of that name, or by the first that no finding switched off.
  // nullptr: nothing.
  const Form* assumption(const std::string& fact, const std::string* name) const;
  void assume(const std::string& fact, bool completes, State& state) const;

  bool codified_;  // marks of what is not enforced count for nothing
  std::map<std::string, State> stated_;
  std::set<std::string> closed_;
  std::set<std::string> computed_;
  std::map<std::string, std::string> assumed_;  // facts that nobody stated, with the assumption made of each
};

}  // namespace licet::verify
