// The reference evaluator: what sets, tuples of tables and codes hold.
#include <algorithm>
#include <map>

#include "base/text_util.h"
#include "rules/eval/evaluator.h"

namespace licet::rules {

namespace {

// A code without a category digit stands for what no entry names. `?` is some code that the law does not name.
bool is_basket(const std::string& code) {
  return code != "?" && (code.empty() || code.front() < '0' || code.front() > '9');
}

}  // namespace

// ---- sets ----

std::vector<std::string> Evaluator::members_of(const Expr& set) {
  std::vector<std::string> out;
  switch (set.kind) {
    case ExprKind::kBraces:
    case ExprKind::kUnion:
      for (const ExprPtr& kid : set.kids) {
        for (std::string& member : members_of(*kid)) out.push_back(std::move(member));
      }
      break;
    case ExprKind::kName:
      if (set.decl == nullptr) {
        out.push_back(set.text);
      } else if (const Version* version = active_version(*set.decl)) {
        out = members_of(*version->body);
      }
      break;
    default:
      out.push_back(set.text);
      break;
  }
  return out;
}

Truth Evaluator::contains(const Expr& set, const FactDecl& fact, const std::string& word) {
  const bool place = fact.type == FactType::kPlace;
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
    case ExprKind::kName:
      return name_contains(set, fact, word);
    case ExprKind::kString:
      return truth_of(set.text == word);
    default:
      return place ? Truth::kFalse : Truth::kUnknown;
  }
}

Truth Evaluator::name_contains(const Expr& set, const FactDecl& fact, const std::string& word) {
  if (set.decl != nullptr) {
    const Version* version = active_version(*set.decl);
    return version == nullptr ? Truth::kUnknown : contains(*version->body, fact, word);
  }
  if (const TupleTable* table = law_.table(set.text)) return table_contains(*table, fact, word);
  if (fact.type == FactType::kCode) return truth_of(pattern_holds(set.text, word));
  return truth_of(meaning_of(fact, set.text) == meaning_of(fact, word));
}

Truth Evaluator::table_contains(const TupleTable& table, const FactDecl& fact, const std::string& word) const {
  Truth value = Truth::kFalse;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::string& cell = table.rows[i].front();
    if (fact.type == FactType::kCode ? !pattern_holds(cell, word) : cell != word) continue;
    value = either(value, row_holds(table, i));
  }
  return value;
}

bool Evaluator::cell_holds(const FactDecl& fact, const std::string& cell, const std::string& word) const {
  if (fact.type == FactType::kCode) return pattern_holds(cell, word);
  return cell == meaning_of(fact, word);
}

Truth Evaluator::row_holds(const TupleTable& table, std::size_t row) const {
  const Truth begun = table.from[row].reached_by(day_);
  const Truth value = table.until[row] ? both(begun, !table.until[row]->reached_by(day_)) : begun;
  return table.unverified[row] ? both(value, Truth::kUnknown) : value;
}

// A tuple stands in a table if some row has all its parts. Constants and bound words choose the rows; facts are then
// tested one after the other.
Truth Evaluator::tuple_in(const Expr& tuple, const Expr& set) {
  const TupleTable* table = law_.table(set.text);
  if (table == nullptr) return Truth::kUnknown;
  std::vector<TuplePart> parts;
  std::vector<std::pair<std::size_t, std::string>> wanted;
  for (std::size_t i = 0; i < tuple.kids.size(); ++i) {
    const Expr& part = *tuple.kids[i];
    if (part.kind == ExprKind::kPath) {
      parts.push_back(TuplePart{i, &part});
      continue;
    }
    std::string word = part.text;
    for (std::size_t k = 0; k < words_.size(); ++k) {
      if (part.root.empty() || words_[k].first != part.root) continue;
      word = words_[k].second;
    }
    wanted.emplace_back(i, std::move(word));
  }
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table->rows.size(); ++row) {
    bool same = row_holds(*table, row) != Truth::kFalse;
    for (const auto& [column, word] : wanted) same = same && table->rows[row][column] == word;
    if (same) rows.push_back(row);
  }
  return rows_hold(*table, rows, std::move(parts));
}

Truth Evaluator::rows_hold(const TupleTable& table, const std::vector<std::size_t>& rows,
                           std::vector<TuplePart> parts) {
  if (parts.empty()) {
    Truth value = Truth::kFalse;
    for (const std::size_t row : rows) value = either(value, row_holds(table, row));
    return value;
  }
  const TuplePart part = parts.back();
  const FactDecl& fact = law_.schema().at(part.path->fact);
  parts.pop_back();
  if (parts.empty()) {
    std::map<std::string_view, Truth> cells;
    bool patterns = false;
    for (const std::size_t row : rows) {
      const std::string& cell = table.rows[row][part.column];
      Truth& value = cells.try_emplace(cell, Truth::kFalse).first->second;
      value = either(value, row_holds(table, row));
      patterns = patterns || cell.ends_with('*');
    }
    const auto says = [&](std::string_view cell) {
      const auto found = cells.find(cell);
      return found == cells.end() ? Truth::kFalse : found->second;
    };
    return path_test(*part.path, [&](const std::string& word) {
      if (fact.type == FactType::kPlace) return says(law_.canonical_place(word, day_));
      Truth value = says(word);
      if (fact.type != FactType::kCode) return value;
      // A cell holds all codes below it: `3A001` holds 3A001.b.2.
      for (auto dot = word.rfind('.'); dot != std::string::npos && dot > 0; dot = word.rfind('.', dot - 1))
        value = either(value, says(std::string_view(word).substr(0, dot)));
      for (const auto& [cell, one] : cells) {
        if (!patterns) break;
        if (cell.ends_with('*') && pattern_holds(cell, word)) value = either(value, one);
      }
      return value;
    });
  }
  std::map<std::string, std::vector<std::size_t>> by_cell;
  for (const std::size_t row : rows) by_cell[table.rows[row][part.column]].push_back(row);
  Truth value = Truth::kFalse;
  for (const auto& [cell, some] : by_cell) {
    const std::size_t mark = split_mark();
    const Truth here =
        path_test(*part.path, [&](const std::string& word) { return truth_of(cell_holds(fact, cell, word)); });
    const Truth all = here == Truth::kFalse ? here : both(here, rows_hold(table, some, parts));
    value = either(value, decided(all, mark));
  }
  return value;
}

// Does the value of a fact pass the test?
Truth Evaluator::path_test(const Expr& path, const WordTest& test) {
  const Variable variable = variable_of(path);
  if (law_.schema().at(path.fact).type == FactType::kCode) return code_in(variable.entity, test);
  const Possible& possible = look_up(variable);
  std::vector<Truth> verdicts;
  verdicts.reserve(possible.words.size());
  for (const std::string& word : possible.words) verdicts.push_back(test(word));
  return words_test(variable, possible, verdicts);
}

// ---- codes ----

// An item is in a set of codes if an entry of the set holds for it, or if its code is in the set: a basket such as
// EAR99 only where no entry outside the set holds. Without a stated code, codes that no entry tests stay possible.
Truth Evaluator::code_in(int item, const WordTest& in_set) {
  static const std::string kFactName = "item.eccn";
  const Variable variable{item, law_.schema().find(kFactName), {}};
  const Possible& code = look_up(variable);
  const bool single = code.is_single();
  if (single && !is_basket(code.words.front()) && in_set(code.words.front()) == Truth::kTrue) return Truth::kTrue;
  const Possible left = codes_left(code);
  std::vector<Truth> verdicts;
  bool baskets = false;
  for (const std::string& word : left.words) {
    verdicts.push_back(in_set(word));
    baskets = baskets || (verdicts.back() == Truth::kTrue && is_basket(word));
  }
  const std::string* said = said_code(item);
  const std::size_t mark = split_mark();
  Truth by_entry = Truth::kFalse;
  Truth outside = Truth::kFalse;
  push("item", item);
  for (const Decl* entry : law_.all(DeclKind::kEntry)) {
    const bool inside = in_set(entry->name) == Truth::kTrue;
    if (!inside && !baskets) continue;
    Truth& value = inside ? by_entry : outside;
    value = either(value, entry_value(*entry, item, said));
  }
  pop();
  if (by_entry == Truth::kTrue) return decided(by_entry, mark);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (is_basket(left.words[i])) verdicts[i] = both(verdicts[i], !outside);
  }
  Truth value = words_test(variable, left, verdicts);
  if (single && !is_basket(code.words.front())) value = either(value, in_set(code.words.front()));
  return decided(either(by_entry, value), mark);
}

// The codes that an item can have: the stated one, or those below it that no entry tests; without one, all that no
// entry tests.
Possible Evaluator::codes_left(const Possible& code) const {
  Possible out = code;
  if (code.anything) {
    out.words = law_.codes_without_entry();
    out.words.emplace_back("?");  // some code that the law files do not name
    out.anything = false;
  } else if (code.is_single()) {
    std::vector<std::string> below = law_.codes_below(code.words.front(), day_);
    if (!below.empty()) out.words = std::move(below);
  }
  return out;
}

const std::string* Evaluator::said_code(int item) const {
  const int fact = law_.schema().find("item.eccn");
  if (given_ != nullptr) {
    const auto found = given_->find(Variable{item, fact, {}});
    if (found != given_->end()) return found->second->is_single() ? &found->second->words.front() : nullptr;
  }
  const auto& facts = entity(item).facts;
  const auto found = facts.find({fact, std::string()});
  return found != facts.end() && found->second.is_single() ? &found->second.words.front() : nullptr;
}

// What an entry says of an item. A stated code settles an entry beside it of which the order gives no figure: what the
// stated facts leave open there is "no", in every way to fill in what is not stated.
Truth Evaluator::entry_value(const Decl& entry, int item, const std::string* said) {
  if (said == nullptr || pattern_holds(*said, entry.name) || figures_given(entry, item)) return standing(entry).value;
  const std::size_t given = given_ == nullptr ? 0 : given_->size();
  const bool as_stated = assignment_ == nullptr || assignment_->size() == given;
  const auto [known, added] = believed_.try_emplace({&entry, day_, item}, Truth::kUnknown);
  if (as_stated || added) {
    const Assignment* const assignment = assignment_;
    if (!as_stated) assignment_ = given_;
    const std::size_t mark = split_mark();
    known->second = standing(entry).value;
    forget_splits_after(mark);
    assignment_ = assignment;
  }
  if (known->second == Truth::kUnknown) return Truth::kFalse;
  return as_stated ? known->second : standing(entry).value;
}

Truth Evaluator::contradiction(int item, const Decl** holds) {
  const std::string* said = said_code(item);
  Truth value = Truth::kFalse;
  if (said == nullptr) return value;
  push("item", item);
  for (const Decl* entry : law_.all(DeclKind::kEntry)) {
    const bool settled = !pattern_holds(*said, entry->name) && !figures_given(*entry, item);
    if (!settled || entry_value(*entry, item, said) == Truth::kTrue) continue;
    value = either(value, standing(*entry).value);
    if (value != Truth::kTrue) continue;
    if (holds != nullptr) *holds = entry;
    break;
  }
  pop();
  return value;
}

bool Evaluator::figures_given(const Decl& entry, int item) {
  const auto [figures, added] = figures_of_.try_emplace({&entry, day_});
  if (added) {
    std::set<const Decl*> seen;
    collect_figures(entry, seen, figures->second);
  }
  const auto& facts = entity(item).facts;
  return std::any_of(figures->second.begin(), figures->second.end(), [&](int fact) {
    if (given_ != nullptr && given_->contains(Variable{item, fact, {}})) return true;
    const auto found = facts.find({fact, std::string()});
    return found != facts.end() && !(found->second.number == anything(fact).number);
  });
}

// The figures that a statement can read on the day: in the version that speaks, those that it falls back to, and what
// they name.
void Evaluator::collect_figures(const Decl& decl, std::set<const Decl*>& seen, std::set<int>& out) const {
  const Version* speaks = active_version(decl);
  if (speaks == nullptr || !seen.insert(&decl).second) return;
  bool falls_back = true;
  for (std::ptrdiff_t i = speaks - decl.versions.data(); i >= 0 && falls_back; --i) {
    const Version& version = decl.versions[static_cast<std::size_t>(i)];
    collect_figures(*version.body, seen, out);
    if (version.list_domain) collect_figures(*version.list_domain, seen, out);
    for (const Decl* exception : version.except_decls) collect_figures(*exception, seen, out);
    falls_back = false;
    for (const Mark& mark : version.marks) {
      if (mark.when) collect_figures(*mark.when, seen, out);
      falls_back = falls_back || mark.falls_back;
    }
  }
}

void Evaluator::collect_figures(const Expr& expr, std::set<const Decl*>& seen, std::set<int>& out) const {
  if (expr.kind == ExprKind::kPath && law_.schema().at(expr.fact).type == FactType::kNumber) out.insert(expr.fact);
  if (expr.decl != nullptr) collect_figures(*expr.decl, seen, out);
  for (const ExprPtr& kid : expr.kids) collect_figures(*kid, seen, out);
}

}  // namespace licet::rules
