#include "rules/plan/item_answers.h"

namespace licet::rules {

namespace {

// Two threads that ask at the same time find the same.
template <typename T>
const T& keep_first(std::atomic<const T*>& kept, T value) {
  auto made = std::make_unique<const T>(std::move(value));
  const T* there = nullptr;
  if (kept.compare_exchange_strong(there, made.get(), std::memory_order_acq_rel)) return *made.release();
  return *there;
}

}  // namespace

ItemAnswers::~ItemAnswers() {
  for (const std::atomic<const ItemAnswer*>& one : by_number_) delete one.load();
  for (const std::atomic<const Excluded*>& one : excluded_) delete one.load();
}

const ItemAnswer& ItemAnswers::keep(int number, ItemAnswer answer) const {
  return keep_first(by_number_[static_cast<std::size_t>(number)], std::move(answer));
}

const ItemAnswers::Excluded& ItemAnswers::keep_excluded(Of of, Excluded excluded) const {
  return keep_first(excluded_[of], std::move(excluded));
}

void ItemFit::keep(std::optional<ItemCells> cells) const {
  if (cells) keep_first(cells_, std::move(*cells));
  looked_for_.store(true, std::memory_order_release);
}

}  // namespace licet::rules
