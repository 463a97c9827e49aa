#include "rules/facts/case.h"

#include <algorithm>
#include <utility>

#include "base/text_util.h"

namespace licet::rules {

std::string to_string(const Possible& possible) {
  if (possible.answer == Answer::kUnknowable) return "unknowable";
  if (possible.type == FactType::kNumber) return to_string(possible.number);
  if (possible.anything) return "anything";
  if (possible.words.size() > 6) return concat("one of ", possible.words.size(), " values");
  return joined(possible.words, " or ");
}

const char* to_string(Posture posture) {
  return posture == Posture::kCodified ? "codified" : "in_force";
}

int Case::add(EntityKind kind, std::string label) {
  Entity entity;
  entity.kind = kind;
  entity.label = std::move(label);
  entities.push_back(std::move(entity));
  return static_cast<int>(entities.size()) - 1;
}

void Case::state_word(int entity_id, int fact, FactType type, std::string word, std::string member) {
  Possible value;
  value.type = type;
  value.words = {std::move(word)};
  value.asked = true;
  entity(entity_id).facts[{fact, std::move(member)}] = std::move(value);
}

void Case::state_number(int entity_id, int fact, const Interval& number) {
  Possible value;
  value.type = FactType::kNumber;
  value.number = number;
  value.asked = number.is_point();
  entity(entity_id).facts[{fact, std::string()}] = std::move(value);
}

void Case::state_unknowable(int entity_id, int fact, const Possible& everything, std::string member) {
  Possible value = everything;
  value.answer = Answer::kUnknowable;
  value.asked = true;
  entity(entity_id).facts[{fact, std::move(member)}] = std::move(value);
}

bool Case::is_told_apart(const Entity& owner) const {
  if (owner.kind == EntityKind::kLeg) {
    const auto is_leg = [](const Entity& one) { return one.kind == EntityKind::kLeg; };
    return std::count_if(entities.begin(), entities.end(), is_leg) > 1;
  }
  return owner.kind == EntityKind::kParty || owner.kind == EntityKind::kItem || owner.kind == EntityKind::kFacility ||
         owner.kind == EntityKind::kComponent;
}

std::string fact_name(const FactSchema& schema, const Variable& variable) {
  if (variable.fact == kMarkFact) return concat("law.", variable.member);
  return variable.fact == kLetterFact ? "order.exporter" : schema.at(variable.fact).name;
}

std::string Case::name_of(const FactSchema& schema, const Variable& variable, const Entity& owner) const {
  std::string name = fact_name(schema, variable);
  if (variable.fact < 0) return name;
  const std::string member = variable.member.empty() ? "" : concat(" has ", variable.member);
  return concat(name, member, is_told_apart(owner) && !owner.label.empty() ? concat(" (", owner.label, ")") : "");
}

const Possible* Case::find(int entity_id, int fact, const std::string& member) const {
  const auto& facts = entity(entity_id).facts;
  const auto found = facts.find({fact, member});
  return found == facts.end() ? nullptr : &found->second;
}

std::optional<Interval> allowed_figures(const FactDecl& fact) {
  Interval out = Interval::not_negative();
  for (const std::string& bound : fact.values) {
    const auto sign = bound.find('=');
    const auto limit =
        Rational::parse(std::string_view(bound).substr(sign == std::string::npos ? bound.size() : sign + 1));
    if (!limit) return std::nullopt;
    const std::string_view end = std::string_view(bound).substr(0, sign);
    if (end == "above" || end == "at_least") {
      out.low = *limit;
      out.low_open = end == "above";
    } else if (end == "below" || end == "at_most") {
      out.high = *limit;
      out.high_open = end == "below";
    } else {
      return std::nullopt;
    }
  }
  return out;
}

Possible everything_possible(const FactDecl& fact, const std::vector<std::string>& places) {
  Possible out;
  out.type = fact.type == FactType::kSet ? FactType::kBool : fact.type;
  out.answer = fact.may_be_unknowable ? Answer::kOpen : Answer::kValue;
  switch (fact.type) {
    case FactType::kBool:
    case FactType::kSet:
      out.words = {"false", "true"};
      break;
    case FactType::kNumber:
      out.number = Interval::not_negative();
      break;
    case FactType::kPlace:
      out.words = places;
      break;
    case FactType::kWord:
      out.words = fact.values;
      break;
    case FactType::kCode:
    case FactType::kText:
      out.anything = true;
      break;
  }
  return out;
}

}  // namespace licet::rules
