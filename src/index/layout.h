// The flat form of the name index: what build_index writes and IndexView reads in place (docs/formats/book.md).
//
// An entry is a distinct word (one position of a reading) or a distinct run of two or three positions of the listed
// names. Words come first, runs behind them. Everything is found by number; nothing is an address.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/flat.h"
#include "match/similarity.h"

namespace licet {

inline constexpr std::uint32_t kNoWord = 0xFFFF'FFFF;  // the third word of a run of two

// Spellings that meet others by edits, by number of letters: rows of L letters are [begins[L], begins[L + 1]). Rows of
// one length stand so that neighbours have much in common, in blocks of kMaskBlock rows.
template <template <typename> typename Array>
struct RowGroup {
  Array<std::uint32_t> begins;   // kMaxEditLetters + 2
  Array<std::uint64_t> masks;    // letter_mask of the spelling
  Array<std::uint64_t> common;   // by block, in the order of the rows: what all masks of the block have
  Array<std::uint64_t> any;      // what any of them has
  Array<std::uint32_t> entries;  // whose spelling it is
  Array<std::uint8_t> limits;    // bits 0 to 3: most edits; bit 4: a word of a known class
  Array<std::uint8_t> texts;     // letter codes, L bytes a row, in the order of the rows
};

inline constexpr std::size_t kMaskBlock = 16;
inline constexpr std::uint8_t kLimitMask = 0x0F;
inline constexpr std::uint8_t kKnownClass = 0x10;

template <template <typename> typename Array>
struct IndexArrays {
  Array<std::uint32_t> head;           // parties, names, words, runs
  Array<std::uint32_t> party_names;    // parties + 1: first name of each party
  Array<std::uint8_t> party_schema;    // Schema
  Array<std::uint8_t> name_strength;   // NameStrength
  Array<std::uint8_t> name_script;     // Script
  Array<std::uint32_t> name_readings;  // names + 1: first reading of each name
  Array<std::uint8_t> reading_kind;    // ReadingKind
  Array<std::uint32_t> reading_words;  // readings + 1: first position of each reading
  Array<std::uint32_t> position_word;  // number of the word
  Array<std::uint8_t> position_weight;
  Array<std::uint32_t> name_entries_begin;  // names + 1
  Array<std::uint32_t> name_entries;        // the entries of each name, each once
  Array<std::uint32_t> word_begin;          // words + 1: place in word_bytes
  Array<std::uint8_t> word_bytes;           // encode_word
  Array<std::uint32_t> posting_begin;       // entries + 1
  Array<std::uint32_t> posting;             // the names of each entry, rising
  RowGroup<Array> words;                    // spellings of words
  RowGroup<Array> runs;                     // spellings of runs
  RowGroup<Array> bare;                     // consonants of words without vowels
  RowGroup<Array> latin;                    // consonants of Latin words
  Array<std::uint32_t> spelling_hash;       // sorted: low halves of hashes of all spellings of all entries
  Array<std::uint32_t> spelling_entry;
  Array<std::uint64_t> key;  // sorted (keys.h)
  Array<std::uint32_t> key_entry;
  Array<std::uint64_t> letters_hash;  // sorted: hashes of whole names without spaces
  Array<std::uint32_t> letters_name;
  Array<std::uint64_t> identifier_hash;  // sorted
  Array<std::uint32_t> identifier_party;
};

template <typename Group, typename Io>
void each_array_of_group(Group& group, Io&& io) {
  io(group.begins);
  io(group.masks);
  io(group.common);
  io(group.any);
  io(group.entries);
  io(group.limits);
  io(group.texts);
}

// Visits every array in the order of the file.
template <typename Arrays, typename Io>
void each_array(Arrays& a, Io&& io) {
  io(a.head);
  io(a.party_names);
  io(a.party_schema);
  io(a.name_strength);
  io(a.name_script);
  io(a.name_readings);
  io(a.reading_kind);
  io(a.reading_words);
  io(a.position_word);
  io(a.position_weight);
  io(a.name_entries_begin);
  io(a.name_entries);
  io(a.word_begin);
  io(a.word_bytes);
  io(a.posting_begin);
  io(a.posting);
  each_array_of_group(a.words, io);
  each_array_of_group(a.runs, io);
  each_array_of_group(a.bare, io);
  each_array_of_group(a.latin, io);
  io(a.spelling_hash);
  io(a.spelling_entry);
  io(a.key);
  io(a.key_entry);
  io(a.letters_hash);
  io(a.letters_name);
  io(a.identifier_hash);
  io(a.identifier_party);
}

template <typename T>
using VectorOf = std::vector<T>;
using IndexVectors = IndexArrays<VectorOf>;

// SHA-256 over the source of the matcher and of the index and over its word tables, hexadecimal. It stands in front of
// the index: one that another matcher made is not used.
std::string_view matcher_hash();
bool made_by_this_matcher(std::string_view bytes);

std::string save_index(const IndexVectors& index);

struct IndexView : IndexArrays<FlatArray> {
  // Checks form, sizes, orders and ranges of every number, so that what is read later stays inside. `bytes` must
  // outlive the view. Errors: kCorrupt.
  static Result<IndexView> open(std::string_view bytes);

  std::uint32_t parties() const { return head[0]; }
  std::uint32_t names() const { return head[1]; }
  std::uint32_t word_count() const { return head[2]; }
  std::uint32_t entries() const { return head[2] + head[3]; }
  std::string_view word(std::uint32_t number) const;
  std::uint32_t party_of(std::uint32_t name) const;  // by halving
  // The letter codes of a row.
  static const char* row_text(const RowGroup<FlatArray>& group, const std::array<std::size_t, kMaxEditLetters + 2>& at,
                              std::size_t letters, std::size_t row) {
    return group.texts.data() + at[letters] + (row - group.begins[letters]) * letters;
  }
  // Places of the texts, and of the blocks, of each length, by group (words, runs, bare, latin).
  std::array<std::array<std::size_t, kMaxEditLetters + 2>, 4> text_places{};
  std::array<std::array<std::size_t, kMaxEditLetters + 2>, 4> block_places{};
  std::uint64_t opened = 0;  // another number for each that was opened in this process
};

}  // namespace licet
