// What a plan says of an item by that alone which entries read of it. Most items state a code and no figure of a chip
// or a machine, so that orders ask the same few questions again and again. Kept with the plan.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/truth.h"
#include "rules/facts/fact_cell.h"

namespace licet::rules {

struct Decl;

struct ItemAnswer {
  Truth value = Truth::kUnknown;
  std::vector<std::pair<int, int>> met;  // slots that the node met as unknown, each with the node that met it
  std::vector<int> assumed;              // slots of which an assumption was read
};

// Cells of facts of an item, by slot of the plan.
using ItemCells = std::vector<std::pair<int, FactCell>>;

// Of items of which entries read the same, under one profile or none. May be used by many threads.
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

  // A way to fill in what is unknown of the item so that no entry holds beside its stated code.
  bool looked_for_fit() const { return looked_for_fit_.load(std::memory_order_acquire); }
  const ItemCells* fit() const { return fit_.load(std::memory_order_acquire); }  // nullptr: none was found
  void keep_fit(std::unique_ptr<const ItemCells> fit) const;

 private:
  mutable std::vector<std::atomic<const ItemAnswer*>> by_number_;
  mutable std::atomic<const ItemCells*> fit_{nullptr};
  mutable std::atomic<bool> looked_for_fit_{false};
};

// May be used by many threads.
class ItemAnswersStore {
 public:
  // `nodes`: how many of the plan have a number.
  explicit ItemAnswersStore(std::size_t nodes) : nodes_(nodes) {}

  // `stated`: all that is stated of the item and that entries read. The answers stay where they are as long as the
  // store; nullptr: there is no room for more.
  const ItemAnswers* of(const std::string& stated, const Decl* profile);

 private:
  std::size_t nodes_;
  std::mutex mutex_;
  std::map<const Decl*, std::unordered_map<std::string, std::unique_ptr<const ItemAnswers>>> by_profile_;
};

}  // namespace licet::rules
