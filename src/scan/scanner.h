// A Scanner finds the listed parties that a text names, and says whether they were listed on the date of the text and
// on the day of the question. Build it once, then share it: const members may be called from many threads without a
// lock.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/truth.h"
#include "model/party.h"

namespace licet {

enum class Grade : std::uint8_t {
  kMatch,    // this party, named
  kReview,   // a person must look: weak alias, translation, short form, rival
  kGroup,    // stands for a set of parties
  kContext,  // listed, but on no export list
};

const char* to_string(Grade grade);  // "match", ...

struct TextSpan {
  std::size_t begin = 0;  // half-open
  std::size_t end = 0;
  bool operator==(const TextSpan&) const = default;
};

// One reading of a mention: a listing of a party under one of its names.
struct ScanCandidate {
  std::uint32_t party = 0;    // position in the parties the scanner was built from
  std::uint32_t listing = 0;  // position in Party::listings
  std::uint32_t name = 0;     // position in Party::names
  Truth listed_on_text_date = Truth::kUnknown;
  Truth listed_on_question_date = Truth::kUnknown;
};

struct Mention {
  TextSpan code_points;
  TextSpan bytes;
  std::string text;  // as it stands in the file
  Grade grade = Grade::kReview;
  std::optional<TextSpan> inside;  // code points of the longer mention around this one
  bool has_party = false;          // true: candidates[0] is the best reading
  std::vector<ScanCandidate> candidates;
  Truth listed_on_text_date = Truth::kUnknown;
  Truth listed_on_question_date = Truth::kUnknown;
  std::string why;
};

struct ScanOptions {
  std::optional<DaySpan> text_date;  // nothing: the scanner looks for a date in the text
  Date on;
  bool all = false;   // also mentions that were listed on neither day
  bool html = false;  // the text is HTML: tags fall away, offsets are those of the file
};

struct ScanFlag {
  std::string code;  // stable lower snake case: `text_date_inferred`, `text_date_unknown`, `count_differs`
  std::string message;
};

struct ScanAnswer {
  std::optional<DaySpan> text_date;
  std::string text_date_basis;    // `given`, `printed`, `inferred` or `unknown`, with a reason behind a colon
  std::vector<Mention> mentions;  // by place in the text
  std::vector<ScanFlag> flags;
};

// Longest text that is scanned, in bytes.
inline constexpr std::size_t kMaxTextBytes = std::size_t{64} << 20;

class Lexicon;

class Scanner {
 public:
  // `parties` and `lists` must outlive the scanner and not move.
  static Scanner build(std::span<const Party> parties, std::span<const ListInfo> lists);

  // Pure: same text and options, same answer. Work is linear in the text.
  // Errors: kInvalidArgument (larger than kMaxTextBytes, or not UTF-8, with the first wrong byte).
  Result<ScanAnswer> scan(std::string_view text, const ScanOptions& options) const;

 private:
  std::span<const Party> parties_;
  std::span<const ListInfo> lists_;
  std::shared_ptr<const Lexicon> lexicon_;  // shapes of all names
};

}  // namespace licet
