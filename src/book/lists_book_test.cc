// Books of the real lists, where the shared data folder is there (LICET_SHARED_DIR).
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/file.h"
#include "base/json.h"
#include "base/text_util.h"
#include "book/book.h"
#include "book/list_source.h"
#include "book/name_key.h"
#include "lists/starter.h"
#include "support/skip.h"
#include "text/no_name.h"

using namespace licet;

namespace {

std::string shared(const std::string& path) {
  const auto folder = test::shared_dir();
  return folder ? concat(*folder, "/data/", path) : "";
}

// The CSL, Supplement 4 and the starter data; made once.
const BookContent* whole() {
  static const std::unique_ptr<const BookContent> kContent = []() -> std::unique_ptr<const BookContent> {
    if (shared("").empty()) return nullptr;
    std::vector<BuildSource> sources;
    for (const std::string& list :
         {concat("us_csl=", shared("csl/csl_2026-07-31_projection.json.zst"), "@2026-07-31"),
          concat("us_entity_list=", shared("bis/entity_list_supp4_part744_2026-07-09.json.zst"), "@2026-07-09")}) {
      auto source = read_source(parse_list_argument(list).value());
      REQUIRE_MESSAGE(source, (source ? "" : source.error().message));
      sources.push_back(std::move(source).value());
    }
    auto made = assemble_book(read_book(starter_book_bytes()).value(), true, std::move(sources), FrDates::builtin());
    REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
    return std::make_unique<const BookContent>(std::move(made).value());
  }();
  return kContent.get();
}

// Entries on the list that have this name, whatever case and punctuation.
std::vector<std::pair<const Party*, const Listing*>> on_list(const BookContent& book, const std::string& list,
                                                             const std::string& name) {
  std::vector<std::pair<const Party*, const Listing*>> out;
  const std::string key = name_key(name);
  for (const Party& party : book.parties) {
    if (std::none_of(party.names.begin(), party.names.end(),
                     [&](const PartyName& n) { return name_key(n.text) == key; }))
      continue;
    for (const Listing& listing : party.listings)
      if (listing.list == list) out.emplace_back(&party, &listing);
  }
  return out;
}

Truth listed(const BookContent& book, const std::string& list, const std::string& name, const std::string& day) {
  Truth out = Truth::kFalse;
  for (const auto& [party, listing] : on_list(book, list, name))
    out = either(out, listing->in_force_on(parse_date(day).value()));
  return out;
}

bool has_name(const Party& party, const std::string& text) {
  return std::any_of(party.names.begin(), party.names.end(), [&](const PartyName& name) { return name.text == text; });
}

}  // namespace

TEST_CASE("whole book: no party has a name that names nobody") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  for (const Party& party : whole()->parties)
    for (const PartyName& name : party.names) {
      for (const std::string& text : {name.text, name.text + " LLC", "Mr. " + name.text})
        CHECK_MESSAGE(!names_nobody(text), party.id, ": ", text);
    }
}

TEST_CASE("whole book: Huawei is on the Entity List once, with the names of all three sources") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  std::vector<const Party*> found;
  for (const auto& [party, listing] : on_list(*whole(), "us_entity_list", "Huawei Technologies Co., Ltd."))
    found.push_back(party);
  REQUIRE(found.size() == 1);
  CHECK(has_name(*found[0], "Shenzhen Huawei Technologies"));  // the Screening List
  CHECK(has_name(*found[0], "Huawei Marine"));                 // Supplement 4
  CHECK(has_name(*found[0], "华为"));
  CHECK_FALSE(found[0]->addresses.empty());
  for (const PartyName& name : found[0]->names) CHECK_FALSE(name.source.empty());
  CHECK(listed(*whole(), "us_entity_list", "Huawei Technologies Co., Ltd.", "2019-05-15") == Truth::kFalse);
  CHECK(listed(*whole(), "us_entity_list", "Huawei Technologies Co., Ltd.", "2019-05-16") == Truth::kTrue);
}

TEST_CASE("whole book: the ten parties of the rule of 24 February 2023 have their first day") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  const Json rule = parse_json(read_file(shared("text/fr_2023-03929_entity_list_rule.json")).value()).value();
  const Date first = parse_date(rule.find("effective")->text()).value();
  REQUIRE(rule.find("added")->items().size() == 10);
  for (const Json& added : rule.find("added")->items()) {
    const std::string name = added.find("name")->text();
    CAPTURE(name);
    // The list prints one of them as `Limited` where the rule has `Ltd.`: then under the rule's aliases.
    auto found = on_list(*whole(), "us_entity_list", name);
    for (const Json& alias : added.find("aliases")->items())
      if (found.empty()) found = on_list(*whole(), "us_entity_list", alias.text());
    REQUIRE_FALSE(found.empty());
    // Not the day before, whichever entry; a later rule lists one of them under another destination too.
    Truth before = Truth::kFalse;
    Truth then = Truth::kFalse;
    for (const auto& [party, listing] : found) {
      before = either(before, listing->in_force_on(first.plus_days(-1)));
      then = either(then, listing->in_force_on(first));
    }
    CHECK(before == Truth::kFalse);
    CHECK(then == Truth::kTrue);
  }
}

TEST_CASE("whole book: entries by day, those that ended and those that never were") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  const BookContent& book = *whole();
  CHECK(listed(book, "us_entity_list", "Fujian Jinhua Integrated Circuit Company, Ltd.", "2018-10-29") ==
        Truth::kFalse);
  CHECK(listed(book, "us_entity_list", "Fujian Jinhua Integrated Circuit Company, Ltd.", "2018-10-30") == Truth::kTrue);
  CHECK(listed(book, "us_entity_list", "O-Film", "2020-07-21") == Truth::kFalse);
  CHECK(listed(book, "us_entity_list", "O-Film", "2021-01-15") == Truth::kTrue);
  CHECK(listed(book, "us_entity_list", "O-Film", "2022-07-01") == Truth::kFalse);
  for (const char* name : {"ZTE Corporation", "Zhongxing Telecommunications Equipment Corporation"}) {
    for (const char* list : {"us_dpl", "us_entity_list"}) {
      CHECK(listed(book, list, name, "2018-08-13") == Truth::kFalse);
      CHECK(listed(book, list, name, "2026-07-31") == Truth::kFalse);
    }
  }
}

TEST_CASE("whole book: every record of a file is in the book, and no two records of a file are one party") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  std::map<std::string, std::size_t> by_parcel;
  for (const Party& party : whole()->parties) {
    for (const Listing& listing : party.listings) ++by_parcel[listing.parcel];
  }
  CHECK(by_parcel["us_csl"] + by_parcel["us_entity_list"] >= 25921);
  for (const auto& [name, other] : std::map<std::string, std::string>{
           {"BGI Research", "Beijing Graphene Institute"},
           {"Pengxinwei IC Manufacturing Co., Ltd. (PXW)", "Shenzhen Pengxinxu Technology Co., Ltd."}}) {
    for (const auto& [party, listing] : on_list(*whole(), "us_entity_list", name)) CHECK_FALSE(has_name(*party, other));
  }
}

TEST_CASE("whole book: the lists are whole from the day of their file, not before") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  const auto list = std::find_if(whole()->lists.begin(), whole()->lists.end(),
                                 [](const ListInfo& l) { return l.id == "us_entity_list"; });
  REQUIRE(list != whole()->lists.end());
  REQUIRE(list->complete_from);
  CHECK(to_string(*list->complete_from) == "2026-07-31");  // of the newer of two files
}

TEST_CASE("whole book: every requirement and policy text of the two lists has a named meaning") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  for (const Party& party : whole()->parties) {
    for (const Listing& listing : party.listings) {
      CHECK_MESSAGE(listing.requirement_meaning != kUnknownTextMeaning, listing.requirement);
      CHECK_MESSAGE(listing.policy_meaning != kUnknownTextMeaning, listing.policy);
    }
  }
}

TEST_CASE("whole book: ZTE is listed on no day that licet answers for") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  const auto found = on_list(*whole(), "us_dpl", "ZTE Corporation");
  CHECK_FALSE(found.empty());
  for (const auto& [party, listing] : found)
    for (Date day = kFirstDay; day < parse_date("2026-12-31").value(); day = day.plus_days(1))
      REQUIRE_MESSAGE(listing->in_force_on(day) == Truth::kFalse, to_string(day));
  for (const char* list : {"us_entity_list", "us_meu", "us_uvl"})
    CHECK(on_list(*whole(), list, "ZTE Corporation").empty());
}

TEST_CASE("whole book: a denial order that only the Screening List has is not said to stand") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  std::size_t orders = 0;
  for (const Party& party : whole()->parties) {
    for (const Listing& listing : party.listings) {
      if (listing.list != "us_dpl" || listing.parcel != "us_csl") continue;
      ++orders;
      CHECK(listing.in_force_on(parse_date("2026-07-31").value()) != Truth::kTrue);
      CHECK_FALSE(listing.days_note.empty());
    }
  }
  CHECK(orders == 1596);
}

TEST_CASE("two files of one list: who is missing in the newer one had ended by its day") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  std::vector<BuildSource> sources;
  for (const std::string& list : {concat("un_sc=", shared("un/un_consolidated_2024-11-30.xml.zst")),
                                  concat("un_sc=", shared("un/un_consolidated_2026-02-27.xml.zst"))})
    sources.push_back(read_source(parse_list_argument(list).value()).value());
  // Six records of the older file stand in the newer one under another number.
  std::map<std::string, int> numbers;
  std::map<std::string, int> names;
  for (const Party& party : sources[1].parties) {
    ++numbers[party.listings[0].source_id];
    ++names[name_key(party.caption)];
  }
  std::size_t renumbered = 0;
  std::size_t gone = 0;
  for (const Party& party : sources[0].parties) {
    if (numbers.contains(party.listings[0].source_id)) continue;
    ++(names.contains(name_key(party.caption)) ? renumbered : gone);
  }
  REQUIRE(renumbered + gone == 12);
  CHECK(renumbered == 6);
  const auto book = assemble_book(BookContent(), false, std::move(sources), FrDates::builtin());
  REQUIRE(book);
  CHECK(book->parcels.size() == 2);
  REQUIRE(book->lists.size() == 1);
  CHECK(to_string(*book->lists[0].complete_from) == "2026-02-27");
  std::size_t ended = 0;
  for (const Party& party : book->parties) {
    for (const Listing& listing : party.listings) {
      if (!listing.until) continue;
      ++ended;
      CHECK(to_string(*listing.until) == "2024-12-01..2026-02-27");
    }
  }
  CHECK(ended == gone);
  CHECK(book->parties.size() == 1003 + gone);
}

TEST_CASE("two files of one list need two days") {
  if (whole() == nullptr) LICET_SKIP("LICET_SHARED_DIR is not set");
  std::vector<BuildSource> sources;
  sources.reserve(2);
  for (int i = 0; i < 2; ++i)
    sources.push_back(
        read_source(parse_list_argument(concat("us_meu=", shared("bis/meu_supp7_part744_2026-07.json"))).value())
            .value());
  const auto book = assemble_book(BookContent(), false, std::move(sources), FrDates::builtin());
  REQUIRE(!book);
  CHECK(book.error().message.find("a day each") != std::string::npos);
}
