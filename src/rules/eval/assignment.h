// Facts fixed on top of a case while completions are searched.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <utility>
#include <vector>

#include "rules/facts/fact_cell.h"

namespace licet::rules {

// Cells by variable, in their order; a few dozen, copied again and again. Members are those of `std::map`, but what is
// put in makes iterators and references invalid.
class Assignment {
 public:
  using value_type = std::pair<Variable, FactCell>;
  using iterator = std::vector<value_type>::iterator;
  using const_iterator = std::vector<value_type>::const_iterator;

  Assignment() = default;
  Assignment(std::initializer_list<value_type> values) {
    for (const auto& [variable, cell] : values) emplace(variable, cell);
  }

  iterator begin() { return all_.begin(); }
  iterator end() { return all_.end(); }
  const_iterator begin() const { return all_.begin(); }
  const_iterator end() const { return all_.end(); }
  std::size_t size() const { return all_.size(); }
  bool empty() const { return all_.empty(); }

  iterator find(const Variable& variable) { return begin() + (std::as_const(*this).find(variable) - all_.cbegin()); }
  const_iterator find(const Variable& variable) const {
    const auto at = place_of(variable);
    return at != all_.end() && at->first == variable ? at : all_.end();
  }
  // The first fact of this entity or of one behind it.
  const_iterator first_of(int entity) const {
    return std::lower_bound(all_.begin(), all_.end(), entity,
                            [](const value_type& one, int than) { return one.first.entity < than; });
  }
  bool contains(const Variable& variable) const { return find(variable) != end(); }
  // The variable must be there.
  const FactCell& at(const Variable& variable) const { return find(variable)->second; }

  std::pair<iterator, bool> emplace(const Variable& variable, FactCell cell) {
    if (all_.empty() || all_.back().first < variable) {  // as from another one
      all_.emplace_back(variable, std::move(cell));
      return {all_.end() - 1, true};
    }
    const auto at = all_.begin() + (place_of(variable) - all_.cbegin());
    if (at != all_.end() && at->first == variable) return {at, false};
    return {all_.emplace(at, variable, std::move(cell)), true};
  }
  FactCell& operator[](const Variable& variable) {
    const auto at = find(variable);
    return at != end() ? at->second : emplace(variable, FactCell()).first->second;
  }
  // Puts many in, each variable once, in place of what is there. False if that changed nothing.
  bool put(std::vector<value_type> values);
  void erase(const Variable& variable) {
    if (const auto at = find(variable); at != end()) all_.erase(at);
  }
  template <typename Test>
  friend void erase_if(Assignment& from, Test test) {
    std::erase_if(from.all_, test);
  }

 private:
  const_iterator place_of(const Variable& variable) const {
    return std::lower_bound(all_.begin(), all_.end(), variable,
                            [](const value_type& one, const Variable& than) { return one.first < than; });
  }

  std::vector<value_type> all_;
};

inline bool Assignment::put(std::vector<value_type> values) {
  const auto by_variable = [](const value_type& a, const value_type& b) { return a.first < b.first; };
  std::sort(values.begin(), values.end(), by_variable);
  bool changed = false;
  std::vector<value_type> out;
  out.reserve(all_.size() + values.size());
  auto there = all_.begin();
  for (value_type& value : values) {
    for (; there != all_.end() && there->first < value.first; ++there) out.push_back(std::move(*there));
    const bool same = there != all_.end() && there->first == value.first;
    changed = changed || !same || !there->second.is_same(value.second);
    if (same) ++there;
    out.push_back(std::move(value));
  }
  std::move(there, all_.end(), std::back_inserter(out));
  all_ = std::move(out);
  return changed;
}

}  // namespace licet::rules
