#include "match/words.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/table.h"
#include "base/text_util.h"
#include "text/fold.h"
#include "text/romanize.h"
#include "text/token.h"

namespace licet {

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
constexpr std::string_view kShorts =
#include "embedded/short-zh.inc"
    ;
constexpr std::string_view kNameFamilies =
#include "embedded/name-families.inc"
    ;

constexpr std::string_view kChinesePlaces =
#include "embedded/places-zh.inc"
    ;

constexpr std::size_t kMisspeltLetters = 6;
constexpr std::size_t kEndingBytes = 8;  // four Cyrillic letters
constexpr std::size_t kStemBytes = 6;
constexpr std::size_t kPhraseLetters = 5;
constexpr std::size_t kSoundLetters = 5;
constexpr std::size_t kSoundConsonants = 4;
constexpr std::size_t kNearLetters = 40;  // longer words are no slips of table words

std::vector<std::string> keys_of(std::string_view text) {
  const FoldedText folded = fold(text).value();
  std::vector<std::string> keys;
  for (const Token& token : tokens_of(folded, text)) {
    keys.push_back(token_key(token_text(folded, token)));
    if (token.end < folded.text().size() && folded.text()[token.end] == '*') keys.back() += "*";
  }
  return keys;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// True if `a` and `b` differ by one insert, delete, replace or swap of neighbours.
bool one_edit_apart(std::string_view a, std::string_view b) {
  return edit_distance(a, b) <= 1;
}

WordKind kind_of(std::string_view word) {
  if (word == "place") return WordKind::kPlace;
  if (word == "particle") return WordKind::kParticle;
  if (word == "title") return WordKind::kTitle;
  if (word == "name") return WordKind::kName;
  LICET_CHECK(word == "organization");
  return WordKind::kOrganization;
}

}  // namespace

const char* to_string(WordKind kind) {
  switch (kind) {
    case WordKind::kName:
      return "name";
    case WordKind::kNumber:
      return "number";
    case WordKind::kPlace:
      return "place";
    case WordKind::kOrganization:
      return "organization";
    case WordKind::kParticle:
      return "particle";
    case WordKind::kTitle:
      return "title";
    case WordKind::kLegalForm:
      return "legal_form";
    case WordKind::kInitial:
      return "initial";
  }
  return "name";
}

// A sum of letters times powers, so that leaving one letter out of a text needs no second walk over it.
namespace {
constexpr std::uint64_t kBase = 0x9E37'79B9'7F4A'7C15U;
std::uint64_t with_letter(std::uint64_t hash, char c) {
  return hash * kBase + static_cast<unsigned char>(c) + 1;
}
std::size_t bit_of(std::uint64_t hash, std::size_t bits) {
  return static_cast<std::size_t>(((hash ^ (hash >> 31U)) * kBase) >> 40U) % bits;
}
}  // namespace

void WordTables::NearSet::add(std::string_view text) {
  std::uint64_t hash = 0;
  for (const char c : text) hash = with_letter(hash, c);
  const std::size_t bit = bit_of(hash, kBits);
  bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

bool WordTables::NearSet::may_hold_near(std::string_view text) const {
  const auto holds = [this](std::uint64_t hash) {
    const std::size_t bit = bit_of(hash, kBits);
    return (bits_[bit / 64] >> (bit % 64) & 1U) != 0;
  };
  std::array<std::uint64_t, kNearLetters + 1> before{};  // hashes of what stands before each letter
  if (text.size() > kNearLetters) return true;
  for (std::size_t i = 0; i < text.size(); ++i) before[i + 1] = with_letter(before[i], text[i]);
  if (holds(before[text.size()])) return true;
  std::uint64_t after = 0;  // sum of the letters behind the one left out
  std::uint64_t power = 1;
  for (std::size_t i = text.size(); i > 0; --i) {
    if (holds(before[i - 1] * power + after)) return true;
    after += power * (static_cast<unsigned char>(text[i - 1]) + std::uint64_t{1});
    power *= kBase;
  }
  return false;
}

const WordTables& WordTables::get() {
  static const WordTables tables;
  return tables;
}

WordTables::WordTables() {
  for (const std::string_view table : kLanguageWords) collect_stems(table);
  collect_stems(kNameWords);
  const Table words = Table::parse_tsv(kNameWords, "name-words").value();
  for (std::size_t row = 0; row < words.size(); ++row)
    add_class(kind_of(words.cell(row, "kind")), words.cell(row, "words"));
  const Table forms = Table::parse_tsv(kLegalForms, "legal-forms").value();
  for (std::size_t row = 0; row < forms.size(); ++row) {
    if (forms.cell(row, "plain") == "yes") plain_forms_.insert(next_class_);
    add_class(WordKind::kLegalForm, forms.cell(row, "forms"));
  }
  add_places(kChinesePlaces);
  for (const std::string_view table : kLanguageWords) add_language(table);
  add_shorts(kShorts);
  named_after_ = phrases_.at("named after").id;
  const Table families = Table::parse_tsv(kNameFamilies, "name-families").value();
  for (std::size_t row = 0; row < families.size(); ++row) {
    for (const std::string_view spelling : split(families.cell(row, "spellings"), ';')) {
      families_[std::string(spelling)].push_back(static_cast<std::uint16_t>(row + 1));
    }
  }
  add_misspellings();
  add_consonants();
  add_phrase_words();
}

void WordTables::add_class(WordKind kind, std::string_view words) {
  const WordClass word_class{kind, next_class_++};
  for (const std::string_view phrase : split(words, ';')) add_phrase(phrase, word_class);
}

// A row joins the class of its first word, if that is known; else it is a class of its own. What it says of a word in
// another script holds, whatever the tables before it said.
void WordTables::add_language(std::string_view text) {
  const Table words = Table::parse_tsv(text, "language words").value();
  for (std::size_t row = 0; row < words.size(); ++row) {
    const std::vector<std::string_view> phrases = split(words.cell(row, "words"), ';');
    const auto known = phrases_.find(joined(keys_of(phrases.front()), " "));
    const bool joins = known != phrases_.end();
    const WordClass word_class = joins ? known->second : WordClass{kind_of(words.cell(row, "kind")), next_class_++};
    for (const std::string_view phrase : phrases) {
      if (!is_ascii(phrase)) phrases_.erase(joined(keys_of(phrase), " "));
      add_phrase(phrase, word_class);
    }
  }
}

void WordTables::add_shorts(std::string_view text) {
  const Table table = Table::parse_tsv(text, "short-zh").value();
  for (std::size_t row = 0; row < table.size(); ++row) {
    std::vector<Part> parts;
    for (const std::string_view word : split(table.cell(row, "words"), ';')) {
      const auto known = find(word);
      LICET_CHECK(known);
      parts.push_back({std::string(word), *known});
    }
    const std::string key(table.cell(row, "short"));
    phrases_.insert_or_assign(key, parts.front().word_class);
    shorts_.emplace(key, std::move(parts));
  }
}

std::span<const WordTables::Part> WordTables::parts_of_short(std::string_view text) const {
  const auto at = shorts_.find(std::string(text));
  if (at == shorts_.end()) return {};
  return at->second;
}

// Stems are known before any phrase, so that a phrase is found in every inflection of its words.
void WordTables::collect_stems(std::string_view text) {
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
// district).
void WordTables::add_places(std::string_view text) {
  const Table places = Table::parse_tsv(text, "places-zh").value();
  for (std::size_t row = 0; row < places.size(); ++row) {
    const std::string_view han = places.cell(row, "han");
    const std::string_view given = places.cell(row, "latin");
    std::string latin = given.empty() ? romanize(han).at(0).text : std::string(given);
    WordClass word_class{WordKind::kPlace, next_class_};
    if (const auto known = find(han))
      word_class = *known;  // a place of the other table
    else
      ++next_class_;
    add_phrase(han, word_class);
    for (const char* rank : {"市", "省", "县", "区"}) add_phrase(concat(han, rank), word_class);
    for (const std::string_view spelling : split(latin, ';')) add_phrase(spelling, word_class);
  }
}

std::string WordTables::stem_of(const std::string& key) const {
  if (is_ascii(key)) return key;
  constexpr std::string_view kArabicArticle = "ال";
  if (key.starts_with(kArabicArticle) && key.size() > 2 * kArabicArticle.size())
    return key.substr(kArabicArticle.size());
  const std::size_t longest = key.size();
  const std::size_t shortest = std::max(kStemBytes, longest > kEndingBytes ? longest - kEndingBytes : 0);
  for (std::size_t bytes = longest; bytes >= shortest; --bytes) {
    if (stems_.contains(key.substr(0, bytes))) return key.substr(0, bytes) + "*";
  }
  return key;
}

void WordTables::add_phrase(std::string_view phrase, WordClass word_class) {
  const std::vector<std::string> keys = keys_of(phrase);
  if (keys.empty()) return;
  LICET_CHECK(keys.size() <= kMaxPhrase);
  phrases_.try_emplace(joined(keys, " "), word_class);  // the first table that has a word decides
  if (keys.size() > 1 && !is_ascii(phrase)) {
    std::vector<std::string> stems;
    for (const std::string& key : keys) stems.push_back(key.ends_with('*') ? key : stem_of(key));
    phrases_.try_emplace(joined(stems, " "), word_class);
    std::size_t& longest = longest_from_[stems[0]];
    longest = std::max(longest, keys.size());
  }
  std::size_t& longest = longest_from_[keys[0]];
  longest = std::max(longest, keys.size());
}

void WordTables::add_misspellings() {
  for (const auto& [phrase, word_class] : phrases_) {
    if (phrase.size() < kMisspeltLetters || !is_ascii(phrase) || phrase.find(' ') != std::string::npos) continue;
    near_[phrase].push_back(phrase);
    for (std::size_t i = 0; i < phrase.size(); ++i) {
      std::string less = phrase;
      near_[less.erase(i, 1)].push_back(phrase);
    }
  }
  for (auto& [less, words] : near_) {
    std::sort(words.begin(), words.end());
    near_set_.add(less);
  }
}

void WordTables::add_phrase_words() {
  for (const auto& [phrase, word_class] : phrases_) {
    if (!is_ascii(phrase) || phrase.find(' ') == std::string::npos) continue;
    std::vector<std::string> keys;
    for (const std::string_view key : split(phrase, ' ')) keys.emplace_back(key);
    phrase_words_.insert(keys.begin(), keys.end());
    if (word_class.kind == WordKind::kLegalForm && keys.size() >= 3)
      long_forms_.push_back({std::move(keys), word_class});
  }
  std::sort(long_forms_.begin(), long_forms_.end(), [](const LongForm& a, const LongForm& b) {
    return a.keys.size() != b.keys.size() ? a.keys.size() > b.keys.size() : a.keys < b.keys;
  });
  for (const std::string& word : phrase_words_) {
    if (word.size() < kPhraseLetters) continue;
    near_phrase_[word].push_back(word);
    for (std::size_t i = 0; i < word.size(); ++i) {
      std::string less = word;
      near_phrase_[less.erase(i, 1)].push_back(word);
    }
  }
  for (auto& [less, words] : near_phrase_) {
    std::sort(words.begin(), words.end());
    near_phrase_set_.add(less);
  }
}

std::string WordTables::corrected(std::string_view key) const {
  if (key.size() + 1 < kPhraseLetters || key.size() > kNearLetters || !is_ascii(key)) return {};
  if (!near_phrase_set_.may_hold_near(key)) return {};
  std::string whole(key);
  if (phrase_words_.contains(whole) || phrases_.contains(whole)) return {};
  const auto look = [&](const std::string& text) -> std::string {
    const auto at = near_phrase_.find(text);
    if (at == near_phrase_.end()) return {};
    const auto word = std::find_if(at->second.begin(), at->second.end(),
                                   [&](const std::string& w) { return one_edit_apart(w, key); });
    return word == at->second.end() ? std::string() : *word;
  };
  if (std::string found = look(whole); !found.empty()) return found;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string less = whole;
    if (std::string found = look(less.erase(i, 1)); !found.empty()) return found;
  }
  return {};
}

std::vector<const WordTables::LongForm*> WordTables::scattered_forms(std::span<const std::string> keys,
                                                                     std::vector<bool>& taken) const {
  std::vector<const LongForm*> out(keys.size(), nullptr);
  taken.assign(keys.size(), false);
  for (const LongForm& form : long_forms_) {
    std::vector<std::size_t> places;
    for (const std::string& key : form.keys) {
      std::size_t at = 0;
      const auto used = [&](std::size_t i) {
        return taken[i] || std::find(places.begin(), places.end(), i) != places.end();
      };
      while (at < keys.size() && (keys[at] != key || used(at))) ++at;
      if (at == keys.size()) break;
      places.push_back(at);
    }
    if (places.size() < form.keys.size()) continue;
    const auto [first, last] = std::minmax_element(places.begin(), places.end());
    if (std::is_sorted(places.begin(), places.end()) && *last - *first + 1 == places.size()) break;
    for (const std::size_t at : places) taken[at] = true;
    out[*first] = &form;
  }
  return out;
}

// English company words as they are written by their sound in Arabic letters (`کمپلیکس` is complex).
void WordTables::add_consonants() {
  for (const auto& [phrase, word_class] : phrases_) {
    const bool common = word_class.kind == WordKind::kOrganization && phrase.size() >= kSoundLetters;
    if (!common || !is_ascii(phrase) || phrase.find(' ') != std::string::npos) continue;
    const std::string bare = latin_skeleton(phrase);
    if (bare.size() < kSoundConsonants) continue;
    const auto [at, added] = by_consonants_.try_emplace(bare, word_class);
    if (!added && at->second.id != word_class.id) at->second.id = 0;  // two words sound so: none is meant
  }
}

std::optional<WordClass> WordTables::find_by_consonants(std::string_view skeleton) const {
  const auto at = by_consonants_.find(std::string(skeleton));
  return at == by_consonants_.end() || at->second.id == 0 ? std::nullopt : std::optional(at->second);
}

std::optional<WordTables::Phrase> WordTables::longest_phrase(std::span<const std::string> keys) const {
  if (keys.empty()) return std::nullopt;
  const std::string stem = stem_of(keys[0]);
  std::size_t most = 0;
  const auto ask = [&](const std::string& first) {
    const auto at = longest_from_.find(first);
    if (at != longest_from_.end()) most = std::max(most, at->second);
  };
  ask(keys[0]);
  if (stem != keys[0]) ask(stem);
  if (most == 0) return std::nullopt;
  std::vector<std::string> stems;
  for (std::size_t i = 0; i < std::min(most, keys.size()); ++i) stems.push_back(stem_of(keys[i]));
  for (std::size_t words = stems.size(); words > 0; --words) {
    for (const std::span<const std::string> spelt :
         {keys.first(words), std::span<const std::string>(stems).first(words)}) {
      const auto at = phrases_.find(joined(spelt, " "));
      if (at != phrases_.end()) return Phrase{words, at->second};
    }
  }
  return std::nullopt;
}

std::optional<WordClass> WordTables::find(std::string_view key) const {
  auto at = phrases_.find(std::string(key));
  if (at == phrases_.end() && !is_ascii(key)) at = phrases_.find(stem_of(std::string(key)));
  return at == phrases_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<WordClass> WordTables::find_misspelt(std::string_view key) const {
  if (key.size() + 1 < kMisspeltLetters || key.size() > kNearLetters || !is_ascii(key)) return std::nullopt;
  if (!near_set_.may_hold_near(key)) return std::nullopt;
  const auto look = [&](const std::string& text) -> std::optional<WordClass> {
    const auto at = near_.find(text);
    if (at == near_.end()) return std::nullopt;
    // A brand one letter away is another brand, not this one misspelt.
    for (const std::string& word : at->second) {
      const WordClass& found = phrases_.at(word);
      if (found.kind != WordKind::kName && one_edit_apart(word, key)) return found;
    }
    return std::nullopt;
  };
  const std::string whole(key);
  if (const auto found = look(whole)) return found;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string less = whole;
    if (const auto found = look(less.erase(i, 1))) return found;
  }
  return std::nullopt;
}

namespace {
constexpr std::size_t kLongestAffix = 36;  // bytes: twelve Han characters
}

std::optional<WordTables::Affix> WordTables::suffix(std::string_view text) const {
  for (std::size_t bytes = std::min(text.size(), kLongestAffix); bytes > 0; --bytes) {
    if (const auto found = find(text.substr(text.size() - bytes))) return Affix{bytes, *found};
  }
  return std::nullopt;
}

std::optional<WordTables::Affix> WordTables::prefix(std::string_view text) const {
  for (std::size_t bytes = std::min(text.size(), kLongestAffix); bytes > 0; --bytes) {
    if (const auto found = find(text.substr(0, bytes))) return Affix{bytes, *found};
  }
  return std::nullopt;
}

std::span<const std::uint16_t> WordTables::families(std::string_view key) const {
  const auto at = families_.find(std::string(key));
  if (at == families_.end()) return {};
  return at->second;
}

}  // namespace licet
