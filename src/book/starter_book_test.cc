// What the starter book says, by day. The tables are data/*.tsv.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"
#include "base/table.h"
#include "base/text_util.h"
#include "book/book.h"
#include "support/skip.h"
#include "text/no_name.h"

using namespace licet;

namespace {

const BookContent& starter() {
  static const BookContent kContent = read_book(starter_book_bytes()).value();
  return kContent;
}

const Party& party(std::string_view id) {
  const auto& all = starter().parties;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Party& p) { return p.id == id; });
  REQUIRE_MESSAGE(found != all.end(), std::string(id));
  return *found;
}

const Listing& listing(std::string_view id, std::string_view list) {
  const Party& p = party(id);
  const auto found =
      std::find_if(p.listings.begin(), p.listings.end(), [&](const Listing& l) { return l.list == list; });
  REQUIRE_MESSAGE(found != p.listings.end(), std::string(id));
  return *found;
}

Truth on(std::string_view id, std::string_view list, std::string_view day) {
  return listing(id, list).in_force_on(parse_date(day).value());
}

bool has_name(std::string_view id, std::string_view text) {
  const auto& names = party(id).names;
  return std::any_of(names.begin(), names.end(), [&](const PartyName& n) { return n.text == text; });
}

Table law_table(std::string_view path) {
  const auto& law = starter().law;
  const auto found = std::find_if(law.begin(), law.end(), [&](const LawFile& f) { return f.path == path; });
  REQUIRE(found != law.end());
  return Table::parse_tsv(found->text, found->path).value();
}

// In force from `day` on, and not the day before.
void check_begins(std::string_view id, std::string_view list, std::string_view day) {
  CAPTURE(std::string(id));
  const Date first = parse_date(day).value();
  CHECK(listing(id, list).in_force_on(first) == Truth::kTrue);
  CHECK(listing(id, list).in_force_on(first.plus_days(-1)) == Truth::kFalse);
}

}  // namespace

TEST_CASE("starter book: no party has a name that names nobody") {
  for (const Party& p : starter().parties)
    for (const PartyName& n : p.names) {
      for (const std::string& text : {n.text, n.text + " LLC", "Mr. " + n.text})
        CHECK_MESSAGE(!names_nobody(text), p.id, ": ", text);
    }
}

TEST_CASE("starter book: it is a sound book with lists, parties, chips and places") {
  REQUIRE(read_book(starter_book_bytes()));
  CHECK(starter().parties.size() > 300);
  CHECK(starter().chips.size() == 63);
  CHECK(starter().places.size() == 250);
  CHECK(starter().law_as_of.size() == 10);
  for (const ListInfo& list : starter().lists) {
    CAPTURE(list.id);
    CHECK(list.records > 0);
    CHECK_FALSE(list.complete_from);
  }
}

TEST_CASE("starter book: well-known firms are listed from their day on") {
  check_begins("huawei", "us_entity_list", "2019-05-16");
  check_begins("inspur_group", "us_entity_list", "2023-03-02");
  check_begins("smic", "us_entity_list", "2020-12-18");
  check_begins("huawei", "us_ns_cmic", "2021-06-03");
  check_begins("inspur_group", "us_1237", "2020-06-24");
  CHECK(on("inspur_group", "us_1237", "2021-06-03") == Truth::kFalse);
}

TEST_CASE("starter book: dated entries of each kind of event") {
  check_begins("inspur_electronic_information", "us_entity_list", "2025-03-25");
  check_begins("sugon", "us_entity_list", "2019-06-24");
  check_begins("hikvision", "us_entity_list", "2019-10-09");
  check_begins("dahua_technology", "us_entity_list", "2019-10-09");
  check_begins("phytium", "us_entity_list", "2021-04-08");
  check_begins("ymtc", "us_entity_list", "2022-12-16");
  check_begins("cambricon", "us_entity_list", "2022-12-16");
  check_begins("loongson", "us_entity_list", "2023-03-02");
  check_begins("4paradigm", "us_entity_list", "2023-03-02");
  check_begins("naura", "us_entity_list", "2024-12-02");
  check_begins("beijing_zhipu_huazhang_technology", "us_entity_list", "2025-01-16");
  check_begins("nettrix", "us_entity_list", "2025-03-25");
  check_begins("baai", "us_entity_list", "2025-03-25");
  check_begins("fujian_jinhua", "us_entity_list", "2018-10-30");
  check_begins("netposa", "us_entity_list", "2020-06-05");
  check_begins("china_electronics_technology_group_36th_research_institute", "us_entity_list", "2024-05-09");
  check_begins("baidu", "us_1260h", "2026-06-08");
  check_begins("tencent_holdings", "us_1260h", "2025-01-07");
}

TEST_CASE("starter book: removals end an entry on their day") {
  CHECK(on("mps_institute_of_forensic_science", "us_entity_list", "2023-11-15") == Truth::kTrue);
  CHECK(on("mps_institute_of_forensic_science", "us_entity_list", "2023-11-16") == Truth::kFalse);
  CHECK(on("o_film", "us_entity_list", "2021-01-15") == Truth::kTrue);
  CHECK(on("o_film", "us_entity_list", "2022-06-28") == Truth::kFalse);
  CHECK(on("zte", "us_dpl", "2018-04-14") == Truth::kFalse);
  CHECK(on("zte", "us_dpl", "2018-04-15") == Truth::kTrue);
  CHECK(on("zte", "us_dpl", "2018-07-12") == Truth::kTrue);
  CHECK(on("zte", "us_dpl", "2018-07-13") == Truth::kFalse);
  CHECK(on("wuxi_biologics_wuxi", "us_uvl", "2022-10-07") == Truth::kFalse);
  CHECK(on("wuxi_biologics_shanghai", "us_uvl", "2022-10-07") == Truth::kTrue);
  CHECK(on("ymtc", "us_uvl", "2022-12-16") == Truth::kFalse);
  CHECK(on("xiaomi", "us_1237", "2021-05-25") == Truth::kFalse);
  CHECK(on("amec", "us_1260h", "2024-12-18") == Truth::kFalse);
}

TEST_CASE("starter book: what the sources leave open is unknown, not no") {
  CHECK(on("shanghai_fudan_microelectronics", "us_entity_list", "2025-09-11") == Truth::kFalse);
  CHECK(on("shanghai_fudan_microelectronics", "us_entity_list", "2025-09-14") == Truth::kUnknown);
  CHECK(on("shanghai_fudan_microelectronics", "us_entity_list", "2025-09-16") == Truth::kTrue);
  CHECK(on("hefei_bitland", "us_entity_list", "2023-01-01") == Truth::kUnknown);
  CHECK(on("s2c_limited", "us_entity_list", "2024-12-01") == Truth::kFalse);
  CHECK(on("s2c_limited", "us_entity_list", "2026-01-01") == Truth::kUnknown);
}

TEST_CASE("starter book: firms that are on other lists alone are not on the Entity List") {
  for (const std::string_view id : {"amec", "changxin_memory_technologies", "wuxi_apptec", "wuxi_biologics_wuxi",
                                    "tencent_holdings", "zte", "alibaba_group_holding", "baidu", "byd",
                                    "contemporary_amperex_technology", "hesai_group", "quectel_wireless_solutions"}) {
    CAPTURE(std::string(id));
    for (const Listing& l : party(id).listings) CHECK(l.list != "us_entity_list");
  }
  for (const Party& p : starter().parties)
    for (const PartyName& n : p.names)
      for (const std::string_view other : {"Lenovo", "GigaDevice", "Enflame", "MetaX", "Iluvatar", "DeepSeek"})
        CHECK(n.text.find(other) == std::string::npos);
}

TEST_CASE("starter book: names that the news uses lead to their party, and neighbours keep theirs") {
  CHECK(has_name("huawei", "Huawei"));
  CHECK(has_name("huawei", "华为"));
  CHECK(has_name("huawei", "華為"));
  CHECK(has_name("inspur_group", "Inspur"));
  CHECK(has_name("inspur_group", "Wave Group"));
  CHECK(has_name("megvii_technology", "Kuang technology"));
  CHECK(has_name("phytium", "Phytium Technology Co"));
  CHECK(has_name("suma_technology", "Suma Technology"));
  CHECK(has_name("smic", "SMIC"));
  CHECK_FALSE(has_name("kuang_chi_group", "Kuang technology"));
  CHECK_FALSE(has_name("inspur_group", "Inspur Software"));
  CHECK_FALSE(has_name("inspur_group", "浪潮信息"));
}

TEST_CASE("starter book: the six Inspur units are listed from 2025-03-25 on, and are parties of their own") {
  int units = 0;
  for (const Party& p : starter().parties) {
    if (p.group != "inspur" || p.id == "inspur_group") continue;
    ++units;
    check_begins(p.id, "us_entity_list", "2025-03-25");
  }
  CHECK(units == 6);
}

TEST_CASE("starter book: every listing has a day, a citation and a source that may be passed on") {
  for (const Party& p : starter().parties) {
    for (const Listing& l : p.listings) {
      CAPTURE(p.id);
      CHECK((l.from.earliest || l.from.latest));
      CHECK_FALSE(l.citations.empty());
      CHECK_FALSE(l.source.empty());
      CHECK(l.source.find("OpenSanctions") == std::string::npos);
      CHECK(l.source.find("_nc") == std::string::npos);
    }
    for (const PartyName& n : p.names) CHECK(n.source.find("OpenSanctions") == std::string::npos);
  }
}

TEST_CASE("starter book: the meanings of Entity List entries are words that the rules know") {
  const Table facts = law_table("facts.tsv");
  std::map<std::string, std::set<std::string>> values;
  for (std::size_t i = 0; i < facts.size(); ++i)
    for (const std::string_view value : split(facts.cell(i, "values"), ' '))
      values[facts.cell(i, "fact")].emplace(value);
  for (const Party& p : starter().parties) {
    for (const Listing& l : p.listings) {
      CAPTURE(p.id);
      if (l.list != "us_entity_list" || p.id == "s2c_limited") continue;
      CHECK(values["party.entity_list_scope"].contains(l.requirement_meaning));
      if (!l.policy.empty()) CHECK(values["party.entity_list_policy"].contains(l.policy_meaning));
      for (const std::string& footnote : l.footnotes) CHECK(values["party.footnotes"].contains(footnote));
    }
  }
  CHECK(listing("cnooc_limited", "us_entity_list").requirement_meaning == "place_and_item_limited");
  CHECK(listing("dji", "us_entity_list").requirement_meaning == "all_but_ear99_technology");
  CHECK(listing("hytera_communications", "us_entity_list").footnotes == std::vector<std::string>{"3"});
}

TEST_CASE("starter book: a list that bars no export has no license requirement") {
  std::map<std::string, ListPurpose> purpose;
  for (const ListInfo& list : starter().lists) purpose[list.id] = list.purpose;
  for (const Party& p : starter().parties)
    for (const Listing& l : p.listings)
      if (purpose.at(l.list) != ListPurpose::kExport) CHECK(l.requirement.empty());
}

TEST_CASE("starter book: short acronyms and ordinary words are weak") {
  for (const Party& p : starter().parties)
    for (const PartyName& n : p.names)
      if (n.text == "Wave" || n.text == "Dawning" || n.text == "HIT" || n.text == "BIT" || n.text == "BGI" ||
          n.text == "Cambrian" || n.text == "CAS")
        CHECK(n.strength == NameStrength::kWeak);
}

TEST_CASE("starter book: no strong name of two parties, so that an exact name means one") {
  std::map<std::string, std::string> owner;
  for (const Party& p : starter().parties) {
    for (const PartyName& n : p.names) {
      if (n.strength == NameStrength::kWeak) continue;
      const auto [at, fresh] = owner.emplace(n.text, p.id);
      CHECK_MESSAGE((fresh || at->second == p.id), n.text, ": ", at->second, " and ", p.id);
    }
  }
}

TEST_CASE("starter book: chips have the figures of their data sheets") {
  const auto& chips = starter().chips;
  const auto a800 =
      std::find_if(chips.begin(), chips.end(), [](const Chip& c) { return c.name == "NVIDIA A800 SXM 80GB"; });
  REQUIRE(a800 != chips.end());
  CHECK(a800->io_bandwidth_gb_s->to_string() == "464");
  CHECK(a800->tpp->to_string() == "4992");
  int h100 = 0;
  for (const Chip& c : chips) h100 += std::count(c.aliases.begin(), c.aliases.end(), "H100") > 0;
  CHECK(h100 == 2);
}

TEST_CASE("starter book: chips agree with the collected figures, and so does the density that follows from them") {
  const auto shared = test::shared_dir();
  if (!shared) LICET_SKIP("LICET_SHARED_DIR is not set");
  const std::string text = read_file(*shared + "/law/chips.csv").value();
  CsvReader csv(text);
  const std::vector<std::string> head = csv.next().value()->cells;
  const auto at = [&](std::string_view column) {
    return static_cast<std::size_t>(std::find(head.begin(), head.end(), column) - head.begin());
  };
  std::size_t rows = 0;
  for (auto row = csv.next().value(); row; row = csv.next().value(), ++rows) {
    const auto& cells = row->cells;
    const auto& chips = starter().chips;
    const auto chip =
        std::find_if(chips.begin(), chips.end(), [&](const Chip& c) { return c.name == cells[at("chip")]; });
    REQUIRE_MESSAGE(chip != chips.end(), cells[at("chip")]);
    const auto same = [&](const std::optional<Rational>& ours, std::string_view column) {
      const std::string& theirs = cells[at(column)];
      return theirs.empty() ? !ours : ours && *ours == Rational::parse(theirs).value();
    };
    CAPTURE(chip->name);
    CHECK(same(chip->tpp, "tpp"));
    CHECK(same(chip->applicable_die_area_mm2, "applicable_die_area_mm2"));
    CHECK(same(chip->io_bandwidth_gb_s, "external_io_gb_s_bidirectional"));
    CHECK(same(chip->dram_bandwidth_gb_s, "dram_bandwidth_gb_s"));
    if (!chip->tpp || !chip->applicable_die_area_mm2) continue;
    const std::string& printed = cells[at("performance_density")];
    const std::size_t point = printed.find('.');
    const unsigned places = point == std::string::npos ? 0 : static_cast<unsigned>(printed.size() - point - 1);
    CHECK(Rational::parse((*chip->tpp / *chip->applicable_die_area_mm2).to_decimal(places)).value() ==
          Rational::parse(printed).value());
  }
  CHECK(rows == 62);
}

namespace {

bool is_day_or(std::string_view text, std::string_view word) {
  return text == word || parse_date(text).has_value();
}

// Is the place in the group on that day, by rows that are relied on?
bool in_group(const Table& groups, std::string_view place, std::string_view group, std::string_view day) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups.cell(i, "place") != place || groups.cell(i, "group") != group || groups.cell(i, "status") != "in_force")
      continue;
    const std::string& from = groups.cell(i, "from");
    const std::string& until = groups.cell(i, "until");
    if ((from == "unknown" || from <= day) && (until.empty() || day < until)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("starter book: country groups move with the day") {
  const Table groups = law_table("tables/country-groups.tsv");
  CHECK(groups.size() > 500);
  std::set<std::string> codes;
  for (const Place& place : starter().places) codes.insert(place.code);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    CAPTURE(groups.line(i));
    CHECK(codes.contains(groups.cell(i, "place")));
    CHECK(is_day_or(groups.cell(i, "from"), "unknown"));
    CHECK(is_day_or(groups.cell(i, "until"), ""));
    CHECK_FALSE(groups.cell(i, "source").empty());
    CHECK(parse_certainty(groups.cell(i, "certainty")));
  }
  CHECK(in_group(groups, "CN", "D:5", "2022-10-07"));
  CHECK_FALSE(in_group(groups, "MO", "D:5", "2026-09-24"));
  CHECK(in_group(groups, "MO", "D:4", "2026-09-24"));
  CHECK(in_group(groups, "HK", "A:6", "2020-12-22"));
  CHECK_FALSE(in_group(groups, "HK", "A:6", "2020-12-23"));
  CHECK(in_group(groups, "HK", "D:5", "2020-12-23"));
  CHECK(in_group(groups, "AE", "D:4", "2026-07-09"));
  CHECK_FALSE(in_group(groups, "AE", "D:4", "2026-07-10"));
  CHECK(in_group(groups, "KH", "D:5", "2025-11-06"));
  CHECK_FALSE(in_group(groups, "KH", "D:5", "2025-11-07"));
  CHECK_FALSE(in_group(groups, "ET", "D:5", "2026-01-01"));
}

TEST_CASE("starter book: places that count as others are places, and Macau and Taiwan are their own") {
  const Table table = law_table("tables/places.tsv");
  std::set<std::string> codes;
  for (const Place& place : starter().places) codes.insert(place.code);
  std::map<std::string, std::string> counts;
  for (std::size_t i = 0; i < table.size(); ++i) {
    CHECK(codes.contains(table.cell(i, "place")));
    CHECK(codes.contains(table.cell(i, "counts_as")));
    CHECK(is_day_or(table.cell(i, "from"), "unknown"));
    CHECK(is_day_or(table.cell(i, "until"), ""));
    counts[table.cell(i, "place")] = table.cell(i, "counts_as") + " " + table.cell(i, "from");
  }
  CHECK(counts["HK"] == "CN 2020-12-23");
  CHECK(counts["LI"] == "CH unknown");
  CHECK_FALSE(counts.contains("MO"));
  CHECK_FALSE(counts.contains("TW"));
}
