// What a set expression holds on a day. Sets of places, words and codes depend on nothing but the day.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "rules/check/law.h"

namespace licet::rules {

class SetReader {
 public:
  SetReader(const Law& law, Date day, Posture posture = Posture::kInForce) : law_(law), day_(day), posture_(posture) {}

  // Is the word (a place, a word, a code) in the set? Unknown where a table or a definition leaves it open.
  Truth contains(const Expr& set, const FactDecl& fact, const std::string& word) const;
  // The words that a set of words names.
  std::vector<std::string> members(const Expr& set) const;
  // The version that speaks on the day, or nullptr.
  const Version* active(const Decl& decl) const;
  // The figures of an item that a statement can read on the day: in the version that speaks, those that it falls back
  // to, and what they name.
  std::vector<int> figures_of(const Decl& decl) const;
  // What the word stands for on the day: a place, for the one that it counts as.
  std::string meaning(const FactDecl& fact, const std::string& word) const;
  // Do both words stand for one thing?
  bool same(const FactDecl& fact, const std::string& a, const std::string& b) const;
  // A constant figure: a number or a named value of the day.
  std::optional<Rational> figure(const Expr& expr) const;
  // What a row of a table says on the day; a row that nobody could verify proves nothing.
  Truth row(const TupleTable& table, std::size_t row) const;
  // Is the word one of the cells of a column? Each cell with what its rows say.
  Truth among(const std::vector<std::pair<std::string, Truth>>& cells, const FactDecl& fact,
              const std::string& word) const;

 private:
  void figures_of(const Decl& decl, std::set<const Decl*>& seen, std::set<int>& out) const;
  void figures_of(const Expr* expr, std::set<const Decl*>& seen, std::set<int>& out) const;
  Truth named(const Expr& set, const FactDecl& fact, const std::string& word) const;
  Truth in_table(const TupleTable& table, const FactDecl& fact, const std::string& word) const;

  const Law& law_;
  Date day_;
  Posture posture_;
};

}  // namespace licet::rules
