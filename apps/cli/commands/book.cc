#include "wire/book.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "apps/cli/command.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/text_util.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--book", "--json"};
const std::vector<std::string> kActions = {"info", "verify"};

std::string readable(const Json& info, const std::string& name) {
  std::string out = concat("book: ", shown(name), "\nhash: ", text_of(info, "hash"),
                           "\nbytes: ", text_of(info, "bytes"), "\nlists:\n");
  for (const Json& list : info.find("lists")->items()) {
    const std::string whole_from = text_of(list, "complete_from");
    out += concat("  ", text_of(list, "id"), ": ", text_of(list, "records"), " records, ", text_of(list, "names"),
                  " names, as of ", text_of(list, "as_of"), ", ",
                  whole_from.empty() ? "not whole" : concat("whole from ", whole_from), "\n");
  }
  const Json& law = *info.find("law");
  return concat(out, "law: ", text_of(law, "hash"), ", read on ", text_of(law, "as_of"), "\n");
}

Result<int> run(const Arguments& arguments) {
  if (arguments.words.empty() || arguments.words.size() > 2) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("book: expected ", joined(kActions, " or "), ", then a file or none")};
  }
  const std::string& action = arguments.words[0];
  if (std::find(kActions.begin(), kActions.end(), action) == kActions.end()) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("book: unknown action ", ticked(action), did_you_mean(action, kActions), "; expected ",
                        joined(kActions, " or "))};
  }
  Arguments which = arguments;
  if (arguments.words.size() == 2) which.book = arguments.words[1];
  LICET_TRY(const OpenBook open, open_book(which));
  const Json info = book_info_json(*open.book);
  if (arguments.json) {
    std::printf("%s\n", info.dump().c_str());
  } else if (action == "info") {
    std::printf("%s", readable(info, open.name).c_str());
  } else {
    std::printf("%s: whole and unchanged, %s\n", shown(open.name).c_str(), open.book->hash().c_str());
  }
  return kExitAnswered;
}

}  // namespace

extern const Command kBook;
const Command kBook = {"book",
                       "What is in a book, and is it whole and unchanged?",
                       "book info [FILE]\nbook verify [FILE]",
                       "licet book info\nlicet book verify starter",
                       kTakes,
                       run};

}  // namespace licet::cli
