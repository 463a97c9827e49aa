#include "match/words_maker.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/string_table.h"
#include "base/table.h"
#include "base/text_util.h"
#include "match/near_set.h"
#include "match/words.h"
#include "match/words_image.h"
#include "text/fold.h"
#include "text/romanize.h"
#include "text/token.h"

namespace licet {

using words_image::is_ascii;

namespace {

constexpr std::string_view kLegalForms =
#include "embedded/legal-forms.inc"
    ;
constexpr std::string_view kNameWords =
#include "embedded/name-words.inc"
    ;
// Words of one language each; their rows add to the classes of the table above.
constexpr std::string_view kLanguageWords[] = {
#include "embedded/words-ru.inc"
    ,
#include "embedded/words-fa-ar.inc"
    ,
#include "embedded/words-zh.inc"
};
constexpr std::string_view kShorts[] = {
#include "embedded/short-zh.inc"
    ,
#include "embedded/short-ru.inc"
};
constexpr std::string_view kNameFamilies =
#include "embedded/name-families.inc"
    ;

constexpr std::string_view kRelated =
#include "embedded/related.inc"
    ;

constexpr std::string_view kChinesePlaces =
#include "embedded/places-zh.inc"
    ;

constexpr std::size_t kSoundLetters = 5;
constexpr std::size_t kSoundConsonants = 4;
constexpr std::size_t kMostRun = 3;  // words that one word of the other side may meet (prepare.h)

std::vector<std::string> keys_of(std::string_view text) {
  const FoldedText folded = fold(text).value();
  std::vector<std::string> keys;
  for (const Token& token : tokens_of(folded, text)) {
    keys.push_back(token_key(token_text(folded, token)));
    if (token.end < folded.text().size() && folded.text()[token.end] == '*') keys.back() += "*";
  }
  return keys;
}

WordKind kind_of(std::string_view word) {
  if (word == "place") return WordKind::kPlace;
  if (word == "particle") return WordKind::kParticle;
  if (word == "title") return WordKind::kTitle;
  if (word == "name") return WordKind::kName;
  LICET_CHECK(word == "organization");
  return WordKind::kOrganization;
}

using Values = std::vector<std::uint32_t>;
using Rows = std::map<std::string, Values>;

// Collects the words of all tables, then writes them.
class Maker {
 public:
  std::vector<std::uint32_t> run() {
    for (const std::string_view table : kLanguageWords) collect_stems(table);
    collect_stems(kNameWords);
    const Table words = Table::parse_tsv(kNameWords, "name-words").value();
    for (std::size_t row = 0; row < words.size(); ++row)
      add_class(kind_of(words.cell(row, "kind")), words.cell(row, "words"));
    const Table forms = Table::parse_tsv(kLegalForms, "legal-forms").value();
    for (std::size_t row = 0; row < forms.size(); ++row) {
      if (forms.cell(row, "plain") == "yes") plain_forms_.push_back(next_class_);
      add_class(WordKind::kLegalForm, forms.cell(row, "forms"));
    }
    add_places(kChinesePlaces);
    for (const std::string_view table : kLanguageWords) add_language(table);
    for (const auto& [name, word_class] : names_of_words_) add_name_of_words(name, word_class);
    for (const std::string_view table : kShorts) add_shorts(table);
    const Table families = Table::parse_tsv(kNameFamilies, "name-families").value();
    for (std::size_t row = 0; row < families.size(); ++row) {
      for (const std::string_view spelling : split(families.cell(row, "spellings"), ';'))
        families_[std::string(spelling)].push_back(static_cast<std::uint32_t>(row + 1));
    }
    return image();
  }

 private:
  void add_class(WordKind kind, std::string_view words) {
    const WordClass word_class{kind, next_class_++};
    for (const std::string_view phrase : split(words, ';')) add_phrase(phrase, word_class);
  }

  // A row joins the class of its first word, if that is known; else it is a class of its own. What it says of a word in
  // another script holds, whatever the tables before it said.
  void add_language(std::string_view text) {
    const Table words = Table::parse_tsv(text, "language words").value();
    for (std::size_t row = 0; row < words.size(); ++row) {
      const std::vector<std::string_view> phrases = split(words.cell(row, "words"), ';');
      const std::optional<WordClass> known = class_of(joined(keys_of(phrases.front()), " "));
      const WordClass word_class = known ? *known : WordClass{kind_of(words.cell(row, "kind")), next_class_++};
      for (const std::string_view phrase : phrases) {
        if (!is_ascii(phrase)) phrases_.erase(joined(keys_of(phrase), " "));
        const std::vector<std::string> keys = keys_of(phrase);
        if (word_class.kind == WordKind::kName && is_ascii(phrase) && keys.size() > 1) {
          names_of_words_.try_emplace(joined(keys, " "), word_class);
        } else {
          add_phrase(phrase, word_class);
        }
      }
    }
  }

  std::optional<WordClass> class_of(const std::string& phrase) const {
    const auto known = phrases_.find(phrase);
    if (known != phrases_.end()) return known->second;
    const auto name = names_of_words_.find(phrase);
    return name == names_of_words_.end() ? std::nullopt : std::optional(name->second);
  }

  // `great wall` is a phrase; `china south industries`, whose words the tables know, stays these words, as many as one
  // word of the other side may meet.
  void add_name_of_words(const std::string& name, WordClass word_class) {
    const std::vector<std::string> keys = keys_of(name);
    const bool known = std::any_of(keys.begin(), keys.end(), [this](const std::string& key) {
      const auto found = phrases_.find(key);
      return found != phrases_.end() && found->second.kind != WordKind::kName;
    });
    if (!known || keys.size() > kMostRun) return add_keys(keys, word_class);
    written_out_[joined(keys, "")].push_back(word_class.id);
  }

  // The words of a short form are words of the tables themselves.
  void add_shorts(std::string_view text) {
    const Table table = Table::parse_tsv(text, "short forms").value();
    for (std::size_t row = 0; row < table.size(); ++row) {
      std::vector<std::string>& parts = shorts_[std::string(table.cell(row, "short"))];
      for (const std::string_view word : split(table.cell(row, "words"), ';')) parts.emplace_back(word);
      for (const std::string& part : parts) LICET_CHECK(phrases_.contains(part));
      const std::string& key = table.cell(row, "short");
      phrases_.erase(key);
      add_keys({key}, phrases_.at(parts.front()));
    }
  }

  // Stems are known before any phrase, so that a phrase is found in every inflection of its words.
  void collect_stems(std::string_view text) {
    const Table words = Table::parse_tsv(text, "words").value();
    for (std::size_t row = 0; row < words.size(); ++row) {
      for (const std::string_view phrase : split(words.cell(row, "words"), ';')) {
        for (const std::string& key : keys_of(phrase)) {
          if (key.ends_with('*')) stems_.insert(key.substr(0, key.size() - 1));
        }
      }
    }
  }

  // A Chinese place is one class with its Latin spelling and with the words for its rank (city, province, county,
  // district). `-` as the spelling: in Latin letters the word is no place, as many brands are spelled so.
  void add_places(std::string_view text) {
    const Table places = Table::parse_tsv(text, "places-zh").value();
    for (std::size_t row = 0; row < places.size(); ++row) {
      const std::string_view han = places.cell(row, "han");
      const std::string_view given = places.cell(row, "latin");
      const std::string latin = given.empty() ? romanize(han).at(0).text : std::string(given);
      const auto known = phrases_.find(std::string(han));
      const WordClass word_class = known != phrases_.end() ? known->second : WordClass{WordKind::kPlace, next_class_++};
      add_phrase(han, word_class);
      for (const char* rank : {"市", "省", "县", "区"}) add_phrase(concat(han, rank), word_class);
      if (latin == "-") continue;
      for (const std::string_view spelling : split(latin, ';')) add_phrase(spelling, word_class);
    }
  }

  void add_phrase(std::string_view phrase, WordClass word_class) {
    const std::vector<std::string> keys = keys_of(phrase);
    if (keys.empty()) return;
    LICET_CHECK(keys.size() <= WordTables::kMaxPhrase);
    add_keys(keys, word_class);  // the first table that has a word decides
    if (keys.size() == 1 || is_ascii(phrase)) return;
    const auto has = [this](std::string_view stem) { return stems_.contains(std::string(stem)); };
    std::vector<std::string> stems;
    stems.reserve(keys.size());
    for (const std::string& key : keys) stems.push_back(key.ends_with('*') ? key : words_image::stem_of(key, has));
    add_keys(stems, word_class);
  }

  void add_keys(const std::vector<std::string>& keys, WordClass word_class) {
    phrases_.try_emplace(joined(keys, " "), word_class);
    std::size_t& longest = longest_from_[keys[0]];
    longest = std::max(longest, keys.size());
  }

  // Adds the word's place under the word and under the word less each letter.
  static void add_near(Rows& near, const std::string& word, std::uint32_t place) {
    near[word].push_back(place);
    for (std::size_t i = 0; i < word.size(); ++i) {
      Values& places = near[std::string(word).erase(i, 1)];
      if (places.empty() || places.back() != place) places.push_back(place);
    }
  }

  static Values near_bits(const Rows& near) {
    Values bits(NearSet::kBits / 32, 0);
    for (const auto& [less, places] : near) NearSet::add(bits, less);
    return bits;
  }

  // English company words as they are written by their sound in Arabic letters (`کمپلیکس` is complex).
  void add_consonants(const std::string& word, WordClass word_class) {
    if (word_class.kind != WordKind::kOrganization || word.size() < kSoundLetters) return;
    const std::string bare = latin_skeleton(word);
    if (bare.size() < kSoundConsonants) return;
    const auto [at, added] = by_consonants_.try_emplace(bare, Values{words_image::packed(word_class)});
    if (!added && words_image::unpacked(at->second[0]).id != word_class.id)
      at->second = {0};  // two words sound so: none is meant
  }

  Values image() {
    Rows phrases;
    Rows near;
    std::map<std::string, std::uint32_t> place_of;
    for (const auto& [phrase, word_class] : phrases_) {
      const auto place = static_cast<std::uint32_t>(phrases.size());
      phrases.emplace(phrase, Values{words_image::packed(word_class)});
      place_of.emplace(phrase, place);
      if (!is_ascii(phrase)) continue;
      if (phrase.find(' ') != std::string::npos) {
        add_phrase_words(phrase, word_class);
      } else {
        if (phrase.size() >= words_image::kMisspeltLetters) add_near(near, phrase, place);
        add_consonants(phrase, word_class);
      }
    }
    Rows phrase_words;
    Rows near_phrase;
    for (const std::string& word : phrase_words_) {
      if (word.size() >= words_image::kPhraseLetters)
        add_near(near_phrase, word, static_cast<std::uint32_t>(phrase_words.size()));
      phrase_words.emplace(word, Values{});
    }
    Rows shorts;
    for (const auto& [text, parts] : shorts_) {
      for (const std::string& part : parts) shorts[text].push_back(place_of.at(part));
    }
    Rows stems;
    for (const std::string& stem : stems_) stems.emplace(stem, Values{});
    Rows longest;
    for (const auto& [key, most] : longest_from_) longest.emplace(key, Values{static_cast<std::uint32_t>(most)});
    std::stable_sort(long_forms_.begin(), long_forms_.end(), [](const auto& a, const auto& b) {
      return std::count(a.begin(), a.end(), ' ') > std::count(b.begin(), b.end(), ' ');
    });
    Values forms;
    for (const std::string& form : long_forms_) forms.push_back(place_of.at(form));
    return words_image::bound(
        {string_table_image(phrases), string_table_image(longest), string_table_image(stems), string_table_image(near),
         string_table_image(phrase_words), string_table_image(near_phrase), near_bits(near), near_bits(near_phrase),
         string_table_image(shorts), string_table_image(by_consonants_), string_table_image(families_), plain_forms_,
         forms, Values{phrases_.at("named after").id, phrases_.at("china").id}, related(),
         string_table_image(written_out_)});
  }

  // The group of each class, by its number; 0: none.
  Values related() const {
    Values groups(next_class_, 0);
    const Table rows = Table::parse_tsv(kRelated, "related").value();
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (const std::string_view word : split(rows.cell(row, "words"), ';')) {
        const WordClass known = phrases_.at(std::string(word));
        std::uint32_t& group = groups[known.id];
        if (known.kind == WordKind::kOrganization && group == 0) group = static_cast<std::uint32_t>(row + 1);
      }
    }
    return groups;
  }

  void add_phrase_words(const std::string& phrase, WordClass word_class) {
    const std::vector<std::string_view> keys = split(phrase, ' ');
    phrase_words_.insert(keys.begin(), keys.end());
    if (word_class.kind == WordKind::kLegalForm && keys.size() >= 3) long_forms_.push_back(phrase);
  }

  std::map<std::string, WordClass> phrases_;  // keys joined by spaces
  std::map<std::string, std::size_t> longest_from_;
  std::set<std::string> stems_;
  std::set<std::string> phrase_words_;
  std::vector<std::string> long_forms_;  // phrases
  std::map<std::string, std::vector<std::string>> shorts_;
  std::map<std::string, WordClass> names_of_words_;  // English ones of several words
  Rows written_out_;
  Rows by_consonants_;
  Rows families_;
  Values plain_forms_;
  std::uint16_t next_class_ = 1;
};

}  // namespace

std::vector<std::uint32_t> make_word_tables() {
  return Maker().run();
}

}  // namespace licet
