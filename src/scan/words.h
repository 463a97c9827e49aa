// The words a scan knows: what ordinary text is full of (data/ordinary-words.tsv), and what legal forms, places,
// numbers, units, titles and so on look like (data/scan-words.tsv). Both tables are compiled into the program.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/text_hash.h"

namespace licet {

// Kinds of data/scan-words.tsv, in its order.
enum class ScanWordKind : std::uint8_t {
  kLegalForm,
  kPlace,
  kVariant,
  kNumber,
  kOrdinal,
  kUnit,
  kUnitModifier,
  kInstitute,
  kSmall,
  kSame,
  kIndustry,
  kRole,
  kVessel,
  kLead,
  kHanForm,
  kHanEdge,
  kHanWord,
  kHanTail,
};

inline constexpr std::size_t kWordKinds = 18;

// Classes of data/ordinary-words.tsv, as bits.
enum OrdinaryClass : std::uint8_t { kCommonWord = 1, kUsualWord = 2, kNameWord = 4, kAbbreviation = 8 };

class ScanWords {
 public:
  // Errors: kParse (with the table and line), kNotFound (a column).
  static Result<ScanWords> parse(std::string_view ordinary_words, std::string_view scan_words);

  // The tables of the program; read once, then shared.
  static const ScanWords& builtin();

  // Classes of a folded word, regular forms included (`ascends` is as common as `ascend`); 0 if it is no ordinary word.
  std::uint8_t classes(std::string_view key) const;

  bool is(ScanWordKind kind, std::string_view key) const { return value(kind, key) != nullptr; }
  // The third column for a word (or several, one space between); null if the table has no such row.
  const std::string* value(ScanWordKind kind, std::string_view key) const;
  // All texts of a kind, in table order.
  const std::vector<std::string>& all(ScanWordKind kind) const { return texts_[static_cast<std::size_t>(kind)]; }

  // True for words that cannot set a name apart: ordinary, a place, a legal form, a number, a single letter.
  bool is_plain(std::string_view key) const;

  // The key under which different writings of one word meet (`Limited` and `Ltd`).
  std::string_view same_key(std::string_view key) const;

 private:
  template <typename Value>
  using Map = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

  std::uint8_t exact_classes(std::string_view key) const;

  Map<std::uint8_t> ordinary_;
  std::vector<Map<std::string>> kinds_{kWordKinds};
  std::vector<std::vector<std::string>> texts_{kWordKinds};
};

}  // namespace licet
