#include "scan/document.h"

#include <algorithm>
#include <utility>

namespace licet {

namespace {

// `huawei's`: where the word ends without its possessive ending.
std::uint32_t end_without_possessive(std::string_view norm, const Token& token) {
  const std::string_view text = norm.substr(token.begin, token.end - token.begin);
  return text.size() > 2 && text.ends_with("'s") ? token.end - 2 : token.end;
}

bool has(std::string_view text, std::string_view any) {
  return text.find_first_of(any) != std::string_view::npos;
}

bool blank_line(std::string_view gap) {
  const auto first = gap.find('\n');
  return first != std::string_view::npos && gap.find('\n', first + 1) != std::string_view::npos;
}

}  // namespace

Gap Document::gap_before(const Token& token) const {
  if (words_.empty()) return Gap::kBreak;
  const std::size_t begin = words_.back().full_end;
  const std::string_view gap = norm().substr(begin, token.begin - begin);
  if (gap.empty() || gap == "·") return Gap::kNone;
  if (token.first_in_sentence || blank_line(gap) || has(gap, ":;|")) return Gap::kBreak;
  if (gap == "-") return Gap::kHyphen;
  if (gap.find(" -") != std::string_view::npos || gap.find("--") != std::string_view::npos) return Gap::kBreak;
  if (has(gap, "()[]")) return Gap::kParen;
  if (has(gap, ",")) return Gap::kComma;
  return gap.find_first_not_of(" \n\t\r") == std::string_view::npos ? Gap::kSpace : Gap::kSoft;
}

void Document::add(const Token& token, const ScanWords& words) {
  DocWord word;
  word.begin = token.begin;
  word.end = end_without_possessive(norm(), token);
  word.full_end = token.end;
  word.script = token.script;
  word.case_class = token.case_class;
  word.is_number = token.is_number;
  word.first = token.first_in_sentence;
  word.gap = gap_before(token);
  const std::size_t before = words_.empty() ? 0 : words_.back().full_end;
  word.line_break = norm().substr(before, token.begin - before).find('\n') != std::string_view::npos;
  word.heading = token.line_all_caps;
  const std::string_view text = norm().substr(word.begin, word.end - word.begin);
  if (has(text, "'.&")) {
    made_keys_.push_back(token_key(text));
    word.key = made_keys_.back();
  } else {
    word.key = text;
  }
  word.key = words.same_key(word.key);
  words_.push_back(word);
}

// A line of four words or more in which every word that may have a capital has one.
void Document::mark_headings(const ScanWords& words) {
  for (std::size_t begin = 0; begin < words_.size();) {
    std::size_t end = begin + 1;
    std::size_t capitals = words_[begin].capital() ? 1 : 0;
    bool lower = false;
    while (end < words_.size() && !words_[end].line_break) {
      const DocWord& word = words_[end];
      capitals += word.capital() ? 1U : 0U;
      lower = lower || (word.case_class == CaseClass::kLower && !words.is(ScanWordKind::kSmall, word.key));
      ++end;
    }
    if (capitals >= 4 && !lower && words_[begin].case_class != CaseClass::kLower) {
      for (std::size_t i = begin; i < end; ++i) words_[i].heading = true;
    }
    begin = end;
  }
}

Result<Document> Document::read(std::string_view source, const ScanWords& words) {
  LICET_TRY(FoldedText folded, fold(source));
  Document out;
  out.source_ = source;
  out.folded_ = std::make_unique<const FoldedText>(std::move(folded));
  const std::vector<Token> tokens = tokens_of(*out.folded_, source);
  out.words_.reserve(tokens.size());
  for (const Token& token : tokens) out.add(token, words);
  out.mark_headings(words);
  return out;
}

std::vector<NameWord> name_words(std::string_view name, const ScanWords& words) {
  const auto folded = fold(name);
  if (!folded) return {};
  std::vector<NameWord> out;
  std::size_t before = 0;
  for (const Token& token : tokens_of(*folded, name)) {
    const std::uint32_t end = end_without_possessive(folded->text(), token);
    const std::string_view gap = std::string_view(folded->text()).substr(before, token.begin - before);
    NameWord word;
    word.key = token_key(std::string_view(folded->text()).substr(token.begin, end - token.begin));
    word.key = words.same_key(word.key);
    word.case_class = token.case_class;
    word.unspaced = is_unspaced(token.script);
    word.bracket_before = has(gap, "([");
    word.comma_before = has(gap, ",");
    before = token.end;
    out.push_back(std::move(word));
  }
  return out;
}

}  // namespace licet
