// A name made ready for comparison: readings, positions, runs (docs/names.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/words.h"
#include "model/party.h"
#include "text/script.h"

namespace licet {

// Most positions of one reading. A longer query is an error; a longer listed name is compared by its first positions.
inline constexpr std::size_t kMaxPositions = 64;
// Most neighbouring positions that are joined to meet one word of the other side.
inline constexpr std::size_t kMaxRun = 3;

// One spelling of a position.
struct Form {
  std::u32string text;
  std::uint64_t mask = 0;  // counted letters (search.md, lemma 1): bits missing on the other side bound the edits
  Script script = Script::kLatin;
  bool native = true;           // as folded; false: romanised or repaired
  bool skeleton = false;        // consonants only
  bool equal_only = false;      // meets the other side's own letters by equal text only
  std::uint8_t most_edits = 3;  // spellings by fixed rules allow fewer: 0 Mandarin, 1 Korean
  const char* scheme = "folded";
};

std::uint64_t letter_mask(std::u32string_view text);

// One word of a reading, or a run of up to three joined.
struct Position {
  std::vector<Form> forms;       // the native one first
  std::string skeleton;          // consonants of the native form, for Latin words of persons
  std::string shown;             // for people: the folded words
  std::size_t source_begin = 0;  // bytes of the name as given, half-open
  std::size_t source_end = 0;
  WordKind kind = WordKind::kName;
  std::uint16_t class_id = 0;  // 0: none
  bool misspelt = false;       // the class was found by one edit
  std::int64_t number = -1;    // value, or -1
  std::span<const std::uint16_t> families;
  Script script = Script::kLatin;  // of the source
  std::int32_t weight = 0;         // 1 to 100 for a word, the sum for a run
  std::uint8_t words = 1;          // positions joined
  std::size_t shortest = 0;        // letters of the shortest word joined
  bool from_letters = false;       // single letters joined: meets by equal text only
  bool leads = false;              // a place before the name, in a language without spaces
  bool aside = false;              // in brackets: says again or explains
};

// How a name is read: initials stay apart in a person's name; in an organisation's, single letters are one word.
enum class ReadingKind : std::uint8_t { kOrganization, kPerson };

const char* to_string(ReadingKind kind);  // "organization", "person"

struct Reading {
  ReadingKind kind = ReadingKind::kOrganization;
  std::vector<Position> positions;
  std::int32_t weight = 0;
  bool low_information = false;  // neither a name word nor a number
  // One name word or number in all; in Han of two characters at most (longer ones may be several Latin words).
  bool lone = false;
  // Common words alone: the lone name word is an ordinary English one, or there is none, in Latin letters or Japanese.
  bool common = false;
  bool cut = false;  // more than kMaxPositions words: the rest is not compared
};

struct PreparedName {
  std::vector<Reading> readings;               // at most one of each kind
  std::vector<std::u32string> letters;         // the whole name without spaces, one for each way to spell it; sorted
  std::vector<std::u32string> native_letters;  // those of its own script; sorted
  // Its words, cut at every sign, in the order of the alphabet with a space between; empty for one word. Names of the
  // same words are one name in another order (share_words).
  std::u32string sorted_words;
  std::vector<std::u32string> letter_words;  // single letters side by side, where no other word tells a name
  Script script = Script::kLatin;            // of its first word
  bool cut = false;
  bool has_word = false;  // a letter or a digit
  // What was undone on the way to the readings; shown, never a reason for another score.
  bool mixed_script = false;          // a word of letters of several alphabets that look alike
  bool invisible_characters = false;  // zero width, direction marks
  bool full_width = false;            // full-width and other compatibility forms of ASCII

  const Reading* reading(ReadingKind kind) const;

  // The texts that names of equal text or of the same words share; the index finds them by hash.
  std::vector<std::u32string_view> shared_texts() const;
};

// Are these the same words in another order? Not if single letters side by side changed places and nothing else tells
// the names (`A.B.C. Company`, `C.B.A. Company`).
bool share_words(const PreparedName& a, const PreparedName& b);

// `text` must be UTF-8 (else the name is empty). A schema that is not known (kLegalEntity) gives both readings, unless
// a legal form or a company word says that it is an organisation.
PreparedName prepare_name(std::string_view text, Schema schema);

// The run of `count` positions from `first`.
Position joined_run(const Reading& reading, std::size_t first, std::size_t count);

}  // namespace licet
