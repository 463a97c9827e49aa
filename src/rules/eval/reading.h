// What statements read: their facts and their numeric lines, followed through definitions, exceptions and entries.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "rules/check/law.h"
#include "rules/facts/interval.h"

namespace licet::rules {

// The version that a day asks: the newest that has begun, if it has not ended; marks are not looked at.
const Version* version_on(const Decl& decl, Date day);

// A comparison of one numeric fact with a figure: `item.tpp >= tpp_high`.
struct NumberAtom {
  const Expr* atom = nullptr;
  const Decl* owner = nullptr;  // the statement in whose text it stands
  const Version* version = nullptr;
};

// Does a figure hang on the order, and not on the law alone?
bool reads_a_fact(const Expr& figure);

// The values of one figure, cut at its lines: between them, and on each of them.
std::vector<Interval> cut_figure(const std::set<Rational>& lines);

// Remembers what it has found out; one for each thread.
class Readings {
 public:
  explicit Readings(const Law& law) : law_(law) {}

  // Facts that some version of the statement reads. A test of codes reads what the entries read.
  const std::set<int>& facts_of(const Decl& decl);

  // Facts that some comparison of the statement reads together with another one, or of several things; not those of
  // entries.
  std::set<int> joint_facts_of(const Decl& decl);

  // Numeric atoms of the statement on a day, entries behind tests of codes included; each atom once.
  std::vector<NumberAtom> number_atoms(const Decl& decl, Date day) const;

  // Every line that entries, rules, authorizations and restrictions of the day draw on a fact: fact, limit.
  std::set<std::pair<int, Rational>> lines_on(Date day) const;

 private:
  // The figures of a comparison: whose they are, by the name that is bound to it, and which.
  struct Figures {
    std::set<std::pair<std::string, int>> of;
    bool summed = false;  // of each of a list together
  };

  void collect(const Expr& expr, std::set<int>& out);
  void collect_joint(const Decl& decl, std::set<const Decl*>& seen, std::set<int>& out);
  void collect_joint(const Expr& expr, std::set<const Decl*>& seen, std::set<int>& out);
  void collect_figures(const Expr& expr, Figures& out);

  const Law& law_;
  std::map<const Decl*, std::set<int>> facts_;
};

}  // namespace licet::rules
