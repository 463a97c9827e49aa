// The reasons of statements that hold, where a plan knows the values: the same as those of the reference evaluator's
// trees, which are not made.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "rules/eval/evaluator.h"

namespace licet::rules {

class Because {
 public:
  using Reasons = std::vector<std::string>;

  // It must outlive this.
  explicit Because(Evaluator& evaluator) : evaluator_(evaluator) {}

  // The evaluator is bound to another line, and knows its values or does not.
  void begin_line() { kept_.clear(); }

  // Adds the reasons of a statement that holds for what is bound.
  void add(const Decl& decl, Reasons& out);

 private:
  void condition(const Expr& expr, Reasons& out);
  void any(const Expr& expr, Reasons& out);
  void atom(const Expr& expr, Reasons& out);
  void traced(const Decl& decl, Reasons& out);
  void traced(const Expr& expr, Reasons& out);
  const Version* plain_version(const Decl& decl) const;
  const std::string& text_of(const Expr& expr);

  Evaluator& evaluator_;
  std::unordered_map<const Decl*, Reasons> kept_;  // of the line
  std::unordered_map<const Expr*, std::string> texts_;
};

}  // namespace licet::rules
