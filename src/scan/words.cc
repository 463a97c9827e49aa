#include "scan/words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "base/table.h"
#include "base/text_util.h"
#include "text/ordinary_words.h"

namespace licet {

// The table, written into the program by the build (cmake/embed_text.cmake).
std::string_view scan_words_table();

namespace {

constexpr std::array<std::pair<std::string_view, ScanWordKind>, kWordKinds> kKinds = {
    {{"legal_form", ScanWordKind::kLegalForm},
     {"place", ScanWordKind::kPlace},
     {"variant", ScanWordKind::kVariant},
     {"number", ScanWordKind::kNumber},
     {"ordinal", ScanWordKind::kOrdinal},
     {"unit", ScanWordKind::kUnit},
     {"unit_modifier", ScanWordKind::kUnitModifier},
     {"institute", ScanWordKind::kInstitute},
     {"small", ScanWordKind::kSmall},
     {"same", ScanWordKind::kSame},
     {"industry", ScanWordKind::kIndustry},
     {"role", ScanWordKind::kRole},
     {"vessel", ScanWordKind::kVessel},
     {"lead", ScanWordKind::kLead},
     {"han_form", ScanWordKind::kHanForm},
     {"han_edge", ScanWordKind::kHanEdge},
     {"han_word", ScanWordKind::kHanWord},
     {"han_tail", ScanWordKind::kHanTail}}};

std::optional<ScanWordKind> kind_of(std::string_view text) {
  for (const auto& [name, kind] : kKinds) {
    if (name == text) return kind;
  }
  return std::nullopt;
}

std::uint8_t class_bits(std::string_view letters) {
  std::uint8_t bits = 0;
  for (const char c : letters) {
    bits |= c == 'c' ? kCommonWord : c == 'u' ? kUsualWord : c == 'n' ? kNameWord : c == 'a' ? kAbbreviation : 0;
  }
  return bits;
}

struct Ending {
  std::string_view ending;
  std::string_view instead;
};

// Regular forms that the table leaves out.
constexpr std::array<Ending, 14> kEndings = {{{"ies", "y"},
                                              {"ied", "y"},
                                              {"es", ""},
                                              {"es", "e"},
                                              {"s", ""},
                                              {"ed", ""},
                                              {"ed", "e"},
                                              {"ing", ""},
                                              {"ing", "e"},
                                              {"ly", ""},
                                              {"er", ""},
                                              {"er", "e"},
                                              {"ers", ""},
                                              {"ness", ""}}};

bool all_digits(std::string_view key) {
  return std::all_of(key.begin(), key.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

}  // namespace

Result<ScanWords> ScanWords::parse(std::string_view ordinary_words, std::string_view scan_words) {
  ScanWords out;
  LICET_TRY(Table ordinary, Table::parse_tsv(ordinary_words, "ordinary-words"));
  LICET_TRY(const std::size_t word, ordinary.column("word"));
  LICET_TRY(const std::size_t letters, ordinary.column("class"));
  out.ordinary_.reserve(ordinary.size());
  for (std::size_t row = 0; row < ordinary.size(); ++row) {
    out.ordinary_.emplace(ordinary.cell(row, word), class_bits(ordinary.cell(row, letters)));
  }
  LICET_TRY(Table words, Table::parse_tsv(scan_words, "scan-words"));
  LICET_TRY(const std::size_t kind_column, words.column("kind"));
  LICET_TRY(const std::size_t text, words.column("text"));
  LICET_TRY(const std::size_t value, words.column("value"));
  for (std::size_t row = 0; row < words.size(); ++row) {
    const auto kind = kind_of(words.cell(row, kind_column));
    if (!kind) {
      return Error{ErrorCode::kParse, concat("scan-words, line ", words.line(row), ": no kind of word is called ",
                                             ticked(words.cell(row, kind_column)))};
    }
    const auto at = static_cast<std::size_t>(*kind);
    out.texts_[at].push_back(words.cell(row, text));
    out.kinds_[at].emplace(words.cell(row, text), words.cell(row, value));
  }
  return out;
}

const ScanWords& ScanWords::builtin() {
  static const ScanWords kWords = [] {
    auto parsed = parse(ordinary_words_table(), scan_words_table());
    LICET_CHECK(parsed.has_value());
    return std::move(parsed).value();
  }();
  return kWords;
}

std::uint8_t ScanWords::exact_classes(std::string_view key) const {
  const auto found = ordinary_.find(key);
  return found == ordinary_.end() ? std::uint8_t{0} : found->second;
}

std::uint8_t ScanWords::classes(std::string_view key) const {
  std::uint8_t bits = exact_classes(key);
  for (const Ending& e : kEndings) {
    if (bits != 0) break;
    if (key.size() < e.ending.size() + 3 || !key.ends_with(e.ending)) continue;
    std::string base(key.substr(0, key.size() - e.ending.size()));
    base += e.instead;
    bits = exact_classes(base) & (kCommonWord | kUsualWord);
    if (bits == 0 && base.size() > 3 && base[base.size() - 1] == base[base.size() - 2] && e.ending != "s") {
      base.pop_back();  // `planned` from `plan`
      bits = exact_classes(base) & (kCommonWord | kUsualWord);
    }
  }
  return bits;
}

const std::string* ScanWords::value(ScanWordKind kind, std::string_view key) const {
  const auto& map = kinds_[static_cast<std::size_t>(kind)];
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

bool ScanWords::is_plain(std::string_view key) const {
  return key.size() < 2 || all_digits(key) || classes(key) != 0 || is(ScanWordKind::kPlace, key) ||
         is(ScanWordKind::kLegalForm, key) || is(ScanWordKind::kOrdinal, key) || is(ScanWordKind::kVariant, key) ||
         is(ScanWordKind::kIndustry, key);
}

std::string_view ScanWords::same_key(std::string_view key) const {
  const std::string* same = value(ScanWordKind::kSame, key);
  return same == nullptr ? key : std::string_view(*same);
}

}  // namespace licet
