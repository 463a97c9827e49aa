#include "rules/columns/stated_codes.h"

#include <algorithm>

namespace licet::rules {

const std::vector<std::vector<std::size_t>>& CodeClassifier::codes_below(const std::vector<std::string>& domain) {
  if (!left_.empty()) return below_;
  Bits& all = left_.emplace_back();
  for (std::size_t i = 0; i < domain.size(); ++i) all.set(i);
  for (const ColumnLayout::NarrowedCode& narrowed : layout_.narrowed()) {
    Bits& left = left_.emplace_back();
    for (std::size_t i = 0; i < domain.size(); ++i) {
      if (std::binary_search(narrowed.left.words.begin(), narrowed.left.words.end(), domain[i])) left.set(i);
    }
  }
  for (const std::string& code : layout_.stated_codes()) {
    std::vector<std::size_t>& places = below_.emplace_back();
    for (const std::string& below : law_.codes_below(code, plan_.day))
      places.push_back(static_cast<std::size_t>(std::find(domain.begin(), domain.end(), below) - domain.begin()));
  }
  return below_;
}

StatedCodes CodeClassifier::classify(const PlanNode& node, const ColumnInfo& column) {
  const FactDecl& fact = law_.schema().at(column.fact);
  const auto& codes = layout_.stated_codes();
  const auto& below_codes = codes_below(plan_.slots[static_cast<std::size_t>(node.slot)].domain);
  const SetTable::Words& words = set_table_.words_of(fact, codes);
  const std::vector<Truth> named =
      node.patterns.empty() ? set_table_.over(*node.figure, fact, words) : set_table_.cells(node.patterns, words);
  StatedCodes out;
  for (CodeTable* table : {&out.nothing, &out.possible, &out.settled, &out.basket, &out.open})
    table->assign(codes.size() + 1, Truth::kFalse);
  for (std::size_t i = 0; i < left_.size(); ++i) {  // as numbered by the layout, behind "nothing stated"
    out.nothing[i] = Truth::kTrue;
    out.possible[i] = left_[i].inside(node.yes)  ? Truth::kTrue
                      : left_[i].inside(node.no) ? Truth::kFalse
                                                 : Truth::kUnknown;
  }
  for (std::size_t i = left_.size() - 1; i < codes.size(); ++i) {
    if (named[i] == Truth::kTrue) {
      (is_basket(codes[i]) ? out.basket : out.settled)[i + 1] = Truth::kTrue;
      continue;
    }
    const Truth below = either(named[i], one_below(node, below_codes[i], named[i]));
    if (below == Truth::kTrue) out.settled[i + 1] = Truth::kTrue;
    if (below == Truth::kUnknown) out.open[i + 1] = Truth::kUnknown;
    std::vector<std::size_t> finer;
    for (const std::size_t entry : layout_.entries_held()[i]) {
      if (node.entries[entry].second) finer.push_back(entry);
    }
    if (finer.empty()) continue;
    const auto [found, added] = out.finer.try_emplace(std::move(finer));
    if (added) found->second.assign(codes.size() + 1, Truth::kFalse);
    found->second[i + 1] = Truth::kTrue;
  }
  return out;
}

// May an item of the stated code have a closer one of the set that no entry tests? `places`: those it can have.
Truth CodeClassifier::one_below(const PlanNode& node, const std::vector<std::size_t>& places, Truth named) {
  bool yes = false;
  bool no = false;
  bool open = false;
  for (const std::size_t i : places) {
    yes = yes || node.yes.test(i);
    no = no || node.no.test(i);
    open = open || (!node.yes.test(i) && !node.no.test(i));
  }
  if (!yes && !open) return named;
  return yes && !no && !open ? Truth::kTrue : Truth::kUnknown;
}

}  // namespace licet::rules
