#include <algorithm>
#include <bit>

#include "rules/plan/plan.h"

namespace licet::rules {

int Bits::only() const {
  int found = -1;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (words_[i] == 0) continue;
    if (found >= 0 || (words_[i] & (words_[i] - 1)) != 0) return -1;
    found = static_cast<int>(i * 64) + std::countr_zero(words_[i]);
  }
  return found;
}

namespace {

// Places and codes stand sorted in their domain, the code for all others last.
std::size_t place_in(const SlotInfo& slot, const std::string& word) {
  const bool codes = slot.anything.type == FactType::kCode;
  if (!codes && slot.anything.type != FactType::kPlace)
    return static_cast<std::size_t>(std::find(slot.domain.begin(), slot.domain.end(), word) - slot.domain.begin());
  const auto end = slot.domain.end() - (codes ? 1 : 0);
  const auto found = std::lower_bound(slot.domain.begin(), end, word);
  if (found != end && *found == word) return static_cast<std::size_t>(found - slot.domain.begin());
  return codes && word == slot.domain.back() ? slot.domain.size() - 1 : slot.domain.size();
}

std::shared_ptr<StatedCode> stated_code(const std::string& code, const SlotInfo& slot, const Law& law) {
  auto out = std::make_shared<StatedCode>();
  const std::size_t place = place_in(slot, code);
  if (place < slot.domain.size()) out->place = static_cast<int>(place);
  out->basket = is_basket(code);
  const auto& entries = law.all(DeclKind::kEntry);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i]->name == code) out->entry = static_cast<int>(i);
    out->above_entries.push_back(pattern_holds(code, entries[i]->name));
  }
  for (const std::string& below : law.codes_below(code, slot.day)) {
    const auto at = std::lower_bound(slot.domain.begin(), slot.domain.end() - 1, below);
    out->below.set(static_cast<std::size_t>(at - slot.domain.begin()));
  }
  return out;
}

}  // namespace

std::shared_ptr<const StatedCode> StatedCodeStore::of(const std::string& code, const SlotInfo& slot, const Law& law) {
  constexpr std::size_t kMost = 4'096;  // codes that no law names are as many as users can write
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const auto found = kept_.find(code); found != kept_.end()) return found->second;
  std::shared_ptr<StatedCode> made = stated_code(code, slot, law);
  made->named = std::vector<std::atomic<std::int8_t>>(nodes_);
  for (std::atomic<std::int8_t>& one : made->named) one.store(-1, std::memory_order_relaxed);
  if (kept_.size() < kMost) kept_.emplace(code, made);
  return made;
}

bool is_basket(std::string_view code) {
  return code != "?" && (code.empty() || code.front() < '0' || code.front() > '9');
}

PlanCell cell_of(const Possible& possible, const SlotInfo& slot, const Law& law) {
  PlanCell cell;
  cell.answer = possible.answer;
  cell.asked = possible.asked;
  cell.not_known = possible.not_known;
  cell.anything = possible.anything;
  if (possible.type == FactType::kNumber) {
    cell.number = possible.number;
    cell.point = possible.number.is_point();
    return cell;
  }
  const bool is_text = possible.type == FactType::kText || possible.type == FactType::kCode;
  if (is_text && possible.words.size() == 1 && !possible.anything) {
    cell.stated = possible.words.front();
    if (slot.codes != nullptr) {
      cell.code = slot.codes->of(cell.stated, slot, law);
    } else if (slot.anything.type == FactType::kCode) {
      cell.code = stated_code(cell.stated, slot, law);
    }
  }
  if (possible.anything) {
    for (std::size_t i = 0; i < slot.domain.size(); ++i) cell.bits.set(i);
  }
  // All words mostly stand in the order of the domain.
  if (possible.words.size() == slot.domain.size() && possible.words == slot.domain) {
    for (std::size_t i = 0; i < slot.domain.size(); ++i) cell.bits.set(i);
  } else {
    for (const std::string& word : possible.words) {
      const std::size_t place = place_in(slot, word);
      if (place < slot.domain.size()) cell.bits.set(place);
    }
  }
  if (!cell.anything) cell.single = cell.bits.only();
  return cell;
}

Possible possible_of(const PlanCell& cell, const SlotInfo& slot) {
  Possible out = slot.anything;
  out.number = cell.number;
  out.answer = cell.answer;
  out.asked = cell.asked;
  out.not_known = cell.not_known;
  out.anything = false;
  out.words.clear();
  for (std::size_t i = 0; i < slot.domain.size(); ++i) {
    if (cell.bits.test(i)) out.words.push_back(slot.domain[i]);
  }
  return out;
}

}  // namespace licet::rules
