#include "rules/plan/item_answers.h"

namespace licet::rules {

ItemAnswers::~ItemAnswers() {
  for (const std::atomic<const ItemAnswer*>& one : by_number_) delete one.load();
  delete fit_.load();
}

// Two threads that ask at the same time find the same.
const ItemAnswer& ItemAnswers::keep(int number, ItemAnswer answer) const {
  auto made = std::make_unique<const ItemAnswer>(std::move(answer));
  const ItemAnswer* there = nullptr;
  if (by_number_[static_cast<std::size_t>(number)].compare_exchange_strong(there, made.get(),
                                                                           std::memory_order_acq_rel))
    return *made.release();
  return *there;
}

void ItemAnswers::keep_fit(std::unique_ptr<const ItemCells> fit) const {
  const ItemCells* there = nullptr;
  if (fit != nullptr && fit_.compare_exchange_strong(there, fit.get(), std::memory_order_acq_rel))
    static_cast<void>(fit.release());
  looked_for_fit_.store(true, std::memory_order_release);
}

const ItemAnswers* ItemAnswersStore::of(const std::string& stated) {
  constexpr std::size_t kMost = 512;  // some 10 KB each; codes that no law names are as many as users can write
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const auto found = kept_.find(stated); found != kept_.end()) return found->second.get();
  if (kept_.size() >= kMost) return nullptr;
  return kept_.emplace(stated, std::make_unique<const ItemAnswers>(nodes_)).first->second.get();
}

}  // namespace licet::rules
