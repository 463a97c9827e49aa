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

// An atom, or a list of parts whose first is its head.
struct Sexpr {
  std::string atom;
  std::vector<Sexpr> parts;
  bool is_list = false;

  // Head of a list, else "".
  const std::string& head() const;
  // Text of the part, which must be an atom. Throws Refusal.
  const std::string& text(std::size_t i) const;
  // The part, which must be there. Throws Refusal.
  const Sexpr& at(std::size_t i) const;
  // The first part that is a list of that head, or nullptr.
  const Sexpr* find(std::string_view head) const;
  // Is the atom one of the parts?
  bool has(std::string_view atom) const;
};

// Reads one S-expression that is the whole line, at most 200 levels deep. Throws Refusal.
Sexpr read_sexpr(std::string_view line);

}  // namespace licet::verify
