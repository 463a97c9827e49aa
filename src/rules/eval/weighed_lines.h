// Lines as they were weighed under assignments, so that none is weighed twice that reads the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/eval/line_base.h"
#include "rules/eval/plan_state.h"

namespace licet::rules {

class WeighedLines {
 public:
  // `lines`: how many places there are.
  explicit WeighedLines(std::size_t lines) : last_(lines) {}

  struct Weighed {
    LineWeight weight;
    std::vector<Met> met;
  };

  // The line under an assignment of which it reads `read`, and whether it is a new one, still to be filled in. `place`:
  // of the line. It stays where it is until the next call.
  std::pair<Weighed*, bool> find(std::size_t place, const PlanState::LineKey& read) {
    // Neighbours in a search mostly differ in a fact that other lines do not read.
    if (const Last& last = last_[place]; last.weighed != nullptr && last.read == read) return {last.weighed, false};
    if (by_key_.size() > kMost) clear();
    const auto [found, added] = by_key_.try_emplace(Key{place, read});
    last_[place] = {read, &found->second};
    return {&found->second, added};
  }

  void clear() {
    by_key_.clear();
    last_.assign(last_.size(), Last());
  }

 private:
  static constexpr std::size_t kMost = 32'768;
  struct Key {
    std::size_t place;
    PlanState::LineKey read;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      std::size_t out = key.place;
      for (const std::uint32_t number : key.read) out = (out ^ number) * 0x9e3779b97f4a7c15ULL;
      return out ^ (out >> 32U);
    }
  };
  struct Last {
    PlanState::LineKey read{};
    Weighed* weighed = nullptr;
  };

  std::unordered_map<Key, Weighed, Hash> by_key_;
  std::vector<Last> last_;  // by place
};

}  // namespace licet::rules
