// Lines of which everything that is read is the same: what one of them can come to the others can come to, each for
// itself. An order is as heavy as its heaviest line, so that such lines together come to no more than one of them does,
// and a search that weighs one weighs all.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/eval/weigher.h"

namespace licet::rules {

class LikeLines {
 public:
  // `lines`: all of the order. It and the lines must outlive this.
  LikeLines(const Case& order, const std::vector<Line>& lines, const Weigher& weigher);

  // Does some line stand for others?
  bool any() const { return kinds_.size() < order_.items.size(); }
  // One item of each kind, the first one, with those items of which `fixed` says something. Where it says something of
  // somebody whom nobody named, the first two: that one is of one line alone.
  std::vector<Line> apart(const Assignment& fixed = {}) const;
  // The first item like this one, by position in `Case::items`.
  std::size_t first_like(std::size_t item) const { return kinds_[kind_of_[item]].front(); }
  // All of them, by position.
  const std::vector<std::size_t>& all_like(std::size_t item) const { return kinds_[kind_of_[item]]; }
  // Its position; nothing if it is no item of the order.
  std::optional<std::size_t> place_of(int entity) const;

  // What is said of the first item of a kind is said of all of the kind.
  Assignment spread(const Assignment& facts) const;
  // But only of these items, by position.
  Assignment spread(const Assignment& facts, const std::set<std::size_t>& items) const;
  // What was assumed of the first item of a kind was assumed of all of it.
  void spread(std::set<AssumptionUse>& uses) const;

 private:
  template <typename Wanted>
  Assignment spread_to(const Assignment& facts, const Wanted& wanted) const;

  const Case& order_;
  const std::vector<Line>& lines_;
  std::vector<std::size_t> kind_of_;             // by item
  std::vector<std::vector<std::size_t>> kinds_;  // items of each kind
  std::vector<std::size_t> places_;              // by entity, one more than its position; 0: no item
};

// What a plan reads of the items of an order, as words: the same words, the same answer to each of its nodes, and of
// each part of what is open. Empty words: the item is like no other. `plan` has no list of items or legs.
std::vector<std::string> words_of_items(const DayPlan& plan, const Case& order);
// Adds what another day reads of the items.
void join_words(const std::vector<std::string>& more, std::vector<std::string>& words);

}  // namespace licet::rules
