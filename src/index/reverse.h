// The search turned round: a listing changed, which customers does it touch? (docs/index-proof.md)
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/layout.h"
#include "match/match.h"
#include "model/party.h"
#include "model/query.h"

namespace licet {

// A customer and how well the listed party fits: the score of screening the customer against the party.
struct CustomerHit {
  std::uint32_t customer = 0;  // position among the customers
  MatchResult match;
};

// Customers made ready for any number of changed listings. Immutable; safe from many threads.
class CustomerIndex {
 public:
  // `customers` must outlive the index and not move. Errors: as prepare_query, with the customer's position in front.
  static Result<CustomerIndex> build(std::span<const QueryRecord> customers);

  // Every customer whose screening finds the party at or above the threshold, or by equal text; by position.
  std::vector<CustomerHit> touched_by(const Party& listed, Score threshold) const;

  CustomerIndex(CustomerIndex&&) noexcept;
  CustomerIndex& operator=(CustomerIndex&&) noexcept;
  ~CustomerIndex();

 private:
  struct State;
  explicit CustomerIndex(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace licet
