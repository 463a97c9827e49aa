#include "rules/check/sets.h"

#include <algorithm>

namespace licet::rules {

Truth SetReader::contains(const Expr& set, const FactDecl& fact, const std::string& word) const {
  switch (set.kind) {
    case ExprKind::kUnion:
      return either(contains(*set.kids[0], fact, word), contains(*set.kids[1], fact, word));
    case ExprKind::kDifference:
      return both(contains(*set.kids[0], fact, word), !contains(*set.kids[1], fact, word));
    case ExprKind::kBraces: {
      Truth value = Truth::kFalse;
      for (const ExprPtr& kid : set.kids) value = either(value, contains(*kid, fact, word));
      return value;
    }
    case ExprKind::kGroup:
      return law_.in_group(set.text, law_.canonical_place(word, day_), day_);
    case ExprKind::kCode:
      return truth_of(pattern_holds(set.text, word));
    case ExprKind::kString:
      return truth_of(set.text == word);
    case ExprKind::kName:
      return named(set, fact, word);
    default:
      return fact.type == FactType::kPlace ? Truth::kFalse : Truth::kUnknown;
  }
}

Truth SetReader::named(const Expr& set, const FactDecl& fact, const std::string& word) const {
  if (set.decl != nullptr) {
    const Version* version = active(*set.decl);
    return version == nullptr ? Truth::kUnknown : contains(*version->body, fact, word);
  }
  if (const TupleTable* table = law_.table(set.text)) return in_table(*table, fact, word);
  return truth_of(fact.type == FactType::kCode ? pattern_holds(set.text, word) : same(fact, set.text, word));
}

Truth SetReader::in_table(const TupleTable& table, const FactDecl& fact, const std::string& word) const {
  Truth value = Truth::kFalse;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::string& cell = table.rows[i].front();
    if (fact.type == FactType::kCode ? !pattern_holds(cell, word) : cell != word) continue;
    value = either(value, row(table, i));
  }
  return value;
}

Truth SetReader::row(const TupleTable& table, std::size_t row) const {
  return table.holds(row, day_);
}

Truth SetReader::among(const std::vector<std::pair<std::string, Truth>>& cells, const FactDecl& fact,
                       const std::string& word) const {
  const std::string meant = meaning(fact, word);
  Truth value = Truth::kFalse;
  for (const auto& [cell, says] : cells) {
    if (fact.type == FactType::kCode ? pattern_holds(cell, meant) : cell == meant) value = either(value, says);
  }
  return value;
}

std::vector<std::string> SetReader::members(const Expr& set) const {
  std::vector<std::string> out;
  if (set.kind == ExprKind::kBraces || set.kind == ExprKind::kUnion) {
    for (const ExprPtr& kid : set.kids) {
      for (std::string& member : members(*kid)) out.push_back(std::move(member));
    }
  } else if (set.kind == ExprKind::kName && set.decl != nullptr) {
    if (const Version* version = active(*set.decl)) out = members(*version->body);
  } else {
    out.push_back(set.text);
  }
  return out;
}

// A constant figure: a number or a named value of the day.
std::optional<Rational> SetReader::figure(const Expr& expr) const {
  if (expr.kind == ExprKind::kNumber) return expr.unit == "percent" ? expr.number / Rational(100) : expr.number;
  if (expr.kind != ExprKind::kName || expr.decl == nullptr) return std::nullopt;
  const Version* version = active(*expr.decl);
  return version == nullptr ? std::nullopt : figure(*version->body);
}

std::string SetReader::meaning(const FactDecl& fact, const std::string& word) const {
  return fact.type == FactType::kPlace ? law_.canonical_place(word, day_) : word;
}

bool SetReader::same(const FactDecl& fact, const std::string& a, const std::string& b) const {
  return meaning(fact, a) == meaning(fact, b);
}

const Version* SetReader::active(const Decl& decl) const {
  return speaking_version(decl, day_, posture_);
}

std::vector<int> SetReader::figures_of(const Decl& decl) const {
  std::set<const Decl*> seen;
  std::set<int> out;
  figures_of(decl, seen, out);
  return {out.begin(), out.end()};
}

void SetReader::figures_of(const Decl& decl, std::set<const Decl*>& seen, std::set<int>& out) const {
  const Version* version = active(decl);
  if (version == nullptr || !seen.insert(&decl).second) return;
  while (true) {
    figures_of(version->body.get(), seen, out);
    figures_of(version->list_domain.get(), seen, out);
    for (const Decl* exception : version->except_decls) figures_of(*exception, seen, out);
    for (const Mark& mark : version->marks) figures_of(mark.when.get(), seen, out);
    const bool falls_back =
        std::any_of(version->marks.begin(), version->marks.end(), [](const Mark& mark) { return mark.falls_back; });
    if (!falls_back || version == &decl.versions.front()) return;
    --version;
  }
}

void SetReader::figures_of(const Expr* expr, std::set<const Decl*>& seen, std::set<int>& out) const {
  if (expr == nullptr) return;
  if (expr->kind == ExprKind::kPath) {
    const FactDecl& fact = law_.schema().at(expr->fact);
    if (fact.type == FactType::kNumber && fact.entity != EntityKind::kOrder) out.insert(expr->fact);
  }
  if (expr->decl != nullptr) figures_of(*expr->decl, seen, out);
  for (const ExprPtr& kid : expr->kids) figures_of(kid.get(), seen, out);
}

}  // namespace licet::rules
