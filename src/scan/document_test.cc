#include "scan/document.h"

#include <doctest/doctest.h>

#include "base/text_util.h"

namespace licet {

namespace {

// One word a line would be long: `key:gap` with marks `'` possessive, `^` first, `#` heading.
std::string dump(std::string_view text) {
  const auto document = Document::read(text, ScanWords::builtin());
  REQUIRE(document.has_value());
  const char* gaps = "n -(,.!";  // none, space, hyphen, paren, comma, soft, break
  std::string out;
  for (const DocWord& w : document->words()) {
    out += gaps[static_cast<std::size_t>(w.gap)];
    out += w.key;
    if (w.possessive()) out += "'";
    if (w.first) out += "^";
    if (w.heading) out += "#";
  }
  return out;
}

}  // namespace

TEST_CASE("document: what stands between words") {
  CHECK(dump("Halden's (Hong Kong) Co., Ltd. sold R&D") == "!halden'^(hong kong(co,ltd.sold rnandnd");
  CHECK(dump("one-two: three. Four") == "!one^-two!three!four^");
  CHECK(dump("a - b\n\nc") == "!a^!b!c^");
}

TEST_CASE("document: a line with a capital on every word is a heading") {
  CHECK(dump("New Wave Hits The Beach\nthe beach") == "!new^# wave# hits# the# beach# the beach");
}

TEST_CASE("document: names are cut the same way as texts") {
  const auto words = name_words("SMITH, John (JS)", ScanWords::builtin());
  REQUIRE(words.size() == 3);
  CHECK(words[1].comma_before);
  CHECK(words[2].bracket_before);
  CHECK(name_words("\xff", ScanWords::builtin()).empty());
}

}  // namespace licet
