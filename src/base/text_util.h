// Small helpers for text: joining, splitting, quoting for messages, the nearest known name.
#pragma once

#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace licet {

namespace detail {
inline void append_one(std::string& out, std::string_view text) {
  out.append(text);
}
inline void append_one(std::string& out, char c) {
  out.push_back(c);
}
template <std::integral T>
  requires(!std::same_as<T, char> && !std::same_as<T, bool>)
inline void append_one(std::string& out, T value) {
  out.append(std::to_string(value));
}
}  // namespace detail

// concat("line ", 3, ": ", name): one string of all arguments; numbers in decimal.
template <typename... Parts>
std::string concat(const Parts&... parts) {
  std::string out;
  (detail::append_one(out, parts), ...);
  return out;
}

// The text in backticks for a message: at most 60 bytes of it (cut between code points), control characters as `?`.
std::string ticked(std::string_view text);

// Parts between separators; "a;;b" has three, "" has one.
std::vector<std::string_view> split(std::string_view text, char separator);

// Without spaces, tabs, carriage returns and line feeds at both ends.
std::string_view trimmed(std::string_view text);

std::string joined(std::span<const std::string> parts, std::string_view separator);

// ASCII letters in lower case, all other bytes as they are.
std::string ascii_lower(std::string_view text);

// Edits between two short texts (insert, delete, replace, swap of neighbours), bytes, for messages only.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The known name nearest to `name` by edits, else the shortest that begins with it; "" if none is near enough to be
// meant.
std::string nearest_name(std::string_view name, std::span<const std::string> known);

// " (did you mean `x`?)" or "".
std::string did_you_mean(std::string_view name, std::span<const std::string> known);

}  // namespace licet
