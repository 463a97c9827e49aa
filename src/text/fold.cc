#include "text/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "base/text_util.h"
#include "base/utf8.h"
#include "text/script.h"

namespace licet {

namespace {

struct CodePointPair {
  char32_t from;
  char32_t to;
};

constexpr CodePointPair kSimplified[] = {
#include "text/generated/han_simplified.inc"
};

// Letters with a stroke or joined letters, which Unicode does not take apart; and spellings of one sign.
// Sorted by code point. An empty text drops the sign.
struct Replacement {
  char32_t from;
  std::u32string_view to;
};
constexpr Replacement kReplacements[] = {
    {U'`', U"'"},    {0xAB, U"\""},       {0xB4, U"'"},        {0xBB, U"\""},       {0xE6, U"ae"},   {0xF0, U"d"},
    {0xF8, U"o"},    {0xFE, U"th"},       {0x111, U"d"},       {0x127, U"h"},       {0x131, U"i"},   {0x138, U"k"},
    {0x142, U"l"},   {0x14B, U"n"},       {0x153, U"oe"},      {0x167, U"t"},       {0x259, U"a"},   {0x2B9, U"'"},
    {0x2BA, U"\""},  {0x2BB, U"'"},       {0x2BC, U"'"},       {0x2BD, U"'"},       {0x2BE, U"'"},   {0x2BF, U"'"},
    {0x2C8, U"'"},   {0x5BE, U"-"},       {0x5F3, U"'"},       {0x5F4, U"\""},      {0x1400, U"-"},  {0x2010, U"-"},
    {0x2011, U"-"},  {0x2012, U"-"},      {0x2013, U"-"},      {0x2014, U"-"},      {0x2015, U"-"},  {0x2018, U"'"},
    {0x2019, U"'"},  {0x201A, U"'"},      {0x201B, U"'"},      {0x201C, U"\""},     {0x201D, U"\""}, {0x201E, U"\""},
    {0x201F, U"\""}, {0x2022, U"\u00B7"}, {0x2027, U"\u00B7"}, {0x2028, U"\n"},     {0x2029, U"\n"}, {0x2032, U"'"},
    {0x2033, U"\""}, {0x2035, U"'"},      {0x2039, U"'"},      {0x203A, U"'"},      {0x2044, U"/"},  {0x2120, U" "},
    {0x2122, U" "},  {0x2212, U"-"},      {0x2219, U"\u00B7"}, {0x22C5, U"\u00B7"}, {0x2E17, U"-"},  {0x2E1A, U"-"},
    {0x2E3A, U"-"},  {0x2E3B, U"-"},      {0x2E40, U"-"},      {0x3001, U","},      {0x3002, U"."},  {0x3008, U"\""},
    {0x3009, U"\""}, {0x300A, U"\""},     {0x300B, U"\""},     {0x300C, U"\""},     {0x300D, U"\""}, {0x300E, U"\""},
    {0x300F, U"\""}, {0x3010, U"("},      {0x3011, U")"},      {0x301C, U"-"},      {0x301D, U"\""}, {0x301E, U"\""},
    {0x301F, U"\""}, {0x3030, U"-"},      {0x30A0, U"-"},      {0x30FB, U"\u00B7"},
};

const std::u32string_view* replacement_of(char32_t c) {
  const auto* at = std::lower_bound(std::begin(kReplacements), std::end(kReplacements), c,
                                    [](const Replacement& r, char32_t value) { return r.from < value; });
  return at != std::end(kReplacements) && at->from == c ? &at->to : nullptr;
}

char32_t simplified_of(char32_t c) {
  const auto* at = std::lower_bound(std::begin(kSimplified), std::end(kSimplified), c,
                                    [](const CodePointPair& p, char32_t value) { return p.from < value; });
  return at != std::end(kSimplified) && at->from == c ? at->to : c;
}

utf8proc_category_t category_of(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool is_mark(char32_t c) {
  const auto category = category_of(c);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

bool in(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

// Invisible characters, and the Arabic stretching sign.
bool is_dropped(char32_t c) {
  if (c < 0x80) return false;
  if (category_of(c) == UTF8PROC_CATEGORY_CF) return true;
  return c == 0x34F || c == 0x640 || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 ||
         in(c, 0x180B, 0x180F) || in(c, 0xFE00, 0xFE0F) || in(c, 0xE0100, 0xE01EF);
}

// True if the code point may join the one before it: a mark, or a vowel or final consonant of a Hangul syllable.
bool continues(char32_t c) {
  return is_mark(c) || in(c, 0x1161, 0x1175) || in(c, 0x11A8, 0x11C2) || in(c, 0x314F, 0x3163) ||
         in(c, 0xFFC2, 0xFFDC) || in(c, 0xFF9E, 0xFF9F);
}

bool loses_marks(char32_t base) {
  const Script script = script_of(base);
  return script == Script::kLatin || script == Script::kGreek || script == Script::kCyrillic ||
         script == Script::kCommon;
}

char fold_ascii(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  if (c == '`') return '\'';
  const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  return control && c != '\n' ? ' ' : c;
}

// Folds one code point, before marks are put in order.
void append_folded(std::u32string& out, char32_t c) {
  utf8proc_int32_t buffer[32];
  int boundary = 0;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
  const auto size = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), buffer, 32, options, &boundary);
  if (size < 0 || size > 32) {
    out.push_back(c);
    return;
  }
  for (utf8proc_ssize_t i = 0; i < size; ++i) {
    const auto part = static_cast<char32_t>(buffer[i]);
    if (is_dropped(part)) continue;
    const auto category = category_of(part);
    if (part < 0x80) {
      out.push_back(static_cast<char32_t>(fold_ascii(static_cast<char>(part))));
    } else if (const auto* to = replacement_of(part)) {
      out.append(*to);
    } else if (category == UTF8PROC_CATEGORY_ZS) {
      out.push_back(U' ');
    } else if (category == UTF8PROC_CATEGORY_CC) {
      out.push_back(part == 0x85 ? U'\n' : U' ');
    } else {
      out.push_back(simplified_of(part));
    }
  }
}

// Drops marks where the base loses them, puts the others in canonical order and composes.
void compose(std::u32string& text) {
  char32_t base = U' ';
  std::erase_if(text, [&base](char32_t c) {
    if (is_mark(c)) return loses_marks(base);
    base = c;
    return false;
  });
  const auto combining_class = [](char32_t c) {
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class;
  };
  for (auto begin = text.begin(); begin != text.end();) {
    const auto end = std::find_if(begin, text.end(), [&](char32_t c) { return combining_class(c) == 0; });
    std::stable_sort(begin, end, [&](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
    begin = end == text.end() ? end : end + 1;
  }
  std::vector<utf8proc_int32_t> buffer(text.begin(), text.end());
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const auto size = utf8proc_normalize_utf32(buffer.data(), static_cast<utf8proc_ssize_t>(buffer.size()), options);
  text.assign(buffer.begin(), buffer.begin() + std::max<utf8proc_ssize_t>(size, 0));
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

constexpr std::size_t kMarkStep = 1024;

}  // namespace

// Walks the source once and writes the normal form with its runs. The source is valid UTF-8.
class Folder {
 public:
  explicit Folder(std::string_view source) : source_(source) {}

  FoldedText run() {
    out_.text_.reserve(source_.size());
    while (at_ < source_.size()) step();
    out_.src_bytes_ = source_.size();
    out_.src_code_points_ = code_point_;
    mark_code_points();
    return std::move(out_);
  }

 private:
  static bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

  void step() {
    const char c = source_[at_];
    if (c == '-' || !is_ascii(c) || (at_ + 1 < source_.size() && !is_ascii(source_[at_ + 1]))) {
      slow_step();
    } else {
      copy(fold_ascii(c));
    }
  }

  void copy(char c) {
    open_run(FoldRunKind::kCopy);
    out_.text_.push_back(c);
    ++at_;
    ++code_point_;
  }

  // Begins a run here; a copy run goes on if there is one.
  void open_run(FoldRunKind kind) {
    auto& runs = out_.runs_;
    if (kind == FoldRunKind::kCopy && !runs.empty() && runs.back().kind == FoldRunKind::kCopy) return;
    runs.push_back({static_cast<std::uint32_t>(out_.text_.size()), static_cast<std::uint32_t>(at_),
                    static_cast<std::uint32_t>(code_point_), kind});
  }

  void replace(std::size_t end, std::string_view normal) {
    open_run(FoldRunKind::kBlock);
    out_.text_.append(normal);
    code_point_ += count_code_points(source_.substr(at_, end - at_));
    at_ = end;
  }

  char32_t code_point_at(std::size_t at, std::size_t* next) const {
    const Decoded decoded = decode_utf8(source_.substr(at));
    *next = at + decoded.size;
    return decoded.code_point;
  }

  void slow_step() {
    std::size_t end = at_;
    const char32_t first = code_point_at(at_, &end);
    if (is_dropped(first)) {
      count_invisible(first);
      replace(end, {});
      return;
    }
    const std::size_t first_end = end;
    std::u32string folded;
    append_folded(folded, first);
    end = take_continuations(end, folded);
    compose(folded);
    if (folded == U"-" && dash_at_line_end(end)) return;
    if (in(first, 0xFF01, 0xFF5E)) ++out_.findings_.full_width;
    emit(end, end == first_end, to_utf8(folded));
  }

  // Adds what joins the code point before; invisible characters between them go with it.
  std::size_t take_continuations(std::size_t end, std::u32string& folded) {
    std::size_t taken = end;
    std::size_t next = end;
    while (end < source_.size()) {
      const char32_t c = code_point_at(end, &next);
      if (continues(c)) {
        append_folded(folded, c);
        taken = next;
      } else if (!is_dropped(c)) {
        break;
      }
      end = next;
    }
    return taken;
  }

  void emit(std::size_t end, bool one_code_point, const std::string& normal) {
    const std::string_view original = source_.substr(at_, end - at_);
    const bool in_step =
        normal == original || (one_code_point && normal.size() == original.size() && count_code_points(normal) == 1);
    if (!in_step) {
      replace(end, normal);
      return;
    }
    open_run(FoldRunKind::kCopy);
    out_.text_.append(normal);
    code_point_ += count_code_points(original);
    at_ = end;
  }

  void count_invisible(char32_t c) {
    const bool ordinary = c == 0xAD || c == 0x640 || in(c, 0xFE00, 0xFE0F);
    if (!ordinary) ++out_.findings_.invisible;
  }

  // A dash before a line end: with a letter before and a small letter after, the word is joined; else the line feed
  // becomes a space, so that folding again changes nothing. False if no line end follows.
  bool dash_at_line_end(std::size_t dash_end) {
    std::size_t at = dash_end;
    std::size_t line_end = 0;
    std::size_t next = 0;
    char32_t c = 0;
    while (at < source_.size()) {
      c = code_point_at(at, &next);
      std::u32string folded;
      if (!is_dropped(c)) append_folded(folded, c);
      std::erase_if(folded, is_mark);  // a mark on a space goes
      if (folded == U"\n" && line_end == 0) line_end = next;
      if (!folded.empty() && folded != U" " && folded != U"\n") break;
      if (at - dash_end > 256) break;
      at = next;
    }
    if (line_end == 0) return false;
    const bool small = at < source_.size() && category_of(c) == UTF8PROC_CATEGORY_LL;
    const bool after_letter = !out_.text_.empty() && is_letter_end();
    if (small && after_letter && at - dash_end <= 256) {
      replace(at, {});
    } else {
      replace(line_end, "- ");
    }
    return true;
  }

  bool is_letter_end() const {
    const std::string& text = out_.text_;
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
    const auto category = category_of(decode_utf8(std::string_view(text).substr(begin)).code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
  }

  void mark_code_points() {
    std::uint32_t count = 0;
    const std::string& text = out_.text_;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (i % kMarkStep == 0) out_.code_point_marks_.push_back(count);
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ++count;
    }
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t code_point_ = 0;
  FoldedText out_;
};

std::size_t FoldedText::run_at(std::size_t norm) const {
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), norm,
                                      [](std::size_t value, const FoldRun& run) { return value < run.norm_begin; });
  return static_cast<std::size_t>(after - runs_.begin()) - 1;
}

std::size_t FoldedText::norm_end(std::size_t run) const {
  return run + 1 < runs_.size() ? runs_[run + 1].norm_begin : text_.size();
}

std::size_t FoldedText::code_points_before(std::size_t norm) const {
  if (norm == 0) return 0;
  const std::size_t mark = std::min(norm / kMarkStep, code_point_marks_.size() - 1);
  return code_point_marks_[mark] +
         count_code_points(std::string_view(text_).substr(mark * kMarkStep, norm - mark * kMarkStep));
}

std::optional<SourceStretch> FoldedText::source(std::size_t begin, std::size_t end) const {
  const auto inside_code_point = [this](std::size_t at) {
    return at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U;
  };
  if (begin >= end || end > text_.size() || inside_code_point(begin) || inside_code_point(end)) return std::nullopt;
  SourceStretch out;
  const std::size_t first = run_at(begin);
  const FoldRun& head = runs_[first];
  if (head.kind == FoldRunKind::kBlock && begin != head.norm_begin) return std::nullopt;
  out.byte_begin = head.src_begin_byte + (begin - head.norm_begin);
  out.cp_begin = head.src_begin_cp + (code_points_before(begin) - code_points_before(head.norm_begin));

  const std::size_t last = run_at(end - 1);
  const FoldRun& tail = runs_[last];
  if (tail.kind == FoldRunKind::kBlock) {
    if (end != norm_end(last)) return std::nullopt;
    const bool more = last + 1 < runs_.size();
    out.byte_end = more ? runs_[last + 1].src_begin_byte : src_bytes_;
    out.cp_end = more ? runs_[last + 1].src_begin_cp : src_code_points_;
    return out;
  }
  out.byte_end = tail.src_begin_byte + (end - tail.norm_begin);
  out.cp_end = tail.src_begin_cp + (code_points_before(end) - code_points_before(tail.norm_begin));
  return out;
}

std::string FoldedText::dump() const {
  std::string out;
  for (const FoldRun& run : runs_) {
    out += concat(run.kind == FoldRunKind::kCopy ? "copy " : "block ", run.norm_begin, " <- ", run.src_begin_byte, "/",
                  run.src_begin_cp, "\n");
  }
  return out;
}

Result<FoldedText> fold(std::string_view source) {
  if (source.size() > std::numeric_limits<std::uint32_t>::max()) {
    return Error{ErrorCode::kInvalidArgument, "text is longer than 4 GiB"};
  }
  if (const auto wrong = find_invalid_utf8(source)) {
    return Error{ErrorCode::kInvalidArgument, concat("text is not UTF-8 at byte ", *wrong)};
  }
  return Folder(source).run();
}

}  // namespace licet
