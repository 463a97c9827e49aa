#include "match/han_words.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/table.h"
#include "base/utf8.h"
#include "match/numbers.h"
#include "match/weights.h"

namespace licet {

namespace {

constexpr std::string_view kOwners =
#include "embedded/owners-zh.inc"
    ;

constexpr std::size_t kOneHan = 3;  // bytes of a character
constexpr std::size_t kTwoHan = 6;
constexpr std::size_t kThreeHan = 9;

// Bytes of the places with which a text begins, if two characters or more are left.
std::size_t leading_places(std::string_view text) {
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const auto found = WordTables::get().prefix(text.substr(bytes));
    const bool leads = found && found->word_class.kind == WordKind::kPlace && found->bytes >= kTwoHan;
    if (!leads || text.size() - bytes - found->bytes < kTwoHan) break;
    bytes += found->bytes;
  }
  return bytes;
}

// Prince, doctor and the like are no titles in a company's name.
bool is_short_title(const WordTables::Affix& word) {
  return word.word_class.kind == WordKind::kTitle && word.bytes < kThreeHan;
}

// The longest word at the end of a text that does not leave one character alone, at the head or behind the places
// there: `北京海新能源` has the brand `海新`. A legal form is never cut in two (`南京港股份有限公司`).
std::optional<WordTables::Affix> tail_word(std::string_view text, std::size_t places) {
  std::size_t most = text.size();
  while (most > 0) {
    const auto found = WordTables::get().suffix(text, most);
    if (!found) return found;
    if (is_short_title(*found)) {  // `王子新材料`
      most = found->bytes - 1;
      continue;
    }
    const std::size_t left = text.size() - found->bytes;
    const bool form = found->word_class.kind == WordKind::kLegalForm && found->bytes > kThreeHan;
    if (form && left > 0) return found;
    if (left != kOneHan && (left < places || left != places + kOneHan)) return found;
    most = found->bytes - 1;
  }
  return std::nullopt;
}

// A place before a brand that the tables know counts as one before any brand.
void weigh_place_before_name(std::span<Position> words) {
  const auto is_place = [](const Position& p) { return p.kind == WordKind::kPlace; };
  const auto end = std::find_if_not(words.begin(), words.end(), is_place);
  if (end == words.end() || end->kind != WordKind::kName) return;
  for (auto p = words.begin(); p != end; ++p) {
    p->leads = true;
    p->weight = std::min(p->weight, most_for_leading_place());
  }
}

const std::vector<std::string>& owner_endings() {
  static const auto kAll = [] {
    std::vector<std::string> out;
    const Table table = Table::parse_tsv(kOwners, "owners-zh").value();
    out.reserve(table.size());
    for (std::size_t row = 0; row < table.size(); ++row) out.push_back(table.cell(row, "ending"));
    return out;
  }();
  return kAll;
}

// `中国航空工业集团公司沈阳飞机设计研究所`: whose institute it is, English names often leave out.
void weigh_owner(std::span<Position> words) {
  // `中国人民解放军陆军...`: so do they with the service of an army's school.
  if (words.size() > 2 && words[0].kind == WordKind::kTitle && words[1].kind == WordKind::kOrganization)
    words[1].weight = std::min(words[1].weight, most_for_owner());
  constexpr std::size_t kLeastAfter = 2;
  std::size_t owner = 0;
  for (std::size_t i = 0; i + kLeastAfter < words.size(); ++i) {
    const std::string_view shown = words[i].shown;
    const auto& ends = owner_endings();
    if (std::any_of(ends.begin(), ends.end(), [shown](const std::string& end) { return shown.ends_with(end); }))
      owner = i + 1;
  }
  if (owner == 0 || words.back().kind != WordKind::kOrganization) return;
  for (Position& p : words.first(owner)) p.weight = std::min(p.weight, most_for_owner());
}

// May a word stand before the brand? A place, or a company word of three characters or more.
bool leads(const WordTables::Affix& word) {
  return word.word_class.kind == WordKind::kPlace ||
         (word.word_class.kind == WordKind::kName && word.bytes >= kTwoHan) ||
         (word.word_class.kind == WordKind::kTitle && word.bytes >= kThreeHan) ||
         (word.word_class.kind == WordKind::kLegalForm && word.bytes >= kTwoHan) ||
         (word.word_class.kind == WordKind::kOrganization && word.bytes >= kThreeHan);
}

// Bytes of three digits or more at the end (`七一五研究所`).
std::size_t bare_numeral_before(std::string_view text) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  constexpr std::size_t kLeast = 3;
  const std::u32string all = from_utf8(text).value_or(std::u32string{});
  std::size_t count = 0;
  while (count < all.size() && kDigits.find(all[all.size() - 1 - count]) != std::u32string_view::npos) ++count;
  if (count < kLeast || han_number(all.substr(all.size() - count)) < 0) return 0;
  return 3 * count;
}

// Bytes of an ordinal (`第二十`) at the end of a text; 0 if there is none.
std::size_t ordinal_before(std::string_view text) {
  constexpr std::string_view kMark = "第";
  const auto mark = text.rfind(kMark);
  if (mark == std::string_view::npos) return bare_numeral_before(text);
  const auto numeral = from_utf8(text.substr(mark + kMark.size()));
  return numeral && han_number(*numeral) >= 0 ? text.size() - mark : 0;
}

HanWord known_word(std::size_t begin, std::size_t end, WordClass word_class, bool leads) {
  return {begin, end, HanWord::Kind::kKnown, word_class, leads};
}

// A part of a brand that is cut: a word of the tables, or a brand of its own.
HanWord part_of_brand(std::string_view text, std::size_t begin, std::size_t end) {
  const auto known = WordTables::get().find(text.substr(begin, end - begin));
  return known && !is_short_title({end - begin, *known}) ? known_word(begin, end, *known, false)
                                                         : HanWord{begin, end, HanWord::Kind::kBrand, {}, false};
}

// Words of two characters or more inside a brand, where two characters at least are left on both sides.
void cut_brand(std::string_view text, std::size_t begin, std::size_t end, std::vector<HanWord>& out) {
  for (std::size_t place = begin + kTwoHan; place + 2 * kTwoHan <= end;) {
    const auto found = (static_cast<unsigned char>(text[place]) & 0xC0U) == 0x80U
                           ? std::nullopt
                           : WordTables::get().prefix(text.substr(place, end - place));
    const bool cuts =
        found && found->bytes >= kTwoHan && !is_short_title(*found) && place + found->bytes + kTwoHan <= end;
    if (!cuts) {
      ++place;
      continue;
    }
    out.push_back(part_of_brand(text, begin, place));
    out.push_back(known_word(place, place + found->bytes, found->word_class, false));
    begin = place + found->bytes;
    place = begin + kTwoHan;
  }
  if (begin < end) out.push_back({begin, end, HanWord::Kind::kBrand, {}, false});
}

// Words, legal forms and ordinals at the end, the last one first; returns where they begin.
std::size_t cut_tail(std::string_view text, std::vector<HanWord>& tail) {
  const std::size_t lead = leading_places(text);
  std::size_t end = text.size();
  while (end > 0 && tail.size() < kMaxPositions) {
    const std::string_view rest = text.substr(0, end);
    if (const std::size_t numeral = ordinal_before(rest); numeral > 0) {
      tail.push_back({end - numeral, end, HanWord::Kind::kOrdinal, {}, false});
      end -= numeral;
      continue;
    }
    const auto found = tail_word(rest, lead);
    if (!found) break;
    tail.push_back(known_word(end - found->bytes, end, found->word_class, false));
    end -= found->bytes;
  }
  return end;
}

}  // namespace

std::vector<HanWord> cut_han(std::string_view text) {
  std::vector<HanWord> out;
  std::vector<HanWord> tail;
  const std::size_t end = cut_tail(text, tail);
  std::size_t begin = 0;
  while (begin < end) {
    const auto found = WordTables::get().prefix(text.substr(begin, end - begin));
    if (!found || !leads(*found) || end - begin - found->bytes < kTwoHan) break;
    out.push_back(known_word(begin, begin + found->bytes, found->word_class, true));
    begin += found->bytes;
  }
  cut_brand(text, begin, end, out);
  out.insert(out.end(), tail.rbegin(), tail.rend());
  return out;
}

void weigh_han(std::span<Position> words) {
  weigh_place_before_name(words);
  weigh_owner(words);
}

}  // namespace licet
