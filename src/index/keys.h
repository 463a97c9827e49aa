// The rules of similarity.h that are no edits, as keys: two runs that such a rule joins share a key. Whoever adds a
// rule adds its key here (search.md, lemma 5).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "match/prepare.h"
#include "match/similarity.h"

namespace licet {

// Kinds of key, by the rule they stand for.
enum class KeyKind : std::uint8_t {
  kClass,          // one class of words
  kLegalForm,      // any two legal forms
  kNumber,         // the same number
  kFamily,         // one family of names
  kInitial,        // a letter that stands for a name, by the letter
  kFirstLetter,    // a word, by the letter it begins with
  kBareSkeleton,   // consonants of a word in a script without vowels
  kLatinSkeleton,  // consonants of a Latin word
  kRelatedLatin,   // a Latin company word, by the group of its relatives
  kRelatedOther,   // one of another script
  kAcronymHan,     // a Chinese brand, by the first letters of its syllables
  kAcronymLatin,   // a Latin name word without vowels
};

// The keys under which a listed run is filed.
void add_listed_keys(const Position& run, std::vector<std::uint64_t>& out);

// The keys that a run of the query asks for. Each listed run that a rule other than equal text or edits joins with it
// has one of them, but for skeletons that are one edit apart (bounds.h).
void add_query_keys(const Position& run, ReadingKind kind, std::vector<std::uint64_t>& out);

KeyKind kind_of_key(std::uint64_t key);
Rule rule_of(KeyKind kind);

// FNV-1a over code points; the same on every machine.
std::uint64_t text_hash(std::u32string_view text);
std::uint64_t text_hash(std::string_view bytes);

}  // namespace licet
