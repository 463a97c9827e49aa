// The reference evaluator: what sets, tuples of tables and codes hold.
#include <algorithm>
#include <map>

#include "base/text_util.h"
#include "rules/eval/evaluator.h"

namespace licet::rules {

namespace {

bool is_category_digit(char first) {
  return first >= '0' && first <= '9';
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
  if (recorder_ == nullptr) return out;
  // A proof has one form: members are asked in their order.
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
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
  if (fact.type == FactType::kPlace)
    return truth_of(law_.canonical_place(set.text, day_) == law_.canonical_place(word, day_));
  return truth_of(fact.type == FactType::kCode ? pattern_holds(set.text, word) : set.text == word);
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
  return cell == (fact.type == FactType::kPlace ? law_.canonical_place(word, day_) : word);
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
      if (recorder_ != nullptr) recorder_->word_used(k);
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
    const Truth here =
        path_test(*part.path, [&](const std::string& word) { return truth_of(cell_holds(fact, cell, word)); });
    if (here != Truth::kFalse) value = either(value, both(here, rows_hold(table, some, parts)));
  }
  return value;
}

// Does the value of a fact pass the test?
Truth Evaluator::path_test(const Expr& path, const WordTest& test) {
  const Variable variable = variable_of(path);
  if (law_.schema().at(path.fact).type == FactType::kCode) return code_in(variable.entity, test);
  const Possible& possible = look_up(variable);
  std::vector<Truth> verdicts;
  for (const std::string& word : possible.words) verdicts.push_back(test(word));
  return words_test(variable, possible, verdicts);
}

// ---- codes ----

// An item is in a set of codes if the code stated for it is, or if an entry of the set holds for it. A stated code
// settles what the entries leave open; without one, codes that no entry tests stay possible.
Truth Evaluator::code_in(int item, const WordTest& in_set) {
  static const std::string kFactName = "item.eccn";
  const int fact_id = law_.schema().find(kFactName);
  const Variable variable{item, fact_id, {}};
  const Possible& stated = look_up(variable);
  const bool settled = stated.is_single();
  const std::size_t mark = split_mark();
  Truth by_entry = Truth::kFalse;
  Truth finer = Truth::kFalse;  // entries below a stated code that is more general than the set
  bool elsewhere = false;       // an entry outside the set holds for the item
  // A basket (no category digit) gives way to any entry; what another code says stands whatever the entries outside
  // say.
  const bool basket = settled && !is_category_digit(stated.words.front().front());
  if (settled && !basket && in_set(stated.words.front()) == Truth::kTrue) return Truth::kTrue;
  push("item", item);
  for (const Decl* entry : law_.all(DeclKind::kEntry)) {
    const bool inside = in_set(entry->name) == Truth::kTrue;
    if (!inside && !basket) continue;
    const Truth value = standing(*entry).value;
    if (!inside) {
      elsewhere = elsewhere || value == Truth::kTrue;
      continue;
    }
    by_entry = either(by_entry, value);
    if (settled && pattern_holds(stated.words.front(), entry->name)) finer = either(finer, value);
  }
  pop();
  if (by_entry == Truth::kTrue) {
    forget_splits_after(mark);
    return Truth::kTrue;
  }
  if (settled) return code_stated(variable, stated, in_set, finer, elsewhere, mark);
  return either(by_entry, code_possible(variable, stated, in_set));
}

// A code was stated. It may be more general than the set: then the entries below it decide, and what no entry tests is
// open.
Truth Evaluator::code_stated(const Variable& variable, const Possible& stated, const WordTest& in_set, Truth finer,
                             bool elsewhere, std::size_t mark) {
  const std::string code = stated.words.front();
  const Truth named = in_set(code);
  if (named == Truth::kTrue) {
    forget_splits_after(mark);
    // A stated basket (no category digit) gives way to figures that prove an entry.
    return truth_of(is_category_digit(code.front()) || !elsewhere);
  }
  if (finer != Truth::kUnknown) forget_splits_after(mark);
  if (finer == Truth::kTrue) return finer;
  Possible below = stated;
  below.words = law_.codes_below(code);
  if (below.words.empty()) return either(finer, named);
  std::vector<Truth> verdicts;
  for (const std::string& word : below.words) verdicts.push_back(in_set(word));
  return either(either(finer, named), words_test(variable, below, verdicts));
}

// No code was stated: may the item have one of the set that no entry tests?
Truth Evaluator::code_possible(const Variable& variable, const Possible& possible, const WordTest& in_set) {
  std::vector<std::string> candidates = possible.words;
  Possible open = possible;
  if (possible.anything) {
    candidates = law_.codes_without_entry();
    candidates.emplace_back("?");  // some code that the law files do not name
    open.anything = false;
    open.words = candidates;
  }
  std::vector<Truth> verdicts;
  for (const std::string& code : candidates) verdicts.push_back(in_set(code));
  return words_test(variable, open, verdicts);
}

}  // namespace licet::rules
