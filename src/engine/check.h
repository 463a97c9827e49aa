// May this order go? Screens the parties, states what that gives as facts, and decides: a pure function of book, law,
// order and day.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/copied_facts.h"
#include "engine/screen.h"
#include "rules/check/law.h"
#include "rules/eval/changes.h"
#include "rules/eval/decision.h"
#include "rules/eval/margins.h"
#include "rules/facts/order_reader.h"
#include "rules/proof/canonical.h"

namespace licet {

// Answers of screening, shared by the orders of a batch: equal parties on one day are searched once. May be used from
// many threads.
class ScreenCache {
 public:
  // What `search()` gives for the key. Errors are not kept.
  Result<std::shared_ptr<const ScreenAnswer>> answer(const std::string& key,
                                                     const std::function<Result<ScreenAnswer>()>& search);

 private:
  static constexpr std::size_t kMost = 20'000;  // then all are forgotten
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const ScreenAnswer>> answers_;
};

// All that is looked at for a line are some 100 kB.
inline constexpr std::size_t kMostTrees = 16;

struct CheckOptions {
  Date on;                           // for orders and legs without a date
  std::string profile = "ordinary";  // or `none`
  rules::Posture posture = rules::Posture::kInForce;
  bool ways_out = true;                 // also look for what would change the answer
  bool trees = true;                    // also tell all that was looked at,
  std::size_t most_trees = kMostTrees;  // unless the order has more lines than that
  ScreenCache* screened = nullptr;      // nullptr: every party is searched for
  // The law in canonical form, to prove the answer with; nullptr: no proof is made.
  const rules::CanonicalLaw* canonical = nullptr;
};

// A listing that a party of the order may be, and how sure that is.
struct PartyHit {
  std::string party;  // as the order names it
  ScreenHit hit;
  bool certain = false;  // an identifier, an address that is listed alone, or equal text but for the legal form and no
                         // contradicting country
  // Taken as another party: the order's name is the official name of a party of the book (`bears_own_name`), and this
  // one is not nearly that name. Shown, but it decides nothing.
  bool other = false;
};

// What was decided about the legs of one day.
struct DayAnswer {
  Date day;
  std::vector<int> legs;  // their numbers, from 0
  rules::Decision decision;
};

struct CheckAnswer {
  rules::OrderInput input;
  rules::Decision decision;     // of the whole order
  std::vector<DayAnswer> days;  // of an order whose legs are on several days, in the order of these; else empty
  // The outcomes by the text as codified, where the law in force differs from it on a day of the order.
  std::optional<rules::Reachable> codified;
  std::vector<rules::MarginRow> margins;
  rules::Alternatives would_change;
  std::vector<PartyHit> parties;
  std::vector<CopiedFact> copied;
  std::string proof;                              // JSON text; empty where none was asked for
  std::vector<const ListInfo*> incomplete_lists;  // lists the book does not hold whole on a day of the order
};

// `plans` are those of `law`; they are filled on first use and shared between threads.
// Errors: kInvalidArgument and kParse (the order, with the place in it; an unknown profile).
Result<CheckAnswer> check(const Book& book, const rules::Law& law, rules::PlanStore& plans, const Json& order,
                          const CheckOptions& options);

// The profile of that name; nullptr for `none`. Errors: kInvalidArgument, naming the profiles there are.
Result<const rules::Decl*> find_profile(const rules::Law& law, const std::string& name);

}  // namespace licet
