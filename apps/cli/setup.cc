#include "apps/cli/setup.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <thread>

#include "base/file.h"
#include "base/rational.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "engine/law.h"

namespace licet::cli {

namespace {

Error bad_flag(std::string_view flag, std::string_view expected, std::string_view found) {
  return Error{ErrorCode::kInvalidArgument,
               concat("flag ", ticked(flag), ": expected ", expected, ", got ", ticked(found))};
}

Result<std::size_t> read_count(std::string_view flag, const std::string& text, std::size_t most) {
  std::size_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value == 0 || value > most) {
    return bad_flag(flag, concat("a number from 1 to ", most), text);
  }
  return value;
}

bool exists(const std::string& path) {
  struct stat status{};
  return !path.empty() && ::stat(path.c_str(), &status) == 0;
}

Result<OpenBook> load_starter() {
  LICET_TRY(std::shared_ptr<const Book> book, Book::load(starter_book_bytes()));
  return OpenBook{std::move(book), "starter"};
}

Result<OpenBook> load_file(const std::string& path) {
  Result<std::shared_ptr<const Book>> book = Book::open(path);
  if (!book && book.error().code != ErrorCode::kCorrupt && book.error().code != ErrorCode::kUnsupported)
    return book.error();
  if (!book) return Error{book.error().code, concat("book ", ticked(path), ": ", book.error().message)};
  return OpenBook{std::move(book).value(), path};
}

}  // namespace

std::string user_book_path() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data != '\0') return concat(std::string_view(data), "/licet/licet.book");
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return "";
  return concat(std::string_view(home), "/.local/share/licet/licet.book");
}

Result<Date> question_day(const Arguments& arguments) {
  if (!arguments.on) return today_utc();
  const Result<Date> day = parse_date(*arguments.on);
  if (!day) return Error{day.error().code, concat("flag `--on`: ", day.error().message)};
  if (*day < kFirstDay) return bad_flag("--on", concat("a day from ", to_string(kFirstDay), " on"), *arguments.on);
  return *day;
}

Result<unsigned> thread_count(const Arguments& arguments) {
  if (!arguments.threads) return std::max(1U, std::thread::hardware_concurrency());
  LICET_TRY(const std::size_t count, read_count("--threads", *arguments.threads, 1024));
  return static_cast<unsigned>(count);
}

Result<std::size_t> hit_limit(const Arguments& arguments) {
  if (!arguments.limit) return std::size_t{0};
  return read_count("--limit", *arguments.limit, 1'000'000'000);
}

Result<std::size_t> first_row(const Arguments& arguments) {
  if (!arguments.from_row) return std::size_t{1};
  if (!arguments.in) return Error{ErrorCode::kInvalidArgument, "flag `--from-row`: it needs `--in FILE`"};
  return read_count("--from-row", *arguments.from_row, 1'000'000'000'000);
}

Result<Score> threshold(const Arguments& arguments) {
  if (!arguments.threshold) return kDefaultThreshold;
  const Result<Rational> value = Rational::parse(*arguments.threshold);
  if (!value || value->is_negative() || *value > Rational(1)) {
    return bad_flag("--threshold", "a number from 0 to 1", *arguments.threshold);
  }
  // Upwards to the next millionth: a score reaches it exactly if it reaches what was typed.
  std::int32_t millionths = 0;
  for (std::int32_t step = 1 << 19; step > 0; step /= 2) {
    if (Rational(millionths + step) < *value * Rational(1'000'000)) millionths += step;
  }
  return Score{value->is_zero() ? 0 : millionths + 1};
}

Result<bool> fails_on(const Arguments& arguments, const std::vector<std::string>& known, const std::string& what) {
  if (!arguments.fail_on) return false;
  if (std::find(known.begin(), known.end(), *arguments.fail_on) == known.end()) {
    return bad_flag("--fail-on", joined(known, " or "), *arguments.fail_on);
  }
  return *arguments.fail_on == what;
}

Result<OpenBook> open_book(const Arguments& arguments) {
  if (arguments.book) return *arguments.book == "starter" ? load_starter() : load_file(*arguments.book);
  const std::string path = user_book_path();
  return exists(path) ? load_file(path) : load_starter();
}

Result<std::shared_ptr<const rules::Law>> law_of(const Arguments& arguments, const Book& book, BookTests tests) {
  std::vector<rules::LawSource> overlay;
  for (std::string folder : arguments.law) {
    while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
    LICET_TRY(const std::vector<std::string> paths, list_files(folder, ""));
    bool any = false;
    for (const std::string& path : paths) {
      const bool is_law = path.ends_with(".law") || path.ends_with(".tests");
      if (!is_law && !path.ends_with(".tsv")) continue;
      LICET_TRY(std::string text, read_file(concat(folder, "/", path)));
      if (find_invalid_utf8(text)) return Error{ErrorCode::kParse, concat(folder, "/", path, ": not UTF-8")};
      any = any || is_law || path.ends_with("letter-aliases.tsv");
      overlay.push_back({path, std::move(text), folder});
    }
    if (!any) return bad_flag("--law", "a folder with law files", folder);
  }
  return compile_law(book, std::move(overlay), tests);
}

}  // namespace licet::cli
