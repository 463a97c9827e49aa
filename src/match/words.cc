#include "match/words.h"

#include <algorithm>

#include "base/text_util.h"
#include "match/words_image.h"

// The assembler copies the tables that the build made; the build names them as a dependency of this file.
asm(".section .rodata\n"
    ".balign 16\n"
    ".globl licet_word_tables_begin\n"
    "licet_word_tables_begin:\n"
    ".incbin \"" LICET_WORD_TABLES
    "\"\n"
    ".globl licet_word_tables_end\n"
    "licet_word_tables_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
// NOLINTNEXTLINE(readability-identifier-naming): a symbol of the assembler's
extern const std::uint32_t licet_word_tables_begin[];
// NOLINTNEXTLINE(readability-identifier-naming): a symbol of the assembler's
extern const std::uint32_t licet_word_tables_end[];
}

namespace licet {

using words_image::is_ascii;
using words_image::part;
using words_image::unpacked;

namespace {

// True if `a` and `b` differ by one insert, delete, replace or swap of neighbours.
bool one_edit_apart(std::string_view a, std::string_view b) {
  return edit_distance(a, b) <= 1;
}

// Calls `look` with the word, then with the word less each letter, until it finds something.
template <typename Look>
auto look_near(std::string_view key, const Look& look) -> decltype(look(key)) {
  if (auto found = look(key)) return found;
  std::string less(key.substr(std::min<std::size_t>(key.size(), 1)));  // the word less its letter `i`
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (auto found = look(std::string_view(less))) return found;
    if (i < less.size()) less[i] = key[i];
  }
  return std::nullopt;
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
  static const WordTables kTables(std::span(licet_word_tables_begin, licet_word_tables_end));
  return kTables;
}

WordTables::WordTables(std::span<const std::uint32_t> image)
    : phrases_(part(image, words_image::kPhrases)),
      longest_from_(part(image, words_image::kLongestFrom)),
      stems_(part(image, words_image::kStems)),
      near_(part(image, words_image::kNear)),
      phrase_words_(part(image, words_image::kPhraseWords)),
      near_phrase_(part(image, words_image::kNearPhrase)),
      near_set_(part(image, words_image::kNearBits)),
      near_phrase_set_(part(image, words_image::kNearPhraseBits)),
      shorts_(part(image, words_image::kShorts)),
      by_consonants_(part(image, words_image::kByConsonants)),
      families_(part(image, words_image::kFamilies)),
      plain_forms_(part(image, words_image::kPlainForms)),
      named_after_(static_cast<std::uint16_t>(part(image, words_image::kNamedAfter)[0])),
      china_(static_cast<std::uint16_t>(part(image, words_image::kNamedAfter)[1])),
      related_(part(image, words_image::kRelated)) {
  for (const std::uint32_t place : part(image, words_image::kLongForms))
    long_forms_.push_back({split(phrases_.at(place).key, ' '), class_at(place)});
  for (std::size_t place = 0; place < families_.size(); ++place) {
    for (const std::uint32_t id : families_.at(place).values) family_ids_.push_back(static_cast<std::uint16_t>(id));
  }
  const StringTable written_out(part(image, words_image::kWrittenOut));
  for (std::size_t place = 0; place < written_out.size(); ++place) {
    for (const std::uint32_t id : written_out.at(place).values)
      written_out_.emplace_back(static_cast<std::uint16_t>(id), written_out.at(place).key);
  }
  std::sort(written_out_.begin(), written_out_.end());
}

WordClass WordTables::class_at(std::size_t phrase) const {
  return unpacked(phrases_.at(phrase).values[0]);
}

bool WordTables::is_plain_form(std::uint16_t id) const {
  return std::binary_search(plain_forms_.begin(), plain_forms_.end(), id);
}

std::vector<WordTables::Part> WordTables::parts_of_short(std::string_view text) const {
  std::vector<Part> out;
  if (const auto found = shorts_.find(text)) {
    for (const std::uint32_t place : found->values) out.push_back({phrases_.at(place).key, class_at(place)});
  }
  return out;
}

std::vector<std::string_view> WordTables::written_out(std::uint16_t id) const {
  std::vector<std::string_view> out;
  auto row = std::lower_bound(written_out_.begin(), written_out_.end(), std::pair(id, std::string_view()));
  for (; row != written_out_.end() && row->first == id; ++row) out.push_back(row->second);
  return out;
}

std::string WordTables::stem_of(std::string_view key) const {
  return words_image::stem_of(key, [this](std::string_view stem) { return stems_.contains(stem); });
}

std::string WordTables::corrected(std::string_view key) const {
  if (key.size() + 1 < words_image::kPhraseLetters || key.size() > NearSet::kLetters || !is_ascii(key)) return {};
  if (!near_phrase_set_.may_hold_near(key)) return {};
  if (phrase_words_.contains(key) || phrases_.contains(key)) return {};
  const auto found = look_near(key, [&](std::string_view text) -> std::optional<std::string_view> {
    const auto near = near_phrase_.find(text);
    if (!near) return std::nullopt;
    for (const std::uint32_t place : near->values) {
      const std::string_view word = phrase_words_.at(place).key;
      if (one_edit_apart(word, key)) return word;
    }
    return std::nullopt;
  });
  return std::string(found.value_or(std::string_view()));
}

std::vector<const WordTables::LongForm*> WordTables::scattered_forms(std::span<const std::string> keys,
                                                                     std::vector<bool>& taken) const {
  std::vector<const LongForm*> out(keys.size(), nullptr);
  taken.assign(keys.size(), false);
  for (const LongForm& form : long_forms_) {
    std::vector<std::size_t> places;
    for (const std::string_view key : form.keys) {
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

std::optional<WordClass> WordTables::find_by_consonants(std::string_view skeleton) const {
  const auto found = by_consonants_.find(skeleton);
  if (!found || found->values[0] == 0) return std::nullopt;
  return unpacked(found->values[0]);
}

std::optional<WordTables::Phrase> WordTables::longest_phrase(std::span<const std::string> keys) const {
  if (keys.empty()) return std::nullopt;
  std::size_t most = 0;
  const bool inflected = !is_ascii(keys[0]);
  const auto measure = [&](std::string_view first) {
    if (const auto longest = longest_from_.find(first)) most = std::max<std::size_t>(most, longest->values[0]);
  };
  measure(keys[0]);
  if (inflected) measure(stem_of(keys[0]));
  const std::size_t words = std::min(most, keys.size());
  std::string spelt;
  std::string stems;
  std::vector<std::pair<std::size_t, std::size_t>> ends;  // of the first words in both
  for (std::size_t i = 0; i < words; ++i) {
    const char* space = i == 0 ? "" : " ";
    spelt.append(space).append(keys[i]);
    stems.append(space).append(is_ascii(keys[i]) ? keys[i] : stem_of(keys[i]));
    ends.emplace_back(spelt.size(), stems.size());
  }
  for (std::size_t count = words; count > 0; --count) {
    const auto [plain, stemmed] = ends[count - 1];
    auto place = phrases_.place_of(std::string_view(spelt).substr(0, plain));
    if (!place) place = phrases_.place_of(std::string_view(stems).substr(0, stemmed));
    if (place) return Phrase{count, class_at(*place)};
  }
  return std::nullopt;
}

std::optional<WordClass> WordTables::find(std::string_view key) const {
  auto place = phrases_.place_of(key);
  if (!place && !is_ascii(key)) place = phrases_.place_of(stem_of(key));
  return place ? std::optional(class_at(*place)) : std::nullopt;
}

std::optional<WordClass> WordTables::find_misspelt(std::string_view key) const {
  if (key.size() + 1 < words_image::kMisspeltLetters || key.size() > NearSet::kLetters || !is_ascii(key))
    return std::nullopt;
  if (!near_set_.may_hold_near(key)) return std::nullopt;
  return look_near(key, [&](std::string_view text) -> std::optional<WordClass> {
    const auto near = near_.find(text);
    if (!near) return std::nullopt;
    // A brand one letter away is another brand, not this one misspelt.
    for (const std::uint32_t place : near->values) {
      const WordClass found = class_at(place);
      if (found.kind != WordKind::kName && one_edit_apart(phrases_.at(place).key, key)) return found;
    }
    return std::nullopt;
  });
}

namespace {
constexpr std::size_t kLongestAffix = 36;  // bytes: twelve Han characters
}

std::optional<WordTables::Affix> WordTables::suffix(std::string_view text, std::size_t most) const {
  for (std::size_t bytes = std::min({text.size(), most, kLongestAffix}); bytes > 0; --bytes) {
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
  const auto found = families_.find(key);
  if (!found) return {};
  const auto begin = static_cast<std::size_t>(found->values.data() - families_.at(0).values.data());
  return std::span(family_ids_).subspan(begin, found->values.size());
}

}  // namespace licet
