#include "rules/columns/line_keys.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

namespace {

// Does the name stand in a line as it is?
bool is_plain(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return c >= 0x20 && c != '"' && c != '\\' && static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::size_t LineKeys::slot_of(std::string_view name) {
  if (name.empty()) return 0;
  const auto letter = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
  const std::size_t mixed =
      name.size() * 131 + letter(0) * 31 + letter(name.size() / 2) * 167 + letter(name.size() - 1) * 401;
  return mixed % (4 * kMost);
}

void LineKeys::add(std::string name, KeyAction action, int value) {
  if (overfull() || find(name) >= 0) return;
  std::size_t slot = slot_of(name);
  while (slots_[slot] != 0) slot = (slot + 1) % slots_.size();
  const auto number = static_cast<int>(all_.size());
  if (number > 0) all_.back().next = number;
  const std::string text = is_plain(name) ? concat("\"", name, "\":") : std::string();
  all_.push_back({ExpectedText(text), 0, value, action});
  names_.push_back(std::move(name));
  slots_[slot] = static_cast<std::uint16_t>(all_.size());
}

int LineKeys::find(std::string_view name) const {
  for (std::size_t slot = slot_of(name); slots_[slot] != 0; slot = (slot + 1) % slots_.size()) {
    const std::size_t key = slots_[slot] - std::size_t{1};
    if (names_[key] == name) return static_cast<int>(key);
  }
  return kNone;
}

// One key that usually stands there may be left out: then the one behind it follows.
LineKeys::Key* LineKeys::take_other(PlainJson& json, const Key* expected) {
  if (expected != nullptr) {
    Key& second = all_[static_cast<std::size_t>(expected->next)];
    if (json.take(second.text)) return &second;
  }
  std::string_view name;
  if (!json.string(name) || !json.take(':')) return nullptr;
  const int found = find(name);
  if (found == kNone) return nullptr;
  if (last_ == nullptr) {
    first_ = static_cast<std::size_t>(found);
  } else {
    last_->next = found;
  }
  return &all_[static_cast<std::size_t>(found)];
}

}  // namespace licet::rules
