// Conditions, quantities and sets of the law language (docs: law language, grammar).
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "rules/syntax/cursor.h"
#include "rules/syntax/tree.h"

namespace licet::rules {

class ConditionParser : public Cursor {
 public:
  using Cursor::Cursor;

  // A condition that is the whole text.
  Result<ExprPtr> lone_condition();

 protected:
  Result<ExprPtr> cond();
  Result<ExprPtr> quantity();  // with its unit
  Result<ExprPtr> set_expr();
  Result<ExprPtr> list_name();  // `parties`, or a fact that is a list
  Result<ExprPtr> braces();     // { a, b, 3..5 }
  Result<ExprPtr> member();     // of a set: a name, a code, a number, a range
  std::optional<CompareOp> compare_op() const;

 private:
  // Counts nesting, so that a hostile file cannot exhaust the stack.
  class Depth {
   public:
    explicit Depth(int& depth) : depth_(++depth) {}
    ~Depth() { --depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    int& depth_;
  };

  ExprPtr make(ExprKind kind, Position position);
  ExprPtr leaf(ExprKind kind);
  template <typename Inner>
  Result<ExprPtr> chain(Inner inner, std::string_view first_sign, ExprKind first, std::string_view second_sign,
                        ExprKind second);
  Result<ExprPtr> neg();
  Result<ExprPtr> rel();
  Result<ExprPtr> sum();
  Result<ExprPtr> product();
  Result<ExprPtr> primary();
  Result<ExprPtr> date_leaf();
  Result<ExprPtr> word();
  Result<ExprPtr> least_or_most();
  Result<ExprPtr> total();
  Result<ExprPtr> parenthesis();
  Result<ExprPtr> set_term();
  Result<ExprPtr> interval();
  Result<ExprPtr> number_or_range();

  int depth_ = 0;
};

}  // namespace licet::rules
