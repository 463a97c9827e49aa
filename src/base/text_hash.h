// The hash of maps from texts that are asked with views of texts.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace licet {

// Beside std::equal_to<>: `find` takes a view as it is.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

}  // namespace licet
