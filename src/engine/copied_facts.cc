#include "engine/copied_facts.h"

#include <algorithm>

#include "base/text_util.h"
#include "rules/eval/outcome.h"
#include "rules/eval/weigher.h"

namespace licet {

namespace {

using rules::Case;
using rules::Variable;

std::vector<Variable> copies_in(const rules::FactSchema& schema, const Case& facts) {
  std::vector<Variable> out;
  for (std::size_t id = 0; id < facts.entities.size(); ++id) {
    if (facts.entities[id].kind == rules::EntityKind::kLeg) continue;
    for (const int fact : facts.entities[id].computed) {
      if (schema.derivation(fact).rule == rules::DeriveRule::kCopy)
        out.push_back(Variable{static_cast<int>(id), fact, {}});
    }
  }
  return out;
}

void forget(Case& facts, const Variable& variable) {
  rules::Entity& entity = facts.entity(variable.entity);
  entity.facts.erase({variable.fact, std::string()});
  std::erase(entity.computed, variable.fact);
}

}  // namespace

std::vector<CopiedFact> copied_facts(const rules::Law& law, const Case& facts, const rules::Reachable& outcomes,
                                     const rules::DecideOptions& options) {
  const rules::FactSchema& schema = law.schema();
  const std::vector<Variable> copies = copies_in(schema, facts);
  if (copies.empty()) return {};
  // What no unknown requirement reads cannot matter: that is seen at once, without a search.
  Case without_all = facts;
  for (const Variable& copy : copies) forget(without_all, copy);
  const std::vector<rules::Line> lines = rules::lines_of(without_all);
  const std::set<std::string> off = rules::switched_off(law, without_all, lines, options);
  const rules::Levels levels = rules::make_weigher(law, without_all, options, options.profile, off)->levels(lines, {});
  std::vector<CopiedFact> out;
  for (const Variable& copy : copies) {
    const bool read = std::any_of(levels.splits.begin(), levels.splits.end(),
                                  [&](const rules::Split& split) { return split.variable == copy; });
    if (!read) continue;
    Case without = facts;
    forget(without, copy);
    if (rules::reach_outcomes(law, without, options).reached == outcomes) continue;
    const rules::Possible* value = facts.find(copy.entity, copy.fact);
    out.push_back({concat(schema.at(copy.fact).name, " (", facts.entity(copy.entity).label, ")"),
                   value == nullptr || value->words.empty() ? std::string() : value->words.front(),
                   schema.at(schema.derivation(copy.fact).sources.front()).name});
  }
  return out;
}

}  // namespace licet
