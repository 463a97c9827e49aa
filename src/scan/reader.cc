#include "scan/reader.h"

#include <algorithm>

namespace licet {

namespace {

constexpr std::size_t kMostPlaceWords = 3;
constexpr std::size_t kShortestAcronym = 2;
constexpr std::size_t kLongestAcronym = 8;
constexpr std::uint32_t kMostLongNameWords = 16;
constexpr std::uint32_t kMostRunWords = 8;
constexpr std::uint32_t kMostLegalForms = 6;

std::string_view gap_text(const Document& document, std::uint32_t word) {
  const auto& words = document.words();
  const std::size_t begin = word == 0 ? 0 : words[word - 1].full_end;
  const std::size_t end = word < words.size() ? words[word].begin : document.norm().size();
  return document.norm().substr(begin, end - begin);
}

bool opens(std::string_view gap) {
  return !gap.empty() && gap.back() == '(';
}
bool closes(std::string_view gap) {
  return !gap.empty() && gap.front() == ')';
}

// `AI` in `AIs`? No: all letters large, two to eight of them.
bool looks_like_acronym(const DocWord& word) {
  const std::size_t size = word.key.size();
  return (word.case_class == CaseClass::kUpper || word.case_class == CaseClass::kMixed) && size >= kShortestAcronym &&
         size <= kLongestAcronym;
}

// The long name before the bracket, read backwards: each letter begins a word, small words may be passed over.
std::optional<WordRange> initials_before(const Document& document, const ScanWords& words, std::uint32_t acronym) {
  const std::string_view letters = document.words()[acronym].key;
  std::size_t left = letters.size();
  for (std::uint32_t i = acronym; i > 0 && acronym - i < kMostLongNameWords;) {
    --i;
    const DocWord& word = document.words()[i];
    if (!word.key.empty() && word.key.front() == letters[left - 1]) {
      if (--left == 0) return WordRange{i, acronym - 1};
    } else if (!words.is(ScanWordKind::kSmall, word.key)) {
      return std::nullopt;
    }
    if (word.gap == Gap::kBreak) return std::nullopt;
  }
  return std::nullopt;
}

// The capital run before the bracket, if the acronym leaves out a word of it at most (`ITI` for four words).
std::optional<WordRange> run_before(const Document& document, const ScanWords& words, std::uint32_t acronym) {
  const auto& all = document.words();
  std::uint32_t first = acronym;
  while (first > 0 && acronym - first < kMostLongNameWords) {
    const DocWord& word = all[first - 1];
    const bool lead = word.first && words.is(ScanWordKind::kLead, word.key);
    if (!(word.capital() && !lead) && !words.is(ScanWordKind::kSmall, word.key)) break;
    --first;
    if (word.gap == Gap::kBreak) break;
  }
  while (first < acronym && !all[first].capital()) ++first;
  const std::string_view letters = all[acronym].key;
  for (std::uint32_t begin = first; begin < acronym; ++begin) {
    std::size_t met = 0;
    std::size_t missed = 0;
    for (std::uint32_t i = begin; i < acronym; ++i) {
      if (words.is(ScanWordKind::kSmall, all[i].key)) continue;
      if (met < letters.size() && all[i].key.front() == letters[met]) {
        ++met;
      } else {
        ++missed;
      }
    }
    if (met == letters.size() && missed <= 1 && all[begin].key.front() == letters.front())
      return WordRange{begin, acronym - 1};
  }
  return std::nullopt;
}

// `ABC (Long Name)`.
std::optional<WordRange> initials_behind(const Document& document, const ScanWords& words, std::uint32_t acronym) {
  const auto& all = document.words();
  if (acronym + 1 >= all.size() || !opens(gap_text(document, acronym + 1))) return std::nullopt;
  const std::string_view letters = all[acronym].key;
  std::size_t met = 0;
  for (std::uint32_t i = acronym + 1; i < all.size() && i - acronym <= kMostLongNameWords; ++i) {
    if (met < letters.size() && !all[i].key.empty() && all[i].key.front() == letters[met]) {
      ++met;
    } else if (!words.is(ScanWordKind::kSmall, all[i].key)) {
      return std::nullopt;
    }
    if (closes(gap_text(document, i + 1))) {
      return met == letters.size() ? std::optional(WordRange{acronym + 1, i}) : std::nullopt;
    }
  }
  return std::nullopt;
}

bool beside(Gap gap) {
  return gap == Gap::kSpace || gap == Gap::kHyphen;
}

// Words that stand beside a name without belonging to it.
bool stands_apart(const ScanWords& words, const DocWord& word) {
  return words.is(ScanWordKind::kRole, word.key) || words.is(ScanWordKind::kLead, word.key) ||
         words.is(ScanWordKind::kSmall, word.key);
}

}  // namespace

Countries::Countries(const Document& document, const ScanWords& words) {
  const auto& all = document.words();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (!all[i].capital()) continue;
    std::string text;
    for (std::uint32_t j = i; j < all.size() && j < i + kMostPlaceWords; ++j) {
      if (j > i) text += ' ';
      text += all[j].key;
      if (const std::string* country = words.value(ScanWordKind::kPlace, text)) places_[*country].push_back(i);
    }
  }
}

bool Countries::outside(std::string_view country, WordRange words) const {
  const auto found = places_.find(country);
  if (found == places_.end()) return false;
  return found->second.front() < words.first || found->second.back() > words.last;
}

bool Countries::in_sentence(std::string_view country, WordRange words, const Document& document) const {
  const auto found = places_.find(country);
  if (found == places_.end()) return false;
  const auto& all = document.words();
  constexpr std::uint32_t kReach = 60;
  std::uint32_t begin = words.first;
  while (begin > 0 && !all[begin].first && words.first - begin < kReach) --begin;
  std::uint32_t end = words.last + 1;
  while (end < all.size() && !all[end].first && end - words.last < kReach) ++end;
  return std::any_of(std::lower_bound(found->second.begin(), found->second.end(), begin), found->second.end(),
                     [&](std::uint32_t i) { return i < end && (i < words.first || i > words.last); });
}

std::map<std::string, Definition, std::less<>> find_definitions(const Document& document, const ScanWords& words) {
  std::map<std::string, Definition, std::less<>> out;
  const auto& all = document.words();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (!looks_like_acronym(all[i])) continue;
    std::optional<WordRange> found;
    if (i > 0 && opens(gap_text(document, i)) && closes(gap_text(document, i + 1))) {
      found = initials_before(document, words, i);
      if (!found) found = run_before(document, words, i);
    } else {
      found = initials_behind(document, words, i);
    }
    if (found) out.emplace(std::string(all[i].key), Definition{i, *found});
  }
  return out;
}

std::uint32_t with_legal_form(const Document& document, const ScanWords& words, std::uint32_t last) {
  const auto& all = document.words();
  for (std::uint32_t left = kMostLegalForms; left > 0 && last + 1 < all.size() && !all[last].possessive(); --left) {
    const DocWord& next = all[last + 1];
    const bool near = beside(next.gap) || next.gap == Gap::kComma || next.gap == Gap::kSoft;
    if (!near || !next.capital() || !words.is(ScanWordKind::kLegalForm, next.key)) break;
    // `Sa` or `As` alone are words of many languages: a short form must be written large.
    if (next.key.size() == 2 && next.key != "co" && next.case_class != CaseClass::kUpper) break;
    ++last;
  }
  return last;
}

std::uint32_t from_legal_form(const Document& document, const ScanWords& words, std::uint32_t first) {
  const auto& all = document.words();
  for (std::uint32_t left = kMostLegalForms; left > 0 && first > 0 && !all[first].line_break; --left) {
    const DocWord& before = all[first - 1];
    const bool near = beside(all[first].gap) || all[first].gap == Gap::kSoft;
    // Only forms that stand before names (`JSC`, `OOO`): `Ltd. Halden` is two things.
    const std::string* form = words.value(ScanWordKind::kLegalForm, before.key);
    if (!near || before.case_class != CaseClass::kUpper || form == nullptr || *form != "word") break;
    --first;
  }
  return first;
}

std::uint32_t end_with_dot(const Document& document, const ScanWords& words, std::uint32_t last) {
  const DocWord& word = document.words()[last];
  const std::string_view rest = document.norm().substr(word.full_end);
  const std::string_view printed = document.norm().substr(word.begin, word.end - word.begin);
  const std::string* form = words.value(ScanWordKind::kLegalForm, printed);
  if (form == nullptr || *form != "abbr" || !rest.starts_with('.') || word.possessive()) return word.end;
  const std::string_view behind = rest.substr(1);
  const bool more = !behind.empty() && (behind.front() == ',' || behind.front() == ')' || behind.front() == '\'');
  const bool next_lower = last + 1 < document.words().size() && !document.words()[last + 1].line_break &&
                          document.words()[last + 1].case_class == CaseClass::kLower;
  return more || next_lower ? word.end + 1 : word.end;
}

bool runs_on_before(const Document& document, const ScanWords& words, std::uint32_t first) {
  const auto& all = document.words();
  if (first == 0 || !beside(all[first].gap) || all[first].line_break) return false;
  const DocWord& before = all[first - 1];
  if (!before.capital() || before.possessive() || before.heading || stands_apart(words, before)) return false;
  if (words.is(ScanWordKind::kPlace, before.key) || words.is(ScanWordKind::kLegalForm, before.key)) return false;
  return !before.first;
}

bool runs_on_behind(const Document& document, const ScanWords& words, std::uint32_t last) {
  const auto& all = document.words();
  if (last + 1 >= all.size() || all[last].possessive()) return false;
  const DocWord& behind = all[last + 1];
  if (!beside(behind.gap) || behind.line_break) return false;
  return behind.capital() && !behind.heading && !stands_apart(words, behind) &&
         !words.is(ScanWordKind::kLegalForm, behind.key);
}

std::optional<std::uint32_t> longer_company_name(const Document& document, const ScanWords& words, std::uint32_t last) {
  const auto& all = document.words();
  if (all[last].heading || all[last].possessive()) return std::nullopt;
  if (with_legal_form(document, words, last) != last) return std::nullopt;  // complete
  std::uint32_t end = last;
  bool bracket_open = false;
  for (std::uint32_t i = last + 1; i < all.size() && i - last <= kMostRunWords; ++i) {
    const DocWord& word = all[i];
    if (word.line_break || word.first || !word.capital() || stands_apart(words, word)) break;
    const std::string_view gap = gap_text(document, i);
    if (word.gap == Gap::kParen) {
      if (closes(gap) != bracket_open) break;  // a bracket that was opened before the name, or one in another
      bracket_open = opens(gap);
    } else if (!beside(word.gap)) {
      break;
    }
    if (!bracket_open) end = i;  // a bracket that closes behind the last word belongs to no name
    if (word.possessive()) break;
  }
  if (end == last) return std::nullopt;
  const std::string_view key = all[end].key;
  const bool company = words.is(ScanWordKind::kIndustry, key) || words.is(ScanWordKind::kPlace, key) ||
                       words.is(ScanWordKind::kLegalForm, key);
  return company ? std::optional(end) : std::nullopt;
}

}  // namespace licet
