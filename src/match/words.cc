#include "match/words.h"

#include <algorithm>

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
constexpr std::string_view kNameFamilies =
#include "embedded/name-families.inc"
    ;

constexpr std::string_view kChinesePlaces =
#include "embedded/places-zh.inc"
    ;

constexpr std::size_t kMisspeltLetters = 6;
constexpr std::size_t kEndingBytes = 8;  // four Cyrillic letters
constexpr std::size_t kStemBytes = 6;

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

const WordTables& WordTables::get() {
  static const WordTables tables;
  return tables;
}

WordTables::WordTables() {
  const Table words = Table::parse_tsv(kNameWords, "name-words").value();
  for (std::size_t row = 0; row < words.size(); ++row)
    add_class(kind_of(words.cell(row, "kind")), words.cell(row, "words"));
  const Table forms = Table::parse_tsv(kLegalForms, "legal-forms").value();
  for (std::size_t row = 0; row < forms.size(); ++row) add_class(WordKind::kLegalForm, forms.cell(row, "forms"));
  add_places(kChinesePlaces);
  const Table families = Table::parse_tsv(kNameFamilies, "name-families").value();
  for (std::size_t row = 0; row < families.size(); ++row) {
    for (const std::string_view spelling : split(families.cell(row, "spellings"), ';')) {
      families_[std::string(spelling)].push_back(static_cast<std::uint16_t>(row + 1));
    }
  }
  add_misspellings();
}

void WordTables::add_class(WordKind kind, std::string_view words) {
  const WordClass word_class{kind, next_class_++};
  for (const std::string_view phrase : split(words, ';')) add_phrase(phrase, word_class);
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
  for (const std::string& key : keys) {
    if (key.ends_with('*')) stems_.insert(key.substr(0, key.size() - 1));
  }
  phrases_.try_emplace(joined(keys, " "), word_class);  // the first table that has a word decides
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
  for (auto& [less, words] : near_) std::sort(words.begin(), words.end());
}

std::optional<WordTables::Phrase> WordTables::longest_phrase(std::span<const std::string> keys) const {
  if (keys.empty()) return std::nullopt;
  const std::string stem = stem_of(keys[0]);
  std::size_t most = 0;
  for (const std::string& first : {keys[0], stem}) {
    const auto at = longest_from_.find(first);
    if (at != longest_from_.end()) most = std::max(most, at->second);
  }
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
  if (key.size() + 1 < kMisspeltLetters || key.size() > 40 || !is_ascii(key)) return std::nullopt;
  const auto look = [&](const std::string& text) -> std::optional<WordClass> {
    const auto at = near_.find(text);
    if (at == near_.end()) return std::nullopt;
    for (const std::string& word : at->second) {
      if (one_edit_apart(word, key)) return phrases_.at(word);
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
