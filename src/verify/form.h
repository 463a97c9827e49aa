// S-expressions of canonical rule text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace licet::verify {

// What the checker throws where something does not hold; caught by `verify`, it never leaves this room.
struct Refusal {
  std::string why;
};

inline void demand(bool holds, std::string_view why) {
  if (!holds) throw Refusal{std::string(why)};
}

// An atom, or a list of parts whose first is its head. What is not there is refused with a Refusal.
struct Form {
  std::string atom;
  std::vector<Form> parts;

  // Head of a list, else "".
  const std::string& head() const;
  const Form& at(std::size_t i) const;
  // The atom at that place.
  const std::string& text(std::size_t i) const;
  // The first part that is a list of that head, or nullptr.
  const Form* find(std::string_view head) const;
  // The atom behind the head of that part, or "".
  std::string value(std::string_view head) const;
  // Is the atom one of the parts?
  bool has(std::string_view word) const;
  // Is the day (an ISO date) in its `from` and `until`, as far as it has them?
  bool holds_on(const std::string& day) const;
};

// Reads one S-expression that is the whole line, at most 200 levels deep. Throws Refusal.
Form read_form(std::string_view line);

}  // namespace licet::verify
