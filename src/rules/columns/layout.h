// The columns of a law: one for each fact, one for each member of a set fact, in the order of the declared facts, and
// the small numbers that stand for what can be stated in them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_hash.h"
#include "rules/check/law.h"
#include "rules/columns/figures.h"
#include "rules/facts/case.h"

namespace licet::rules {

inline constexpr std::size_t kEntityKinds = 6;

// What is stated in a cell: kNothing, then one number for each word of the fact, then "cannot be known". The codes of
// items (ECCNs) are too many for a byte: their columns are wide.
using CellCode = std::uint8_t;
using WideCode = std::uint16_t;
inline constexpr CellCode kNothing = 0;
inline constexpr std::size_t kMostCodes = 256;
inline constexpr std::size_t kMostWideCodes = 65536;

struct ColumnInfo {
  int fact = 0;
  std::string member;
  EntityKind kind = EntityKind::kOrder;
  FactType type = FactType::kBool;  // members of sets are yes-or-no facts
  std::vector<std::string> words;   // finite facts, in the order of their codes
  std::size_t place = 0;            // among the columns of figures, of wide codes, or of codes, of its kind
  bool too_many = false;            // more words than there are codes: what is stated in it has no code
};

// One stated cell.
struct StatedCell {
  int column = 0;
  WideCode code = kNothing;
  CellSpan span;
};

class ColumnLayout {
 public:
  explicit ColumnLayout(const Law& law);

  const Law& law() const { return law_; }
  const std::vector<ColumnInfo>& columns() const { return columns_; }
  const ColumnInfo& at(int column) const { return columns_[static_cast<std::size_t>(column)]; }
  // Column of the fact, of its first member if it is a set; members follow one another.
  int first_column(int fact) const { return first_[static_cast<std::size_t>(fact)]; }
  // Of a member, also of a letter (kLetterFact); -1 if there is none.
  int column(int fact, std::string_view member) const;
  std::size_t figures_of(EntityKind kind) const { return figures_[static_cast<std::size_t>(kind)]; }
  std::size_t codes_of(EntityKind kind) const { return codes_[static_cast<std::size_t>(kind)]; }
  std::size_t wide_codes_of(EntityKind kind) const { return wide_codes_[static_cast<std::size_t>(kind)]; }

  // Code of a stated word; nothing if it has none. A code of an item that the law does not name gets its number when it
  // is first stated.
  std::optional<WideCode> code_of(int column, std::string_view word);
  // The same, but nothing gets a number.
  std::optional<WideCode> known_code(int column, std::string_view word) const;
  CellCode unknowable(int column) const { return static_cast<CellCode>(at(column).words.size() + 1); }
  // What can be stated of the code of an item, the first one with code 1: the codes of `narrowed`, those that the law
  // names (ECCNs), those met so far.
  const std::vector<std::string>& stated_codes() const { return stated_codes_; }
  // By stated code: numbers of the law's entries that it is the code of, or more general.
  const std::vector<std::vector<std::size_t>>& entries_held() const { return entries_held_; }
  // Nobody stated a code, but the kind of the item rules some out.
  struct NarrowedCode {
    int fact = 0;
    Possible left;
  };
  const std::vector<NarrowedCode>& narrowed() const { return narrowed_; }
  // Code of what the kind leaves; nothing if it rules nothing out. `kind`: code of the word.
  std::optional<WideCode> narrowed_by(int column, WideCode kind) const;

  // The cell of a fact that is wholly known or was said to be unknowable; nothing for anything else.
  std::optional<StatedCell> cell(int column, const Possible& possible);

 private:
  void add(ColumnInfo info);
  WideCode add_code(std::string_view code);
  void add_stated(std::string code);
  void add_narrowed();
  std::optional<WideCode> narrowed_code(int fact, const std::vector<std::string>& left) const;

  const Law& law_;
  std::vector<ColumnInfo> columns_;
  std::vector<int> first_;
  int first_letter_ = 0;
  std::array<std::size_t, kEntityKinds> figures_{};
  std::array<std::size_t, kEntityKinds> codes_{};
  std::array<std::size_t, kEntityKinds> wide_codes_{};
  // Words of a column by their length, each with its code.
  using Words = std::vector<std::vector<std::pair<std::string, CellCode>>>;
  std::vector<Words> words_of_;
  // Code of a two-letter place by its letters.
  std::array<CellCode, std::size_t{32} * 32> code_of_place_{};
  std::vector<std::string> stated_codes_;
  std::vector<std::vector<std::size_t>> entries_held_;
  std::vector<NarrowedCode> narrowed_;
  std::map<std::pair<int, WideCode>, WideCode> narrowed_by_;  // by fact and code of the word of the kind
  std::unordered_map<std::string, WideCode, TextHash, std::equal_to<>> code_of_stated_;
};

}  // namespace licet::rules
