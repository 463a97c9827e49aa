// The facts that rules may read, as `law/facts.tsv` declares them. What is not declared cannot be read.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/text_hash.h"

namespace licet::rules {

enum class EntityKind : std::uint8_t { kOrder, kLeg, kItem, kParty, kFacility, kComponent };

const char* to_string(EntityKind kind);  // "order", ...
// What people read for one that stands for others that nobody named: "a party that is not named".
const std::string& unnamed_label(EntityKind kind);
std::optional<EntityKind> parse_entity_kind(std::string_view text);

enum class FactType : std::uint8_t {
  kBool,
  kNumber,  // exact, with a unit; a value or an interval
  kPlace,   // ISO 3166 code
  kWord,    // one of the declared values
  kSet,     // members of the declared values, each its own yes or no
  kCode,    // an ECCN or EAR99
  kText,    // read only by `=` with a text
};

// What kind of thing a fact is. A claim lies with whoever invokes an authorization: unstated, it is not made. A
// document is an act still to be done: unstated, it stays to confirm. Content is decided by the rules that count for
// content.
enum class FactRole : std::uint8_t { kFact, kClaim, kDocument, kContent };

struct FactDecl {
  std::string name;  // `party.headquarters`
  EntityKind entity = EntityKind::kOrder;
  FactType type = FactType::kBool;
  std::string unit;                 // numbers: `GB/s`, `USD`; empty if none
  std::vector<std::string> values;  // words and sets: what is allowed
  bool may_be_unknowable = false;   // "asked, diligence done, cannot be known" is an answer
  bool profile_may_set = false;     // a fact of knowledge or diligence that a profile may assume
  std::string json;                 // where it stands in an order, such as `exporter.headquarters`; empty: derived
  // How it is derived when not stated: `copy x`, `ratio x y`, `product x y`, `implied_by x`, `denied_by x`,
  // `among x table [absent]` (a code: those of the groups that the table names for x; a code that is stated as a whole
  // is none of the codes that the table `absent` has for the day), `unstated x y` (true if the order gives none of
  // them, else false); or its role: `claim`, `document`, `content`.
  std::string derived;
  FactRole role = FactRole::kFact;
  std::string listing;  // filled by screening: `list=<id>` with an optional ` field=<name>`
  int cost = 1;         // of asking: 1 on the order form, 3 on an invoice, 10 in a laboratory
  std::string ask;      // the question for people
  std::string meaning;
  std::string cite;
};

// How a fact is derived where it is not stated.
enum class DeriveRule : std::uint8_t { kNone, kCopy, kImpliedBy, kDeniedBy, kProduct, kRatio, kAmong, kUnstated };
struct Derivation {
  DeriveRule rule = DeriveRule::kNone;
  std::vector<int> sources;         // facts; -1 for a name that is not declared
  std::vector<std::string> tables;  // of `among`, which has one source
};

// All declared facts. Immutable once read.
class FactSchema {
 public:
  // Reads the table. Errors: kParse with `name:line: ...`.
  static Result<FactSchema> parse(std::string_view tsv, std::string_view name);

  // Adds the facts of another table. Errors: kParse for a fact that is declared already; `name` stands in the message.
  Status append(FactSchema more, std::string_view name);

  const std::vector<FactDecl>& facts() const { return facts_; }
  const FactDecl& at(int id) const { return facts_[static_cast<std::size_t>(id)]; }
  // Number of the fact, or -1.
  int find(std::string_view name) const;
  // The fact of such an entity that stands at a place of its object in an order (`use.end_uses`), or -1.
  int at_place(EntityKind kind, std::string_view place) const;
  // Does such an entity have facts below that place?
  bool has_below(EntityKind kind, std::string_view place) const;
  const Derivation& derivation(int fact) const { return derivations_[static_cast<std::size_t>(fact)]; }
  // Names of the facts of one kind of entity, for messages.
  std::vector<std::string> names_of(EntityKind kind) const;
  // May an entity of that kind have the fact? A component has the facts of an item beside its own.
  bool belongs(int fact, EntityKind kind) const {
    const EntityKind owner = at(fact).entity;
    return owner == kind || (kind == EntityKind::kComponent && owner == EntityKind::kItem);
  }

 private:
  void index_places();

  std::vector<FactDecl> facts_;
  std::unordered_map<std::string, int, TextHash, std::equal_to<>> index_;
  std::map<std::string, std::vector<int>, std::less<>> by_place_;
  std::vector<Derivation> derivations_;
};

}  // namespace licet::rules
