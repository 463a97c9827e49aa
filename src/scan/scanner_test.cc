#include "scan/scanner.h"

#include <doctest/doctest.h>

#include <chrono>

#include "base/text_util.h"
#include "base/utf8.h"

namespace licet {

namespace {

std::vector<ListInfo> lists() {
  ListInfo info;
  info.id = "export";
  info.title = "Export List";
  return {info};
}

Party party(const std::string& id, const std::vector<std::string>& names, const std::string& country) {
  Party out;
  out.id = id;
  out.caption = names.front();
  out.countries = {country};
  for (const std::string& name : names) {
    const NameKind kind = out.names.empty() ? NameKind::kPrimary : NameKind::kAlias;
    out.names.push_back({name, kind, NameStrength::kStrong, true, std::nullopt, "", Certainty::kA});
  }
  Listing listing;
  listing.list = "export";
  listing.from = DaySpan::exact(*make_date(2020, 1, 1));
  out.listings.push_back(listing);
  return out;
}

const std::vector<Party>& parties() {
  static const std::vector<Party> kAll = {
      party("hualun", {"Hualun Technologies Co., Ltd.", "Hualun", "华轮技术有限公司"}, "CN"),
      party("halden", {"Halden Optics Co., Ltd."}, "DE")};
  return kAll;
}

const Scanner& scanner() {
  static const std::vector<ListInfo> kLists = lists();
  static const Scanner kBuilt = Scanner::build(parties(), kLists);
  return kBuilt;
}

ScanOptions options() {
  ScanOptions out;
  out.on = *make_date(2025, 1, 1);
  out.text_date = DaySpan::exact(*make_date(2024, 1, 1));
  return out;
}

ScanAnswer scan(std::string_view text, const ScanOptions& how = options()) {
  auto answer = scanner().scan(text, how);
  REQUIRE(answer.has_value());
  return std::move(answer).value();
}

// Where a fragment stands in a text, in both units.
void check_place(const Mention& m, std::string_view text, std::string_view fragment) {
  const std::size_t byte = text.find(fragment);
  CHECK(m.bytes == TextSpan{byte, byte + fragment.size()});
  CHECK(m.code_points ==
        TextSpan{from_utf8(text.substr(0, byte))->size(), from_utf8(text.substr(0, byte + fragment.size()))->size()});
}

}  // namespace

TEST_CASE("scan: places are right in bytes and code points, behind letters of several bytes") {
  const std::string text =
      "Lü’s café bought from Hualun\xE2\x80\x99s shop, 向华轮技术有限公司买, Halden\xE2\x80\x8B Optics, "
      "\xEF\xBC\xA8ualun.";
  const ScanAnswer answer = scan(text);
  REQUIRE(answer.mentions.size() == 4);
  check_place(answer.mentions[0], text, "Hualun");
  check_place(answer.mentions[1], text, "华轮技术有限公司");
  check_place(answer.mentions[2], text, "Halden\xE2\x80\x8B Optics");
  check_place(answer.mentions[3], text, "\xEF\xBC\xA8ualun");
  CHECK(answer.mentions[3].text == "\xEF\xBC\xA8ualun");
}

TEST_CASE("scan: HTML gives the places of the file") {
  ScanOptions how = options();
  how.html = true;
  const std::string html = "<html><style>Hualun</style><p>Caf&eacute; <b>Halden</b> <i>Optics</i></p>";
  const ScanAnswer answer = scan(html, how);
  REQUIRE(answer.mentions.size() == 1);
  CHECK(answer.mentions[0].text == "Halden Optics");
  check_place(answer.mentions[0], html, "Halden</b> <i>Optics");
}

TEST_CASE("scan: every mention says why") {
  const ScanAnswer answer = scan("Halden Optics Ltd. sells lenses.");
  REQUIRE(answer.mentions.size() == 1);
  CHECK(answer.mentions[0].why ==
        "equals `Halden Optics Co., Ltd.` (without legal form; primary name of Halden Optics Co., Ltd.); the name sets "
        "the party apart; "
        "Export List from 2020-01-01");
  CHECK(answer.text_date_basis == "given");
}

TEST_CASE("scan: a mention that was listed on neither day comes out only if asked for") {
  ScanOptions how = options();
  how.on = *make_date(2019, 1, 1);
  how.text_date = DaySpan::exact(how.on);
  CHECK(scan("Halden Optics sells lenses.", how).mentions.empty());
  how.all = true;
  CHECK(scan("Halden Optics sells lenses.", how).mentions.size() == 1);
}

TEST_CASE("scan: text that is not UTF-8 is refused with the first wrong byte") {
  const auto answer = scanner().scan("Soci\xE9t\xE9 Halden Optics", options());
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().code == ErrorCode::kInvalidArgument);
  CHECK(answer.error().message == "the text is not UTF-8: byte 4 begins no character");
}

TEST_CASE("scan: the words around do not change what is found, and twice gives the same") {
  const std::string_view glue[] = {" and ", ", ", "; ", ".\n", "\n\n", " of the ", " (", "). "};
  std::uint32_t seed = 12345;
  std::string text;
  std::size_t names = 0;
  for (int i = 0; i < 400; ++i) {
    seed = seed * 1664525U + 1013904223U;
    if ((seed >> 20) % 3 == 0) {
      text += "Halden Optics";
      ++names;
    } else {
      text += "lenses";
    }
    text += glue[(seed >> 24) % 8];
  }
  CHECK(scan(text).mentions.size() == names);
  CHECK(scan(text).mentions.size() == scan(text).mentions.size());
}

TEST_CASE("scan: hostile texts cost linear work") {
  const auto repeated = [](std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  const auto start = std::chrono::steady_clock::now();
  CHECK(scan(repeated("a", 100'000)).mentions.empty());
  CHECK(scan(repeated("HUALUN CO ", 1'000)).mentions.size() <= 1'000);
  CHECK(scan("e" + repeated("\xCC\x81", 20'000)).mentions.empty());
  CHECK(scan(repeated("华轮技术有限公司", 1'000)).mentions.size() == 1'000);
  CHECK(scan(repeated("(ABC) ", 3'000)).mentions.empty());
  CHECK(scan(repeated("co ", 20'000)).mentions.empty());
  CHECK(scan(repeated("Hualun Mate ", 2'000)).mentions.size() == 2'000);
  ScanOptions how = options();
  how.html = true;
  CHECK(scan(repeated("<div>", 20'000) + "Hualun" + repeated("</div>", 20'000), how).mentions.size() == 1);
  // Generous under sanitizers; a quadratic step takes minutes.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

}  // namespace licet
