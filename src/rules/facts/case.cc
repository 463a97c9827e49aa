#include "rules/facts/case.h"

#include <utility>

#include "base/text_util.h"

namespace licet::rules {

namespace {

// The tighter of two low ends; equal ends are open if one is.
void raise_low(Interval& a, const Interval& b) {
  if (!b.low) return;
  if (!a.low || *a.low < *b.low) {
    a.low = b.low;
    a.low_open = b.low_open;
  } else if (*a.low == *b.low) {
    a.low_open = a.low_open || b.low_open;
  }
}

void lower_high(Interval& a, const Interval& b) {
  if (!b.high) return;
  if (!a.high || *b.high < *a.high) {
    a.high = b.high;
    a.high_open = b.high_open;
  } else if (*a.high == *b.high) {
    a.high_open = a.high_open || b.high_open;
  }
}

}  // namespace

Interval intersect(const Interval& a, const Interval& b) {
  Interval out = a;
  raise_low(out, b);
  lower_high(out, b);
  return out;
}

std::string to_string(const Interval& interval) {
  if (interval.is_point()) {
    const std::string exact = interval.low->to_string();
    return exact.find('/') == std::string::npos ? exact : concat(exact, " (about ", interval.low->to_decimal(4), ")");
  }
  if (!interval.low && !interval.high) return "any figure";
  std::string out;
  if (interval.low) out += concat(interval.low_open ? "above " : "at least ", interval.low->to_string());
  if (interval.low && interval.high) out += ", ";
  if (interval.high) out += concat(interval.high_open ? "below " : "at most ", interval.high->to_string());
  return out;
}

std::string to_string(const Possible& possible) {
  if (possible.answer == Answer::kUnknowable) return "unknowable";
  if (possible.type == FactType::kNumber) return to_string(possible.number);
  if (possible.anything) return "anything";
  if (possible.words.size() > 6) return concat("one of ", possible.words.size(), " values");
  return joined(possible.words, " or ");
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

const Possible* Case::find(int entity_id, int fact, const std::string& member) const {
  const auto& facts = entity(entity_id).facts;
  const auto found = facts.find({fact, member});
  return found == facts.end() ? nullptr : &found->second;
}

Possible everything_possible(const FactDecl& fact, const std::vector<std::string>& places) {
  Possible out;
  out.type = fact.type == FactType::kSet ? FactType::kBool : fact.type;
  out.answer = fact.may_be_unknowable ? Answer::kOpen : Answer::kValue;
  switch (fact.type) {
    case FactType::kBool:
    case FactType::kSet: out.words = {"false", "true"}; break;
    case FactType::kNumber: out.number = Interval::not_negative(); break;
    case FactType::kPlace: out.words = places; break;
    case FactType::kWord: out.words = fact.values; break;
    case FactType::kCode:
    case FactType::kText: out.anything = true; break;
  }
  return out;
}

}  // namespace licet::rules
