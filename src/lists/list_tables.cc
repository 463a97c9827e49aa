#include "lists/list_tables.h"

#include "base/check.h"
#include "base/table.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "text/ordinary_words.h"
#include "text/script.h"

namespace licet {

namespace {

constexpr std::string_view kPlaces =
#include "embedded/places.inc"
    ;

const std::string kNone;

// Letters and digits of a name, how many words they make, and whether they are of a script without spaces.
struct Letters {
  std::size_t count = 0;
  std::size_t words = 0;
  bool unspaced = false;
};

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return script_of(c) != Script::kCommon;
}

Letters letters_of(std::string_view name) {
  Letters out;
  bool inside = false;
  while (!name.empty()) {
    const Decoded one = decode_utf8(name);
    name.remove_prefix(one.size == 0 ? 1 : one.size);
    const bool letter = one.size != 0 && is_letter(one.code_point);
    if (letter && !inside) ++out.words;
    if (letter) ++out.count;
    const Script script = letter ? script_of(one.code_point) : Script::kCommon;
    out.unspaced = out.unspaced || is_unspaced(script) || script == Script::kHangul;
    inside = letter || one.code_point == U'\'' || one.code_point == U'\u2019';
  }
  return out;
}

}  // namespace

Result<ListTables> ListTables::parse(std::string_view places, std::string_view ordinary_words) {
  ListTables out;
  LICET_TRY(const Table table, Table::parse_tsv(places, "places.tsv"));
  LICET_TRY(const std::size_t code, table.column("code"));
  LICET_TRY(const std::size_t name, table.column("name"));
  LICET_TRY(const std::size_t others, table.column("other_names"));
  for (std::size_t row = 0; row < table.size(); ++row) {
    out.places_[table.cell(row, code)] = table.cell(row, code);
    out.places_.emplace(ascii_lower(table.cell(row, name)), table.cell(row, code));
    for (const std::string_view other : split(table.cell(row, others), ';'))
      if (!other.empty()) out.places_.emplace(ascii_lower(other), table.cell(row, code));
  }
  LICET_TRY(const Table words, Table::parse_tsv(ordinary_words, "ordinary-words.tsv"));
  LICET_TRY(const std::size_t word, words.column("word"));
  for (std::size_t row = 0; row < words.size(); ++row) out.ordinary_.insert(words.cell(row, word));
  return out;
}

const ListTables& ListTables::builtin() {
  static const ListTables kTables = [] {
    auto parsed = parse(kPlaces, ordinary_words_table());
    LICET_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return kTables;
}

const std::string& ListTables::place(std::string_view name) const {
  name = trimmed(name);
  if (const auto code = places_.find(name); code != places_.end()) return code->second;
  const auto found = places_.find(ascii_lower(name));
  return found == places_.end() ? kNone : found->second;
}

std::size_t ListTables::place_length_in_front(std::string_view text) const {
  constexpr std::size_t kLongestPlace = 64;
  const std::string lower = ascii_lower(text.substr(0, kLongestPlace));
  for (std::size_t end = lower.size(); end > 2; --end) {
    if (end < lower.size() && lower[end] != ' ' && lower[end] != ',') continue;
    if (places_.contains(std::string_view(lower).substr(0, end))) return end;
  }
  return 0;
}

const std::string& ListTables::place_in_front(std::string_view text) const {
  text = trimmed(text);
  const std::size_t size = place_length_in_front(text);
  return size == 0 ? kNone : place(text.substr(0, size));
}

bool ListTables::is_ordinary(const std::string& word) const {
  if (ordinary_.contains(word)) return true;
  for (const std::string_view ending : {"s", "es", "ed", "ing", "ly", "er", "ers"})
    if (word.size() > ending.size() + 2 && word.ends_with(ending) &&
        ordinary_.contains(word.substr(0, word.size() - ending.size())))
      return true;
  return false;
}

bool ListTables::is_weak_name(std::string_view name) const {
  const Letters letters = letters_of(name);
  if (letters.unspaced) return letters.count <= 2;
  if (letters.count <= 4) return true;
  if (letters.words != 1) return false;
  std::string word;
  for (const char c : ascii_lower(name))
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) word.push_back(c);
  return is_ordinary(word);
}

}  // namespace licet
