// How alike are two words or runs of words? One symmetric function with values from 0 to 1'000'000 (docs/names.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "match/prepare.h"

namespace licet {

enum class Rule : std::uint8_t {
  kNone,
  kEqual,      // the same letters in one spelling; the search finds them by hash
  kNumber,     // the same number, however written; by value
  kClass,      // words of one class, such as `tech` and `technologies`; by class id
  kRelated,    // company words of other classes that another language has one word for; by script and group
  kLegalForm,  // two different legal forms, in different scripts; all legal forms
  kFamily,     // forms of one personal name; by family id
  kInitial,    // a letter that begins the other word; by letter
  kEdit,       // few edits; by the masks of all words (docs: names)
  kSkeleton,   // the same consonants, across scripts; by hash, near ones by mask
  kAcronym,    // the first letters of the syllables of a Chinese brand; by these letters
};

const char* to_string(Rule rule);  // "equal", ...

// The most that a rule gives, in millionths: for words of this kind on one side (a class of legal forms counts in
// full).
std::int32_t most_of(Rule rule, WordKind kind);

struct Similarity {
  std::int32_t value = 0;  // millionths; 0 if no rule holds
  Rule rule = Rule::kNone;
  std::uint8_t edits = 0;
  const char* scheme_a = "folded";  // the spellings that met
  const char* scheme_b = "folded";
};

// Edits that are allowed where the longer word has this many letters: 1 from 3, 2 from 5, 3 from 9; none below 3.
constexpr std::size_t allowed_edits(std::size_t longer) {
  return longer < 3 ? 0 : longer < 5 ? 1 : longer < 9 ? 2 : 3;
}

// Most edits between a run of several words and one word. The index of names looks no farther.
inline constexpr std::size_t kMostRunEdits = 1;

// Consonants that a run of several words and one word of another script must share at least.
inline constexpr std::size_t kLeastJoinedSkeleton = 4;

// Consonants one edit apart, across scripts: least letters of either side, and the likeness in millionths.
inline constexpr std::size_t kLeastNearSkeleton = 5;
inline constexpr std::int32_t kNearSkeleton = 650'000;

// The value of so many edits (at most 3) where the longer word has this many letters, in millionths; it falls with the
// edits and rises with the letters. The index of names rests on it.
std::int32_t edit_value(std::size_t edits, std::size_t longer);

// Words with more letters meet by equal text only.
inline constexpr std::size_t kMaxEditLetters = 64;

// Optimal string alignment distance (insert, delete, replace, swap of neighbours), if it is at most `most`.
std::optional<std::size_t> osa_distance(std::u32string_view a, std::u32string_view b, std::size_t most);

Similarity similarity(const Position& a, const Position& b, ReadingKind kind);

// The first letters of the syllables of a Chinese brand in pinyin, or a Latin name word of two to five letters without
// vowels (`同兴达`, `TXD`). Empty for other words.
std::string acronym_of(const Position& p);

// Most that a name scores a word of which met by such letters alone: they rank, and never reach the default threshold.
inline constexpr std::int32_t kMostByAcronym = 690'000;

// The group of company words that another language has one word for (WordTables::related); 0: none.
std::uint32_t related_group(const Position& p);

// The least value above zero that `similarity` gives.
inline constexpr std::int32_t kSimilarityFloor = 600'000;

}  // namespace licet
