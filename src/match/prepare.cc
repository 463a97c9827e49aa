#include "match/prepare.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "base/utf8.h"
#include "match/acronyms.h"
#include "match/han_words.h"
#include "match/letters.h"
#include "match/numbers.h"
#include "match/spellings.h"
#include "match/tricks.h"
#include "match/weights.h"
#include "text/fold.h"
#include "text/ordinary_words.h"
#include "text/romanize.h"
#include "text/token.h"

namespace licet {

namespace {

// One word of the name with its places in the source.
struct Word {
  std::string key;
  Token token;
  std::size_t source_begin = 0;
  std::size_t source_end = 0;
  bool aside = false;  // in brackets, after a word outside
};

std::size_t letters_in(std::string_view key) {
  return static_cast<std::size_t>(
      std::count_if(key.begin(), key.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class Preparer {
 public:
  Preparer(std::string_view source, FoldedText folded) : source_(source), folded_(std::move(folded)) {
    for (const Token& token : tokens_of(folded_, source_)) {
      Word word{token_key(token_text(folded_, token)), token, 0, 0};
      if (const auto span = folded_.source(token.begin, token.end)) {
        word.source_begin = span->byte_begin;
        word.source_end = span->byte_end;
      }
      words_.push_back(std::move(word));
    }
    for (const Word& word : words_) {
      keys_.push_back(word.key);
      std::string corrected = WordTables::get().corrected(word.key);
      if (corrected.empty()) corrected = word.key;
      corrected_.push_back(std::move(corrected));
      japanese_ = japanese_ || is_japanese(word.key);
      hong_kong_ = hong_kong_ || word.key.find("香港") != std::string::npos;
    }
    mark_brackets();
    mark_host();
  }

  // What the normal form undid.
  void tell(PreparedName& name) const {
    name.invisible_characters = folded_.findings().invisible > 0;
    name.full_width = folded_.findings().full_width > 0;
    name.mixed_script = std::any_of(keys_.begin(), keys_.end(), [](const std::string& key) {
      return in_one_alphabet(from_utf8(key).value()).has_value();
    });
  }

  bool has_word() const { return !words_.empty(); }

  // Apostrophes and dots inside a word cut it too: `L.L.C` may be torn apart.
  std::u32string sorted_words() const {
    std::vector<std::u32string> words;
    for (const Word& word : words_) {
      std::u32string text = from_utf8(token_text(folded_, word.token)).value();
      if (text == U"&") text = U"and";
      for (std::size_t begin = 0, end = 0; begin <= text.size(); begin = end + 1) {
        end = std::min(text.find_first_of(U"'.", begin), text.size());
        if (end > begin) words.push_back(text.substr(begin, end - begin));
      }
    }
    std::u32string out;
    if (words.size() < 2) return out;
    std::sort(words.begin(), words.end());
    for (const std::u32string& word : words) out += (out.empty() ? U"" : U" ") + word;
    return out;
  }

  Reading organization() {
    Reading reading;
    reading.kind = ReadingKind::kOrganization;
    std::vector<bool> taken;
    const auto forms = WordTables::get().scattered_forms(corrected_, taken);
    for (std::size_t at = 0; at < words_.size() && !full(reading);) {
      if (!taken[at]) {
        at = organization_word(at, reading);
        continue;
      }
      if (forms[at] != nullptr) push_scattered_form(at, *forms[at], reading);
      ++at;
    }
    return finished(std::move(reading));
  }

  Reading person() {
    Reading reading;
    reading.kind = ReadingKind::kPerson;
    for (std::size_t at = 0; at < words_.size() && !full(reading);) at = person_word(at, reading);
    return finished(std::move(reading));
  }

  // True if a legal form or a company word stands in the name.
  static bool looks_like_organization(const Reading& reading) {
    return std::any_of(reading.positions.begin(), reading.positions.end(), [](const Position& p) {
      return (p.kind == WordKind::kLegalForm || p.kind == WordKind::kOrganization) && !p.misspelt;
    });
  }

 private:
  // `Key Laboratory of Radar Signal Processing at Xidian University`: the words behind `at` say where it is.
  void mark_host() {
    constexpr std::string_view kHosts[] = {"university", "academy", "college", "institute"};
    for (std::size_t at = 1; at + 1 < words_.size(); ++at) {
      if (keys_[at] != "at") continue;
      const bool host = std::any_of(std::begin(kHosts), std::end(kHosts), [&](std::string_view word) {
        return std::find(keys_.begin() + static_cast<std::ptrdiff_t>(at), keys_.end(), word) != keys_.end();
      });
      for (std::size_t i = at; host && i < words_.size(); ++i) words_[i].aside = true;
    }
  }

  void mark_brackets() {
    if (words_.empty()) return;
    std::size_t at = words_[0].token.end;
    int depth = 0;
    for (std::size_t i = 1; i < words_.size(); ++i) {
      for (; at < words_[i].token.begin; ++at) {
        const char c = folded_.text()[at];
        if (c == '(' || c == '[') ++depth;
        if ((c == ')' || c == ']') && depth > 0) --depth;
      }
      words_[i].aside = depth > 0;
    }
  }

  bool full(Reading& reading) const {
    reading.cut = reading.positions.size() >= kMaxPositions;
    return reading.cut;
  }

  Position base(std::size_t first, std::size_t count) const {
    Position p;
    p.source_begin = words_[first].source_begin;
    p.source_end = words_[first + count - 1].source_end;
    p.script = words_[first].token.script == Script::kCommon ? Script::kLatin : words_[first].token.script;
    std::string text;
    for (std::size_t i = first; i < first + count; ++i) {
      p.shown += (i > first ? " " : "") + words_[i].key;
      text += words_[i].key;
    }
    p.forms.push_back(make_form(from_utf8(text).value(), p.script, true, "folded"));
    p.shortest = p.forms[0].text.size();
    p.aside = words_[first].aside;
    return p;
  }

  void push(Reading& reading, Position p) const {
    if (p.script == Script::kCyrillic && p.kind == WordKind::kName && reading.kind == ReadingKind::kOrganization &&
        explains_whose_name(p, reading))
      add_nominative(p);
    p.weight = weight_in(reading, p);
    reading.positions.push_back(std::move(p));
  }

  // A phrase of the word tables at this place; a longer one if slips in its words are undone.
  std::optional<WordTables::Phrase> phrase(std::size_t at) const {
    const std::size_t most = std::min(WordTables::kMaxPhrase, keys_.size() - at);
    const auto plain = WordTables::get().longest_phrase(std::span(keys_).subspan(at, most));
    if (std::equal(keys_.begin() + static_cast<std::ptrdiff_t>(at),
                   keys_.begin() + static_cast<std::ptrdiff_t>(at + most),
                   corrected_.begin() + static_cast<std::ptrdiff_t>(at)))
      return plain;
    const auto repaired = WordTables::get().longest_phrase(std::span(corrected_).subspan(at, most));
    const bool longer = repaired && repaired->words > 1 && (!plain || repaired->words > plain->words);
    return longer ? repaired : plain;
  }

  // Kana, or the sign of Japanese companies (`株式会社`, `(株)`); the city of 株洲 is Chinese.
  static bool is_japanese(std::string_view key) {
    const std::u32string text = from_utf8(key).value_or(std::u32string{});
    return text == U"株" || text.find(U"株式") != std::u32string::npos || text.find(U"会社") != std::u32string::npos ||
           std::any_of(text.begin(), text.end(), [](char32_t c) { return script_of(c) == Script::kKana; });
  }

  void push_scattered_form(std::size_t at, const WordTables::LongForm& form, Reading& reading) const {
    Position p = base(at, 1);
    p.kind = form.word_class.kind;
    p.class_id = form.word_class.id;
    std::string text;
    p.shown.clear();
    for (const std::string_view key : form.keys) {
      text += key;
      p.shown.append(p.shown.empty() ? "" : " ").append(key);
    }
    p.forms[0] = make_form(from_utf8(text).value(), p.script, true, "words_in_another_order");
    push(reading, std::move(p));
  }

  std::size_t organization_word(std::size_t at, Reading& reading) const {
    const std::size_t letters = single_letters(at);
    if (const auto found = phrase(at); found && (found->words > 1 || letters < 2)) {
      if (found->words == 1 && push_short_form(at, reading)) return at + 1;
      Position p = base(at, found->words);
      p.kind = found->word_class.kind;
      p.class_id = found->word_class.id;
      if (found->words == 1 && p.script != Script::kLatin)
        add_spellings(p, romanize(source_.substr(p.source_begin, p.source_end - p.source_begin)));
      add_written_out(p);
      push(reading, std::move(p));
      return at + found->words;
    }
    const bool after_particle = !reading.positions.empty() && reading.positions.back().kind == WordKind::kParticle;
    const bool written_together = letters == 0 && after_particle && is_dotted(at) && letters_in(keys_[at]) <= 3;
    if (letters > 1 || written_together ||
        (letters == 1 && after_particle && words_[at].token.script == Script::kCyrillic)) {
      Position p = base(at, std::max<std::size_t>(letters, 1));
      p.from_letters = true;
      if (p.script != Script::kLatin) add_spellings(p, romanize(to_utf8(p.forms[0].text)));
      if (after_particle && p.script == Script::kCyrillic) p.kind = WordKind::kInitial;  // `named after A. B. Name`
      push(reading, std::move(p));
      return at + std::max<std::size_t>(letters, 1);
    }
    if (is_tens(keys_[at]) && at + 1 < keys_.size()) {
      const std::int64_t unit = number_value(keys_[at + 1]);
      if (unit >= 1 && unit <= 9) {
        push_number(at, 2, number_value(keys_[at]) + unit, reading);
        return at + 2;
      }
    }
    // `I.I.` is no number.
    if (const std::int64_t value = is_dotted(at) && !words_[at].token.is_number ? -1 : number_value(keys_[at]);
        value >= 0) {
      push_number(at, 1, value, reading);
      return at + 1;
    }
    if (is_unspaced(words_[at].token.script)) {
      split_unspaced(at, reading);
      return at + 1;
    }
    push(reading, plain(at, ReadingKind::kOrganization));
    return at + 1;
  }

  // `ЦНИИ` is read as the words it stands for.
  bool push_short_form(std::size_t at, Reading& reading) const {
    const auto parts = WordTables::get().parts_of_short(keys_[at]);
    if (parts.empty() || words_[at].token.script != Script::kCyrillic) return false;
    for (const WordTables::Part& part : parts) {
      if (full(reading)) break;
      Position p = base(at, 1);
      p.kind = part.word_class.kind;
      p.class_id = part.word_class.id;
      p.shown = std::string(part.text);
      p.forms[0] = make_form(from_utf8(part.text).value(), Script::kLatin, true, "short_form");
      p.shortest = p.forms[0].text.size();
      push(reading, std::move(p));
    }
    return true;
  }

  void push_number(std::size_t at, std::size_t count, std::int64_t value, Reading& reading) const {
    Position p = base(at, count);
    p.kind = WordKind::kNumber;
    p.number = value;
    push(reading, std::move(p));
  }

  bool is_dotted(std::size_t at) const { return token_text(folded_, words_[at].token) != words_[at].key; }

  // How many single letters stand side by side; a word of dotted letters counts for itself.
  std::size_t single_letters(std::size_t at) const {
    std::size_t count = 0;
    while (at + count < keys_.size() && letters_in(keys_[at + count]) == 1 && !words_[at + count].token.is_number &&
           !is_unspaced(words_[at + count].token.script)) {
      ++count;
    }
    return count;
  }

  // A word that no table knows as it stands.
  Position plain(std::size_t at, ReadingKind kind) const {
    Position p = base(at, 1);
    const std::string_view source = source_.substr(p.source_begin, p.source_end - p.source_begin);
    if (p.script == Script::kLatin) {
      if (auto repaired = without_digit_tricks(p.forms[0].text)) {
        p.forms.push_back(make_form(std::move(*repaired), Script::kLatin, false, "digits_as_letters"));
      }
      if (auto repaired = without_letter_pairs(p.forms[0].text)) {
        p.forms.push_back(make_form(std::move(*repaired), Script::kLatin, false, "letter_pairs"));
        p.forms.back().most_edits = 0;
      }
      p.skeleton = latin_skeleton(keys_[at]);
      if (kind == ReadingKind::kPerson) add_older_spelling(p);
    } else {
      add_spellings(p, romanize(source));
      if (kind == ReadingKind::kOrganization) add_bare_adjective(p);
    }
    add_one_alphabet(p);
    p.families = WordTables::get().families(keys_[at]);
    for (std::size_t i = 1; i < p.forms.size() && p.families.empty(); ++i) {
      p.families = WordTables::get().families(to_utf8(p.forms[i].text));
    }
    if (kind == ReadingKind::kOrganization && p.script == Script::kArabic) {
      for (const Form& form : p.forms) {
        const auto sounds =
            form.skeleton && p.class_id == 0 ? WordTables::get().find_by_consonants(to_utf8(form.text)) : std::nullopt;
        if (sounds) p.kind = sounds->kind, p.class_id = sounds->id;
      }
    }
    if (kind == ReadingKind::kOrganization && p.script == Script::kLatin) {
      if (const auto near = WordTables::get().find_misspelt(keys_[at])) {
        p.kind = near->kind;
        p.class_id = near->id;
        p.misspelt = true;
      }
    }
    return p;
  }

  // Han and kana, which have no spaces between words.
  void split_unspaced(std::size_t at, Reading& reading) const {
    const std::size_t first = reading.positions.size();
    for (const HanWord& word : cut_han(keys_[at])) {
      if (word.kind == HanWord::Kind::kBrand) {
        if (!full(reading)) push(reading, brand(at, word.begin, word.end, reading.kind));
      } else if (word.kind == HanWord::Kind::kOrdinal) {
        if (!full(reading)) push(reading, ordinal(at, word.begin, word.end));
      } else {
        for (Position& known : known_pieces(at, word.begin, word.end, word.word_class)) {
          if (full(reading)) break;
          known.leads = word.leads && known.kind == WordKind::kPlace;
          push(reading, std::move(known));
        }
      }
    }
    weigh_han(std::span(reading.positions).subspan(first));
  }

  Position ordinal(std::size_t at, std::size_t begin, std::size_t end) const {
    Position p = piece(at, begin, end, {WordKind::kNumber, 0});
    std::u32string_view digits = p.forms[0].text;
    if (digits.starts_with(U'第')) digits.remove_prefix(1);
    p.number = han_number(digits);
    return p;
  }

  // The word of the tables, or the words for which it stands; all of them have the place of the short form.
  std::vector<Position> known_pieces(std::size_t at, std::size_t begin, std::size_t end, WordClass word_class) const {
    const auto parts = WordTables::get().parts_of_short(std::string_view(keys_[at]).substr(begin, end - begin));
    if (parts.empty()) return {known_piece(at, begin, end, word_class)};
    std::vector<Position> out;
    for (const WordTables::Part& part : parts) {
      Position p = piece(at, begin, end, part.word_class);
      p.shown = std::string(part.text);
      p.forms.clear();
      p.forms.push_back(make_form(from_utf8(part.text).value(), p.script, true, "short_form"));
      add_spellings(p, romanize(p.shown));
      p.shortest = p.forms[0].text.size();
      out.push_back(std::move(p));
    }
    return out;
  }

  // A word of the tables with its Latin spelling.
  Position known_piece(std::size_t at, std::size_t begin, std::size_t end, WordClass word_class) const {
    Position p = piece(at, begin, end, word_class);
    if (p.forms[0].text.size() > 1) add_spellings(p, romanize(p.shown));
    add_written_out(p);
    return p;
  }

  Position piece(std::size_t at, std::size_t begin, std::size_t end, WordClass word_class) const {
    Position p = base(at, 1);
    const std::string text = keys_[at].substr(begin, end - begin);
    const Token& token = words_[at].token;
    if (const auto span = folded_.source(token.begin + begin, token.begin + end)) {
      p.source_begin = span->byte_begin;
      p.source_end = span->byte_end;
    }
    p.shown = text;
    p.forms.clear();
    p.forms.push_back(make_form(from_utf8(text).value(), p.script, true, "folded"));
    p.shortest = p.forms[0].text.size();
    p.kind = word_class.kind;
    p.class_id = word_class.id;
    return p;
  }

  Position brand(std::size_t at, std::size_t begin, std::size_t end, ReadingKind kind) const {
    Position p = piece(at, begin, end, {});
    if (japanese_ && p.script == Script::kHan) return p;
    add_spellings(p, romanize(p.shown));
    if (kind == ReadingKind::kOrganization && p.script == Script::kKana) limit_kana(p);
    if (kind == ReadingKind::kOrganization)  // companies write pinyin; the older spelling sounds like many others
      limit_older_spelling(p);
    if (kind == ReadingKind::kPerson || hong_kong_) add_cantonese(p);
    if (kind == ReadingKind::kOrganization) add_meanings(p);
    if (kind == ReadingKind::kOrganization) add_same_sound(p);
    return p;
  }

  std::size_t person_word(std::size_t at, Reading& reading) const {
    const Word& word = words_[at];
    const auto found = WordTables::get().find(word.key);
    const bool last = at + 1 == words_.size();
    if (last && at > 0 && found && found->kind == WordKind::kLegalForm && letters_in(word.key) >= 2 &&
        word.token.case_class == CaseClass::kUpper) {
      Position p = base(at, 1);
      p.kind = WordKind::kLegalForm;
      p.class_id = found->id;
      push(reading, std::move(p));
      return at + 1;
    }
    if (found && (found->kind == WordKind::kParticle || found->kind == WordKind::kTitle) && letters_in(word.key) > 1) {
      Position p = base(at, 1);
      p.kind = found->kind;
      p.class_id = found->id;
      push(reading, std::move(p));
      return at + 1;
    }
    if (is_initials(word)) {
      push_initials(at, reading);
      return at + 1;
    }
    if (unspaced_person(at, reading)) return at + 1;
    push(reading, plain(at, ReadingKind::kPerson));
    return at + 1;
  }

  // `J`, `J.-C.`, `JC`: letters that stand for names.
  bool is_initials(const Word& word) const {
    const std::string_view normal = token_text(folded_, word.token);
    const std::size_t letters = letters_in(word.key);
    if (word.token.is_number || word.token.script == Script::kCommon || is_unspaced(word.token.script)) return false;
    if (word.token.script == Script::kHangul) return false;  // a syllable is a name
    if (letters == 1 || normal.find('.') != std::string_view::npos) return true;
    const bool no_vowel = word.key.find_first_of("aeiouy") == std::string::npos;
    const bool others_are_words = std::any_of(words_.begin(), words_.end(),
                                              [](const Word& w) { return w.token.case_class == CaseClass::kTitle; });
    return letters == 2 && word.token.case_class == CaseClass::kUpper && no_vowel && others_are_words;
  }

  void push_initials(std::size_t at, Reading& reading) const {
    const std::u32string letters = from_utf8(keys_[at]).value();
    for (const char32_t letter : letters) {
      if (full(reading)) return;
      Position p = base(at, 1);
      p.forms.clear();
      p.forms.push_back(make_form(std::u32string{letter}, p.script, true, "folded"));
      p.shown = to_utf8(p.forms[0].text);
      p.shortest = 1;
      p.kind = WordKind::kInitial;
      if (p.script != Script::kLatin) add_spellings(p, romanize(p.shown));
      push(reading, std::move(p));
    }
  }

  // A Chinese or Korean name written together, nothing beside it: surname and given name are positions of their own.
  bool unspaced_person(std::size_t at, Reading& reading) const {
    const Script script = words_[at].token.script;
    const std::u32string text = from_utf8(keys_[at]).value();
    const bool alone = std::count_if(words_.begin(), words_.end(), [](const Word& w) { return !w.aside; }) == 1;
    if ((script != Script::kHan && script != Script::kHangul) || text.size() < 2 || text.size() > 4) return false;
    if (!alone && !words_[at].aside) return false;
    const std::size_t surname = surname_length(text);
    const std::size_t cut = to_utf8(text.substr(0, surname)).size();
    Position first = piece(at, 0, cut, {});
    if (script == Script::kHan) {
      add_spellings(first, {{"han_surname", romanize_surname(first.shown), false}});
      add_cantonese(first);
    } else {
      add_spellings(first, romanize(first.shown));
    }
    first.families = WordTables::get().families(first.forms.size() > 1 ? to_utf8(first.forms[1].text) : "");
    push(reading, std::move(first));
    if (cut < keys_[at].size()) push(reading, brand(at, cut, keys_[at].size(), reading.kind));
    return true;
  }

  static std::size_t surname_length(const std::u32string& text) {
    constexpr std::array<std::u32string_view, 12> kDouble = {U"欧阳", U"司马", U"上官", U"诸葛", U"东方", U"皇甫",
                                                             U"尉迟", U"公孙", U"慕容", U"令狐", U"夏侯", U"남궁"};
    const bool two = text.size() > 2 && std::find(kDouble.begin(), kDouble.end(), text.substr(0, 2)) != kDouble.end();
    return two ? 2 : 1;
  }

  static bool is_short_brand(const Position& p) { return p.script == Script::kHan && p.forms[0].text.size() <= 2; }

  static bool informs(const Position& p) { return p.kind == WordKind::kName || p.kind == WordKind::kNumber; }

  // A name of slips in common words alone is a name: `Comany Inc`.
  static void restore_slips(Reading& reading) {
    if (std::any_of(reading.positions.begin(), reading.positions.end(), informs)) return;
    for (Position& p : reading.positions) {
      if (!p.misspelt) continue;
      p.misspelt = false;
      p.kind = WordKind::kName;
      p.class_id = 0;
      p.weight = p.aside ? p.weight : most_for_kind(p.kind);
    }
  }

  // Only what is asked for is looked at so (align.cc): listed names do not keep it.
  void mark_common(Reading& reading) const {
    const auto& all = reading.positions;
    const auto own = [](const Position& p) { return p.script == Script::kLatin || p.script == Script::kKana; };
    if (reading.low_information) {
      reading.common = japanese_ || std::all_of(all.begin(), all.end(), own);
    } else if (std::count_if(all.begin(), all.end(), informs) == 1) {
      const Position& name = *std::find_if(all.begin(), all.end(), informs);
      reading.lone = own(name) || is_short_brand(name);
      reading.common = own(name) && is_ordinary_word(to_utf8(name.forms[0].text));
    }
  }

  Reading finished(Reading reading) const {
    restore_slips(reading);
    if (reading.kind == ReadingKind::kOrganization) {
      weigh_own_acronyms(reading, source_);
      weigh_known_names(reading);
    }
    bool informative = false;
    for (const Position& p : reading.positions) {
      reading.weight += p.weight;
      informative = informative || informs(p);
    }
    reading.low_information = !informative;
    mark_common(reading);
    return reading;
  }

  std::string_view source_;
  FoldedText folded_;
  std::vector<Word> words_;
  std::vector<std::string> keys_;
  std::vector<std::string> corrected_;  // slips in words of phrases undone
  bool japanese_ = false;               // Han words are no Mandarin
  bool hong_kong_ = false;              // Han words may be Cantonese
};

}  // namespace

const char* to_string(ReadingKind kind) {
  return kind == ReadingKind::kPerson ? "person" : "organization";
}

const Reading* PreparedName::reading(ReadingKind kind) const {
  for (const Reading& r : readings) {
    if (r.kind == kind) return &r;
  }
  return nullptr;
}

std::vector<std::u32string_view> PreparedName::shared_texts() const {
  std::vector<std::u32string_view> out(letters.begin(), letters.end());
  if (!sorted_words.empty()) out.push_back(sorted_words);
  return out;
}

bool share_words(const PreparedName& a, const PreparedName& b) {
  if (a.sorted_words.empty() || a.sorted_words != b.sorted_words) return false;
  return std::none_of(a.letter_words.begin(), a.letter_words.end(), [&](const std::u32string& x) {
    return std::any_of(b.letter_words.begin(), b.letter_words.end(), [&](const std::u32string& y) {
      return x != y && std::is_permutation(x.begin(), x.end(), y.begin(), y.end());
    });
  });
}

PreparedName prepare_name(std::string_view text, Schema schema) {
  PreparedName name;
  auto folded = fold(text);
  if (!folded) return name;
  Preparer preparer(text, std::move(folded).value());
  name.has_word = preparer.has_word();
  preparer.tell(name);
  if (!name.has_word) return name;
  Reading organization = preparer.organization();
  name.sorted_words = preparer.sorted_words();
  name.letter_words = letter_words_of(organization, text);
  const bool person =
      schema == Schema::kPerson || (schema == Schema::kLegalEntity && !Preparer::looks_like_organization(organization));
  name.readings.push_back(std::move(organization));
  if (person) name.readings.push_back(preparer.person());
  for (const Reading& reading : name.readings) name.cut = name.cut || reading.cut;
  set_letters(name, text);
  if (!name.readings[0].positions.empty()) name.script = name.readings[0].positions[0].script;
  return name;
}

}  // namespace licet
