// The keys of one kind of object in the lines of a batch. Lines mostly have the same keys in the same order: the key
// that followed last time is compared first, whole with its quotes and its colon, and the others are found by a hash.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/columns/plain_json.h"
#include "rules/facts/schema.h"

namespace licet::rules {

enum class KeyAction : std::uint8_t {
  kFact,     // value: column
  kInner,    // value: table
  kRootLeg,  // value: column of a leg
  kIgnore,   // any text or number
  kExporter,
  kDate,
  kLegs,
  kItems,
  kParties,
  kFacility,
  kParty,  // value: number of the reader of that key
};

class LineKeys {
 public:
  static constexpr std::size_t kMost = 256;

  struct alignas(64) Key {
    ExpectedText text;  // as it stands in a line
    int next = 0;       // the key that followed it last
    int value = 0;
    KeyAction action = KeyAction::kIgnore;
    std::string name;
  };

  EntityKind kind = EntityKind::kOrder;

  // The first one of a name counts.
  void add(std::string name, KeyAction action, int value = 0);
  // No place for further keys: the table is of no use.
  bool overfull() const { return all_.size() > kMost; }
  const std::vector<Key>& all() const { return all_; }
  const Key& at(int key) const { return all_[static_cast<std::size_t>(key)]; }

  // Number of the key ahead, which is taken with its colon; -1 if none of these stands there. `last`: the key before
  // it in the object, kNone before the first one.
  static constexpr int kNone = -1;
  int take(PlainJson& json, int last) {
    const int expected = last == kNone ? first_ : at(last).next;
    if (expected != kNone && json.take(at(expected).text)) return expected;
    PlainJson rest = json;  // so that the cursor itself stays in registers
    const int other = take_other(rest, last, expected);
    json = rest;
    return other;
  }

 private:
  int take_other(PlainJson& json, int last, int expected);
  int find(std::string_view name) const;
  static std::size_t slot_of(std::string_view name);

  std::array<std::uint16_t, 4 * kMost> slots_{};  // number of the key and one; 0: none
  std::vector<Key> all_;
  int first_ = kNone;
};

// Keys of an object that were read.
class SeenKeys {
 public:
  // False if it was seen before.
  bool add(int key) {
    std::uint64_t& word = words_[static_cast<std::size_t>(key) / 64];
    const std::uint64_t bit = std::uint64_t{1} << (static_cast<unsigned>(key) % 64);
    const bool is_new = (word & bit) == 0;
    word |= bit;
    return is_new;
  }

 private:
  std::array<std::uint64_t, LineKeys::kMost / 64> words_{};
};

}  // namespace licet::rules
