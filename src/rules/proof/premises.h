// What a proof starts from, as it writes it down: entities, the facts that are known of them and where each comes from,
// and the names of facts and of what nobody named. The form is docs/formats/proof.md.
#pragma once

#include <string>

#include "base/json.h"
#include "rules/eval/evaluator.h"
#include "rules/proof/canonical.h"

namespace licet::rules {

// What the proof says of one value of a fact: a word, or an object with `words` or `figures`, and `answer`.
void write_state(const Possible& possible, JsonWriter& out);
// The same, of a cell that keeps it.
void write_cell(const FactCell& cell, JsonWriter& out);

// The numbers of some entities.
void write_numbers(const std::vector<int>& numbers, JsonWriter& out);
// Kind and label of each entity; of an item also its components.
void write_entities(const Case& order, JsonWriter& out);
// Every fact of the order, with where it comes from.
void write_facts(const Law& law, const Case& order, JsonWriter& out);

// An entity by its number, as text; or what stands for an element of an open list that nobody named.
using EntityName = std::string;

// `item.eccn@2`, `order.uses[x]@0`.
std::string fact_name(const Law& law, const Variable& variable, const EntityName& entity);
// The same as the key of a member.
void write_fact_key(const Law& law, const Variable& variable, const EntityName& entity, JsonWriter& out);
// The name of what an evaluator met in an open list and nobody named: the list, and the names that were bound there.
EntityName unnamed_name(const CanonicalLaw& canonical, const Evaluator& evaluator, int entity);

}  // namespace licet::rules
