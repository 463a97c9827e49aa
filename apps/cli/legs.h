// The legs of an order in what the program prints.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/json.h"

namespace licet::cli {

// By number from 0, with their days. One alone is not named.
class Legs {
 public:
  // The day of the order, and that of each leg.
  Legs(std::string order_day, std::vector<std::string> days);
  // Those of an answer of `check`.
  explicit Legs(const Json& answer);

  // `2023-11-20 (legs on 2023-03-01, 2023-11-20)`: the day of the order; behind it those of its legs where they have
  // others.
  std::string heading() const;
  // `leg 2, line 1`
  std::string line(const Json& row) const;
  // `leg 2` or `legs 1 and 3`
  static std::string numbered(const std::vector<std::string>& numbers);
  // The same and a comma, for those of rows that are told together; nothing where an order has no other.
  std::string named(const std::vector<std::string>& numbers) const;
  // A line that says for which legs something is told, where it is not for all.
  std::string only_for(const std::set<std::string>& on) const;

 private:
  // Each once, sorted.
  std::vector<std::string> days() const;

  std::string order_day_;
  std::vector<std::string> days_;
};

}  // namespace licet::cli
