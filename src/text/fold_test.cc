#include "text/fold.h"

#include <doctest/doctest.h>

#include <random>

#include "base/utf8.h"

using namespace licet;

namespace {

std::string folded(std::string_view source) {
  return fold(source).value().text();
}

void check_laws(std::string_view source) {
  const FoldedText once = fold(source).value();
  const FoldedText twice = fold(once.text()).value();
  REQUIRE(twice.text() == once.text());
  // Runs are in order and cover the source.
  const auto runs = once.runs();
  for (std::size_t i = 1; i < runs.size(); ++i) {
    REQUIRE(runs[i - 1].norm_begin <= runs[i].norm_begin);
    REQUIRE(runs[i - 1].src_begin_byte < runs[i].src_begin_byte);
    REQUIRE(runs[i - 1].src_begin_cp < runs[i].src_begin_cp);
  }
}

std::u32string random_text(std::mt19937& random, const std::u32string& letters, std::size_t size) {
  std::u32string out;
  for (std::size_t i = 0; i < size; ++i) out.push_back(letters[random() % letters.size()]);
  return out;
}

const std::u32string kNasty =
    U"aAbzZ09 -\n\t'\"&.,éÉߨﬁİıłŁØœǅΣςйЙёЁ中國国電发發カガガﾞ゙한ㄱㅏ각ᄀ\u1161\u11A8\u0301\u0323\u200B\u200D\u00AD\uFEFF"
    U"\u202E\uFF21\uFF11\u3000\u2028–—’“”·・\u0640محمد\u064E\u093F\u0915\u2122";

}  // namespace

TEST_CASE("fold: what is unified") {
  CHECK(folded("Héllo WÖRLD") == "hello world");
  CHECK(folded("Straße ﬁn") == "strasse fin");
  CHECK(folded("Łódź Ørsted Æther İstanbul ılı") == "lodz orsted aether istanbul ili");
  CHECK(folded("ＡＢＣ１２３　ｘ") == "abc123 x");
  CHECK(folded("“Halden’s” – «Optics»") == "\"halden's\" - \"optics\"");
  CHECK(folded("Hua\u200Bwei\u00AD Tech\u202Enologies") == "huawei technologies");
  CHECK(folded("華為技術有限公司") == "华为技术有限公司");
  CHECK(folded("ΑΘΗΝΆΣ") == folded("αθηνας"));
  CHECK(folded("ＨＡＬＤＥＮ電子") == "halden电子");
  CHECK(folded("e\u0301") == "e");
  CHECK(folded("ガ") == folded("ｶﾞ"));
  CHECK(folded("AT&T") == "at&t");
  CHECK(folded("a\r\n\tb") == "a \n b");
}

TEST_CASE("fold: a word cut at a line end is joined, a compound is not") {
  CHECK(folded("elec-\ntronics") == "electronics");
  CHECK(folded("elec- \r\n  tronics") == "electronics");
  CHECK(folded("Halden-\nOptics") == "halden- optics");
  CHECK(folded("2019-\n2020") == "2019- 2020");
}

TEST_CASE("fold: plain text has a map of one run") {
  for (const char* text : {"plain text, 12 words.", "ALSO LARGE LETTERS", "浪潮电子信息产业", "привет мир", "नमस्ते"}) {
    CHECK(fold(text).value().runs().size() == 1);
  }
  CHECK(fold("").value().runs().empty());
  CHECK(fold("café").value().dump() == "copy 0 <- 0/0\nblock 3 <- 3/3\n");
}

TEST_CASE("fold: source gives bytes and code points") {
  const FoldedText text = fold("é\u200Bx中国y").value();
  CHECK(text.text() == "ex中国y");
  CHECK(text.source(0, 1) == SourceStretch{0, 2, 0, 1});
  CHECK(text.source(1, 2) == SourceStretch{5, 6, 2, 3});  // the zero width space belongs to neither
  CHECK(text.source(0, 2) == SourceStretch{0, 6, 0, 3});
  CHECK(text.source(2, 5) == SourceStretch{6, 9, 3, 4});
  CHECK(text.source(2, 9) == SourceStretch{6, 13, 3, 6});
  CHECK(text.source(0, 9) == SourceStretch{0, 13, 0, 6});
}

TEST_CASE("fold: no span ends inside a code point or an expansion") {
  const FoldedText text = fold("o\uFB01n").value();  // the fi ligature
  CHECK(text.text() == "ofin");
  CHECK(text.source(0, 4).has_value());
  CHECK(!text.source(0, 2).has_value());
  CHECK(!text.source(2, 4).has_value());
  CHECK(text.source(1, 3) == SourceStretch{1, 4, 1, 2});
  CHECK(!fold("中").value().source(0, 1).has_value());
  CHECK(!fold("ab").value().source(1, 1).has_value());
  CHECK(!fold("ab").value().source(1, 3).has_value());
}

TEST_CASE("fold: the base of a removed mark keeps the mark in its source span") {
  const FoldedText text = fold("xe\u0301y").value();
  CHECK(text.text() == "xey");
  CHECK(text.source(1, 2) == SourceStretch{1, 4, 1, 3});
}

TEST_CASE("fold: folding again changes nothing, for every code point alone") {
  for (char32_t c = 0; c <= 0x2FFFF; c += (c < 0x3400 || (c >= 0xF900 && c < 0x10000) ? 1 : 7)) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string once = folded(to_utf8(std::u32string{c}));
    if (folded(once) != once) FAIL("code point ", static_cast<std::uint32_t>(c), ": ", once, " / ", folded(once));
  }
}

TEST_CASE("fold: laws hold on random text of troublesome letters") {
  std::mt19937 random(20260731);
  for (int round = 0; round < 3000; ++round) check_laws(to_utf8(random_text(random, kNasty, 1 + random() % 24)));
}

TEST_CASE("fold: a span cut out of the source folds to the matched form") {
  std::mt19937 random(7);
  // No marks, jamo or line ends here: what precedes a cut changes how those read.
  const std::u32string letters = U"aBcé中國ﬁß\u200B１Ж ,’&x";
  for (int round = 0; round < 500; ++round) {
    const std::string source = to_utf8(random_text(random, letters, 16));
    const FoldedText text = fold(source).value();
    for (std::size_t begin = 0; begin < text.text().size(); ++begin) {
      for (std::size_t end = begin + 1; end <= text.text().size(); ++end) {
        const auto span = text.source(begin, end);
        if (!span) continue;
        const std::string cut = source.substr(span->byte_begin, span->byte_end - span->byte_begin);
        REQUIRE(folded(cut) == text.text().substr(begin, end - begin));
        REQUIRE(from_utf8(source.substr(0, span->byte_begin))->size() == span->cp_begin);
        REQUIRE(from_utf8(cut)->size() == span->cp_end - span->cp_begin);
      }
    }
  }
}

TEST_CASE("fold: counts tricks, refuses what is not UTF-8, survives heaps of marks") {
  CHECK(fold("pay\u200Bp\u202Eal\u00AD").value().findings().invisible == 2);
  CHECK(fold("ＡＢ").value().findings().full_width == 2);
  CHECK(fold("ab\xFF"
             "c")
            .error()
            .message == "text is not UTF-8 at byte 2");
  std::string bomb = "a";
  for (int i = 0; i < 20000; ++i) bomb += "\u0301";
  CHECK(folded(bomb) == "a");
}
