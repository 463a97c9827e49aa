// The real files of the lists, read in place: every record and every name comes in.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text_util.h"
#include "lists/read_list.h"
#include "support/skip.h"

namespace licet {

namespace {

struct Case {
  const char* parcel;
  const char* path;
  std::uint64_t records;
  std::uint64_t names;  // 0: not counted
};

// The counts that the publishers' files have (data/README.md of the shared folder).
constexpr Case kCases[] = {
    {"us_csl", "csl/csl_2026-07-31_projection.json.zst", 25921, 57174},
    {"us_csl", "csl/csl_2019-12_sample_full_columns.csv", 115, 0},
    {"us_entity_list", "bis/entity_list_supp4_part744_2026-07-09.json.zst", 3409, 3409 + 5172},
    {"us_ofac_sdn", "ofac/2019-06", 7379, 7379 + 9682},
    {"us_ofac_sdn", "ofac/2022-01-31", 9044, 9044 + 12409},
    {"us_ofac_consolidated", "ofac/consolidated_non_sdn_2025-12", 442, 442 + 1073},
    {"us_bis_dpl", "bis/dpl_2019-06.txt", 546, 546},
    {"us_bis_dpl", "bis/dpl_2022-09.txt", 581, 581},
    {"us_bis_dpl", "bis/denied_persons_2026-04-14.json", 564, 566},
    {"us_meu", "bis/meu_supp7_part744_2026-07.json", 70, 73},
    {"us_1260h", "us_other/dow_1260h_2026-06-10.json", 80, 158},
    {"us_ns_cmic", "us_other/ofac_ns_cmic_2026-07.json", 68, 217},
    {"us_uflpa", "us_other/dhs_uflpa_2026-07-09.json", 148, 242},
    {"un_sc", "un/un_consolidated_2024-11-30.xml.zst", 879, 0},
    {"un_sc", "un/un_consolidated_2026-02-27.xml.zst", 1003, 1003 + 2752 + 378},
    {"jp_meti", "jp/meti_foreign_end_user_list_2025-09-29.json", 835, 835 + 1415},
    {"cn_mofcom", "cn/mofcom_lists_2026-07-19.json", 240, 0},
};

ListContent content_of(const Case& one, const std::string& folder) {
  const auto parcel = find_parcel(one.parcel);
  REQUIRE(parcel.has_value());
  auto files = load_list_files(concat(folder, "/data/", one.path));
  REQUIRE(files.has_value());
  auto content = read_list(*parcel, std::move(*files));
  REQUIRE_MESSAGE(content.has_value(), (content ? std::string() : content.error().message));
  return std::move(*content);
}

}  // namespace

TEST_CASE("lists: the real files come in whole") {
  const auto folder = test::shared_dir();
  if (!folder) LICET_SKIP("LICET_SHARED_DIR is not set");
  for (const Case& one : kCases) {
    CAPTURE(one.path);
    const ListContent content = content_of(one, *folder);
    CHECK(content.records == one.records);
    CHECK(content.skipped == 0);
    CHECK(content.parties.size() == one.records);
    if (one.names != 0) CHECK(content.names == one.names);
    for (const ListDiagnostic& what : content.diagnostics) MESSAGE(what.file, ":", what.line, ": ", what.reason);
  }
}

}  // namespace licet
