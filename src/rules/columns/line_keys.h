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
  kBool,  // facts, value: column
  kFigure,
  kWord,
  kText,
  kSet,
  kInner,    // value: table
  kRootLeg,  // value: column of a leg
  kIgnore,   // any text or number
  kLine,     // the number of the item among the items; another is for the other reader
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
    std::uint64_t object = 0;  // number of the last object that it was in
  };

  EntityKind kind = EntityKind::kOrder;

  // The first one of a name counts.
  void add(std::string name, KeyAction action, int value = 0);
  // No place for further keys: the table is of no use.
  bool overfull() const { return all_.size() > kMost; }
  const std::vector<Key>& all() const { return all_; }
  const std::string& name(std::size_t key) const { return names_[key]; }

  // An object begins; none of the same keys stands in it.
  void begin() {
    ++objects_;
    last_ = nullptr;
  }
  // The key ahead, which is taken with its colon; null if none of these stands there, or one that the object had.
  const Key* take(PlainJson& json) {
    Key* const expected = this->expected();
    return enter(expected != nullptr && json.take(expected->text) ? expected : take_other(json, expected));
  }
  // The same, quickly (PlainJson), and it is not entered yet: null if it is another key than those that are expected.
  // One that usually stands there may be left out.
  Key* quick_take(PlainJson& json) {
    Key* key = expected();
    if (key == nullptr || json.quick_take(key->text)) return key;
    key = &all_[static_cast<std::size_t>(key->next)];
    return json.quick_take(key->text) ? key : nullptr;
  }
  // False if the object had it.
  bool is_new(const Key& key) const { return key.object != objects_; }
  const Key* enter(Key* key) {
    if (key == nullptr || !is_new(*key)) return nullptr;
    key->object = objects_;
    last_ = key;
    return key;
  }

 private:
  Key* expected() {
    if (last_ == nullptr) return first_ < all_.size() ? &all_[first_] : nullptr;
    return &all_[static_cast<std::size_t>(last_->next)];
  }
  Key* take_other(PlainJson& json, const Key* expected);
  int find(std::string_view name) const;
  static std::size_t slot_of(std::string_view name);

  static constexpr int kNone = -1;

  std::array<std::uint16_t, 4 * kMost> slots_{};  // number of the key and one; 0: none
  std::vector<Key> all_;
  std::vector<std::string> names_;
  std::size_t first_ = 0;  // the key that came first last time
  // Of the object that is read.
  std::uint64_t objects_ = 0;
  Key* last_ = nullptr;
};

}  // namespace licet::rules
