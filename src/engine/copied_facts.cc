#include "engine/copied_facts.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/text_util.h"
#include "rules/eval/like_lines.h"
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
  const std::unique_ptr<rules::Weigher> weigher = rules::make_weigher(law, without_all, options, options.profile, off);
  std::set<Variable> open;
  for (const rules::Line& line : lines) {
    for (const rules::Split& split : weigher->levels({line}, {}).splits) open.insert(split.variable);
  }
  // Of items that are alike the copies matter alike.
  const std::vector<rules::Line> stated_lines = rules::lines_of(facts);
  const rules::LikeLines like(facts, stated_lines, *rules::make_weigher(law, facts, options, nullptr, {}));
  std::map<std::pair<std::size_t, int>, bool> matters_to;
  const auto matters = [&](const Variable& copy) {
    const auto look = [&] {
      Case without = facts;
      forget(without, copy);
      return !(rules::reach_outcomes(law, without, options).reached == outcomes);
    };
    const auto place = like.place_of(copy.entity);
    if (!place) return look();
    const auto [known, added] = matters_to.try_emplace({like.first_like(*place), copy.fact});
    if (added) known->second = look();
    return known->second;
  };
  std::vector<CopiedFact> out;
  for (const Variable& copy : copies) {
    if (!open.contains(copy) || !matters(copy)) continue;
    const rules::Possible* value = facts.find(copy.entity, copy.fact);
    out.push_back({concat(schema.at(copy.fact).name, " (", facts.entity(copy.entity).label, ")"),
                   value == nullptr || value->words.empty() ? std::string() : value->words.front(),
                   schema.at(schema.derivation(copy.fact).sources.front()).name});
  }
  return out;
}

}  // namespace licet
