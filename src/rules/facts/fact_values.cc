#include "rules/facts/fact_values.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

Error bad(const std::string& where, std::string_view what) {
  return Error{ErrorCode::kInvalidArgument, concat(where, ": ", what)};
}

Error wrong_kind(const std::string& where, std::string_view expected, const Json& got) {
  const std::string shown = got.is_string() || got.is_number() ? ticked(got.text()) : to_string(got.kind());
  return bad(where, concat("expected ", expected, ", got ", shown));
}

bool is_code(std::string_view text) {
  if (text == "EAR99") return true;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 5 || !digit(text[0]) || text[1] < 'A' || text[1] > 'E') return false;
  if (!digit(text[2]) || !digit(text[3]) || !digit(text[4])) return false;
  if (text.size() == 5) return true;
  if (text[5] != '.' || text.back() == '.' || text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin() + 5, text.end(),
                     [&](char c) { return digit(c) || (c >= 'a' && c <= 'z') || c == '.'; });
}

namespace {

Result<Rational> read_number(const Json& value, const std::string& where) {
  auto number = Rational::parse(value.text());
  if (!number) return bad(where, number.error().message);
  if (number->is_negative())
    return bad(where, concat("expected a figure that is not negative, got ", ticked(value.text())));
  return number;
}

Status read_interval_end(const Json::Member& member, Interval& out, const std::string& where) {
  static const std::vector<std::string> kEnds = {"at_least", "above", "at_most", "below"};
  const auto known = std::find(kEnds.begin(), kEnds.end(), member.first);
  if (known == kEnds.end())
    return bad(where, concat("unknown key ", ticked(member.first), did_you_mean(member.first, kEnds)));
  if (!member.second.is_number()) return wrong_kind(concat(where, ".", member.first), "a number", member.second);
  LICET_TRY(const Rational number, read_number(member.second, where));
  const bool open = member.first == "above" || member.first == "below";
  const bool low = member.first == "at_least" || member.first == "above";
  out = intersect(out, low ? Interval{number, std::nullopt, open, false} : Interval{std::nullopt, number, false, open});
  return {};
}

Result<Interval> read_interval(const Json& value, const std::string& where) {
  if (value.is_number()) {
    LICET_TRY(const Rational number, read_number(value, where));
    return Interval::point(number);
  }
  if (!value.is_object())
    return wrong_kind(where, "a number or an interval such as {\"at_least\":1,\"below\":2}", value);
  Interval out = Interval::not_negative();
  for (const Json::Member& member : value.members()) LICET_RETURN_IF_ERROR(read_interval_end(member, out, where));
  if (out.is_empty()) return bad(where, "the interval is empty");
  return out;
}

Result<std::string> read_word(const FactDecl& fact, const Json& value, const Law& law, const std::string& where) {
  if (!value.is_string()) return wrong_kind(where, "a string", value);
  const std::string& text = value.text();
  switch (fact.type) {
    case FactType::kPlace:
      if (std::binary_search(law.places().begin(), law.places().end(), text)) return text;
      return bad(where,
                 concat("expected the ISO 3166 two-letter code of a place that the tables know, such as CN, got ",
                        ticked(text)));
    case FactType::kWord:
      if (std::find(fact.values.begin(), fact.values.end(), text) != fact.values.end()) return text;
      return bad(where, concat("expected one of ", joined(fact.values, ", "), ", got ", ticked(text),
                               did_you_mean(text, fact.values)));
    case FactType::kCode:
      if (is_code(text)) return text;
      return bad(where, concat("expected an ECCN such as 3A090.a or EAR99, got ", ticked(text)));
    default:
      return text;
  }
}

// Members of a set: a list names those that are present (the others are not asked), an object says yes or no to each.
Status state_set(Case& facts, int entity, int fact_id, const Json& value, const Law& law, const std::string& where) {
  const FactDecl& fact = law.schema().at(fact_id);
  const auto known = [&](const std::string& member) -> Status {
    if (std::find(fact.values.begin(), fact.values.end(), member) != fact.values.end()) return {};
    return bad(where, concat("expected one of ", joined(fact.values, ", "), ", got ", ticked(member),
                             did_you_mean(member, fact.values)));
  };
  if (value.is_string()) {
    LICET_RETURN_IF_ERROR(known(value.text()));
    facts.state_word(entity, fact_id, FactType::kBool, "true", value.text());
    return {};
  }
  if (value.is_array()) {
    for (const Json& item : value.items()) {
      if (!item.is_string()) return wrong_kind(where, "a name", item);
      LICET_RETURN_IF_ERROR(known(item.text()));
      facts.state_word(entity, fact_id, FactType::kBool, "true", item.text());
    }
    return {};
  }
  if (!value.is_object()) return wrong_kind(where, "a list of names", value);
  for (const auto& [member, said] : value.members()) {
    LICET_RETURN_IF_ERROR(known(member));
    if (said.is_bool()) {
      facts.state_word(entity, fact_id, FactType::kBool, said.as_bool() ? "true" : "false", member);
    } else if (said.is_string() && said.text() == "unknowable" && fact.may_be_unknowable) {
      facts.state_unknowable(entity, fact_id, everything_possible(fact, law.places()), member);
    } else {
      return wrong_kind(concat(where, ".", member), "true, false or \"unknowable\"", said);
    }
  }
  return {};
}

// A figure that no such thing has is a slip of units or a figure of something else.
Status within_bounds(const FactDecl& fact, const Interval& figure, const Json& value, const std::string& where) {
  if (fact.values.empty()) return {};
  const std::optional<Interval> allowed = allowed_figures(fact);
  if (!allowed || !intersect(figure, *allowed).is_empty()) return {};
  return bad(where, concat("expected a figure ", to_string(*allowed), " (", fact.meaning, "), got ",
                           ticked(value.is_number() ? value.text() : to_string(figure))));
}

}  // namespace

Status state_fact(Case& facts, int entity, int fact_id, const Json& value, const Law& law, const std::string& where) {
  const FactDecl& fact = law.schema().at(fact_id);
  if (value.is_string() && value.text() == "unknowable") {
    if (!fact.may_be_unknowable)
      return bad(where, "this fact can be known: a place, a figure or a name is never `unknowable`");
    facts.state_unknowable(entity, fact_id, everything_possible(fact, law.places()));
    return {};
  }
  switch (fact.type) {
    case FactType::kBool:
      if (!value.is_bool()) return wrong_kind(where, "true or false", value);
      facts.state_bool(entity, fact_id, value.as_bool());
      return {};
    case FactType::kNumber: {
      LICET_TRY(const Interval interval, read_interval(value, where));
      LICET_RETURN_IF_ERROR(within_bounds(fact, interval, value, where));
      facts.state_number(entity, fact_id, interval);
      return {};
    }
    case FactType::kSet:
      return state_set(facts, entity, fact_id, value, law, where);
    default: {
      LICET_TRY(std::string word, read_word(fact, value, law, where));
      facts.state_word(entity, fact_id, fact.type, std::move(word));
      return {};
    }
  }
}

}  // namespace licet::rules
