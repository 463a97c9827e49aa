#include "rules/proof/premises.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text_util.h"

namespace licet::rules {

namespace {

Json figures_json(const Interval& figures) {
  if (figures.is_point()) return Json::string(canonical_number(*figures.low));
  Json out = Json::object();
  const auto end = [&](const char* key, const Rational& figure) {
    out.append_member(key, Json::string(canonical_number(figure)));
  };
  if (figures.low) end(figures.low_open ? "above" : "at_least", *figures.low);
  if (figures.high) end(figures.high_open ? "below" : "at_most", *figures.high);
  return out;
}

const char* answer_word(Answer answer) {
  if (answer == Answer::kValue) return "value";
  return answer == Answer::kUnknowable ? "unknowable" : "open";
}

}  // namespace

Json state_json(const Possible& possible) {
  Json out = Json::object();
  if (possible.type == FactType::kNumber) {
    out.append_member("figures", figures_json(possible.number));
    return out;
  }
  if (possible.answer == Answer::kValue && possible.is_single()) return Json::string(possible.words.front());
  std::vector<std::string_view> sorted(possible.words.begin(), possible.words.end());  // a set: a proof has one form
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::vector<Json> words;
  words.reserve(sorted.size());
  for (const std::string_view word : sorted) words.push_back(Json::string(word));
  out.append_member("words", Json::array(std::move(words)));
  out.append_member("answer", Json::string(answer_word(possible.answer)));
  return out;
}

Json numbers_json(const std::vector<int>& numbers) {
  Json out = Json::array();
  for (const int number : numbers) out.push(Json::number(number));
  return out;
}

Json entities_json(const Case& order) {
  static constexpr const char* kKinds[] = {"order", "leg", "item", "party", "facility", "component"};
  Json out = Json::array();
  for (const Entity& entity : order.entities) {
    Json row = Json::array();
    row.push(Json::string(kKinds[static_cast<std::size_t>(entity.kind)]));
    row.push(Json::string(entity.label));
    if (entity.kind == EntityKind::kItem) row.push(numbers_json(entity.components));
    out.push(std::move(row));
  }
  return out;
}

std::string fact_name(const Law& law, const Variable& variable, const EntityName& entity) {
  std::string_view name = variable.fact == kMarkFact ? "law.sleeps" : "law.addressee";
  if (variable.fact >= 0) name = law.schema().at(variable.fact).name;
  return variable.member.empty() ? concat(name, "@", entity) : concat(name, "[", variable.member, "]@", entity);
}

EntityName unnamed_name(const CanonicalLaw& canonical, const Evaluator& evaluator, int entity) {
  const Evaluator::Unnamed& unnamed = evaluator.unnamed(entity);
  const CanonicalLaw::ListPlace& place = canonical.place_of(*unnamed.list);
  std::string names;
  for (const auto& [name, id] : unnamed.bound) {
    const EntityName what = evaluator.is_unnamed(id) ? unnamed_name(canonical, evaluator, id) : std::to_string(id);
    names += concat(names.empty() ? "" : ",", name, "=", what);
  }
  return concat("?", place.decl->qualified, "#", place.number, "(", names, ")");
}

Json facts_json(const Law& law, const Case& order) {
  Json out = Json::object();
  for (std::size_t id = 0; id < order.entities.size(); ++id) {
    const Entity& entity = order.entities[id];
    const EntityName name = std::to_string(id);
    const auto add = [&](int fact, const std::string& member, Json is) {
      const bool computed = std::find(entity.computed.begin(), entity.computed.end(), fact) != entity.computed.end();
      const bool screened = fact >= 0 && !law.schema().at(fact).listing.empty();
      std::string key = fact_name(law, Variable{static_cast<int>(id), fact, member}, name);
      if (!screened && !computed) {
        out.append_member(std::move(key), std::move(is));
        return;
      }
      Json row = Json::object();
      row.append_member("is", std::move(is));
      row.append_member("origin", Json::string(screened ? "screened" : "computed"));
      out.append_member(std::move(key), std::move(row));
    };
    for (const auto& [key, possible] : entity.facts) add(key.first, key.second, state_json(possible));
    for (const int fact : std::set<int>(entity.closed_sets.begin(), entity.closed_sets.end()))
      add(fact, "", Json::string("closed"));
  }
  return out;
}

}  // namespace licet::rules
