// Atoms: one fact against a word, a set, a figure or the rows of a table.
#include <algorithm>
#include <utility>

#include "rules/plan/compiler.h"

namespace licet::rules {

PlanNode Compiler::on_slot(PlanOp op, const Expr& path, const std::string& member) {
  PlanNode node;
  node.op = op;
  node.entity_reg = reg(path.root);
  node.slot = slot(path.fact, member);
  return node;
}

Verdicts Compiler::verdicts(const std::vector<Truth>& words, std::size_t size) {
  Verdicts out;
  size = std::min(size, Bits::kMost);
  for (std::size_t from = 0; from < size; from += 64) {
    std::uint64_t yes = 0;
    std::uint64_t no = 0;
    for (std::size_t i = from; i < std::min(size, from + 64); ++i) {
      yes |= std::uint64_t{words[i] == Truth::kTrue} << (i - from);
      no |= std::uint64_t{words[i] == Truth::kFalse} << (i - from);
    }
    out.yes.set_word(from / 64, yes);
    out.no.set_word(from / 64, no);
  }
  return out;
}

int Compiler::finite(const Expr& path, const std::vector<Truth>& words, const std::string& member) {
  PlanNode node = on_slot(PlanOp::kFinite, path, member);
  const Verdicts found = verdicts(words, slot_info(node.slot).domain.size());
  node.yes = found.yes;
  node.no = found.no;
  return add(std::move(node));
}

std::vector<Truth> Compiler::is_yes(const Expr& path, const std::string& member) const {
  std::vector<Truth> out;
  for (const std::string& word : slot_info(slot(path.fact, member)).domain) out.push_back(truth_of(word == "true"));
  return out;
}

const SetTable::Words& Compiler::words_of(const Expr& path) {
  const FactDecl& fact = law_.schema().at(path.fact);
  return table_.words_of(fact, slot_info(slot(path.fact)).domain);
}

std::vector<Truth> Compiler::over(const Expr& path, const Expr& set) {
  return table_.over(set, law_.schema().at(path.fact), words_of(path));
}

std::vector<Truth> Compiler::same(const Expr& path, const Expr& compare) {
  std::vector<Truth> out = table_.same(compare.kids[1]->text, law_.schema().at(path.fact), words_of(path));
  for (Truth& one : out) one = compare.op == CompareOp::kEqual ? one : !one;
  return out;
}

int Compiler::tuple(const Expr& expr) {
  const TupleTable* table = law_.table(expr.kids[1]->text);
  if (table == nullptr) return unknown();
  StandingRows::Rows rows;
  bool cut = false;
  std::vector<TuplePart> parts;
  const std::vector<ExprPtr>& kids = expr.kids[0]->kids;
  for (std::size_t i = 0; i < kids.size(); ++i) {
    if (kids[i]->kind == ExprKind::kPath) {
      parts.push_back(TuplePart{i, kids[i].get()});
      continue;
    }
    const auto bound = words_.find(kids[i]->root);
    reads_word_ = reads_word_ || bound != words_.end();
    const std::string& word = kids[i]->root.empty() || bound == words_.end() ? kids[i]->text : bound->second;
    if (cut) {
      std::erase_if(rows, [&](std::size_t row) { return table->rows[row][i] != word; });
    } else {
      rows = standing_.with(*table, i, word);
    }
    cut = true;
  }
  return rows_node(*table, cut ? rows : standing_.all(*table), parts);
}

int Compiler::rows_node(const TupleTable& table, const StandingRows::Rows& rows, std::vector<TuplePart> parts) {
  const auto said = [&](auto begin, auto end) {
    Truth value = Truth::kFalse;
    for (; begin != end; ++begin) value = either(value, standing_.says(table, *begin));
    return value;
  };
  if (parts.empty()) return constant(said(rows.begin(), rows.end()));
  const TuplePart part = parts.back();
  parts.pop_back();
  const auto cell = [&](std::size_t row) -> const std::string& { return table.rows[row][part.column]; };
  StandingRows::Rows sorted = rows;
  const auto before = [&](std::size_t a, std::size_t b) { return cell(a) < cell(b); };
  if (!std::is_sorted(rows.begin(), rows.end(), before)) std::stable_sort(sorted.begin(), sorted.end(), before);
  Cells cells;
  std::vector<int> kids;
  for (auto begin = sorted.begin(); begin != sorted.end();) {
    const auto end = std::find_if(begin, sorted.end(), [&](std::size_t row) { return cell(row) != cell(*begin); });
    if (parts.empty()) {
      cells.emplace_back(cell(*begin), said(begin, end));
    } else {
      const int own = cells_node(*part.path, {{cell(*begin), Truth::kTrue}});
      kids.push_back(join(true, {own, rows_node(table, {begin, end}, parts)}));
    }
    begin = end;
  }
  return parts.empty() ? cells_node(*part.path, cells) : join(false, std::move(kids));
}

int Compiler::cells_node(const Expr& path, const Cells& cells) {
  const std::vector<Truth> held = table_.cells(cells, words_of(path));
  if (law_.schema().at(path.fact).type != FactType::kCode) return finite(path, held);
  PlanNode node = on_slot(PlanOp::kCode, path);
  node.patterns.assign(cells.begin(), cells.end());
  if (cells.empty()) node.patterns.emplace_back("-", Truth::kFalse);
  return code_node(std::move(node), held);
}

int Compiler::has(const Expr& expr) {
  std::vector<int> kids;
  for (const std::string& member : sets_.members(*expr.kids[1])) {
    if (plan_.slot_of.contains({expr.kids[0]->fact, member}))
      kids.push_back(finite(*expr.kids[0], is_yes(*expr.kids[0], member), member));
  }
  return join(false, std::move(kids));
}

int Compiler::membership(const Expr& expr) {
  const Expr& path = *expr.kids[0];
  const FactDecl& fact = law_.schema().at(path.fact);
  if (fact.type == FactType::kCode) return code(path, *expr.kids[1]);
  if (fact.type == FactType::kNumber) return between(path, *expr.kids[1]);
  return finite(path, over(path, *expr.kids[1]));
}

int Compiler::between(const Expr& path, const Expr& set) {
  if (set.kind != ExprKind::kInterval) return unknown();
  const auto low = sets_.figure(*set.kids[0]);
  const auto high = sets_.figure(*set.kids[1]);
  if (!low || !high) return unknown();
  return join(true, {number(path, CompareOp::kGreaterEqual, *low),
                     number(path, set.open_high ? CompareOp::kLess : CompareOp::kLessEqual, *high)});
}

int Compiler::number(const Expr& path, CompareOp op, const Rational& limit) {
  PlanNode node = on_slot(PlanOp::kNumber, path);
  node.compare = op;
  node.limit = limit;
  return add(std::move(node));
}

int Compiler::compare(const Expr& expr) {
  const Expr& left = *expr.kids[0];
  const Expr& right = *expr.kids[1];
  if (left.kind == ExprKind::kName && !left.root.empty()) {  // `outcome`, which no plan knows
    reads_outcome_ = true;
    return unknown();
  }
  const FactDecl* fact = left.kind == ExprKind::kPath ? &law_.schema().at(left.fact) : nullptr;
  if (fact != nullptr && fact->type == FactType::kCode) {
    const int in = code(left, right);
    return expr.op == CompareOp::kNotEqual ? invert(in) : in;
  }
  if (fact != nullptr && fact->type == FactType::kNumber) {
    if (const auto limit = sets_.figure(right)) return number(left, expr.op, *limit);
  }
  if (fact != nullptr && fact->type != FactType::kNumber)
    return right.kind == ExprKind::kPath ? same_words(expr) : finite(left, same(left, expr));
  PlanNode node;
  node.op = PlanOp::kFigures;
  node.figure = &expr;
  node.content = content_;
  if (!words_.empty())
    node.words = words_numbers_.try_emplace(words_, static_cast<int>(words_numbers_.size()) + 1).first->second;
  find_totals(expr, node);
  return add(std::move(node));
}

int Compiler::same_words(const Expr& expr) {
  PlanNode node = on_slot(PlanOp::kSame, *expr.kids[0]);
  node.other_reg = reg(expr.kids[1]->root);
  node.other_slot = slot(expr.kids[1]->fact);
  node.compare = expr.op;
  std::map<std::string_view, std::uint16_t> numbers;
  for (std::size_t side = 0; side < 2; ++side) {
    const SetTable::Words& words = words_of(*expr.kids[side]);
    for (const std::string& meaning : words.meant.empty() ? words.words : words.meant) {
      const auto number = static_cast<std::uint16_t>(numbers.size());
      node.meanings[side].push_back(numbers.emplace(meaning, number).first->second);
    }
  }
  return add(std::move(node));
}

void Compiler::find_totals(const Expr& expr, const PlanNode& node) {
  if (expr.kind == ExprKind::kTotal && plan_.total_of(node, expr) == nullptr) {
    PlanTotal total;
    total.list = list(*expr.kids[1]);
    total.reg = reg(expr.text);
    if (expr.kids.size() > 2) total.where = condition(*expr.kids[2]);
    plan_.totals[total_key(expr, node.content, node.words)] = total;
  }
  if (expr.kind == ExprKind::kName && expr.decl != nullptr) {
    if (const Version* version = sets_.active(*expr.decl)) find_totals(*version->body, node);
  }
  for (const ExprPtr& kid : expr.kids) find_totals(*kid, node);
}

int Compiler::code(const Expr& path, const Expr& set) {
  PlanNode node = on_slot(PlanOp::kCode, path);
  node.figure = &set;
  return code_node(std::move(node), over(path, set));
}

int Compiler::code_node(PlanNode node, const std::vector<Truth>& words) {
  const std::size_t codes = slot_info(node.slot).domain.size();
  const Verdicts found = verdicts(words, codes);
  node.yes = found.yes;
  node.no = found.no;
  const std::vector<const Decl*>& entries = law_.all(DeclKind::kEntry);
  node.entries.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool holds = words[codes + i] == Truth::kTrue;
    (holds ? node.inside : node.outside).push_back(static_cast<int>(i));
    node.entries.emplace_back(entry_node(i), holds);
  }
  return add(std::move(node));
}

int Compiler::entry_node(std::size_t i) {
  std::vector<int>& made = entry_nodes_[content_ ? 1 : 0];
  if (i == made.size()) made.push_back(statement(*law_.all(DeclKind::kEntry)[i]));
  return made[i];
}

}  // namespace licet::rules
