// A case: the entities of one order and what is known of each fact. Rules read nothing else.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "rules/facts/interval.h"
#include "rules/facts/schema.h"

namespace licet::rules {

// Will asking this fact give a value? Only facts of knowledge may be unknowable.
enum class Answer : std::uint8_t { kValue, kUnknowable, kOpen };

// What a fact can still be. The less is known, the more is possible.
struct Possible {
  FactType type = FactType::kBool;
  std::vector<std::string> words;  // bool (`false`, `true`), place, word, code, text: what is left, sorted
  Interval number;                 // numbers
  Answer answer = Answer::kValue;
  bool asked = false;      // stated by the user, found by screening, or fixed in a case
  bool not_known = false;  // assumed not to be known (a profile), whatever the value is
  // Text and code facts that nobody stated can be anything, also what is not in `words`.
  bool anything = false;

  bool is_single() const { return type == FactType::kNumber ? number.is_point() : words.size() == 1 && !anything; }
  bool operator==(const Possible&) const = default;
};

std::string to_string(const Possible& possible);

// One fact of one entity. A set fact has one variable for each member; `member` is empty for the others.
struct Variable {
  int entity = 0;
  int fact = 0;
  std::string member;
  auto operator<=>(const Variable&) const = default;
};

// A variable that stands for no declared fact: whether an `unverified` mark sleeps; its member names statement and
// version.
inline constexpr int kMarkFact = -2;
// Whether the exporter is the addressee of a letter; its member is the letter's qualified name.
inline constexpr int kLetterFact = -3;

// The name of its fact; `law.` and the member of a mark; `order.exporter` for the addressee of a letter.
std::string fact_name(const FactSchema& schema, const Variable& variable);

// The law as it binds, or as it is printed: `codified` ignores marks of non-enforcement and no others.
enum class Posture : std::uint8_t { kInForce, kCodified };

const char* to_string(Posture posture);  // "in_force", "codified"

struct Entity {
  EntityKind kind = EntityKind::kOrder;
  std::string label;  // `line 1`, a party's name; for people
  std::map<std::pair<int, std::string>, Possible> facts;
  std::vector<int> closed_sets;  // set facts whose unnamed members are known to be absent
  std::vector<int> components;   // of an item
  std::vector<int> computed;     // facts that were derived from others, not stated
  std::vector<int> dividends;    // figures that a stated ratio and its divisor say
};

struct Case {
  std::vector<Entity> entities;  // entity 0 is the order
  std::vector<int> legs;
  std::vector<Date> leg_days;  // one for each leg: the day on which it is decided
  std::vector<int> items;
  std::vector<int> parties;
  std::vector<int> facilities;
  std::vector<std::string> claims;

  int add(EntityKind kind, std::string label);
  Entity& entity(int id) { return entities[static_cast<std::size_t>(id)]; }
  const Entity& entity(int id) const { return entities[static_cast<std::size_t>(id)]; }
  // Is it an entity of the order? Evaluators number the elements of open lists that nobody named behind these.
  bool is_named(int id) const { return static_cast<std::size_t>(id) < entities.size(); }
  // Do names of its facts say whose they are? There may be several of its kind.
  bool is_told_apart(const Entity& owner) const;
  // The fact as people read it: `party.headquarters (Acme)`, `order.end_uses has military`. `owner`: its entity, which
  // need not be of the order.
  std::string name_of(const FactSchema& schema, const Variable& variable, const Entity& owner) const;

  // A stated value. For a set fact `member` names the member and the value is `true` or `false`.
  void state_word(int entity_id, int fact, FactType type, std::string word, std::string member = {});
  void state_bool(int entity_id, int fact, bool value) {
    state_word(entity_id, fact, FactType::kBool, value ? "true" : "false");
  }
  void state_number(int entity_id, int fact, const Interval& number);
  void state_unknowable(int entity_id, int fact, const Possible& everything, std::string member = {});
  const Possible* find(int entity_id, int fact, const std::string& member = {}) const;
};

// What a stated figure may be: the bounds under `values` of the fact (`above=0 at_most=128`), never negative. Nothing
// if a bound cannot be read.
std::optional<Interval> allowed_figures(const FactDecl& fact);

// All that a fact could be when nothing is stated. `places` is the sorted list of all places.
Possible everything_possible(const FactDecl& fact, const std::vector<std::string>& places);

}  // namespace licet::rules
