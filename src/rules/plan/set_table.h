// Sets over all words that a fact can have: worked out once for each set that others name, by parts of the set and not
// word by word. Says of each word what SetReader::contains says.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/check/law.h"
#include "rules/check/sets.h"

namespace licet::rules {

class SetTable {
 public:
  // Words of one kind: all places, all codes with the entries behind them, the words of one fact.
  struct Words {
    std::vector<std::string> words;
    std::vector<std::string> meant;   // places: as which they count on the day
    std::vector<std::size_t> sorted;  // codes: their places in `words` in the order of their text
    // Of other facts: the places in `words` of those that mean one thing.
    std::unordered_map<std::string_view, std::vector<std::size_t>> by_meaning;
  };
  // Cells of a column of a table, with what their rows say; their texts must outlive the table of sets.
  using Cells = std::vector<std::pair<std::string_view, Truth>>;

  // Law and reader must outlive it.
  SetTable(const Law& law, const SetReader& sets, Date day) : law_(law), sets_(sets), day_(day) {}

  // `domain`: the words of the fact's slot, which are read the first time that a fact of its kind is met.
  const Words& words_of(const FactDecl& fact, const std::vector<std::string>& domain);

  // By word: is it in the set? Unknown where a table or a definition leaves it open.
  std::vector<Truth> over(const Expr& set, const FactDecl& fact, const Words& words);
  // By word: what those cells say that mean it (of a code: that hold it, as entries hold codes); false where none does.
  std::vector<Truth> cells(const Cells& cells, const Words& words);
  std::vector<Truth> cells(const std::vector<std::pair<std::string, Truth>>& some, const Words& words) {
    return cells(Cells(some.begin(), some.end()), words);
  }
  // By word: is it this one? For places: do both count as the same?
  std::vector<Truth> same(const std::string& wanted, const FactDecl& fact, const Words& words) const;

 private:
  std::vector<Truth> named(const Expr& set, const FactDecl& fact, const Words& words);
  std::vector<Truth> of_table(const Expr& set, const TupleTable& table, const FactDecl& fact, const Words& words);
  std::vector<Truth> like(std::string_view pattern, const Words& words);
  // The places in the words of those codes that a pattern of the law holds.
  const std::vector<std::size_t>& held(std::string_view pattern, const Words& codes);
  const std::vector<std::size_t>& meaning(const std::string& wanted, const FactDecl& fact, const Words& words) const;
  void add(const Expr& set, const FactDecl& fact, const Words& words, std::vector<Truth>& out);
  template <typename Make>
  const std::vector<Truth>& kept(char kind, const std::string& name, const Words& words, Make make);

  const Law& law_;
  const SetReader& sets_;
  Date day_;
  std::map<std::string, Words> lists_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> held_;  // by pattern
  std::map<std::pair<const Words*, std::string>, std::vector<Truth>> kept_;
};

}  // namespace licet::rules
