#include "book/fetch.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "base/text_util.h"
#include "book/book.h"

using namespace licet;

namespace {

// A folder of its own for each test, removed at its end.
class Workplace {
 public:
  explicit Workplace(const char* name)
      : root_(concat(std::filesystem::temp_directory_path().string(), "/licet-fetch-", name, "-",
                     static_cast<long>(::getpid()))) {
    std::filesystem::create_directories(concat(root_, "/from/us_bis_dpl"));
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    std::error_code failure;
    std::filesystem::remove_all(root_, failure);
  }

  std::string path(const std::string& below) const { return concat(root_, "/", below); }
  void offer(const std::string& bytes) const { REQUIRE(write_file_atomically(path("from/us_bis_dpl/dpl.txt"), bytes)); }
  Result<FetchReport> fetch(bool accept_smaller = false) const {
    FetchOptions options;
    options.folder = path("home");
    options.from = path("from");
    options.only = {"us_bis_dpl"};
    options.accept_smaller = accept_smaller;
    options.today = make_date(2026, 3, 4).value();
    return fetch_book(options, BookContent());
  }
  std::string book() const {
    const auto bytes = read_file(path("home/licet.book"));
    return bytes ? *bytes : "";
  }

 private:
  std::string root_;
};

// Denied persons, one a row.
std::string list_of(int records, const std::string& last_update = "2026-02-03") {
  std::string text =
      "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t"
      "\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"\n";
  for (int i = 0; i < records; ++i)
    text +=
        concat("\"HERON NUMBER ", i, "\"\t\"\"\t\"\"\t\"\"\t\"CN\"\t\"\"\t\"01/02/2020\"\t\"01/02/2030\"\t\"Y\"\t\"",
               last_update, "\"\t\"\"\t\"85 F.R. 1\"\n");
  return text;
}

// The only list of a report.
const FetchedList& only(const Result<FetchReport>& report) {
  REQUIRE_MESSAGE(report, (report ? "" : report.error().message));
  REQUIRE(report->lists.size() == 1);
  return report->lists[0];
}

}  // namespace

TEST_CASE("fetch: new, unchanged, and files of earlier fetches go") {
  const Workplace work("plain");
  work.offer(list_of(400));
  const auto first = work.fetch();
  CHECK(only(first).state == FetchState::kNew);
  CHECK(only(first).now.records == 400);
  CHECK(first->written);
  const auto book = Book::open(first->path);
  REQUIRE(book);
  CHECK((*book)->parties().size() == 400);
  const auto again = work.fetch();
  CHECK(only(again).state == FetchState::kUnchanged);
  CHECK(only(again).before->records == 400);

  work.offer(list_of(410));
  CHECK(only(work.fetch()).state == FetchState::kNew);
  int kept = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(work.path("home/lists/us_bis_dpl")))
    ++kept;
  CHECK(kept == 1);
}

TEST_CASE("fetch: on any doubt the old book stays, byte for byte") {
  const Workplace work("doubt");
  work.offer(list_of(400));
  REQUIRE(work.fetch());
  const std::string before = work.book();
  REQUIRE(!before.empty());
  const std::string good = list_of(400);
  const struct {
    std::string bytes;
    const char* reason;
  } cases[] = {{"", "empty"},
               {" \n\n", "empty"},
               {"<!DOCTYPE html><html><body>moved</body></html>", "web page"},
               {list_of(350), "400 in the last book"},
               {list_of(200), "usual are 300 to 3000"},
               {list_of(3500), "usual are 300 to 3000"},
               {list_of(400, "2026-01-01"), "older than"},
               {good.substr(0, good.size() / 2), "usual are"},
               {list_of(395) + std::string(20, '\n') + "broken\trow\nbroken\trow\nbroken\trow\nbroken\trow\n",
                "could not be read"},
               {std::string(std::size_t{5} << 20, 'x'), "larger"},
               {"{\"results\":[]}", "form"}};
  for (const auto& one : cases) {
    work.offer(one.bytes);
    const auto report = work.fetch();
    CHECK(!report->written);
    CHECK(only(report).state == FetchState::kRefused);
    CHECK_MESSAGE(only(report).reason.find(one.reason) != std::string::npos, only(report).reason);
    CHECK(work.book() == before);
  }
  std::filesystem::remove(work.path("from/us_bis_dpl/dpl.txt"));
  CHECK(only(work.fetch()).state == FetchState::kRefused);
  CHECK(work.book() == before);
}

TEST_CASE("fetch: a smaller or older list is taken where the user says so, never one outside its limits") {
  const Workplace work("smaller");
  work.offer(list_of(400));
  REQUIRE(work.fetch());
  work.offer(list_of(350, "2026-01-01"));
  CHECK(only(work.fetch(true)).state == FetchState::kNew);
  work.offer(list_of(200));
  CHECK(only(work.fetch(true)).state == FetchState::kRefused);
}

TEST_CASE("fetch: what it cannot do it says") {
  const Workplace work("bad");
  FetchOptions options;
  options.folder = work.path("home");
  options.from = "http://example.org";
  const auto refused = [&](const char* words) {
    const auto report = fetch_book(options, BookContent());
    REQUIRE(!report);
    CHECK_MESSAGE(report.error().message.find(words) != std::string::npos, report.error().message);
  };
  refused("https://");
  options.from = work.path("from");
  options.only = {"us_cls"};
  refused("us_csl");
  options.only = {"us_meu"};
  refused("not offered");
  options.only = {"us_bis_dpl"};
  std::filesystem::create_directories(options.folder);
  REQUIRE(write_file_atomically(work.path("home/licet.book"), "no book"));
  refused("remove it to begin anew");
}

TEST_CASE("fetch: every list that is offered has an https address and a limit") {
  const auto lists = downloadable_lists();
  CHECK(lists.size() >= 5);
}
