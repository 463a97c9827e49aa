// What a plan says of an item by that alone which entries read of it. Most items state a code and no figure of a chip
// or a machine, so that orders ask the same few questions again and again; of an item with figures, what reads none of
// them is the same whatever they are. Kept with the plan.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/truth.h"
#include "rules/facts/fact_cell.h"

namespace licet::rules {

struct ItemAnswer {
  Truth value = Truth::kUnknown;
  std::vector<std::pair<int, int>> met;  // slots that the node met as unknown, each with the node that met it
};

// Cells of facts of an item, by slot of the plan.
using ItemCells = std::vector<std::pair<int, FactCell>>;

// Of items of which entries read the same; no profile may fill that in. May be used by many threads.
class ItemAnswers {
 public:
  explicit ItemAnswers(std::size_t nodes) : by_number_(nodes) {}
  ~ItemAnswers();
  ItemAnswers(const ItemAnswers&) = delete;
  ItemAnswers& operator=(const ItemAnswers&) = delete;

  // Of the node with this number (`PlanStep::of_item`); nullptr: not asked yet.
  const ItemAnswer* find(int number) const {
    return by_number_[static_cast<std::size_t>(number)].load(std::memory_order_acquire);
  }
  const ItemAnswer& keep(int number, ItemAnswer answer) const;

  // Rules that such an item excludes, a bit for each (`RuleGuards::of_item`); nullptr: not asked yet.
  enum Of : std::uint8_t { kOfRules, kOfFindings };
  using Excluded = std::vector<std::uint64_t>;
  const Excluded* excluded(Of of) const { return excluded_[of].load(std::memory_order_acquire); }
  const Excluded& keep_excluded(Of of, Excluded excluded) const;

 private:
  mutable std::vector<std::atomic<const ItemAnswer*>> by_number_;
  mutable std::array<std::atomic<const Excluded*>, 2> excluded_{};
};

// A way to fill in what is unknown of an item so that no entry holds beside its stated code. May be used by many
// threads.
class ItemFit {
 public:
  ItemFit() = default;
  ~ItemFit() { delete cells_.load(); }
  ItemFit(const ItemFit&) = delete;
  ItemFit& operator=(const ItemFit&) = delete;

  bool looked_for() const { return looked_for_.load(std::memory_order_acquire); }
  const ItemCells* cells() const { return cells_.load(std::memory_order_acquire); }  // nullptr: none was found
  void keep(std::optional<ItemCells> cells) const;

 private:
  mutable std::atomic<const ItemCells*> cells_{nullptr};
  mutable std::atomic<bool> looked_for_{false};
};

// What is kept of items, by what is stated of them. May be used by many threads.
template <typename T>
class ItemStore {
 public:
  // At most so many; codes that no law names are as many as users can write.
  explicit ItemStore(std::size_t most) : most_(most) {}

  // That of items of which this is stated; it stays where it is as long as the store. Made of `of` on first use;
  // nullptr: there is no room for more.
  template <typename... Of>
  const T* of(const std::string& stated, Of... of) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (const auto found = kept_.find(stated); found != kept_.end()) return found->second.get();
    if (kept_.size() >= most_) return nullptr;
    return kept_.emplace(stated, std::make_unique<const T>(of...)).first->second.get();
  }

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::unique_ptr<const T>> kept_;
};

// Of the items of one plan.
struct OfItems {
  ItemStore<ItemAnswers> answers{512};  // some 10 KB each; by all that is stated and that entries read
  ItemStore<ItemFit> fits{4096};        // the same, but figures by their facts alone
};

}  // namespace licet::rules
