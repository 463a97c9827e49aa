// Reads an order (one JSON object, contract: "An order is one JSON object of facts") into a case. Every key is either
// part of the fixed skeleton or the place of a declared fact; an unknown key is an error that names the nearest known
// one.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/rational.h"
#include "base/result.h"
#include "rules/check/law.h"
#include "rules/facts/case.h"

namespace licet::rules {

// Gives the figures of a chip as members of an item object (`tpp`, `for_data_centers`, ...); an interval object where
// variants differ. Nothing for a chip that is not in the table.
using ChipFigures = std::function<std::optional<Json>(const std::string& name)>;

// Who somebody is, as the order says it of a party and of an owner.
struct WhoInput {
  std::string name;    // as the order has it; perhaps words that name nobody
  bool named = false;  // the name says who it is
  std::vector<std::string> countries;
  std::vector<std::string> party_ids;  // settled by hand: these listed parties
  bool not_listed = false;             // settled by hand: no listed party

  // Nothing says which listed party it may be: what the lists say of it is unknown.
  bool is_nameless() const { return !named && party_ids.empty() && !not_listed; }
};

// An owner that the order states. Percent, ends included; 0 to 100 where the share is not said.
struct OwnerInput : WhoInput {
  Rational least;
  Rational most = 100;
};

struct PartyInput : WhoInput {
  int entity = 0;
  std::string address;
  std::vector<std::pair<std::string, std::string>> identifiers;  // type, value
  std::vector<OwnerInput> owners;
};

struct OrderInput {
  std::string id;
  Case facts;
  Date day;  // the order's own day; where it has none, the last day of its legs if each has one
  std::vector<PartyInput> parties;
  std::string exporter;
  std::vector<std::string> notes;  // what was read in a way the user should know
};

// `day` is used where neither the order nor a leg has a date.
// Errors: kParse and kInvalidArgument with the place in the order (`items[0].tpp`) and what was expected.
Result<OrderInput> read_order(const Json& order, const Law& law, const ChipFigures& chips, Date day);

// The letters that an exporter of the name surely got, or surely did not. One that begins as an addressee's does may be
// the same company under another legal form, or a company of its group: that is asked; so is one whose name names
// nobody.
std::vector<std::pair<const Decl*, bool>> letters_settled(const Law& law, const std::string& exporter_name);

// Reads a lone item object for `classify`: a case with one item and one leg without facts.
Result<OrderInput> read_item(const Json& item, const Law& law, const ChipFigures& chips, Date day);

}  // namespace licet::rules
