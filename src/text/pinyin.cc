#include "text/pinyin.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace licet {

namespace {

#include "text/generated/han_pinyin.inc"

constexpr std::size_t kMostLetters = 24;

std::string_view pinyin_of(char32_t c) {
  if (c == U'长') return "chang";
  if (c == U'厦') return "xia";
  if (c < 0x4E00 || c > 0x9FFF) return {};
  return kSyllables[kFirstReading[c - 0x4E00]];
}

// Five bits for each of at most six small letters; 0 for other texts.
std::uint32_t packed_syllable(std::string_view text) {
  std::uint32_t out = 0;
  if (text.size() > 6) return 0;
  for (const char c : text) {
    if (c < 'a' || c > 'z') return 0;
    out = (out << 5U) | static_cast<std::uint32_t>(c - 'a' + 1);
  }
  return out;
}

bool is_syllable(std::string_view text) {
  static const std::vector<std::uint32_t> kSorted = [] {
    std::vector<std::uint32_t> out;
    std::transform(std::begin(kSyllables) + 1, std::end(kSyllables), std::back_inserter(out), packed_syllable);
    std::sort(out.begin(), out.end());
    return out;
  }();
  const std::uint32_t packed = packed_syllable(text);
  return packed != 0 && std::binary_search(kSorted.begin(), kSorted.end(), packed);
}

// Cuts pinyin into syllables, the longest first; false if it is none.
bool cut_pinyin(std::string_view text, std::vector<std::string_view>& out) {
  if (text.empty()) return true;
  for (std::size_t letters = std::min<std::size_t>(6, text.size()); letters > 0; --letters) {
    if (!is_syllable(text.substr(0, letters))) continue;
    out.push_back(text.substr(0, letters));
    if (cut_pinyin(text.substr(letters), out)) return true;
    out.pop_back();
  }
  return false;
}

// The syllables of a word that is pinyin from end to end; else none.
std::vector<std::string_view> syllables_of(std::string_view word) {
  std::vector<std::string_view> out;
  if (word.size() > kMostLetters || !cut_pinyin(word, out)) out.clear();
  return out;
}

}  // namespace

std::string plain_pinyin(char32_t c) {
  std::string out(pinyin_of(c));
  std::replace(out.begin(), out.end(), 'v', 'u');
  return out;
}

std::string older_syllable(std::string_view syllable) {
  struct Change {
    std::string_view from, to;
  };
  constexpr Change kWhole[] = {{"zhi", "chih"}, {"chi", "chih"},  {"shi", "shih"},  {"ri", "jih"},  {"zi", "tzu"},
                               {"ci", "tzu"},   {"si", "ssu"},    {"er", "erh"},    {"you", "yu"},  {"yan", "yen"},
                               {"ye", "yeh"},   {"yi", "i"},      {"ge", "ko"},     {"ke", "ko"},   {"he", "ho"},
                               {"e", "o"},      {"gui", "kuei"},  {"kui", "kuei"},  {"guo", "kuo"}, {"kuo", "kuo"},
                               {"huo", "huo"},  {"shuo", "shuo"}, {"yong", "yung"}, {"yue", "yueh"}};
  constexpr Change kFirst[] = {{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"}, {"d", "t"},  {"g", "k"},
                               {"j", "ch"},  {"q", "ch"},  {"x", "hs"},  {"r", "j"}, {"z", "ts"}, {"c", "ts"}};
  constexpr Change kRest[] = {{"ong", "ung"}, {"iong", "iung"}, {"ian", "ien"},
                              {"ie", "ieh"},  {"ue", "ueh"},    {"uo", "o"}};
  for (const Change& change : kWhole) {
    if (change.from == syllable) return std::string(change.to);
  }
  std::size_t first = 0;
  std::string out;
  for (const Change& change : kFirst) {
    if (!syllable.starts_with(change.from)) continue;
    out = change.to;
    first = change.from.size();
    break;
  }
  if (first == 0) {
    first = std::min(syllable.find_first_of("aeiou"), syllable.size());
    out = syllable.substr(0, first);
  }
  std::string_view rest = syllable.substr(first);
  for (const Change& change : kRest) {
    if (change.from == rest) rest = change.to;
  }
  return out + std::string(rest);
}

bool is_pinyin(std::string_view word) {
  const std::vector<std::string_view> syllables = syllables_of(word);
  return !syllables.empty() &&
         std::all_of(syllables.begin(), syllables.end(), [](std::string_view s) { return s.size() > 1; });
}

std::string wade_giles(std::string_view pinyin) {
  std::string out;
  for (const std::string_view syllable : syllables_of(pinyin)) out += older_syllable(syllable);
  return out;
}

}  // namespace licet
