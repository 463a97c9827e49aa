#include "apps/cli/questions.h"

#include <cstdint>
#include <utility>

#include "apps/cli/batch.h"
#include "apps/cli/input.h"
#include "apps/cli/setup.h"
#include "base/text_util.h"
#include "wire/query.h"

namespace licet::cli {

namespace {

constexpr std::uint64_t kMostDocumentBytes = std::uint64_t{1} << 30;

// Is this first line one of column names?
bool is_header(std::string_view first) {
  const bool named = !first.empty() && ((first[0] >= 'a' && first[0] <= 'z') || first[0] == '"');
  return named && first.find_first_of("{}[]") == std::string_view::npos;
}

// Puts the file's name in front of what is wrong in it.
Error in_file(const std::string& path, const Error& error) {
  const std::string name = path == "-" ? "standard input" : ticked(path);
  const bool named = error.message.find(name) != std::string::npos;
  return named ? error : Error{error.code, concat(name, ": ", error.message)};
}

// A question with the place that it came from, so that an error can name it.
struct Located {
  std::size_t file = 0;
  std::size_t number = 0;  // in its file, from 1
  bool alone = false;      // the file has no other
  Result<QuestionReader::Found> found;
};

// The questions of all files in order; one that cannot be read is an error in its place.
class QuestionSource {
 public:
  explicit QuestionSource(std::vector<std::string> paths) : paths_(std::move(paths)) { ahead_ = take(); }

  std::optional<Located> next() {
    std::optional<Located> here = std::exchange(ahead_, std::nullopt);
    if (!here) return here;
    ahead_ = take();
    here->alone = here->number == 1 && (!ahead_ || ahead_->file != here->file);
    return here;
  }
  // Was the last one given out?
  bool at_end() const { return !ahead_; }
  const std::string& path(const Located& located) const { return paths_[located.file]; }
  // Were all files that could be opened read to their end?
  const Status& read_whole() const { return read_whole_; }

 private:
  std::optional<Located> take() {
    for (; file_ < paths_.size(); close()) {
      if (!reader_) {
        Result<TextStream> stream = TextStream::open(paths_[file_]);
        Result<QuestionReader> opened = stream ? QuestionReader::open(std::move(stream).value()) : stream.error();
        if (!opened) return broken(opened.error());
        reader_.emplace(std::move(opened).value());
      }
      Result<std::optional<QuestionReader::Found>> found = reader_->next();
      if (!found) read_whole_ = in_file(paths_[file_], found.error());
      if (!found) return broken(found.error());
      if (*found) return Located{file_, ++number_, false, std::move(**found)};
    }
    return std::nullopt;
  }
  Located broken(const Error& error) {
    Located located{file_, number_ + 1, false, error};
    close();
    return located;
  }
  void close() {
    reader_.reset();
    number_ = 0;
    ++file_;
  }

  std::vector<std::string> paths_;
  std::size_t file_ = 0;
  std::size_t number_ = 0;
  std::optional<QuestionReader> reader_;
  std::optional<Located> ahead_;
  Status read_whole_;
};

Result<Answered> answer_one(const QuestionKind& kind, const Located& located, const std::string& path, bool json) {
  const Result<Json> question = located.found ? QuestionReader::read(*located.found) : located.found.error();
  const Result<Json> answer = question ? kind.answer(*question) : question;
  if (!answer && located.alone) return in_file(path, answer.error());
  if (!answer) {
    const Error& error = answer.error();
    return in_file(path, Error{error.code, concat("question ", located.number, ": ", error.message)});
  }
  const bool alarm = kind.alarm && kind.alarm(*answer);
  return Answered{json ? answer->dump() + "\n" : kind.readable(*answer), alarm};
}

std::string print_error(bool json, const Error& error, std::size_t number) {
  return json ? row_error_json(error, number).dump() + "\n" : concat("error: ", error.message, "\n");
}

// Passes over the questions before `first` of the only file.
Status skip_to(QuestionSource& source, std::size_t first, const std::string& path) {
  for (std::size_t number = 1; number < first; ++number) {
    const std::optional<Located> passed = source.next();
    if (!source.read_whole()) return source.read_whole().error();
    if (passed && !source.at_end()) continue;
    return Error{ErrorCode::kInvalidArgument, concat("flag `--from-row`: ", ticked(path), " has no row ", first)};
  }
  return {};
}

}  // namespace

Result<QuestionReader> QuestionReader::open(TextStream stream) {
  QuestionReader reader(std::move(stream));
  LICET_RETURN_IF_ERROR(reader.start());
  return reader;
}

Status QuestionReader::start() {
  LICET_TRY(const std::optional<Piece> first, stream_.peek_line());
  if (first && !first->fault && !first->text.starts_with('[')) {
    if (parse_json(first->text)) return {};
    if (is_header(first->text)) return start_table();
  }
  return start_document();
}

Status QuestionReader::start_table() {
  LICET_TRY(const std::optional<Piece> header, stream_.record());
  LICET_TRY(const std::vector<std::string> cells, header_cells(*header));
  LICET_TRY(FlatColumns columns, FlatColumns::read(cells));
  columns_ = std::make_shared<const FlatColumns>(std::move(columns));
  return {};
}

// One object over several lines, or an array.
Status QuestionReader::start_document() {
  LICET_TRY(const std::string text, stream_.rest(kMostDocumentBytes));
  LICET_TRY(Json whole, parse_json(text));
  document_ = true;
  if (whole.is_array()) {
    document_questions_ = whole.items();
  } else {
    document_questions_.push_back(std::move(whole));
  }
  return {};
}

Result<std::optional<QuestionReader::Found>> QuestionReader::next() {
  if (document_) {
    if (at_ == document_questions_.size()) return std::optional<Found>();
    return std::optional(Found{{}, std::move(document_questions_[at_++])});
  }
  LICET_TRY(std::optional<Piece> piece, columns_ ? stream_.record() : stream_.line());
  if (!piece) return std::optional<Found>();
  return std::optional(Found{std::move(*piece), {}, columns_});
}

Result<Json> QuestionReader::read(const Found& found) {
  if (found.json) return *found.json;
  if (found.piece.fault) return *found.piece.fault;
  if (!found.columns) return parse_json(found.piece.text);
  Result<Json> question = found.columns->row(record_cells(found.piece));
  if (question) return question;
  return Error{ErrorCode::kParse, concat("line ", found.piece.line, ": ", question.error().message)};
}

Result<int> answer_questions(const Arguments& arguments, const QuestionKind& kind) {
  LICET_TRY(const unsigned threads, thread_count(arguments));
  LICET_TRY(const std::size_t first, first_row(arguments));
  if (first > 1 && !arguments.words.empty())
    return Error{ErrorCode::kInvalidArgument, "flag `--from-row`: it needs `--in FILE` and no other files"};
  std::vector<std::string> paths = arguments.words;
  if (arguments.in) paths.push_back(*arguments.in);
  QuestionSource source(paths);
  if (first > 1) LICET_RETURN_IF_ERROR(skip_to(source, first, paths.front()));
  const bool json = arguments.json;
  std::size_t number = first - 1;
  const auto next = [&]() -> std::optional<BatchItem> {
    std::optional<Located> located = source.next();
    if (!located) return std::nullopt;
    const bool only = ++number == 1 && source.at_end();
    const std::size_t bytes = located->found ? located->found->piece.text.size() : 0;
    const std::string& path = source.path(*located);
    BatchItem item{number, bytes, {}, {}};
    item.answer = [&kind, &path, json, here = std::move(*located)] { return answer_one(kind, here, path, json); };
    if (!only) item.print_error = [json, at = number](const Error& error) { return print_error(json, error, at); };
    return item;
  };
  Result<int> code = run_batch(next, {threads, arguments.stats});
  if (code && !source.read_whole()) return source.read_whole().error();
  return code;
}

}  // namespace licet::cli
