#include "rules/syntax/format.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "rules/syntax/parser.h"

using namespace licet;
using namespace licet::rules;

TEST_CASE("format: every law file is read back to the same, and formatting twice changes nothing") {
  std::size_t files = 0;
  for (const std::string& path : list_files(LICET_SOURCE_DIR "/law", "").value()) {
    if (!path.ends_with(".law") && !path.ends_with(".tests")) continue;
    const auto tree = parse_law(read_file(LICET_SOURCE_DIR "/law/" + path).value(), path);
    REQUIRE_MESSAGE(tree.has_value(), (tree ? "" : tree.error().message));
    const std::string once = format(**tree);
    const auto again = parse_law(once, path);
    REQUIRE_MESSAGE(again.has_value(), (again ? "" : again.error().message) << "\n" << once);
    CHECK(format(**again) == once);
    CHECK((*again)->decls.size() == (*tree)->decls.size());
    ++files;
  }
  CHECK(files > 15);
}

TEST_CASE("format: comments stay with their statement") {
  const char* text = R"law(# of the file
section x checked 2026-07-23 # of the header

# of a
value a version from 2023-01-01 source "s" # where from
  cite "x" = 5

# "of b"
value b version from 2023-01-01 source "s" cite "# no comment" = 6 # behind
# at the end
)law";
  const auto tree = parse_law(text, "x");
  REQUIRE_MESSAGE(tree.has_value(), (tree ? "" : tree.error().message));
  const std::string once = format(**tree);
  const std::string a = format(*(*tree)->decls[0]);
  const std::string b = format(*(*tree)->decls[1]);
  CHECK(once == "section x checked 2026-07-23\n\n# of the file\n# of the header\n# of a\n# where from\n" + a +
                    "\n# \"of b\"\n# behind\n" + b + "\n# at the end\n");
  CHECK(format(**parse_law(once, "x")) == once);
}

TEST_CASE("format: clauses of every kind come back") {
  const char* text = R"law(section 744.23 text sha256:e07b15 checked 2026-07-23
include "tables/reasons.tsv" as reasons(eccn, column)

authorization nac kind license_exception overcomes 742.6/a6iiiA, a1
  version from 2024-04-04 published 2024-04-04 source 89FR23876 cite "740.8"
    stayed from 2025-11-10 until 2026-11-10 source 90FR50857 when item.a falls_back
    note "n"
    when leg.destination in mo_d5 except e exporter_documents order.nac_notice

restriction a17 closes all except nac
  version from 2018-08-13 source "eCFR" cite "740.2(a)(17)"
    when some p in parties: p.on_uvl

reply 744.11/a1 from 2026-11-10 asleep source "invented"
)law";
  const auto tree = parse_law(text, "x");
  REQUIRE_MESSAGE(tree.has_value(), (tree ? "" : tree.error().message));
  CHECK(format(**tree) == text);
}
