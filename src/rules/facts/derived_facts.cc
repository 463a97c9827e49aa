#include "rules/facts/derived_facts.h"

#include <algorithm>
#include <optional>

#include "base/text_util.h"
#include "rules/facts/fact_values.h"

namespace licet::rules {

namespace {

class Derived {
 public:
  Derived(Case& facts, const Law& law, const PrintedFigures& printed) : facts_(facts), law_(law), printed_(printed) {}

  Status all() {
    look_up_paragraphs();
    const auto& facts = law_.schema().facts();
    for (std::size_t fact = 0; fact < facts.size(); ++fact) {
      if (facts[fact].derived.empty()) continue;
      for (std::size_t id = 0; id < facts_.entities.size(); ++id) {
        if (!law_.schema().belongs(static_cast<int>(fact), facts_.entities[id].kind)) continue;
        LICET_RETURN_IF_ERROR(derive(static_cast<int>(id), static_cast<int>(fact)));
      }
    }
    return {};
  }

 private:
  const Possible* stated(int entity, int fact) const { return facts_.find(entity, fact); }

  Interval number_of(int entity, int fact) const {
    const Possible* value = stated(entity, fact);
    return value == nullptr ? Interval::not_negative() : value->number;
  }

  // The fact, and of what.
  std::string place_of(int entity, int fact) const {
    const std::string& name = law_.schema().at(fact).name;
    const Entity& of = facts_.entity(entity);
    return of.kind == EntityKind::kOrder ? name : concat(name, " (", of.label, ")");
  }

  Status derive(int entity, int fact) {
    const Derivation& derivation = law_.schema().derivation(fact);
    switch (derivation.rule) {
      case DeriveRule::kNone:
        return {};
      case DeriveRule::kProduct:
      case DeriveRule::kRatio:
        return derive_figure(entity, fact, derivation);
      case DeriveRule::kImpliedBy:
      case DeriveRule::kDeniedBy:
        return derive_yes_or_no(entity, fact, derivation);
      case DeriveRule::kAmong:
        derive_codes(entity, fact, derivation);
        return {};
      case DeriveRule::kUnstated:
        if (stated(entity, fact) == nullptr) {
          facts_.state_bool(entity, fact,
                            std::all_of(derivation.sources.begin(), derivation.sources.end(),
                                        [&](int source) { return stated(entity, source) == nullptr; }));
          facts_.entity(entity).computed.push_back(fact);
        }
        return {};
      case DeriveRule::kCopy:
        break;
    }
    const Possible* source = stated(entity, derivation.sources.front());
    if (source == nullptr || stated(entity, fact) != nullptr) return {};
    Possible copy = *source;
    facts_.entity(entity).facts[{fact, std::string()}] = std::move(copy);
    facts_.entity(entity).computed.push_back(fact);
    return {};
  }

  // The kind of an item rules codes out.
  void derive_codes(int entity, int fact, const Derivation& derivation) {
    const Possible* kind = stated(entity, derivation.sources.front());
    if (kind == nullptr || stated(entity, fact) != nullptr) return;
    std::optional<Possible> left = law_.codes_of_kind(fact, *kind);
    if (!left) return;
    facts_.entity(entity).facts[{fact, std::string()}] = std::move(*left);
    facts_.entity(entity).computed.push_back(fact);
  }

  // What is stated elsewhere says it; a stated answer must not contradict that.
  Status derive_yes_or_no(int entity, int fact_id, const Derivation& derivation) {
    const bool yes = derivation.rule == DeriveRule::kImpliedBy;
    for (const int source_fact : derivation.sources) {
      const Possible* source = stated(entity, source_fact);
      if (source == nullptr || !shows(*source)) continue;
      if (const Possible* said = stated(entity, fact_id)) {
        if (said->words == std::vector<std::string>{yes ? "true" : "false"}) return {};
        const FactDecl& fact = law_.schema().at(fact_id);
        return bad(place_of(entity, fact_id),
                   concat("stated as ", yes ? "false" : "true", ", but ", law_.schema().at(source_fact).name,
                          " is stated too (", fact.meaning, ")"));
      }
      facts_.state_bool(entity, fact_id, yes);
      facts_.entity(entity).computed.push_back(fact_id);
      return {};
    }
    return {};
  }

  // Says that the figure is above zero: as a part of a computation it then proves what it is a figure of.
  static bool shows(const Possible& source) {
    if (source.type != FactType::kNumber) return source.asked;
    const Interval& number = source.number;
    return number.low && (!number.low->is_zero() || number.low_open || number.is_point());
  }

  // A figure is computed from its parts where they are known; a stated one is only checked, to half a unit of its last
  // digit. The second part (an area, a length in bits) is never zero.
  Status derive_figure(int entity, int fact_id, const Derivation& derivation) {
    const bool ratio = derivation.rule == DeriveRule::kRatio;
    if (derivation.sources.size() != 2) return {};
    const int first = derivation.sources[0];
    const int second = derivation.sources[1];
    const std::string& first_name = law_.schema().at(first).name;
    const std::string& second_name = law_.schema().at(second).name;
    const Possible* divisor = stated(entity, second);
    if (!ratio && divisor == nullptr && stated(entity, first) != nullptr && stated(entity, fact_id) == nullptr) {
      return bad(place_of(entity, first),
                 concat("says nothing without ", second_name, ": state that too, or ", law_.schema().at(fact_id).name));
    }
    if (divisor != nullptr && divisor->number.high && divisor->number.high->is_zero())
      return bad(place_of(entity, second), "expected a figure above 0");
    if (ratio) state_dividend(entity, fact_id);
    if (stated(entity, first) == nullptr || divisor == nullptr) return {};
    const Interval a = number_of(entity, first);
    const Interval b = number_of(entity, second);
    Interval computed = ratio ? divide(a, b) : multiply(a, b);
    const Possible* said = facts_.find(entity, fact_id);
    if (said != nullptr && said->number.is_point() && computed.is_point()) {
      LICET_RETURN_IF_ERROR(
          agree(entity, fact_id, *said->number.low, *computed.low, concat(first_name, " and ", second_name)));
    }
    if (said != nullptr && !(said->number.is_point() && computed.is_point()))
      computed = intersect(computed, said->number);
    if (computed.is_empty()) {
      return bad(place_of(entity, fact_id), concat("does not agree with ", first_name, " and ", second_name));
    }
    facts_.state_number(entity, fact_id, computed);
    facts_.entity(entity).computed.push_back(fact_id);
    return {};
  }

  // What is stated as a ratio and its divisor says the dividend as well: an entry that reads that alone must hear of
  // it.
  void state_dividend(int entity, int ratio) {
    const Possible* said = stated(entity, ratio);
    if (said == nullptr) return;
    const auto dividend = dividend_of(law_.schema(), facts_, Variable{entity, ratio, {}}, said->number);
    if (!dividend || stated(entity, dividend->first.fact) != nullptr) return;
    facts_.state_number(entity, dividend->first.fact, dividend->second);
    facts_.entity(entity).dividends.push_back(dividend->first.fact);
  }

  // Before all else: only what the order itself states counts.
  void look_up_paragraphs() {
    for (const ParagraphLookup& one : paragraph_lookups(law_)) {
      for (std::size_t id = 0; id < facts_.entities.size(); ++id) {
        const int entity = static_cast<int>(id);
        const Possible* code = stated(entity, one.code);
        if (code != nullptr && code->is_single() && stated(entity, one.fact) == nullptr)
          facts_.state_bool(entity, one.fact, lacks_paragraph(*one.paragraphs, code->words.front()));
      }
    }
  }

  Status agree(int entity, int fact_id, const Rational& said, const Rational& computed, const std::string& parts) {
    const auto found = printed_.find({entity, fact_id});
    const std::string text = found == printed_.end() ? std::string() : found->second;
    const Rational difference = said < computed ? computed - said : said - computed;
    if (difference <= half_unit(text)) return {};
    return bad(place_of(entity, fact_id),
               concat("stated as ", said.to_string(), ", but ", parts, " give ", computed.to_decimal(4)));
  }

  Case& facts_;
  const Law& law_;
  const PrintedFigures& printed_;
};

}  // namespace

Rational half_unit(const std::string& printed) {
  const auto point = printed.find('.');
  Rational out = Rational(1) / Rational(2);
  for (std::size_t i = 0; point != std::string::npos && i < printed.size() - point - 1; ++i) out = out / Rational(10);
  return out;
}

std::optional<std::pair<Variable, Interval>> dividend_of(const FactSchema& schema, const Case& order,
                                                         const Variable& ratio, const Interval& value) {
  const Derivation& derivation = schema.derivation(ratio.fact);
  if (derivation.rule != DeriveRule::kRatio || derivation.sources.size() != 2 || !order.is_named(ratio.entity))
    return {};
  const Variable dividend{ratio.entity, derivation.sources[0], {}};
  const Possible* divisor = order.find(ratio.entity, derivation.sources[1]);
  const std::vector<int>& said = order.entity(ratio.entity).dividends;
  const bool follows = order.find(ratio.entity, dividend.fact) == nullptr ||
                       std::find(said.begin(), said.end(), dividend.fact) != said.end();
  if (divisor == nullptr || !follows) return {};
  return std::pair(dividend, multiply(value, divisor->number));
}

std::vector<ParagraphLookup> paragraph_lookups(const Law& law) {
  std::vector<ParagraphLookup> out;
  const TupleTable* named = law.table("common/named_facts");
  for (std::size_t row = 0; named != nullptr && row < named->rows.size(); ++row) {
    const std::vector<std::string>& cells = named->rows[row];
    const ParagraphLookup one{law.schema().find(cells[0]), law.schema().find(cells[1]), law.table(cells[2])};
    if (cells[3] == "lacks" && one.fact >= 0 && one.code >= 0 && one.paragraphs != nullptr) out.push_back(one);
  }
  return out;
}

bool lacks_paragraph(const TupleTable& paragraphs, const std::string& code) {
  const std::string entry = code.substr(0, code.find('.'));
  bool has_entry = false;
  for (const std::vector<std::string>& row : paragraphs.rows) {
    if (!pattern_holds(entry, row.front())) continue;
    if (pattern_holds(row.front(), code) || pattern_holds(code, row.front())) return false;
    has_entry = true;
  }
  return has_entry;
}

Status derive_facts(Case& facts, const Law& law, const PrintedFigures& printed) {
  return Derived(facts, law, printed).all();
}

}  // namespace licet::rules
