#include "match/address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "text/fold.h"

namespace licet {

namespace {

// Words of addresses in general, and their short forms.
constexpr std::array<std::u32string_view, 29> kPlainWords = {
    U"room", U"rm",  U"flat", U"unit",   U"office", U"suite", U"ste",      U"floor",   U"fl",     U"level",
    U"no",   U"nos", U"road", U"rd",     U"street", U"st",    U"avenue",   U"ave",     U"lane",   U"building",
    U"bldg", U"the", U"of",   U"center", U"centre", U"ctr",   U"district", U"address", U"located"};

bool is_number(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || c >= 0xC0;
}

// A run of digits or of letters; a single letter behind digits belongs to them (`19c`).
struct Word {
  std::u32string text;
  bool number = false;
};

std::vector<Word> words_of(const std::u32string& text) {
  std::vector<Word> out;
  for (std::size_t i = 0; i < text.size();) {
    const bool number = is_number(text[i]);
    if (!number && !is_letter(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && (number ? is_number(text[i]) : is_letter(text[i]))) ++i;
    out.push_back({text.substr(begin, i - begin), number});
    const bool behind =
        number && i < text.size() && is_letter(text[i]) && (i + 1 == text.size() || !is_letter(text[i + 1]));
    if (behind && text[i] != U'f') out.back().text += text[i];
    if (behind) ++i;
  }
  return out;
}

std::string number_key(const std::u32string& word) {
  const std::size_t begin = std::min(word.find_first_not_of(U'0'), word.size() - 1);
  return to_utf8(std::u32string_view(word).substr(begin));
}

std::vector<std::u32string> triples(const std::u32string& letters) {
  std::vector<std::u32string> out;
  for (std::size_t i = 0; i + 3 <= letters.size(); ++i) out.push_back(letters.substr(i, 3));
  std::sort(out.begin(), out.end());
  return out;
}

// Which part of the shorter one's triples the longer one has, in hundredths.
std::size_t shared(const std::u32string& a, const std::u32string& b) {
  const std::vector<std::u32string> left = triples(a);
  const std::vector<std::u32string> right = triples(b);
  const std::size_t least = std::min(left.size(), right.size());
  if (least == 0) return a == b ? 100 : 0;
  std::vector<std::u32string> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
  return 100 * both.size() / least;
}

}  // namespace

AddressParts address_parts(std::string_view address) {
  AddressParts out;
  const auto folded = fold(address);
  if (!folded) return out;
  const auto text = from_utf8(folded->text());
  if (!text) return out;
  for (const Word& word : words_of(*text)) {
    if (word.number) {
      out.numbers.insert(number_key(word.text));
    } else if (word.text.size() == 1 && word.text[0] < 0x80) {
      if (word.text != U"f") out.numbers.insert(to_utf8(word.text));
    } else if (std::find(kPlainWords.begin(), kPlainWords.end(), word.text) == kPlainWords.end()) {
      out.letters += word.text;
    }
  }
  return out;
}

Truth same_address(const AddressParts& a, const AddressParts& b) {
  constexpr std::size_t kNearlyAll = 85;
  constexpr std::size_t kMost = 60;
  if (a.numbers.empty() || b.numbers.empty() || a.letters.empty() || b.letters.empty()) return Truth::kFalse;
  const bool a_has_b = std::includes(a.numbers.begin(), a.numbers.end(), b.numbers.begin(), b.numbers.end());
  const bool b_has_a = std::includes(b.numbers.begin(), b.numbers.end(), a.numbers.begin(), a.numbers.end());
  if (!a_has_b && !b_has_a) return Truth::kFalse;
  const std::size_t alike = shared(a.letters, b.letters);
  if (alike < kMost) return Truth::kFalse;
  return a_has_b && b_has_a && alike >= kNearlyAll ? Truth::kTrue : Truth::kUnknown;
}

}  // namespace licet
