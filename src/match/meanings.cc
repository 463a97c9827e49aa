#include "match/meanings.h"

#include <algorithm>
#include <map>

#include "base/table.h"
#include "base/text_util.h"
#include "base/utf8.h"

namespace licet {

namespace {

constexpr std::string_view kMeanings =
#include "embedded/meanings-zh.inc"
    ;

constexpr std::size_t kLeastCharacters = 2;
constexpr std::size_t kMostCharacters = 5;
constexpr std::size_t kMostOfWord = 4;  // characters of a row
constexpr std::size_t kMostTexts = 24;
constexpr std::size_t kLeastLetters = 5;  // shorter words are the sound of too many brands

using Words = std::vector<std::u32string>;

const std::map<std::u32string, Words, std::less<>>& rows() {
  static const auto kAll = [] {
    std::map<std::u32string, Words, std::less<>> out;
    const Table table = Table::parse_tsv(kMeanings, "meanings-zh").value();
    for (std::size_t row = 0; row < table.size(); ++row) {
      Words& words = out[from_utf8(table.cell(row, "han")).value()];
      for (const std::string_view word : split(table.cell(row, "words"), ';')) {
        std::u32string text = from_utf8(word).value();
        std::erase_if(text, [](char32_t c) { return c == U' ' || c == U'-'; });
        words.push_back(std::move(text));
      }
    }
    return out;
  }();
  return kAll;
}

void add_meanings(std::u32string_view rest, const std::u32string& before, Words& out) {
  if (out.size() >= kMostTexts) return;
  if (rest.empty()) {
    if (before.size() >= kLeastLetters) out.push_back(before);
    return;
  }
  for (std::size_t count = std::min(kMostOfWord, rest.size()); count > 0; --count) {
    const auto found = rows().find(rest.substr(0, count));
    if (found == rows().end()) continue;
    for (const std::u32string& word : found->second) add_meanings(rest.substr(count), before + word, out);
  }
}

}  // namespace

std::vector<std::u32string> meanings_of(std::u32string_view han) {
  Words out;
  if (han.size() < kLeastCharacters || han.size() > kMostCharacters) return out;
  add_meanings(han, {}, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

int meaning_share(std::u32string_view han, std::u32string_view latin) {
  constexpr std::size_t kLeast = 3;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < han.size(); ++i) {
    const auto found = rows().find(han.substr(i, 1));
    if (found == rows().end()) continue;
    std::size_t most = 0;
    for (const std::u32string& word : found->second) {
      if (word.size() >= kLeast && latin.find(word) != std::u32string_view::npos) most = std::max(most, word.size());
    }
    letters += most;
  }
  return latin.empty() ? 0 : static_cast<int>(std::min(letters, latin.size()) * 100 / latin.size());
}

}  // namespace licet
