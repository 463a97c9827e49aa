#include "rules/proof/premises.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/text_util.h"

namespace licet::rules {

namespace {

void write_figures(const Interval& figures, JsonWriter& out) {
  if (figures.is_point()) {
    out.string(canonical_number(*figures.low));
    return;
  }
  out.begin_object();
  if (figures.low) out.key(figures.low_open ? "above" : "at_least").string(canonical_number(*figures.low));
  if (figures.high) out.key(figures.high_open ? "below" : "at_most").string(canonical_number(*figures.high));
  out.end_object();
}

const char* answer_word(Answer answer) {
  if (answer == Answer::kValue) return "value";
  return answer == Answer::kUnknowable ? "unknowable" : "open";
}

}  // namespace

void write_state(const Possible& possible, JsonWriter& out) {
  if (possible.type == FactType::kNumber) {
    out.begin_object().key("figures");
    write_figures(possible.number, out);
    out.end_object();
    return;
  }
  if (possible.answer == Answer::kValue && possible.is_single()) {
    out.string(possible.words.front());
    return;
  }
  out.begin_object().key("words").begin_array();
  // A set: a proof has one form. Most stand in order.
  const auto& words = possible.words;
  if (std::adjacent_find(words.begin(), words.end(), std::greater_equal<>()) == words.end()) {
    for (const std::string& word : words) out.string(word);
  } else {
    for (const std::string_view word : std::set<std::string_view>(words.begin(), words.end())) out.string(word);
  }
  out.end_array().key("answer").string(answer_word(possible.answer)).end_object();
}

void write_cell(const FactCell& cell, JsonWriter& out) {
  out.json(cell.own().text([](const Possible& possible) {
    JsonWriter text;
    write_state(possible, text);
    return text.take();
  }));
}

void write_numbers(const std::vector<int>& numbers, JsonWriter& out) {
  out.begin_array();
  for (const int number : numbers) out.number(number);
  out.end_array();
}

void write_entities(const Case& order, JsonWriter& out) {
  static constexpr const char* kKinds[] = {"order", "leg", "item", "party", "facility", "component"};
  out.begin_array();
  for (const Entity& entity : order.entities) {
    out.begin_array().string(kKinds[static_cast<std::size_t>(entity.kind)]).string(entity.label);
    if (entity.kind == EntityKind::kItem) write_numbers(entity.components, out);
    out.end_array();
  }
  out.end_array();
}

namespace {

// `use` gets the parts of the name.
template <typename Use>
auto with_fact_name(const Law& law, int fact, const std::string& member, const EntityName& entity, Use use) {
  std::string_view name = fact == kMarkFact ? "law.sleeps" : "law.addressee";
  if (fact >= 0) name = law.schema().at(fact).name;
  const bool whole = member.empty();
  using namespace std::string_view_literals;
  return use(name, whole ? ""sv : "["sv, std::string_view(member), whole ? "@"sv : "]@"sv, std::string_view(entity));
}

}  // namespace

std::string fact_name(const Law& law, const Variable& variable, const EntityName& entity) {
  return with_fact_name(law, variable.fact, variable.member, entity,
                        [](const auto&... parts) { return concat(parts...); });
}

void write_fact_key(const Law& law, const Variable& variable, const EntityName& entity, JsonWriter& out) {
  with_fact_name(law, variable.fact, variable.member, entity, [&](const auto&... parts) { out.key(parts...); });
}

EntityName unnamed_name(const CanonicalLaw& canonical, const Evaluator& evaluator, int entity) {
  const Evaluator::UnnamedKey& key = evaluator.unnamed(entity).key;
  const CanonicalLaw::ListPlace& place = canonical.place_of(*key.list);
  std::string names;
  for (const auto& [name, word] : key.words) names += concat(names.empty() ? "=" : ",=", name, "=", word);
  for (const auto& [name, id] : key.bound) {
    const EntityName what = evaluator.is_unnamed(id) ? unnamed_name(canonical, evaluator, id) : std::to_string(id);
    names += concat(names.empty() ? "" : ",", name, "=", what);
  }
  return concat("?", place.decl->qualified, "#", place.number, "(", names, ")");
}

void write_facts(const Law& law, const Case& order, JsonWriter& out) {
  out.begin_object();
  for (std::size_t id = 0; id < order.entities.size(); ++id) {
    const Entity& entity = order.entities[id];
    const EntityName name = std::to_string(id);
    const auto add = [&](int fact, const std::string& member, const Possible* is) {
      const bool computed = std::find(entity.computed.begin(), entity.computed.end(), fact) != entity.computed.end();
      const bool screened = fact >= 0 && !law.schema().at(fact).listing.empty();
      with_fact_name(law, fact, member, name, [&](const auto&... parts) { out.key(parts...); });
      if (screened || computed) out.begin_object().key("is");
      is == nullptr ? static_cast<void>(out.string("closed")) : write_state(*is, out);
      if (screened || computed) out.key("origin").string(screened ? "screened" : "computed").end_object();
    };
    for (const auto& [key, possible] : entity.facts) add(key.first, key.second, &possible);
    for (const int fact : std::set<int>(entity.closed_sets.begin(), entity.closed_sets.end())) add(fact, "", nullptr);
  }
  out.end_object();
}

}  // namespace licet::rules
