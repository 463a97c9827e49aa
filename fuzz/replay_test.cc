// The seeds of the fuzz targets, and cuts of them, read by the unit tests.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/text_util.h"
#include "book_edit.h"
#include "law_check.h"
#include "list_fuzz.h"
#include "support/soak.h"

using namespace std::string_view_literals;

namespace licet {

namespace {

// The seed whole, cut short at some places, and with a byte changed at some.
template <typename Check>
void replay(const std::string& name, const Check& check) {
  const std::string folder = concat(LICET_SOURCE_DIR, "/fuzz/seeds/", name);
  const auto seeds = list_files(folder, "");
  REQUIRE(seeds.has_value());
  CHECK(!seeds->empty());
  for (const std::string& seed : *seeds) {
    const auto bytes = read_file(concat(folder, '/', seed));
    REQUIRE(bytes.has_value());
    CHECK_MESSAGE(check(*bytes).empty(), name, '/', seed, ": ", check(*bytes));
    const std::size_t step = bytes->size() / 12 + 1;
    for (std::size_t at = 0; at < bytes->size(); at += step) {
      CHECK_MESSAGE(check(bytes->substr(0, at)).empty(), name, '/', seed, " cut at ", at);
      std::string changed = *bytes;
      changed[at] = static_cast<char>(at % 2 == 0 ? '"' : 0xFF);
      CHECK_MESSAGE(check(changed).empty(), name, '/', seed, " changed at ", at);
    }
  }
}

std::string book_fault(const std::string& bytes) {
  if (bytes.empty()) return "";
  const std::string rest = bytes.substr(1);
  return fuzz::fault_of_book(bytes[0] == 'b' ? rest : fuzz::edited_book(rest));
}

// A seed with some random changes: bytes set, pieces taken out, doubled, or put in from another place.
std::string mutated(std::string bytes, std::mt19937& random) {
  const auto below = [&](std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(random()) % end; };
  constexpr std::string_view kSigns = "\"\\,;\t\n{}[]<>&=:#\0\xff\x1a\xc3"sv;
  for (std::size_t changes = 1 + below(6); changes > 0 && !bytes.empty(); --changes) {
    const std::size_t at = below(bytes.size());
    const std::size_t length = 1 + below(below(2) == 0 ? 4 : bytes.size() - at);
    switch (below(5)) {
      case 0:
        bytes[at] = static_cast<char>(below(256));
        break;
      case 1:
        bytes[at] = kSigns[below(kSigns.size())];
        break;
      case 2:
        bytes.erase(at, length);
        break;
      case 3:
        bytes.insert(below(bytes.size()), bytes.substr(at, length));
        break;
      default:
        bytes.insert(at, 1, kSigns[below(kSigns.size())]);
    }
  }
  return bytes;
}

template <typename Check>
void mutate(const std::string& name, const Check& check) {
  const std::string folder = concat(LICET_SOURCE_DIR, "/fuzz/seeds/", name);
  const auto seeds = list_files(folder, "");
  REQUIRE(seeds.has_value());
  std::mt19937 random(20261128);
  for (const std::string& seed : *seeds) {
    const auto bytes = read_file(concat(folder, '/', seed));
    REQUIRE(bytes.has_value());
    for (int i = 0; i < 20 * test::soak_factor(); ++i) {
      const std::string changed = mutated(*bytes, random);
      const std::string fault = check(changed);
      REQUIRE_MESSAGE(fault.empty(), name, '/', seed, ", change ", i, ": ", fault);
    }
  }
}

}  // namespace

TEST_SUITE("soak fuzz") {
  TEST_CASE("fuzz seeds: with random changes, list readers keep their promises") {
    for (const fuzz::Target& target : fuzz::list_targets())
      mutate(target.name, [&](const std::string& bytes) { return fuzz::fault_of_list(target.parcel, bytes); });
  }

  TEST_CASE("fuzz seeds: with random changes, parcels and books are read or refused") {
    mutate("parcel", [](const std::string& bytes) { return fuzz::fault_of_parcel(bytes); });
    mutate("book", book_fault);
  }

  TEST_CASE("fuzz seeds: with random changes, law files are read or refused") {
    mutate("law", [](const std::string& bytes) { return fuzz::fault_of_law(bytes); });
  }

  TEST_CASE(
      "the built-in law with a byte changed or a file cut anywhere is refused with its place, or means something") {
    std::vector<rules::LawSource> files;
    for (const std::string& path : list_files(LICET_SOURCE_DIR "/law", "").value())
      files.push_back({path, read_file(concat(LICET_SOURCE_DIR "/law/", path)).value()});
    std::mt19937 random(20261130);
    for (int i = 0; i < 60 * test::soak_factor(); ++i) {
      const std::size_t place = static_cast<std::size_t>(random()) % files.size();
      std::string& text = files[place].text;
      const std::string before = text;
      text = i % 3 == 0 ? text.substr(0, random() % (text.size() + 1)) : mutated(std::move(text), random);
      const std::string fault = fuzz::fault_of_files(files, place);
      REQUIRE_MESSAGE(fault.empty(), files[place].path, ", change ", i, ": ", fault);
      text = before;
    }
  }
}

TEST_CASE("fuzz seeds: list readers keep their promises") {
  for (const fuzz::Target& target : fuzz::list_targets())
    replay(target.name, [&](const std::string& bytes) { return fuzz::fault_of_list(target.parcel, bytes); });
}

TEST_CASE("fuzz seeds: a book is read or refused, whatever was done to it") {
  replay("book", book_fault);
  CHECK(fuzz::fault_of_book(fuzz::edited_book("")).empty());
}

TEST_CASE("fuzz seeds: law files are read or refused") {
  replay("law", [](const std::string& bytes) { return fuzz::fault_of_law(bytes); });
}

TEST_CASE("fuzz seeds: parcels are read or refused") {
  replay("parcel", [](const std::string& bytes) { return fuzz::fault_of_parcel(bytes); });
}

}  // namespace licet
