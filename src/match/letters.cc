#include "match/letters.h"

#include <algorithm>

namespace licet {

namespace {

// The letters of all positions from `first`, wrapping around, in one scheme.
std::u32string letters_of(const Reading& reading, std::size_t first, std::size_t form) {
  std::u32string out;
  const std::size_t count = reading.positions.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& forms = reading.positions[(first + i) % count].forms;
    const Form& chosen = forms[std::min(form, forms.size() - 1)];
    if (chosen.skeleton) return {};
    out += chosen.text;
  }
  return out;
}

// Positions before the comma of "LAST, First", or 0 if the name is not written so.
std::size_t positions_before_comma(const Reading& reading, std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos) return 0;
  const auto before = [comma](const Position& p) { return p.source_end <= comma; };
  const auto count =
      static_cast<std::size_t>(std::count_if(reading.positions.begin(), reading.positions.end(), before));
  return count < reading.positions.size() ? count : 0;
}

void sort_unique(std::vector<std::u32string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

void add_letters(PreparedName& name, const Reading& reading, std::string_view text) {
  std::size_t forms = 1;
  for (const Position& p : reading.positions) forms = std::max(forms, p.forms.size());
  const std::size_t turn = reading.kind == ReadingKind::kPerson ? positions_before_comma(reading, text) : 0;
  for (std::size_t form = 0; form < forms; ++form) {
    for (std::size_t first = 0; first <= turn; first += std::max<std::size_t>(turn, 1)) {
      std::u32string letters = letters_of(reading, first, form);
      if (letters.empty()) continue;
      if (form == 0) name.native_letters.push_back(letters);
      name.letters.push_back(std::move(letters));
    }
  }
}

}  // namespace

void set_letters(PreparedName& name, std::string_view text) {
  for (const Reading& reading : name.readings) add_letters(name, reading, text);
  sort_unique(name.letters);
  sort_unique(name.native_letters);
}

std::vector<std::u32string> letter_words_of(const Reading& organization, std::string_view source) {
  std::vector<std::u32string> out;
  for (const Position& p : organization.positions) {
    // Inside a word dots stand between single letters only.
    const bool dotted =
        source.substr(p.source_begin, p.source_end - p.source_begin).find('.') != std::string_view::npos;
    if ((p.from_letters || dotted) && p.kind == WordKind::kName) {
      out.push_back(p.forms[0].text);
    } else if (p.kind == WordKind::kName || p.kind == WordKind::kNumber) {
      return {};
    }
  }
  return out;
}

}  // namespace licet
