#include "match/acronyms.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/text_util.h"
#include "base/utf8.h"

namespace licet {

namespace {

constexpr std::size_t kLeastLetters = 3;
constexpr std::size_t kMostLetters = 8;
constexpr std::size_t kLeastWords = 3;
constexpr std::size_t kMostOfWord = 3;
constexpr std::int32_t kOwnAcronym = 5;

// Capitals only, as it stands in the source.
bool may_be_acronym(const Position& p, std::string_view source) {
  if (p.kind != WordKind::kName || p.class_id != 0) return false;
  if (p.script != Script::kLatin && p.script != Script::kCyrillic) return false;
  const std::size_t letters = p.forms[0].text.size();
  if (letters < kLeastLetters || letters > kMostLetters) return false;
  const auto given = from_utf8(source.substr(p.source_begin, p.source_end - p.source_begin));
  return given && std::none_of(given->begin(), given->end(),
                               [](char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'а' && c <= U'џ'); });
}

std::vector<std::string_view> words_beside(const Reading& reading, const Position& p) {
  std::vector<std::string_view> out;
  for (const Position& other : reading.positions) {
    if (&other == &p) continue;
    for (const std::string_view word : split(other.shown, ' ')) out.push_back(word);
  }
  return out;
}

}  // namespace

bool is_made_of(std::string_view letters, std::span<const std::string_view> words) {
  const std::u32string wanted = from_utf8(letters).value_or(std::u32string{});
  if (wanted.empty() || wanted.size() > kMostLetters) return false;
  // most[n]: the most words (at most kLeastWords count) that give the first n letters; -1: none do.
  std::array<int, kMostLetters + 1> most;
  most.fill(-1);
  most[0] = 0;
  for (const std::string_view word : words) {
    const std::u32string text = from_utf8(word).value_or(std::u32string{});
    for (std::size_t begin = wanted.size(); begin-- > 0;) {
      if (most[begin] < 0) continue;
      for (std::size_t n = 0; n < std::min({kMostOfWord, text.size(), wanted.size() - begin}); ++n) {
        if (text[n] != wanted[begin + n]) break;
        most[begin + n + 1] = std::max(most[begin + n + 1], most[begin] + 1);
      }
    }
  }
  return most[wanted.size()] >= static_cast<int>(kLeastWords);
}

void weigh_own_acronyms(Reading& reading, std::string_view source) {
  if (reading.positions.size() < kLeastWords) return;
  for (Position& p : reading.positions) {
    if (may_be_acronym(p, source) && is_made_of(to_utf8(p.forms[0].text), words_beside(reading, p)))
      p.weight = std::min(p.weight, kOwnAcronym);
  }
}

}  // namespace licet
