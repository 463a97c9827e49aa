#include "text/token.h"

#include <doctest/doctest.h>

#include "base/text_util.h"

using namespace licet;

namespace {

// `word/case` for each token; `^` in front: first in sentence, `!`: line of capitals.
std::string dump(std::string_view source) {
  const FoldedText folded = fold(source).value();
  std::string out;
  for (const Token& token : tokens_of(folded, source)) {
    out += concat(out.empty() ? "" : " ", token.first_in_sentence ? "^" : "", token.line_all_caps ? "!" : "",
                  token_text(folded, token), "/", to_string(token.case_class));
  }
  return out;
}

std::string words(std::string_view source) {
  const FoldedText folded = fold(source).value();
  std::string out;
  for (const Token& token : tokens_of(folded, source)) out += concat(out.empty() ? "" : "|", token_text(folded, token));
  return out;
}

}  // namespace

TEST_CASE("tokens: words, apostrophes, abbreviations, numbers") {
  CHECK(words("Halden Optics Co., Ltd.") == "halden|optics|co|ltd");
  CHECK(words("O'Brien Halden’s d.o.o. S.p.A. U.S. p.l.c") == "o'brien|halden's|d.o.o|s.p.a|u.s|p.l.c");
  CHECK(words("end.Next a.bc 3.5 10,000 No.12") == "end|next|a|bc|3.5|10|000|no|12");
  CHECK(words("AT&T, Smith & Sons") == "at|&|t|smith|&|sons");
  CHECK(words("'quoted' rock-n-roll") == "quoted|rock|n|roll");
  CHECK(words(" . ,") == "");
}

TEST_CASE("tokens: Han and kana run together and stand apart from Latin letters") {
  CHECK(words("ABC电子 华为技术有限公司") == "abc|电子|华为技术有限公司");
  CHECK(words("北京12研究所") == "北京|12|研究所");
  CHECK(words("삼성전자 Samsung") == "삼성전자|samsung");
  CHECK(words("ОАО «Ромашка»") == "оао|ромашка");
}

TEST_CASE("tokens: case classes come from the source") {
  CHECK(dump("see Halden OPTICS iPhone McDonald A 12") ==
        "^see/lower halden/title optics/upper iphone/mixed mcdonald/mixed a/upper 12/none");
  CHECK(dump("Éclair浪潮") == "^eclair/title 浪潮/none");
}

TEST_CASE("tokens: sentences and lines of capitals") {
  CHECK(dump("Halden Co. Ltd fell. Shares rose! Then") ==
        "^halden/title co/title ltd/title fell/lower ^shares/title rose/lower ^then/title");
  CHECK(dump("A HEADING HERE\ntext ABC") == "^!a/upper !heading/upper !here/upper text/lower abc/upper");
  CHECK(dump("one\n\nTwo") == "^one/lower ^two/title");
}

TEST_CASE("token_key: how words are compared") {
  CHECK(token_key("d.o.o") == "doo");
  CHECK(token_key("o'brien") == "obrien");
  CHECK(token_key("3.5") == "3.5");
  CHECK(token_key("&") == "and");
}
