// What a proof starts from, as it writes it down: entities, the facts that are known of them and where each comes from,
// and the names of facts and of what nobody named. The form is docs/formats/proof.md.
#pragma once

#include <string>

#include "base/json.h"
#include "rules/eval/evaluator.h"
#include "rules/proof/canonical.h"

namespace licet::rules {

// What the proof says of one value of a fact: a word, or an object with `words` or `figures`, and `answer`.
Json state_json(const Possible& possible);

// The numbers of some entities.
Json numbers_json(const std::vector<int>& numbers);
// Kind and label of each entity; of an item also its components.
Json entities_json(const Case& order);
// Every fact of the order, with where it comes from.
Json facts_json(const Law& law, const Case& order);

// An entity by its number, as text; or what stands for an element of an open list that nobody named.
using EntityName = std::string;

// `item.eccn@2`, `order.uses[x]@0`.
std::string fact_name(const Law& law, const Variable& variable, const EntityName& entity);
// The name of what an evaluator met in an open list and nobody named: the list, and the names that were bound there.
EntityName unnamed_name(const CanonicalLaw& canonical, const Evaluator& evaluator, int entity);

}  // namespace licet::rules
