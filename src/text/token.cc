#include "text/token.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace licet {

namespace {

enum class Kind : std::uint8_t { kLetter, kDigit, kMark, kOther };

Kind kind_of(char32_t c) {
  if (c < 0x80) {
    if (c >= U'a' && c <= U'z') return Kind::kLetter;
    if (c >= U'A' && c <= U'Z') return Kind::kLetter;
    return c >= U'0' && c <= U'9' ? Kind::kDigit : Kind::kOther;
  }
  if (c == U'〇') return Kind::kLetter;  // a digit among Han words: `第二〇八`
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return Kind::kLetter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return Kind::kDigit;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return Kind::kMark;
    default:
      return Kind::kOther;
  }
}

struct Char {
  char32_t code_point = 0;
  Kind kind = Kind::kOther;
  std::uint32_t end = 0;
};

// Abbreviations whose dot does not end a sentence.
constexpr std::array<std::string_view, 28> kAbbreviations = {
    "bros", "co",  "col", "corp", "dept", "dr", "est", "etc", "gen",  "gov", "inc", "intl", "jr", "lt",
    "ltd",  "mfg", "mr",  "mrs",  "ms",   "mt", "no",  "nos", "prof", "rev", "sen", "sr",   "st", "univ"};

bool ends_sentence(std::string_view gap, std::string_view word_before) {
  if (gap.find("\n\n") != std::string_view::npos || gap.find("\n \n") != std::string_view::npos) return true;
  if (gap.find_first_of("!?;") != std::string_view::npos) return true;
  const auto dot = gap.find('.');
  if (dot == std::string_view::npos) return false;
  const bool single = word_before.size() == 1 || word_before.find('.') != std::string_view::npos;
  const bool known = std::find(kAbbreviations.begin(), kAbbreviations.end(), word_before) != kAbbreviations.end();
  return !(dot == 0 && (single || known));
}

// Counts letters by case over source bytes.
struct CaseCount {
  std::size_t upper = 0;
  std::size_t lower = 0;
  bool first_upper = false;

  void add(char32_t c) {
    const bool large = c < 0x80 ? (c >= U'A' && c <= U'Z') : utf8proc_isupper(static_cast<utf8proc_int32_t>(c)) != 0;
    const bool small = c < 0x80 ? (c >= U'a' && c <= U'z') : utf8proc_islower(static_cast<utf8proc_int32_t>(c)) != 0;
    if (large && upper + lower == 0) first_upper = true;
    upper += large ? 1U : 0U;
    lower += small ? 1U : 0U;
  }

  CaseClass case_class() const {
    if (upper + lower == 0) return CaseClass::kNone;
    if (upper == 0) return CaseClass::kLower;
    if (lower == 0) return CaseClass::kUpper;
    return first_upper && upper == 1 ? CaseClass::kTitle : CaseClass::kMixed;
  }
};

CaseClass case_of(std::string_view source) {
  CaseCount count;
  while (!source.empty()) {
    const Decoded decoded = decode_utf8(source);
    count.add(decoded.code_point);
    source.remove_prefix(decoded.size);
  }
  return count.case_class();
}

class Tokenizer {
 public:
  Tokenizer(const FoldedText& folded, std::string_view source)
      : folded_(folded), text_(folded.text()), source_(source) {}

  std::vector<Token> run() {
    std::uint32_t at = 0;
    while (at < text_.size()) {
      const Char c = char_at(at);
      if (c.code_point == U'&') {
        add(at, c.end, Script::kCommon, false);
      } else if (c.kind == Kind::kLetter || c.kind == Kind::kDigit) {
        at = word(at);
        continue;
      }
      at = c.end;
    }
    mark_capital_lines();
    return std::move(tokens_);
  }

 private:
  Char char_at(std::size_t at) const {
    const Decoded decoded = decode_utf8(text_.substr(at));
    return {decoded.code_point, kind_of(decoded.code_point), static_cast<std::uint32_t>(at + decoded.size)};
  }

  bool letter_at(std::size_t at) const { return at < text_.size() && char_at(at).kind == Kind::kLetter; }
  bool digit_at(std::size_t at) const { return at < text_.size() && char_at(at).kind == Kind::kDigit; }

  // True if a single letter stands at `at`: no letter, digit or mark follows it.
  bool single_letter_at(std::size_t at) const {
    if (!letter_at(at)) return false;
    const std::uint32_t end = char_at(at).end;
    return end >= text_.size() || char_at(end).kind == Kind::kOther;
  }

  // True if the sign at `at` (an apostrophe or a dot) stays inside the word that began at `begin` and reaches to `at`.
  bool joins(std::uint32_t begin, std::uint32_t last_begin, std::uint32_t at) const {
    const char sign = text_[at];
    if (sign == '\'') return letter_at(last_begin) && letter_at(at + 1);
    if (sign != '.') return false;
    if (digit_at(last_begin)) return digit_at(at + 1);
    const bool single_before = letter_at(last_begin) && (last_begin == begin || text_[last_begin - 1] == '.');
    return single_before && single_letter_at(at + 1);
  }

  std::uint32_t word(std::uint32_t begin) {
    Script script = Script::kCommon;
    bool number = true;
    std::uint32_t at = begin;
    std::uint32_t last_begin = begin;
    while (at < text_.size()) {
      const Char c = char_at(at);
      if (c.kind == Kind::kOther) {
        if (at == begin || !joins(begin, last_begin, at)) break;
        at = c.end;
        continue;
      }
      if (c.kind == Kind::kLetter) {
        const Script next = script_of(c.code_point);
        if (next != Script::kCommon) {
          if (script != Script::kCommon && is_unspaced(script) != is_unspaced(next)) break;
          if (script == Script::kCommon && at != begin && is_unspaced(next)) break;
          if (script == Script::kCommon) script = next;
        }
        number = false;
      } else if (c.kind == Kind::kDigit && is_unspaced(script)) {
        break;
      }
      last_begin = at;
      at = c.end;
    }
    add(begin, at, script, number);
    return at;
  }

  void add(std::uint32_t begin, std::uint32_t end, Script script, bool number) {
    Token token{begin, end, script, CaseClass::kNone, number, true, false};
    if (!tokens_.empty()) {
      const Token& before = tokens_.back();
      token.first_in_sentence =
          ends_sentence(text_.substr(before.end, begin - before.end), token_text(folded_, before));
    }
    if (const auto span = folded_.source(begin, end)) {
      token.case_class = case_of(source_.substr(span->byte_begin, span->byte_end - span->byte_begin));
    }
    tokens_.push_back(token);
  }

  void mark_capital_lines() {
    for (std::size_t begin = 0; begin < tokens_.size();) {
      std::size_t end = begin + 1;
      while (end < tokens_.size() && !line_feed_between(tokens_[end - 1], tokens_[end])) ++end;
      mark_line(begin, end);
      begin = end;
    }
  }

  bool line_feed_between(const Token& a, const Token& b) const {
    return text_.substr(a.end, b.begin - a.end).find('\n') != std::string_view::npos;
  }

  void mark_line(std::size_t begin, std::size_t end) {
    std::size_t upper = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const CaseClass c = tokens_[i].case_class;
      if (c == CaseClass::kUpper) ++upper;
      if (c != CaseClass::kUpper && c != CaseClass::kNone) return;
    }
    if (upper < 2) return;
    for (std::size_t i = begin; i < end; ++i) tokens_[i].line_all_caps = true;
  }

  const FoldedText& folded_;
  std::string_view text_;
  std::string_view source_;
  std::vector<Token> tokens_;
};

}  // namespace

const char* to_string(CaseClass case_class) {
  switch (case_class) {
    case CaseClass::kNone:
      return "none";
    case CaseClass::kLower:
      return "lower";
    case CaseClass::kTitle:
      return "title";
    case CaseClass::kUpper:
      return "upper";
    case CaseClass::kMixed:
      return "mixed";
  }
  return "none";
}

std::vector<Token> tokens_of(const FoldedText& folded, std::string_view source) {
  return Tokenizer(folded, source).run();
}

std::string token_key(std::string_view normal_word) {
  if (normal_word == "&") return "and";
  const bool number = !normal_word.empty() && normal_word[0] >= '0' && normal_word[0] <= '9';
  std::string out;
  for (const char c : normal_word) {
    if (c == '\'' || (c == '.' && !number)) continue;
    out.push_back(c);
  }
  return out;
}

}  // namespace licet
