#include "wire/book.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "apps/cli/command.h"
#include "apps/cli/print.h"
#include "apps/cli/setup.h"
#include "base/file.h"
#include "base/text_util.h"
#include "book/build.h"
#include "book/diff.h"
#include "book/fetch.h"
#include "book/list_source.h"
#include "engine/law.h"
#include "wire/book_diff.h"
#include "wire/book_fetch.h"

namespace licet::cli {

namespace {

constexpr std::string_view kTakes[] = {"--accept-smaller", "--book",       "--from", "--json", "--law-root",
                                       "--list",           "--no-starter", "--only", "--out"};
const std::vector<std::string> kActions = {"build", "info", "diff", "verify", "fetch"};
constexpr std::size_t kShownDiagnostics = 20;

Error bad_use(std::string_view message) {
  return Error{ErrorCode::kInvalidArgument, concat("book: ", message)};
}

// ---- readable forms ----

std::string readable_sources(const Json& info) {
  std::string out = "made from:\n";
  for (const Json& list : info.find("lists")->items()) {
    const std::string skipped = text_of(list, "skipped");
    const std::string as_of = text_of(list, "as_of");
    out += concat("  ", text_of(list, "id"), ": ", text_of(list, "records"), " records, ", text_of(list, "names"),
                  " names", skipped == "0" ? "" : concat(", ", skipped, " skipped"), ", as of ",
                  as_of.empty() ? "an unknown day" : as_of, "\n");
  }
  return out;
}

std::string readable_lists(const Json& info) {
  std::string out = "legal lists:\n";
  for (const Json& list : info.find("legal_lists")->items()) {
    const std::string whole_from = text_of(list, "complete_from");
    out += concat("  ", text_of(list, "id"), ": ", text_of(list, "records"), " records, ", text_of(list, "names"),
                  " names, as of ", text_of(list, "as_of"), ", ",
                  whole_from.empty() ? "not whole" : concat("whole from ", whole_from), "\n");
  }
  return out;
}

std::string readable_diagnostics(const Json& info) {
  const std::vector<Json>& all = info.find("diagnostics")->items();
  if (all.empty()) return "";
  std::string out = concat("diagnostics: ", all.size(), "\n");
  for (std::size_t i = 0; i < all.size() && i < kShownDiagnostics; ++i) {
    const std::string file = text_of(all[i], "file");
    const std::string line = text_of(all[i], "line");
    out += concat("  ", text_of(all[i], "list"), file.empty() ? "" : concat(" ", file),
                  line.empty() ? "" : concat(":", line), ": ", text_of(all[i], "reason"), "\n");
  }
  if (all.size() > kShownDiagnostics)
    out += concat("  and ", all.size() - kShownDiagnostics, " more; `--json` shows them\n");
  return out;
}

std::string readable(const Json& info, const std::string& name) {
  std::string out =
      concat("book: ", shown(name), "\nhash: ", text_of(info, "hash"), "\nbytes: ", text_of(info, "bytes"), "\n");
  out += concat(readable_sources(info), readable_lists(info));
  const Json& law = *info.find("law");
  return concat(out, "law: ", text_of(law, "hash"), ", read on ", text_of(law, "as_of"), "\n",
                readable_diagnostics(info));
}

std::string readable_values(const Json& change, std::string_view key, std::string_view sign) {
  std::string out;
  for (const Json& value : change.find(key)->items()) out += concat("      ", sign, " ", shown(value.text()), "\n");
  return out;
}

std::string readable_diff(const Json& diff) {
  std::string out;
  for (const char* what : {"added", "removed"}) {
    for (const Json& party : diff.find(what)->items())
      out += concat(what, ": ", text_of(party, "caption"), " (", text_of(party, "party_id"), ")\n");
  }
  for (const Json& party : diff.find("changed")->items()) {
    out += concat("changed: ", text_of(party, "caption"), " (", text_of(party, "party_id"), ")\n");
    for (const Json& change : party.find("changes")->items())
      out += concat("    ", text_of(change, "field"), ":\n", readable_values(change, "removed", "-"),
                    readable_values(change, "added", "+"));
  }
  const Json& counts = *diff.find("counts");
  return concat(out, text_of(counts, "added"), " added, ", text_of(counts, "removed"), " removed, ",
                text_of(counts, "changed"), " changed\n");
}

void print(const Arguments& arguments, const Json& json, const std::string& text) {
  std::printf("%s", arguments.json ? concat(json.dump(), "\n").c_str() : text.c_str());
}

// ---- actions ----

Result<int> build(const Arguments& arguments) {
  if (!arguments.out || arguments.words.size() != 1) return bad_use("build: expected `--out FILE`");
  LICET_TRY(BookContent base, read_book(starter_book_bytes()));
  if (arguments.law_root) {
    base.law.clear();
    base.law_as_of.clear();
    LICET_RETURN_IF_ERROR(read_law_folder(*arguments.law_root, base));
  }
  std::vector<BuildSource> sources;
  for (const std::string& text : arguments.lists) {
    LICET_TRY(const ListArgument list, parse_list_argument(text));
    LICET_TRY(BuildSource source, read_source(list));
    sources.push_back(std::move(source));
  }
  LICET_TRY(const BookContent content,
            assemble_book(base, !arguments.no_starter, std::move(sources), FrDates::builtin()));
  const std::string bytes = save_book(content);
  LICET_TRY(const std::shared_ptr<const Book> book, Book::load(bytes));
  if (arguments.law_root) {
    LICET_TRY([[maybe_unused]] const auto law, compile_law(*book, {}, BookTests::kRead));
  }
  LICET_RETURN_IF_ERROR(write_file_atomically(*arguments.out, bytes));
  const Json info = book_info_json(*book);
  print(arguments, info, readable(info, *arguments.out));
  return kExitAnswered;
}

Result<OpenBook> open_word(const Arguments& arguments, std::size_t word) {
  Arguments which = arguments;
  if (arguments.words.size() > word) which.book = arguments.words[word];
  return open_book(which);
}

Result<int> info(const Arguments& arguments) {
  if (arguments.words.size() > 2) return bad_use("info: expected one file or none");
  LICET_TRY(const OpenBook open, open_word(arguments, 1));
  const Json info = book_info_json(*open.book);
  print(arguments, info, readable(info, open.name));
  return kExitAnswered;
}

Result<int> verify(const Arguments& arguments) {
  if (arguments.words.size() > 2) return bad_use("verify: expected one file or none");
  LICET_TRY(const OpenBook open, open_word(arguments, 1));
  LICET_TRY([[maybe_unused]] const auto law, compile_law(*open.book, {}, BookTests::kRead));
  print(arguments, book_info_json(*open.book),
        concat(shown(open.name), ": whole and unchanged, ", open.book->hash(), "\n"));
  return kExitAnswered;
}

Result<int> diff(const Arguments& arguments) {
  if (arguments.words.size() != 3) return bad_use("diff: expected two files");
  LICET_TRY(const OpenBook before, open_word(arguments, 1));
  LICET_TRY(const OpenBook after, open_word(arguments, 2));
  const BookDiff found = diff_parties(before.book->parties(), after.book->parties());
  const Json json = book_diff_json(*before.book, *after.book, found);
  print(arguments, json, readable_diff(json));
  return kExitAnswered;
}

// One line for each list: what it is now, and what it was.
std::string readable_fetched(const Json& list) {
  const std::string reason = text_of(list, "reason");
  const std::string id = text_of(list, "id");
  const std::string state = text_of(list, "state");
  if (!reason.empty()) return concat(id, ": refused: ", shown(reason), "\n");
  const std::string before = text_of(list, "records_before");
  const std::string change = state != "new" || before.empty() ? "" : concat(" (", before, " before)");
  return concat(id, ": ", state, ", ", text_of(list, "records"), " records", change, ", ", text_of(list, "names"),
                " names, as of ", text_of(list, "as_of"), "\n");
}

std::string readable_fetch(const Json& report) {
  std::string out;
  for (const Json& list : report.find("lists")->items()) out += readable_fetched(list);
  if (report.find("written")->as_bool()) out += concat("book: ", shown(text_of(report, "book")), "\n");
  return out;
}

Result<int> fetch(const Arguments& arguments) {
  if (arguments.words.size() > 1) return bad_use("fetch: expected no words; `--only ID` chooses a list");
  const std::string path = user_book_path();
  if (path.empty()) return bad_use("fetch: neither XDG_DATA_HOME nor HOME says where your book is");
  FetchOptions options;
  options.folder = path.substr(0, path.rfind('/'));
  options.only = arguments.only;
  options.from = arguments.from.value_or("");
  options.accept_smaller = arguments.accept_smaller;
  options.today = today_utc();
  options.started = [](const std::string& id) {
    if (::isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "fetching %s\n", id.c_str());
  };
  LICET_TRY(const BookContent base, read_book(starter_book_bytes()));
  LICET_TRY(const FetchReport report, fetch_book(options, base));
  const Json json = fetch_report_json(report);
  print(arguments, json, readable_fetch(json));
  if (report.written) return kExitAnswered;
  std::fflush(stdout);
  return Error{ErrorCode::kResource,
               "book: fetch: not all lists came in whole, so nothing was changed; `--only LIST` "
               "fetches the others"};
}

Result<int> run(const Arguments& arguments) {
  if (arguments.words.empty()) return bad_use(concat("expected one of ", joined(kActions, ", ")));
  const std::string& action = arguments.words[0];
  if (action == "build") return build(arguments);
  if (action == "info") return info(arguments);
  if (action == "diff") return diff(arguments);
  if (action == "verify") return verify(arguments);
  if (action == "fetch") return fetch(arguments);
  return bad_use(concat("unknown action ", ticked(action), did_you_mean(action, kActions), "; expected one of ",
                        joined(kActions, ", ")));
}

}  // namespace

extern const Command kBook;
const Command kBook = {
    "book",
    "What is in a book, is it whole and unchanged, and how do two differ? Makes one from list files.",
    "book build --out FILE [--list ID=PATH[@DAY]]... [--no-starter] [--law-root DIR]\nbook fetch [--only LIST]... "
    "[--from WHERE] "
    "[--accept-smaller]\nbook info [FILE]\nbook diff FILE "
    "FILE\nbook verify [FILE]",
    "licet book build --list csv:mine=own.csv --out mine.book\nlicet book info mine.book\nlicet book diff "
    "starter mine.book\nlicet book verify mine.book",
    kTakes,
    run};

}  // namespace licet::cli
