#include "text/no_name.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/table.h"
#include "text/token.h"

namespace licet {

namespace {

constexpr std::string_view kLegalForms =
#include "embedded/legal-forms.inc"
    ;

constexpr std::size_t kLongest = 200;  // in bytes: nothing that names nobody is nearly as long
constexpr std::size_t kMostWords = 24;
constexpr std::size_t kLongestPhrase = 8;  // in words

enum class Kind : std::uint8_t {
  kClear,    // no company is called so: `unknown`
  kPointer,  // clear, and a number may follow: `see PO 4711`
  kOpen,     // not known or not yet, but an ordinary name as well: `TBC`
  kRole,     // `end user`
  kOther,    // `test`
};

Kind kind_of(std::string_view why, bool clear) {
  if (why == "a role, not who has it") return Kind::kRole;
  if (clear) return why == "points to another place" ? Kind::kPointer : Kind::kClear;
  return why == "the name comes later" || why == "the writer does not know it" ? Kind::kOpen : Kind::kOther;
}

struct Word {
  std::string key;
  bool is_number = false;
  bool is_han = false;
  bool begins = false;  // nothing but punctuation that parts (`/`, `,`, ` - `) stands before it, or the name begins
};

// Does a mark that parts stand between two words? A dot or a quotation mark does not.
bool parts(std::string_view between) {
  return between.find_first_of("/|,;:-()[]") != std::string_view::npos;
}

// The words; empty if the name is not UTF-8.
std::vector<Word> words_of(std::string_view name) {
  std::vector<Word> out;
  const Result<FoldedText> folded = fold(name);
  if (!folded) return out;
  std::size_t end = 0;
  for (const Token& token : tokens_of(*folded, name)) {
    const std::string_view between = std::string_view(folded->text()).substr(end, token.begin - end);
    out.push_back({.key = token_key(token_text(*folded, token)),
                   .is_number = token.is_number,
                   .is_han = token.script == Script::kHan,
                   .begins = out.empty() || parts(between)});
    end = token.end;
  }
  return out;
}

std::string joined(const std::vector<Word>& words) {
  std::string key;
  for (const Word& word : words) key += word.key;
  return key;
}

struct Tables {
  std::unordered_map<std::string, Kind> rows;
  std::unordered_set<std::string> forms;
};

const Tables& tables() {
  static const Tables kTables = [] {
    Tables out;
    const TableView rows = TableView::parse_tsv(no_names_table(), "no-names.tsv").value();
    for (std::size_t row = 0; row < rows.size(); ++row) {
      out.rows.emplace(joined(words_of(rows.cell(row, "name"))),
                       kind_of(rows.cell(row, "why"), rows.cell(row, "clear") == "yes"));
    }
    const TableView classes = TableView::parse_tsv(kLegalForms, "legal-forms.tsv").value();
    for (std::size_t row = 0; row < classes.size(); ++row) {
      std::string_view left = classes.cell(row, "forms");
      while (!left.empty()) {
        const std::size_t end = std::min(left.find(';'), left.size());
        out.forms.insert(joined(words_of(left.substr(0, end))));
        left.remove_prefix(std::min(end + 1, left.size()));
      }
    }
    return out;
  }();
  return kTables;
}

bool is_title(const std::string& key) {
  constexpr std::array<std::string_view, 11> kTitles = {"mr",   "mrs",  "ms",  "miss", "dr", "prof",
                                                        "herr", "frau", "sir", "mme",  "sra"};
  return std::find(kTitles.begin(), kTitles.end(), key) != kTitles.end();
}

// `x`, `1`, `000`, `9999`, `XXXXXXX`, `aaaaa`. Short runs are names (`AA`, `CCCC`), and so are numbers (`40`, `511`).
bool is_filler(const std::string& key) {
  if (key.find_first_not_of(key.front()) != std::string::npos) return false;
  constexpr std::size_t kLongDigits = 4;
  constexpr std::size_t kLongLetters = 5;
  if (key.front() == '0' || key.front() == 'x') return true;
  if (key.front() >= '1' && key.front() <= '9') return key.size() == 1 || key.size() >= kLongDigits;
  return key.front() >= 'a' && key.front() <= 'z' && (key.size() == 1 || key.size() >= kLongLetters);
}

// `Customer 1`, `Company A`: a role that is counted.
bool is_counted_role(const std::vector<Word>& words) {
  if (words.size() < 2) return false;
  const std::string& last = words.back().key;
  const bool counts = words.back().is_number
                          ? last.size() <= 2
                          : last.size() == 1 && std::string_view("abcxyz").find(last) != std::string_view::npos;
  if (!counts) return false;
  const auto row = tables().rows.find(joined({words.begin(), words.end() - 1}));
  return row != tables().rows.end() && row->second == Kind::kRole;
}

// A run of Han has no spaces: the legal form at its end is made a word.
std::vector<Word> with_forms_apart(std::vector<Word> words) {
  constexpr std::size_t kHan = 3;  // bytes of a character
  std::vector<Word> out;
  for (Word& word : words) {
    std::string form;
    for (std::size_t at = kHan; word.is_han && form.empty() && at + kHan < word.key.size(); at += kHan)
      if (tables().forms.contains(word.key.substr(at))) form = word.key.substr(at);
    if (!form.empty()) word.key.resize(word.key.size() - form.size());
    out.push_back(std::move(word));
    if (!form.empty()) out.push_back({.key = std::move(form), .is_number = false, .is_han = true, .begins = false});
  }
  return out;
}

// What the words up to a place hold, one bit each; every set of them is one way to read these words.
enum : unsigned { kHasClear = 1, kHasPointer = 2, kHasOpen = 4, kHasName = 8, kHasNumber = 16, kWays = 32 };

// Do the words fall into phrases that name nobody, of which one says so clearly? Words of the table that may be part of
// a company's name (`test`, `TBC`) must stand between marks; a legal form or a title asks for a clear one.
bool is_made_of_nothing(const std::vector<Word>& words) {
  const auto ends = [&](std::size_t at) { return at == words.size() || words[at].begins; };
  std::vector<std::bitset<kWays>> ways(words.size() + 1);
  ways[0].set(0);
  const auto go = [&](std::size_t from, std::size_t to, unsigned bits) {
    for (unsigned way = 0; way < kWays; ++way)
      if (ways[from].test(way)) ways[to].set(way | bits);
  };
  for (std::size_t from = 0; from < words.size(); ++from) {
    if (words[from].is_number || words[from].key == "no" || words[from].key == "nr") go(from, from + 1, kHasNumber);
    if (words[from].begins && is_title(words[from].key)) go(from, from + 1, kHasName);
    std::string key;
    for (std::size_t to = from + 1; to <= std::min(words.size(), from + kLongestPhrase); ++to) {
      key += words[to - 1].key;
      if (tables().forms.contains(key) && (ends(to) || words[from].begins)) go(from, to, kHasName);
      const auto row = tables().rows.find(key);
      if (row == tables().rows.end()) continue;
      const bool apart = words[from].begins && ends(to);
      if (row->second == Kind::kClear) go(from, to, kHasClear);
      if (row->second == Kind::kPointer) go(from, to, kHasClear | kHasPointer);
      if (row->second == Kind::kRole) go(from, to, 0);
      if (row->second == Kind::kOpen && apart) go(from, to, kHasOpen);
      if (row->second == Kind::kOther && apart) go(from, to, 0);
    }
  }
  for (unsigned way = 0; way < kWays; ++way) {
    const bool says = (way & kHasClear) != 0 || ((way & kHasOpen) != 0 && (way & kHasName) == 0);
    const bool counted = (way & kHasNumber) == 0 || (way & kHasPointer) != 0;
    if (ways.back().test(way) && says && counted) return true;
  }
  return false;
}

// A legal form alone. The short ones are names as well (`BT`, `SIA`, `DMCC`); those that are not stand in the table.
bool is_legal_form(const std::string& key) {
  constexpr std::size_t kTooShort = 4;
  return key.size() > kTooShort && tables().forms.contains(key);
}

}  // namespace

bool names_nobody(std::string_view name) {
  if (name.empty() || name.size() > kLongest) return false;
  const std::vector<Word> words = words_of(name);
  if (words.empty() || words.size() > kMostWords) return false;
  const std::string key = joined(words);
  if (key.empty()) return false;
  return tables().rows.contains(key) || is_filler(key) || is_legal_form(key) || is_counted_role(words) ||
         is_made_of_nothing(with_forms_apart(words));
}

std::string_view no_names_table() {
  return
#include "embedded/no-names.inc"
      ;
}

}  // namespace licet
