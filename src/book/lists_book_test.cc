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
#include "support/skip.h"

using namespace licet;

namespace {

std::string shared(const std::string& path) {
  const auto folder = test::shared_dir();
  return folder ? concat(*folder, "/data/", path) : "";
}

// The CSL, Supplement 4 and the starter data; made once.
const BookContent* whole() {
  static const std::unique_ptr<const BookContent> content = []() -> std::unique_ptr<const BookContent> {
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
  return content.get();
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
  std::size_t listings = 0;
  std::map<std::string, std::size_t> by_parcel;
  for (const Party& party : whole()->parties) {
    for (const Listing& listing : party.listings) {
      ++by_parcel[listing.parcel];
      ++listings;
    }
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
  CHECK(to_string(*list->complete_from) == "2026-07-09");
}
