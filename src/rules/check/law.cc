#include "rules/check/law.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

Law::~Law() = default;

const Decl* Law::find(std::string_view qualified) const {
  const auto found = by_name_.find(qualified);
  return found == by_name_.end() ? nullptr : found->second;
}

const TupleTable* Law::table(std::string_view qualified) const {
  const auto found = tables_.find(qualified);
  return found == tables_.end() ? nullptr : &found->second;
}

std::string Law::canonical_place(std::string_view place, Date day) const {
  const auto rows = counts_as_.find(place);
  if (rows == counts_as_.end()) return std::string(place);
  for (const CountsAs& row : rows->second) {
    if (row.from.reached_by(day) != Truth::kTrue) continue;
    if (row.until && row.until->reached_by(day) == Truth::kTrue) continue;
    return row.as;
  }
  return std::string(place);
}

Truth Law::in_group(std::string_view group, std::string_view place, Date day) const {
  const auto rows = groups_.find(group);
  if (rows == groups_.end()) return Truth::kUnknown;
  const auto mine = rows->second.find(place);
  if (mine == rows->second.end()) return Truth::kFalse;
  Truth found = Truth::kFalse;
  for (const GroupRow& row : mine->second) {
    const Truth begun = row.from.reached_by(day);
    const Truth member = row.until ? both(begun, !row.until->reached_by(day)) : begun;
    // A row that nobody could verify proves nothing: from its first day on the membership is open.
    found = either(found, row.certainty == "C" ? both(member, Truth::kUnknown) : member);
  }
  return found;
}

bool pattern_holds(std::string_view pattern, std::string_view code) {
  if (pattern.ends_with('*')) return code.starts_with(pattern.substr(0, pattern.size() - 1));
  if (!code.starts_with(pattern)) return false;
  return code.size() == pattern.size() || code[pattern.size()] == '.';
}

}  // namespace licet::rules
