// Orders of task R for the engine: straight into columns, with their listings beside, or one by one as cases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/columns/batch.h"
#include "rules/columns/line_reader.h"
#include "rules/facts/case.h"

namespace licet::bench {

class TaskROrders {
 public:
  explicit TaskROrders(rules::ColumnLayout& layout);

  // Adds the order of a line to the batch; false if it cannot be read.
  bool add(std::string_view line);
  // States for each party whether it is listed and denied on the order's day, as screening does for real orders.
  void state_listings();
  void clear();
  const rules::Batch& batch() const { return batch_; }

  // The same order as a case, listings stated.
  rules::Case case_of(std::string_view line) const;

 private:
  struct Listing {
    std::uint32_t group = 0;
    std::uint32_t row = 0;  // of the party
    Date day;
    Date from;
    Date until;
    bool denial = false;
  };
  bool read_listing(rules::PlainJson& json, std::uint32_t party);

  rules::ColumnLayout& layout_;
  std::vector<Date> boundaries_;
  rules::Batch batch_;
  rules::LineReader reader_;
  rules::StagedOrder staged_;
  std::vector<Listing> of_order_;  // `row` counts within the order
  std::vector<Listing> listings_;
  int listed_ = 0;  // facts
  int denied_ = 0;
};

}  // namespace licet::bench
