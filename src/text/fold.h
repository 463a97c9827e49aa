// The normal form in which names and texts are compared, with a map back to the source.
//
// Steps: compatibility forms (NFKC) and full case folding; invisible characters (zero width, direction marks, soft
// hyphen, variation selectors, tatweel) dropped; marks removed on Latin, Greek and Cyrillic letters (`é` is `e`, also
// `ł` is `l`, `æ` is `ae`); every space is ` ` (line feeds stay), every quotation mark `"`, apostrophe `'`, dash `-`,
// middle dot `·`; a word cut by `-` at the end of a line is joined if it goes on in lower case; traditional Han forms
// become simplified.
// `&` stays: the tokens (token.h) read it as `and`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace licet {

enum class FoldRunKind : std::uint8_t {
  kCopy,   // both sides advance in step, code point by code point, each of the same number of bytes
  kBlock,  // the whole normal stretch (perhaps empty) stands for the whole source stretch
};

// Begins a stretch that reaches to the next run. Every byte of the source belongs to one run.
struct FoldRun {
  std::uint32_t norm_begin = 0;      // byte in the normal form
  std::uint32_t src_begin_byte = 0;  // byte in the source
  std::uint32_t src_begin_cp = 0;    // code point in the source
  FoldRunKind kind = FoldRunKind::kCopy;
  bool operator==(const FoldRun&) const = default;
};

// A stretch of the source, half-open, in both units.
struct SourceStretch {
  std::size_t byte_begin = 0;
  std::size_t byte_end = 0;
  std::size_t cp_begin = 0;
  std::size_t cp_end = 0;
  bool operator==(const SourceStretch&) const = default;
};

// Tricks that the folding undid; shown to the user, never a reason to change an answer.
struct FoldFindings {
  std::size_t invisible = 0;   // zero-width characters, direction marks and the like (not soft hyphens)
  std::size_t full_width = 0;  // full-width and other compatibility forms of ASCII
};

class FoldedText {
 public:
  const std::string& text() const { return text_; }  // UTF-8
  std::span<const FoldRun> runs() const { return runs_; }
  const FoldFindings& findings() const { return findings_; }

  // The smallest stretch of the source that covers every character from which [begin, end) of the normal form came;
  // nothing if an end lies inside a code point or inside an expansion (one letter of a ligature), or the stretch is
  // empty. Logarithmic in the number of runs.
  std::optional<SourceStretch> source(std::size_t begin, std::size_t end) const;

  // A dump, one run a line: `copy 0 <- 0/0`.
  std::string dump() const;

 private:
  friend class Folder;

  std::size_t run_at(std::size_t norm) const;
  std::size_t norm_end(std::size_t run) const;
  std::size_t code_points_before(std::size_t norm) const;

  std::string text_;
  std::vector<FoldRun> runs_;
  std::vector<std::uint32_t> code_point_marks_;  // code points before each 1,024th byte of the normal form
  std::size_t src_bytes_ = 0;
  std::size_t src_code_points_ = 0;
  FoldFindings findings_;
};

// Errors: kInvalidArgument if the source is not UTF-8 (with the first wrong byte) or longer than 4 GiB.
Result<FoldedText> fold(std::string_view source);

}  // namespace licet
