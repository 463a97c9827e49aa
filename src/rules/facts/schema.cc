#include "rules/facts/schema.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/rational.h"
#include "base/table.h"
#include "base/text_util.h"
#include "rules/facts/case.h"

namespace licet::rules {

namespace {

constexpr std::array<std::pair<std::string_view, EntityKind>, 6> kEntities = {{{"order", EntityKind::kOrder},
                                                                               {"leg", EntityKind::kLeg},
                                                                               {"item", EntityKind::kItem},
                                                                               {"party", EntityKind::kParty},
                                                                               {"facility", EntityKind::kFacility},
                                                                               {"component", EntityKind::kComponent}}};

constexpr std::array<std::pair<std::string_view, FactType>, 7> kTypes = {{{"bool", FactType::kBool},
                                                                          {"number", FactType::kNumber},
                                                                          {"place", FactType::kPlace},
                                                                          {"word", FactType::kWord},
                                                                          {"set", FactType::kSet},
                                                                          {"code", FactType::kCode},
                                                                          {"text", FactType::kText}}};

constexpr std::array<std::string_view, 13> kColumns = {"fact",    "type",    "unit",    "values",  "unknowable",
                                                       "profile", "json",    "derived", "listing", "cost",
                                                       "ask",     "meaning", "cite"};

// One row of the table, with its place for messages.
struct RowReader {
  const TableView& table;
  const std::array<std::size_t, kColumns.size()>& places;  // of the columns
  std::size_t row;

  std::string_view cell(std::string_view column) const {
    const auto at = std::find(kColumns.begin(), kColumns.end(), column) - kColumns.begin();
    return table.cell(row, places[static_cast<std::size_t>(at)]);
  }
  Error error(std::string_view what) const {
    return Error{ErrorCode::kParse, concat(table.name(), ":", table.line(row), ": ", what)};
  }
  Result<bool> yes_or_no(std::string_view column) const {
    const std::string_view text = cell(column);
    if (text == "yes") return true;
    if (text == "no") return false;
    return error(concat("expected yes or no under `", column, "`, got ", ticked(text)));
  }
};

Result<FactDecl> read_fact(const RowReader& row) {
  FactDecl fact;
  fact.name = row.cell("fact");
  const auto dot = fact.name.find('.');
  const auto entity = parse_entity_kind(fact.name.substr(0, dot));
  if (dot == std::string::npos || !entity)
    return row.error(concat("expected a name such as item.tpp, got ", ticked(fact.name)));
  fact.entity = *entity;
  bool known_type = false;
  for (const auto& [word, type] : kTypes) {
    if (row.cell("type") != word) continue;
    fact.type = type;
    known_type = true;
  }
  if (!known_type) return row.error(concat("unknown type ", ticked(row.cell("type"))));
  fact.unit = row.cell("unit");
  for (const std::string_view value : split(row.cell("values"), ' ')) {
    if (!value.empty()) fact.values.emplace_back(value);
  }
  const bool needs_values = fact.type == FactType::kWord || fact.type == FactType::kSet;
  if (needs_values && fact.values.empty()) return row.error("a word or a set needs its allowed values");
  if (fact.type == FactType::kNumber && !allowed_figures(fact))
    return row.error("expected bounds such as `above=0 at_most=128`");
  LICET_TRY(fact.may_be_unknowable, row.yes_or_no("unknowable"));
  LICET_TRY(fact.profile_may_set, row.yes_or_no("profile"));
  fact.json = row.cell("json");
  fact.derived = row.cell("derived");
  if (fact.derived == "claim") fact.role = FactRole::kClaim;
  if (fact.derived == "document") fact.role = FactRole::kDocument;
  if (fact.derived == "content") fact.role = FactRole::kContent;
  if (fact.role != FactRole::kFact && fact.type != FactType::kBool)
    return row.error("a claim, a document and what is decided as content are yes or no");
  const bool of_order = fact.role == FactRole::kClaim || fact.role == FactRole::kDocument;
  if (of_order && fact.entity != EntityKind::kOrder) return row.error("a claim or a document is a fact of the order");
  if (of_order && fact.profile_may_set)
    return row.error("a claim or a document is an act of the exporter: no profile may set it");
  fact.listing = row.cell("listing");
  const auto cost = Rational::parse(row.cell("cost"));
  if (!cost || *cost < Rational(0) || Rational(1000) < *cost) return row.error("expected a cost from 0 to 1000");
  fact.cost = std::stoi(cost->to_decimal(0));
  fact.ask = row.cell("ask");
  fact.meaning = row.cell("meaning");
  fact.cite = row.cell("cite");
  if (fact.meaning.empty()) return row.error("a fact needs its meaning");
  return fact;
}

}  // namespace

const char* to_string(EntityKind kind) {
  return kEntities[static_cast<std::size_t>(kind)].first.data();
}

const std::string& unnamed_label(EntityKind kind) {
  static const std::array<std::string, kEntities.size()> kLabels = [] {
    std::array<std::string, kEntities.size()> out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = concat("a ", kEntities[i].first, " that is not named");
    return out;
  }();
  return kLabels[static_cast<std::size_t>(kind)];
}

std::optional<EntityKind> parse_entity_kind(std::string_view text) {
  for (const auto& [word, kind] : kEntities) {
    if (text == word) return kind;
  }
  return std::nullopt;
}

Result<FactSchema> FactSchema::parse(std::string_view tsv, std::string_view name) {
  LICET_TRY(const TableView table, TableView::parse_tsv(tsv, name));
  std::array<std::size_t, kColumns.size()> places{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    LICET_TRY(places[i], table.column(kColumns[i]));
  }
  FactSchema schema;
  schema.facts_.reserve(table.size());
  for (std::size_t row = 0; row < table.size(); ++row) {
    const RowReader reader{table, places, row};
    LICET_TRY(FactDecl fact, read_fact(reader));
    if (!schema.index_.emplace(fact.name, static_cast<int>(schema.facts_.size())).second) {
      return reader.error(concat("fact ", ticked(fact.name), " stands twice"));
    }
    schema.facts_.push_back(std::move(fact));
  }
  schema.index_places();
  return schema;
}

void FactSchema::index_places() {
  static constexpr std::pair<std::string_view, DeriveRule> kRules[] = {
      {"copy", DeriveRule::kCopy},        {"implied_by", DeriveRule::kImpliedBy}, {"denied_by", DeriveRule::kDeniedBy},
      {"product", DeriveRule::kProduct},  {"ratio", DeriveRule::kRatio},          {"among", DeriveRule::kAmong},
      {"unstated", DeriveRule::kUnstated}};
  by_place_.clear();
  derivations_.assign(facts_.size(), Derivation{});
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    if (!facts_[i].json.empty()) by_place_[facts_[i].json].push_back(static_cast<int>(i));
    if (facts_[i].derived.empty()) continue;
    const std::vector<std::string_view> words = split(facts_[i].derived, ' ');
    for (const auto& [word, rule] : kRules) {
      if (words[0] != word) continue;
      derivations_[i].rule = rule;
      const std::size_t end = rule == DeriveRule::kAmong ? std::min<std::size_t>(2, words.size()) : words.size();
      for (std::size_t k = 1; k < end; ++k) derivations_[i].sources.push_back(find(words[k]));
      derivations_[i].tables.assign(words.begin() + static_cast<std::ptrdiff_t>(end), words.end());
    }
  }
}

int FactSchema::at_place(EntityKind kind, std::string_view place) const {
  const auto found = by_place_.find(place);
  int out = -1;
  if (found == by_place_.end()) return out;
  for (const int fact : found->second) {
    if (belongs(fact, kind)) out = fact;
  }
  return out;
}

bool FactSchema::has_below(EntityKind kind, std::string_view place) const {
  const std::string stem = concat(place, ".");
  for (auto at = by_place_.lower_bound(stem); at != by_place_.end() && at->first.starts_with(stem); ++at) {
    for (const int fact : at->second) {
      if (belongs(fact, kind)) return true;
    }
  }
  return false;
}

Status FactSchema::append(FactSchema more, std::string_view name) {
  if (facts_.empty()) {
    *this = std::move(more);
    return {};
  }
  for (FactDecl& fact : more.facts_) {
    if (!index_.emplace(fact.name, static_cast<int>(facts_.size())).second)
      return Error{ErrorCode::kParse, concat(name, ": fact ", ticked(fact.name), " is declared already")};
    facts_.push_back(std::move(fact));
  }
  index_places();
  return {};
}

int FactSchema::find(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? -1 : found->second;
}

std::vector<std::string> FactSchema::names_of(EntityKind kind) const {
  std::vector<std::string> names;
  for (const FactDecl& fact : facts_) {
    if (fact.entity == kind) names.push_back(fact.name);
  }
  return names;
}

}  // namespace licet::rules
