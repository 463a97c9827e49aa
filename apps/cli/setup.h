// From what the user typed to what it means: days, numbers, the book.
#pragma once

#include <memory>
#include <string>

#include "apps/cli/flags.h"
#include "base/date.h"
#include "base/result.h"
#include "book/book.h"
#include "engine/law.h"
#include "rules/check/law.h"

namespace licet::cli {

// `--on`, else today. Errors: kInvalidArgument, kParse (no such day, or before the first day licet answers for).
Result<Date> question_day(const Arguments& arguments);

// `--threads`, 1 to 1024, else the number of cores. Errors: kInvalidArgument.
Result<unsigned> thread_count(const Arguments& arguments);

// `--limit`, 1 or more; 0 where it is not given. Errors: kInvalidArgument.
Result<std::size_t> hit_limit(const Arguments& arguments);

// `--from-row`, 1 where it is not given. Errors: kInvalidArgument, also without `--in`.
Result<std::size_t> first_row(const Arguments& arguments);

// `--threshold`, 0 to 1, else the default. Errors: kInvalidArgument.
Result<Score> threshold(const Arguments& arguments);

// Did the user ask to fail on `what`? Errors: kInvalidArgument if `--fail-on` says something that the command does not
// know.
Result<bool> fails_on(const Arguments& arguments, const std::vector<std::string>& known, const std::string& what);

// The path of the user's own book ($XDG_DATA_HOME/licet/licet.book); empty where no home is known.
std::string user_book_path();

// A book and where it came from: `starter` or its path.
struct OpenBook {
  std::shared_ptr<const Book> book;
  std::string name;
};

// `--book`, else the user's own book ($XDG_DATA_HOME/licet/licet.book) where there is one, else the built-in.
// Errors: as read_file and Book::load. A user's book that is damaged is an error, never passed over.
Result<OpenBook> open_book(const Arguments& arguments);

// The law of the book with the folders of `--law` laid over it: their `.law`, `.tests` and `.tsv` files, sub-folders
// too. Errors: as read_file and rules::Law::load; a folder without law files.
Result<std::shared_ptr<const rules::Law>> law_of(const Arguments& arguments, const Book& book,
                                                 BookTests tests = BookTests::kLeftOut);

}  // namespace licet::cli
