// Works the steps of a proof out again, statement by statement.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "verify/premises.h"

namespace licet::verify {

using Names = std::map<std::string, std::string>;

// Outcomes by number, from light to grave: the best and the worst that the unknown facts leave.
struct Weight {
  std::size_t low = 0;
  std::size_t high = 0;
};

// A rule on one line for one choice of its `per` elements; without a rule, whether the line is subject at all.
struct Root {
  const Statement* rule = nullptr;
  Names names;  // leg, item, elements; a word behind `=` and its name
  Weight weight;
};

class Evaluation {
 public:
  virtual ~Evaluation() = default;
  // Findings stand on stated facts alone; those that hold switch assumptions off.
  virtual void findings() = 0;
  // Every root in a context: each rule on each line, for each choice of its elements. None is left out.
  virtual std::vector<Root> roots(int context) = 0;
  // One of them in another context.
  virtual Weight again(const Root& root, int context) = 0;
  // Does an entry hold in a context, for an item whose stated code says "no" to it? Then the context is no way to fill
  // in what the order leaves open.
  virtual bool contradicts(const std::string& entry, const std::string& item, int context) = 0;
  // How often values that were worked out before were gone through for one that serves again.
  virtual std::size_t looked_at() const = 0;
};

// `premises` must outlive it. Adds each step to `steps`, behind those that it leans on; may be nullptr. What does not
// hold is thrown as a Refusal.
std::unique_ptr<Evaluation> make_evaluation(Premises& premises, bool codified, std::vector<Json>* steps);

}  // namespace licet::verify
