// The word tables of the matcher: legal forms, words common in company names, places, particles, titles, name families.
// A word `авиационн*` stands for every word that begins so and has at most four letters more (endings).
// They are part of the program (data/words/), never counted from a loaded list: adding a party never changes the score
// of another.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/string_table.h"
#include "match/near_set.h"

namespace licet {

enum class WordKind : std::uint8_t {
  kName,          // no table knows it
  kNumber,        // digits, number words, Roman numerals
  kPlace,         // country, region, city
  kOrganization,  // `technology`, `group`, `bank`
  kParticle,      // `of`, `al`, `van`
  kTitle,         // `dr`, `sheikh`
  kLegalForm,     // `co ltd`, `gmbh`
  kInitial,       // one letter that stands for a name
};

const char* to_string(WordKind kind);  // "name", "legal_form", ...

// Words of one class count as one word: `tech`, `technologies`, `科技`.
struct WordClass {
  WordKind kind = WordKind::kName;
  std::uint16_t id = 0;  // 0: no class
};

class WordTables {
 public:
  // The tables of this program, made when it is built (words_maker.h). Safe from many threads.
  static const WordTables& get();

  // Most words of one phrase.
  static constexpr std::size_t kMaxPhrase = 8;

  struct Phrase {
    std::size_t words = 0;
    WordClass word_class;
  };
  // The longest phrase that begins with the first of these keys (token_key); nothing if there is none.
  std::optional<Phrase> longest_phrase(std::span<const std::string> keys) const;

  // The class of one word.
  std::optional<WordClass> find(std::string_view key) const;

  // The class of a word of six letters or more that is one edit from this one. A slip in `company` must not make a rare
  // name.
  std::optional<WordClass> find_misspelt(std::string_view key) const;

  // The class of the English company word whose consonants (latin_skeleton) these are; nothing if there are two.
  std::optional<WordClass> find_by_consonants(std::string_view skeleton) const;

  // Is this class of legal forms one that a translation uses for those of any country (`Ltd`, `Inc`)?
  bool is_plain_form(std::uint16_t id) const;

  // The group of classes that other languages have one word for (`academy`, `institute`: 学院); 0: none.
  std::uint32_t related(std::uint16_t id) const { return id < related_.size() ? related_[id] : 0; }

  // The class of `named after`, and that of China.
  std::uint16_t named_after() const { return named_after_; }
  std::uint16_t china() const { return china_; }

  struct Part {
    std::string_view text;
    WordClass word_class;
  };
  // The words for which a short form of Chinese company names stands (`智控`: `智能`, `控制`); empty for other words.
  std::vector<Part> parts_of_short(std::string_view text) const;

  // The English names of several words that a name of the tables stands for (`中国兵器装备`: China South Industries),
  // without spaces. They are no phrases: their words mean the same in another wording. Empty for most classes.
  std::vector<std::string_view> written_out(std::uint16_t id) const;

  // The word of a phrase of several words that is one edit from this one (`stokc`: stock), if the word has five letters
  // or more and stands in no phrase itself; else empty.
  std::string corrected(std::string_view key) const;

  // A phrase of a legal form of three words or more.
  struct LongForm {
    std::vector<std::string_view> keys;
    WordClass word_class;
  };

  // For each key the long form whose words stand among these keys apart or in another order, at the first of them; null
  // elsewhere. `taken` says which keys are part of one. A form that stands there in order is left to longest_phrase.
  std::vector<const LongForm*> scattered_forms(std::span<const std::string> keys, std::vector<bool>& taken) const;

  struct Affix {
    std::size_t bytes = 0;
    WordClass word_class;
  };
  // The longest word with which a text in unspaced script ends, of at most so many bytes, or begins.
  std::optional<Affix> suffix(std::string_view text, std::size_t most = std::string_view::npos) const;
  std::optional<Affix> prefix(std::string_view text) const;

  // Families of a personal name, in order; empty for most words.
  std::span<const std::uint16_t> families(std::string_view key) const;

  // Made from such an array as make_word_tables() writes, which must outlive the tables.
  explicit WordTables(std::span<const std::uint32_t> image);

 private:
  WordClass class_at(std::size_t phrase) const;
  std::string stem_of(std::string_view key) const;

  StringTable phrases_;       // keys joined by spaces, to the class
  StringTable longest_from_;  // first key to most words
  StringTable stems_;         // without the `*`
  StringTable near_;          // a word less one letter, to places in phrases_
  StringTable phrase_words_;  // of phrases of several words
  StringTable near_phrase_;   // a phrase word less one letter, to places in phrase_words_
  NearSet near_set_;          // the keys of near_
  NearSet near_phrase_set_;   // the keys of near_phrase_
  StringTable shorts_;        // to places in phrases_
  StringTable by_consonants_;
  StringTable families_;
  std::span<const std::uint32_t> plain_forms_;  // sorted
  std::vector<LongForm> long_forms_;
  std::vector<std::uint16_t> family_ids_;  // the values of families_, one behind the other
  std::uint16_t named_after_ = 0;
  std::uint16_t china_ = 0;
  std::span<const std::uint32_t> related_;                               // by class
  std::vector<std::pair<std::uint16_t, std::string_view>> written_out_;  // sorted
};

}  // namespace licet
