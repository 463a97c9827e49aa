#include "rules/plan/set_table.h"

#include <algorithm>
#include <numeric>

#include "base/text_util.h"

namespace licet::rules {

const SetTable::Words& SetTable::words_of(const FactDecl& fact, const std::vector<std::string>& domain) {
  const std::string kind = fact.type == FactType::kPlace ? "place" : fact.type == FactType::kCode ? "code" : fact.name;
  const auto [found, added] = lists_.try_emplace(kind);
  Words& out = found->second;
  if (!added) return out;
  out.words = domain;
  if (fact.type == FactType::kPlace) {
    for (const std::string& word : out.words) out.meant.push_back(law_.canonical_place(word, day_));
  }
  if (fact.type == FactType::kCode) {
    for (const Decl* entry : law_.all(DeclKind::kEntry)) out.words.push_back(entry->name);
    out.sorted.resize(out.words.size());
    std::iota(out.sorted.begin(), out.sorted.end(), std::size_t{0});
    std::sort(out.sorted.begin(), out.sorted.end(),
              [&](std::size_t a, std::size_t b) { return out.words[a] < out.words[b]; });
  } else {
    const std::vector<std::string>& meanings = fact.type == FactType::kPlace ? out.meant : out.words;
    for (std::size_t i = 0; i < meanings.size(); ++i) out.by_meaning[meanings[i]].push_back(i);
  }
  return out;
}

template <typename Make>
const std::vector<Truth>& SetTable::kept(char kind, const std::string& name, const Words& words, Make make) {
  const std::pair key{&words, concat(std::string(1, kind), name)};
  const auto found = kept_.find(key);
  return found != kept_.end() ? found->second : kept_.emplace(key, make()).first->second;
}

std::vector<Truth> SetTable::over(const Expr& set, const FactDecl& fact, const Words& words) {
  const std::size_t size = words.words.size();
  switch (set.kind) {
    case ExprKind::kUnion:
    case ExprKind::kBraces: {
      std::vector<Truth> out(size, Truth::kFalse);
      add(set, fact, words, out);
      return out;
    }
    case ExprKind::kDifference: {
      std::vector<Truth> out = over(*set.kids[0], fact, words);
      const std::vector<Truth> without = over(*set.kids[1], fact, words);
      for (std::size_t i = 0; i < size; ++i) out[i] = both(out[i], !without[i]);
      return out;
    }
    case ExprKind::kGroup:
      return kept('g', set.text, words, [&] {
        std::vector<Truth> out;
        for (std::size_t i = 0; i < size; ++i) {
          const std::string& place = words.meant.empty() ? law_.canonical_place(words.words[i], day_) : words.meant[i];
          out.push_back(law_.in_group(set.text, place, day_));
        }
        return out;
      });
    case ExprKind::kCode:
      return like(set.text, words);
    case ExprKind::kString: {
      std::vector<Truth> out;
      out.reserve(words.words.size());
      for (const std::string& word : words.words) out.push_back(truth_of(set.text == word));
      return out;
    }
    case ExprKind::kName:
      return named(set, fact, words);
    default:
      return std::vector<Truth>(size, fact.type == FactType::kPlace ? Truth::kFalse : Truth::kUnknown);
  }
}

// A word is in `out` afterwards if it was, or is in the set.
void SetTable::add(const Expr& set, const FactDecl& fact, const Words& words, std::vector<Truth>& out) {
  if (set.kind == ExprKind::kUnion || set.kind == ExprKind::kBraces) {
    for (const ExprPtr& kid : set.kids) add(*kid, fact, words, out);
  } else if (set.kind == ExprKind::kCode && !words.sorted.empty()) {
    for (const std::size_t i : held(set.text, words)) out[i] = Truth::kTrue;
  } else if (set.kind == ExprKind::kName && set.decl == nullptr && fact.type != FactType::kCode &&
             law_.table(set.text) == nullptr) {
    for (const std::size_t i : meaning(set.text, fact, words)) out[i] = Truth::kTrue;
  } else {
    const std::vector<Truth> part = over(set, fact, words);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = either(out[i], part[i]);
  }
}

std::vector<Truth> SetTable::named(const Expr& set, const FactDecl& fact, const Words& words) {
  if (set.decl != nullptr) {
    return kept('d', set.decl->qualified, words, [&] {
      const Version* version = sets_.active(*set.decl);
      return version == nullptr ? std::vector<Truth>(words.words.size(), Truth::kUnknown)
                                : over(*version->body, fact, words);
    });
  }
  if (const TupleTable* table = law_.table(set.text))
    return kept('t', set.text, words, [&] { return of_table(set, *table, fact, words); });
  return fact.type == FactType::kCode ? like(set.text, words) : same(set.text, fact, words);
}

std::vector<Truth> SetTable::of_table(const Expr& set, const TupleTable& table, const FactDecl& fact,
                                      const Words& words) {
  if (fact.type != FactType::kCode) {
    std::vector<Truth> out;
    out.reserve(words.words.size());
    for (const std::string& word : words.words) out.push_back(sets_.contains(set, fact, word));
    return out;
  }
  Cells first;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    first.emplace_back(table.rows[row].front(), sets_.row(table, row));
  return cells(first, words);
}

// Codes that the pattern holds stand together in their order: they all begin with it.
const std::vector<std::size_t>& SetTable::held(std::string_view pattern, const Words& codes) {
  const auto [found, added] = held_.try_emplace(pattern);
  std::vector<std::size_t>& out = found->second;
  if (!added) return out;
  const std::string_view stem = pattern.ends_with('*') ? pattern.substr(0, pattern.size() - 1) : pattern;
  const auto begin = std::lower_bound(codes.sorted.begin(), codes.sorted.end(), stem,
                                      [&](std::size_t a, std::string_view text) { return codes.words[a] < text; });
  for (auto at = begin; at != codes.sorted.end() && codes.words[*at].starts_with(stem); ++at) {
    if (pattern_holds(pattern, codes.words[*at])) out.push_back(*at);
  }
  return out;
}

std::vector<Truth> SetTable::cells(const Cells& cells, const Words& words) {
  std::vector<Truth> out(words.words.size(), Truth::kFalse);
  static const std::vector<std::size_t> kNone;
  for (const auto& [cell, says] : cells) {
    const auto meant = words.by_meaning.find(cell);
    const std::vector<std::size_t>& some = !words.sorted.empty()             ? held(cell, words)
                                           : meant != words.by_meaning.end() ? meant->second
                                                                             : kNone;
    for (const std::size_t i : some) out[i] = either(out[i], says);
  }
  return out;
}

std::vector<Truth> SetTable::like(std::string_view pattern, const Words& words) {
  std::vector<Truth> out(words.words.size(), Truth::kFalse);
  if (words.sorted.empty()) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = truth_of(pattern_holds(pattern, words.words[i]));
  } else {
    for (const std::size_t i : held(pattern, words)) out[i] = Truth::kTrue;
  }
  return out;
}

std::vector<Truth> SetTable::same(const std::string& wanted, const FactDecl& fact, const Words& words) const {
  std::vector<Truth> out(words.words.size(), Truth::kFalse);
  if (fact.type != FactType::kCode) {
    for (const std::size_t i : meaning(wanted, fact, words)) out[i] = Truth::kTrue;
  } else {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = truth_of(words.words[i] == wanted);
  }
  return out;
}

// The places in the words, which are no codes, of those that mean the same.
const std::vector<std::size_t>& SetTable::meaning(const std::string& wanted, const FactDecl& fact,
                                                  const Words& words) const {
  static const std::vector<std::size_t> kNone;
  const auto found = words.by_meaning.find(sets_.meaning(fact, wanted));
  return found == words.by_meaning.end() ? kNone : found->second;
}

}  // namespace licet::rules
