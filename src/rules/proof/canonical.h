// The canonical form of a law: one S-expression for each statement, table and fact, with names resolved, numbers as
// exact rationals and sets sorted. The SHA-256 of a line is the identity of what it says; the sorted hashes of all
// lines give the hash of the rule set. Proofs name these hashes, and the checker reads nothing else
// (docs/formats/proof.md).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/check/law.h"

namespace licet::rules {

struct CanonicalLine {
  std::string kind;  // `rule`, `table`, `fact`, ...
  std::string name;  // `744.23/a1`; empty where there is none
  std::string text;  // the S-expression, one line without a line feed
  std::string hash;  // SHA-256 of `text`, 64 hexadecimal digits
};

// The canonical text of a law, made once. Immutable; holds no pointer into the law but addresses for look-up, so the
// law must outlive it.
class CanonicalLaw {
 public:
  explicit CanonicalLaw(const Law& law);

  const std::vector<CanonicalLine>& lines() const { return lines_; }
  // Hash of the rule set: SHA-256 over the sorted hashes of all lines, each with a line feed.
  const std::string& hash() const { return hash_; }
  // All lines in the order of `lines`, each with a line feed: what `licet verify --rules` reads.
  std::string text() const;

  // The line of a statement of the law. Tests have none.
  const CanonicalLine& line_of(const Decl& decl) const { return lines_[by_decl_.at(&decl)]; }

  // Where a list is named: the statement, and which of its list references this is, from 0 in the order of its line.
  struct ListPlace {
    const Decl* decl = nullptr;
    int number = 0;
  };
  const ListPlace& place_of(const Expr& list) const { return lists_.at(&list); }

 private:
  void add(std::string kind, std::string name, std::string text);

  std::vector<CanonicalLine> lines_;
  std::unordered_map<const Decl*, std::size_t> by_decl_;
  std::unordered_map<const Expr*, ListPlace> lists_;
  std::string hash_;
};

// One statement of a loaded law.
std::string canonical(const Decl& decl, const Law& law);

// A canonical statement as law text, with full names: what reads back to the same canonical form.
// `canonical` is a line that licet wrote. Errors: kParse.
Result<std::string> law_text(std::string_view canonical);

// An exact number as the canonical form writes it: `24/5`, `4800`.
std::string canonical_number(const Rational& number);

// An atom: as it is, or in quotes where it has to be.
std::string canonical_atom(std::string_view text);

}  // namespace licet::rules
