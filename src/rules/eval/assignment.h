// Facts fixed on top of a case while completions are searched.
#pragma once

#include <algorithm>
#include <initializer_list>
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

}  // namespace licet::rules
