// Word-like tokens are cut by the characters they may hold and then told apart by shape: "the first that fits" of the
// grammar's token list. Arithmetic signs stand between spaces, so `/` inside a word never divides.
#include "rules/syntax/token.h"

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "rules/syntax/keywords.h"

namespace licet::rules {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_word(char c) {
  return is_digit(c) || is_lower(c) || is_upper(c) || c == '_';
}

bool all_of(std::string_view text, bool (*test)(char)) {
  for (const char c : text) {
    if (!test(c)) return false;
  }
  return !text.empty();
}

// `90FR4544`
bool is_source(std::string_view word) {
  const auto at = word.find("FR");
  return at != std::string_view::npos && all_of(word.substr(0, at), is_digit) && all_of(word.substr(at + 2), is_digit);
}

// `3A090`, `3A090.a.1`, `3B*`: a category digit, a product group letter, then the rest of the entry.
bool is_code(std::string_view word) {
  if (word.size() < 3 || !is_digit(word[0]) || word[1] < 'A' || word[1] > 'E') return false;
  std::string_view rest = word.substr(2);
  if (rest == "*") return true;
  const auto dot = rest.find('.');
  const std::string_view number = rest.substr(0, dot);
  if (number.size() != 3 || !all_of(number, is_digit)) return false;
  if (dot == std::string_view::npos) return true;
  for (const std::string_view part : split(rest.substr(dot + 1), '.')) {
    if (!all_of(part, [](char c) { return is_digit(c) || is_lower(c); })) return false;
  }
  return true;
}

// `D:5`
bool is_group(std::string_view word) {
  return word.size() >= 3 && is_upper(word[0]) && word[1] == ':' && all_of(word.substr(2), is_digit);
}

// `744.23` or `742`: the head of a citation.
bool is_section_number(std::string_view word) {
  const auto dot = word.find('.');
  if (dot == std::string_view::npos) return all_of(word, is_digit);
  return all_of(word.substr(0, dot), is_digit) && all_of(word.substr(dot + 1), is_digit);
}

bool is_number(std::string_view word) {
  return is_digit(word[0]) && word.back() != '_' &&
         all_of(word, [](char c) { return is_digit(c) || c == '_' || c == '.'; }) && word.back() != '.' &&
         word.find('.') == word.rfind('.');
}

bool is_path(std::string_view word) {
  if (!is_lower(word[0]) || word.find('.') == std::string_view::npos) return false;
  for (const std::string_view part : split(word, '.')) {
    if (part.empty() || !all_of(part, is_word)) return false;
  }
  return true;
}

// `2024-12-02`: the shape alone; whether there is such a day is another question.
bool looks_like_day(std::string_view word) {
  return word.size() == 10 && word[4] == '-' && word[7] == '-';
}

TokenKind kind_of_word(std::string_view word) {
  if (looks_like_day(word)) return TokenKind::kDate;
  if (word.starts_with("sha256:")) return TokenKind::kHash;
  if (is_source(word)) return TokenKind::kSource;
  if (word.find('/') != std::string_view::npos) return word[0] == '/' ? TokenKind::kUnit : TokenKind::kRef;
  if (is_code(word)) return TokenKind::kCode;
  if (is_group(word)) return TokenKind::kGroup;
  if (is_number(word)) return TokenKind::kNumber;
  if (is_digit(word[0])) return TokenKind::kFile;
  return is_path(word) ? TokenKind::kPath : TokenKind::kName;
}

class Lexer {
 public:
  Lexer(std::string_view text, std::string_view file, std::vector<Comment>* comments)
      : text_(text), file_(file), comments_(comments) {
    tokens_.reserve(text.size() / 4 + 1);
  }

  Result<std::vector<Token>> run() {
    line_begin_ = at_ = byte_order_mark(text_);
    for (;;) {
      skip_space();
      const Position begin = here();
      if (at_ >= text_.size()) {
        add(TokenKind::kEnd, begin, {});
        return std::move(tokens_);
      }
      LICET_RETURN_IF_ERROR(next(begin));
    }
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  Position here() const { return Position{line_, static_cast<std::uint32_t>(at_ - line_begin_ + 1)}; }

  Error error(Position at, std::string_view what) const {
    return Error{ErrorCode::kParse, concat(file_, ":", at.line, ":", at.column, ": ", what)};
  }

  void add(TokenKind kind, Position begin, std::string_view text) {
    tokens_.push_back({kind, kind == TokenKind::kName && is_keyword(text), begin, text});
  }

  // Line breaks stand between tokens alone.
  void skip_space() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '#') {
        const std::string_view line = text_.substr(at_, text_.find('\n', at_) - at_);
        if (comments_ != nullptr) comments_->push_back({line_, std::string(trimmed(line))});
        at_ += line.size() - 1;
      } else if (c == '\n') {
        ++line_;
        line_begin_ = at_ + 1;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
    }
  }

  Status next(Position begin) {
    const char c = peek();
    if (c == '"') return string(begin);
    if (is_word(c)) return word(begin);
    if (c == '/' && is_word(peek(1))) return word(begin);
    return symbol(begin);
  }

  Status string(Position begin) {
    const std::size_t from = at_ + 1;
    std::size_t end = from;
    while (end < text_.size() && text_[end] != '"' && text_[end] != '\n') ++end;
    if (end == text_.size() || text_[end] == '\n') return error(begin, "a quote is opened and not closed on its line");
    add(TokenKind::kString, begin, text_.substr(from, end - from));
    at_ = end + 1;
    return {};
  }

  // The character here with the bytes that continue it.
  std::string_view whole_character() const {
    constexpr unsigned char kKindBits = 0xC0;
    constexpr unsigned char kContinues = 0x80;
    std::size_t end = at_ + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & kKindBits) == kContinues) ++end;
    return text_.substr(at_, end - at_);
  }

  // Takes characters that may stand inside a word. A dot belongs to it only between word characters, and not before a
  // second dot (`4700..4900`); a `(` only directly behind a section number (`742.6(a)`).
  Status word(Position begin) {
    const std::size_t from = at_;
    bool dots = false;
    bool others = !is_lower(text_[at_]) && !is_upper(text_[at_]) && text_[at_] != '_';
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (is_word(c)) continue;
      const std::string_view so_far = text_.substr(from, at_ - from);
      if (c == '(' && is_section_number(so_far)) return cite(begin, from);
      if (!goes_on(c, so_far)) break;
      (c == '.' ? dots : others) = true;
    }
    const std::string_view found = text_.substr(from, at_ - from);
    // Most words are letters, with or without dots between them.
    if (!others) {
      add(dots && is_lower(found[0]) ? TokenKind::kPath : TokenKind::kName, begin, found);
      return {};
    }
    if (looks_like_day(found)) {
      if (const auto day = parse_date(found); !day) return error(begin, day.error().message);
    }
    add(kind_of_word(found), begin, found);
    return {};
  }

  // May the character behind `so_far`, which is no letter or digit, stand inside the word?
  bool goes_on(char c, std::string_view so_far) const {
    const bool inner = is_word(peek(1));
    switch (c) {
      case '.':
      case '/':
        return inner;
      case '-':  // a date
        return inner && all_of(so_far.substr(0, 4), is_digit) && so_far.size() <= 7;
      case ':':
        return inner && (so_far == "sha256" || (so_far.size() == 1 && is_upper(so_far[0])));
      case '*':
        return so_far.size() == 2 && is_digit(so_far[0]) && is_upper(so_far[1]);
      default:
        return false;
    }
  }

  // `742.6(a)(6)(iii)`: bracketed letters and digits, one behind the other.
  Status cite(Position begin, std::size_t from) {
    while (peek() == '(') {
      ++at_;
      if (!is_word(peek())) return error(here(), "expected a paragraph such as `(a)` in a citation");
      while (is_word(peek())) ++at_;
      if (peek() != ')') return error(here(), "expected `)` in a citation");
      ++at_;
    }
    add(TokenKind::kCite, begin, text_.substr(from, at_ - from));
    return {};
  }

  Status symbol(Position begin) {
    static constexpr std::array<std::string_view, 4> kTwo = {"!=", "<=", ">=", ".."};
    std::string_view found = text_.substr(at_, 2);
    if (std::find(kTwo.begin(), kTwo.end(), found) == kTwo.end()) {
      found = found.substr(0, 1);
      if (std::string_view("=<>+-*/()[]{},:").find(found[0]) == std::string_view::npos)
        return error(begin, concat("unexpected character ", ticked(whole_character())));
    }
    add(TokenKind::kSymbol, begin, found);
    at_ += found.size();
    return {};
  }

  std::string_view text_;
  std::string_view file_;
  std::vector<Comment>* comments_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::uint32_t line_ = 1;
  std::vector<Token> tokens_;
};

}  // namespace

const char* to_string(TokenKind kind) {
  switch (kind) {
    case TokenKind::kString:
      return "a text in quotes";
    case TokenKind::kDate:
      return "a day";
    case TokenKind::kHash:
      return "a hash";
    case TokenKind::kSource:
      return "a source such as 90FR4544";
    case TokenKind::kRef:
      return "a name such as 742.6/dot_a";
    case TokenKind::kCite:
      return "a citation";
    case TokenKind::kCode:
      return "a code such as 3A090.a";
    case TokenKind::kGroup:
      return "a country group";
    case TokenKind::kFile:
      return "a file name";
    case TokenKind::kNumber:
      return "a number";
    case TokenKind::kPath:
      return "a fact such as leg.destination";
    case TokenKind::kUnit:
      return "a unit";
    case TokenKind::kName:
      return "a name";
    case TokenKind::kSymbol:
      return "a sign";
    case TokenKind::kEnd:
      return "the end of the file";
  }
  return "?";
}

Result<std::vector<Token>> tokenize(std::string_view text, std::string_view file, std::vector<Comment>* comments) {
  return Lexer(text, file, comments).run();
}

}  // namespace licet::rules
