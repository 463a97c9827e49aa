// A text as the scanner reads it: folded, cut into words, with what stands between them and what their capitals prove.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "scan/words.h"
#include "text/fold.h"
#include "text/token.h"

namespace licet {

// What stands between a word and the one before it.
enum class Gap : std::uint8_t {
  kNone,   // nothing (a change of script)
  kSpace,  // spaces, or one line break
  kHyphen,
  kParen,  // a bracket, with or without spaces
  kComma,
  kSoft,   // quotation marks, a slash, a dot inside a sentence
  kBreak,  // a new sentence or paragraph, a colon, a dash between spaces: no name goes on
};

struct DocWord {
  std::uint32_t begin = 0;  // bytes of the normal form; a possessive ending lies outside
  std::uint32_t end = 0;
  std::uint32_t full_end = 0;  // with the possessive ending
  std::string_view key;        // token_key, with ScanWords::same_key applied
  Script script = Script::kCommon;
  CaseClass case_class = CaseClass::kNone;
  Gap gap = Gap::kBreak;    // before this word
  bool line_break = false;  // the gap holds a line break
  bool is_number = false;
  bool first = false;    // first in sentence or line: a capital proves little
  bool heading = false;  // the line is written in capitals, or with a capital on each word: capitals prove nothing

  bool possessive() const { return full_end != end; }
  bool capital() const {
    return case_class == CaseClass::kTitle || case_class == CaseClass::kUpper || case_class == CaseClass::kMixed;
  }
  bool unspaced() const { return is_unspaced(script); }
};

class Document {
 public:
  // `source` must outlive the document. Errors: as fold().
  static Result<Document> read(std::string_view source, const ScanWords& words);

  std::string_view source() const { return source_; }
  const FoldedText& folded() const { return *folded_; }
  std::string_view norm() const { return folded_->text(); }
  const std::vector<DocWord>& words() const { return words_; }

  Document(Document&&) noexcept = default;
  Document& operator=(Document&&) noexcept = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

 private:
  Document() = default;
  void add(const Token& token, const ScanWords& words);
  Gap gap_before(const Token& token) const;
  void mark_headings(const ScanWords& words);

  std::string_view source_;
  std::unique_ptr<const FoldedText> folded_;  // words point into it: it must not move
  std::list<std::string> made_keys_;          // words point into them, too
  std::vector<DocWord> words_;
};

// The keys of a name as they stand in shapes: words of the folded name, possessive endings kept apart.
struct NameWord {
  std::string key;
  CaseClass case_class = CaseClass::kNone;
  bool unspaced = false;
  bool bracket_before = false;  // an opening bracket stands before the word
  bool comma_before = false;
};

// Empty for a name that is not UTF-8.
std::vector<NameWord> name_words(std::string_view name, const ScanWords& words);

}  // namespace licet
