#include "apps/cli/legs.h"

#include <utility>

#include "apps/cli/print.h"
#include "base/text_util.h"

namespace licet::cli {

Legs::Legs(std::string order_day, std::vector<std::string> days)
    : order_day_(std::move(order_day)), days_(std::move(days)) {}

Legs::Legs(const Json& answer) : order_day_(text_of(answer, "on")) {
  for (const Json& leg : answer.find("legs")->items()) days_.push_back(text_of(leg, "on"));
}

std::vector<std::string> Legs::days() const {
  const std::set<std::string> days(days_.begin(), days_.end());
  return {days.begin(), days.end()};
}

std::string Legs::heading() const {
  const std::vector<std::string> all = days();
  const bool others = all != std::vector<std::string>{order_day_};
  return concat(order_day_, others ? concat(" (legs on ", joined(all, ", "), ")") : "");
}

std::string Legs::line(const Json& row) const {
  return concat(days_.size() < 2 ? "" : concat("leg ", text_of(row, "leg"), ", "), "line ", text_of(row, "line"));
}

std::string Legs::numbered(const std::vector<std::string>& numbers) {
  return concat(numbers.size() > 1 ? "legs " : "leg ", joined_with_and(numbers));
}

std::string Legs::named(const std::vector<std::string>& numbers) const {
  return days_.size() < 2 ? "" : concat(numbered(numbers), ", ");
}

std::string Legs::only_for(const std::set<std::string>& on) const {
  if (on.empty() || on.size() == days().size()) return "";
  std::vector<std::string> parts;
  for (const std::string& day : on) {
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < days_.size(); ++i)
      if (days_[i] == day) numbers.push_back(std::to_string(i + 1));
    parts.push_back(concat(numbered(numbers), " on ", day));
  }
  return concat("    for ", joined_with_and(parts), "\n");
}

}  // namespace licet::cli
