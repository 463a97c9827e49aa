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
  if (number == 0) first_ = 0;
  if (number > 0) all_.back().next = number;
  const std::string text = is_plain(name) ? concat("\"", name, "\":") : std::string();
  all_.push_back({ExpectedText(text), 0, value, action, std::move(name)});
  slots_[slot] = static_cast<std::uint16_t>(all_.size());
}

int LineKeys::find(std::string_view name) const {
  for (std::size_t slot = slot_of(name); slots_[slot] != 0; slot = (slot + 1) % slots_.size()) {
    const std::size_t key = slots_[slot] - std::size_t{1};
    if (all_[key].name == name) return static_cast<int>(key);
  }
  return kNone;
}

// One key that usually stands there may be left out: then the one behind it follows.
int LineKeys::take_other(PlainJson& json, int last, int expected) {
  if (expected != kNone) {
    const int second = at(expected).next;
    if (json.take(at(second).text)) return second;
  }
  std::string_view name;
  if (!json.string(name) || !json.take(':')) return kNone;
  const int found = find(name);
  if (found != kNone) (last == kNone ? first_ : all_[static_cast<std::size_t>(last)].next) = found;
  return found;
}

}  // namespace licet::rules
