// Lets that are not asked about a component: controlled content is what would need a license to the destination of the
// whole (15 CFR 734.4), wherever the whole comes from.
#pragma once

#include <optional>
#include <string_view>

#include "base/truth.h"
#include "rules/check/law.h"

namespace licet::rules {

// True of a move that stays within one country. A component counts as if it came from elsewhere.
inline constexpr std::string_view kStaysLet = "common/stays_in_country";

// What the let of this name is for a component; nothing where it is as it says.
inline std::optional<Truth> for_content(std::string_view let) {
  if (let == kSubjectLet) return Truth::kTrue;
  if (let == kStaysLet) return Truth::kFalse;
  return std::nullopt;
}

}  // namespace licet::rules
