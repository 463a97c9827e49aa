#include "scan/html.h"

#include <doctest/doctest.h>

#include "base/text_util.h"

namespace licet {

TEST_CASE("html: tags, scripts and references fall away, places stay") {
  const std::string html =
      "<p>Soci&eacute;t\xC3\xA9 <b>Hal</b>den&nbsp;Optics</p><script>if (a<b) Halden</script><!-- Halden -->R&amp;D 1 "
      "< 2 & 3";
  const PlainText plain = plain_text_of_html(html);
  CHECK(plain.text() == "\n\nSoci\xC3\xA9t\xC3\xA9 Halden\xC2\xA0Optics\n\n\n\nR&D 1 < 2 & 3");
  const std::size_t at = plain.text().find("Halden");
  const SourceStretch stretch = plain.source(at, at + 6);
  CHECK(html.substr(stretch.byte_begin, stretch.byte_end - stretch.byte_begin) == "Hal</b>den");
  CHECK(stretch.cp_begin + 1 == stretch.byte_begin);  // one letter of two bytes before
  const std::size_t e = plain.text().find("\xC3\xA9");
  CHECK(plain.source(e, e + 2).byte_end - plain.source(e, e + 2).byte_begin == 8);
}

TEST_CASE("html: broken markup is read to its end") {
  CHECK(plain_text_of_html("<div class=\"a").text() == "\n\n");
  CHECK(plain_text_of_html("<script>never closed").text() == "\n\n");
  CHECK(plain_text_of_html("<!-- never closed").text() == "");
  CHECK(plain_text_of_html("a <").text() == "a <");
  CHECK(plain_text_of_html("&#72;&#x61;&#xD800;&bogus;").text() == "Ha&#xD800;&bogus;");
}

TEST_CASE("html: places hold beyond long runs") {
  std::string html;
  for (int i = 0; i < 3000; ++i) html += "\xC3\xA9";
  html += "<i>x</i>Halden";
  const PlainText plain = plain_text_of_html(html);
  const std::size_t at = plain.text().find("Halden");
  CHECK(plain.source(at, at + 6).byte_begin == 6008);
  CHECK(plain.source(at, at + 6).cp_begin == 3008);
}

}  // namespace licet
