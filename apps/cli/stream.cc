#include "apps/cli/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/system_error.h"
#include "base/text_util.h"
#include "base/utf8.h"

namespace licet::cli {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::string_view kBlanks = " \t\r\n";  // as trimmed()

// Where the record at the front of a text ends (RFC 4180, as CsvReader reads it).
struct RecordEnd {
  std::size_t end = 0;         // behind its line feed; all of the text where it is open
  bool open = false;           // the text ends before the record does
  bool quoted = false;         // it ends inside a quote
  std::size_t quote_line = 0;  // line feeds before the quote that is open
  std::size_t quote_at = 0;
};

RecordEnd record_end(std::string_view text) {
  std::size_t lines = 0;
  std::size_t at = 0;
  for (;;) {
    if (at < text.size() && text[at] == '"') {
      const RecordEnd in_quote{text.size(), true, true, lines, at};
      for (++at;; ++at) {
        if (at >= text.size()) return in_quote;
        if (text[at] == '\n') ++lines;
        if (text[at] != '"') continue;
        if (at + 1 >= text.size()) break;  // closed, as far as can be seen
        if (text[at + 1] != '"') break;
        ++at;
      }
      ++at;
    }
    at = text.find_first_of(",\n", at);
    if (at == std::string_view::npos) return {text.size(), true, false, 0, 0};
    if (text[at++] == '\n') return {at, false, false, 0, 0};
  }
}

}  // namespace

// Bytes of a file descriptor, unpacked where they are packed.
class TextStream::Source {
 public:
  Source(std::string path, int fd) : path_(std::move(path)), fd_(fd), block_(kBlock, '\0') {}
  ~Source() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  // Reads the first bytes and finds out how they are packed.
  Status start() {
    while (packed_.size() < Unpacker::kTold) {
      LICET_TRY(const bool any, read_on());
      if (!any) break;
    }
    LICET_TRY(unpacker_, Unpacker::for_input(packed_, path_));
    return {};
  }

  // Appends some bytes. False at the end.
  Result<bool> read(std::string& to) {
    for (const std::size_t before = to.size(); to.size() == before;) {
      if (!unpacker_) {
        to += packed_;
        packed_.clear();
      } else {
        std::string_view left = packed_;
        LICET_RETURN_IF_ERROR(unpacker_->unpack(left, to));
        packed_.erase(0, packed_.size() - left.size());
      }
      if (to.size() != before || !packed_.empty()) continue;
      LICET_TRY(const bool any, read_on());
      if (any) continue;
      if (unpacker_) LICET_RETURN_IF_ERROR(unpacker_->finish());
      return false;
    }
    return true;
  }

 private:
  Result<bool> read_on() {
    for (;;) {
      const ssize_t n = ::read(fd_, block_.data(), block_.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_error("read", path_, errno);
      packed_.append(block_, 0, static_cast<std::size_t>(n));
      return n > 0;
    }
  }

  std::string path_;
  int fd_;
  std::string block_;
  std::string packed_;  // read and not yet given out
  std::unique_ptr<Unpacker> unpacker_;
};

TextStream::TextStream(std::unique_ptr<Source> source) : source_(std::move(source)) {}
TextStream::TextStream(TextStream&&) noexcept = default;
TextStream& TextStream::operator=(TextStream&&) noexcept = default;
TextStream::~TextStream() = default;

Result<TextStream> TextStream::open(const std::string& path) {
  const int fd = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return system_error("open", path, errno);
  auto source = std::make_unique<Source>(path, fd);
  struct stat status{};
  if (::fstat(fd, &status) != 0) return system_error("read", path, errno);
  if (S_ISDIR(status.st_mode))
    return Error{ErrorCode::kNotFound, concat("expected a file, ", ticked(path), " is a folder")};
  LICET_RETURN_IF_ERROR(source->start());
  TextStream stream(std::move(source));
  while (stream.buffer_.size() < kByteOrderMark.size()) {
    LICET_TRY(const bool any, stream.more());
    if (!any) break;
  }
  stream.at_ = byte_order_mark(stream.buffer_);
  return stream;
}

TextStream TextStream::of_text(std::string text) {
  TextStream stream(nullptr);
  stream.buffer_ = std::move(text);
  stream.at_ = byte_order_mark(stream.buffer_);
  return stream;
}

Result<bool> TextStream::more() {
  if (!source_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  LICET_TRY(const bool any, source_->read(buffer_));
  if (!any) source_.reset();
  return any;
}

void TextStream::take(std::size_t bytes) {
  line_ += static_cast<std::size_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
                                               buffer_.begin() + static_cast<std::ptrdiff_t>(at_ + bytes), '\n'));
  at_ += bytes;
}

Status TextStream::skip_blank() {
  for (;;) {
    const std::size_t first = ahead().find_first_not_of(kBlanks);
    take(std::min(first, ahead().size()));
    if (first != std::string_view::npos) return {};
    LICET_TRY(const bool any, more());
    if (!any) return {};
  }
}

// Where the line ahead ends, its line feed not counted; npos where it is longer than kMostLine.
Result<std::size_t> TextStream::line_end() {
  for (std::size_t looked = 0;;) {
    const std::size_t end = ahead().find('\n', looked);
    if (std::min(end, ahead().size()) > kMostLine) return std::string_view::npos;
    if (end != std::string_view::npos) return end;
    looked = ahead().size();
    LICET_TRY(const bool any, more());
    if (!any) return ahead().size();
  }
}

// Passes over the rest of a line, however long. False at the end of the input.
Result<bool> TextStream::skip_line() {
  for (;;) {
    const std::size_t end = ahead().find('\n');
    take(std::min(end, ahead().size() - 1) + 1);
    if (end != std::string_view::npos) return true;
    LICET_TRY(const bool any, more());
    if (!any) return false;
  }
}

Result<std::optional<Piece>> TextStream::peek_line() {
  LICET_RETURN_IF_ERROR(skip_blank());
  LICET_TRY(const std::size_t end, line_end());
  if (ahead().empty()) return std::optional<Piece>();
  if (end != std::string_view::npos)
    return std::optional(Piece{line_, std::string(trimmed(ahead().substr(0, end))), {}});
  return std::optional(
      Piece{line_, {}, Error{ErrorCode::kParse, concat("line ", line_, ": longer than ", kMostLine, " bytes")}});
}

Result<std::optional<Piece>> TextStream::line() {
  LICET_TRY(std::optional<Piece> piece, peek_line());
  if (!piece) return piece;
  LICET_TRY(const bool any, skip_line());
  static_cast<void>(any);
  return piece;
}

Result<std::optional<Piece>> TextStream::record() {
  while (!ahead().empty() || source_) {
    const std::size_t blank = std::min(ahead().find_first_not_of("\r\n"), ahead().size());
    take(blank);
    if (!ahead().empty()) break;
    LICET_TRY(const bool any, more());
    if (!any) break;
  }
  if (ahead().empty()) return std::optional<Piece>();
  RecordEnd found = record_end(ahead());
  while (found.open && ahead().size() <= kMostRecord) {
    LICET_TRY(const bool any, more());
    if (!any) break;
    found = record_end(ahead());
  }
  const bool at_end = source_ == nullptr;
  Piece piece{line_, {}, {}};
  if (found.end <= kMostRecord && !(found.open && (found.quoted || !at_end))) {
    piece.text = ahead().substr(0, found.end);
    take(found.end);
    return std::optional(std::move(piece));
  }
  const bool whole = found.open && at_end && found.end <= kMostRecord;
  if (found.quoted || whole) {
    piece.fault =
        Error{ErrorCode::kParse, concat("line ", line_ + found.quote_line, ": a quote is opened and ",
                                        whole ? "never closed" : concat("not closed within ", kMostRecord, " bytes"))};
    take(found.quote_at);
  } else {
    piece.fault = Error{ErrorCode::kParse, concat("line ", line_, ": longer than ", kMostRecord, " bytes")};
  }
  LICET_TRY(const bool any, skip_line());
  static_cast<void>(any);
  return std::optional(std::move(piece));
}

Result<std::string> TextStream::rest(std::uint64_t most_bytes) {
  for (;;) {
    if (ahead().size() > most_bytes)
      return Error{ErrorCode::kInvalidArgument, concat("larger than the limit of ", most_bytes, " bytes")};
    LICET_TRY(const bool any, more());
    if (!any) break;
  }
  std::string text(ahead());
  take(text.size());
  return text;
}

}  // namespace licet::cli
