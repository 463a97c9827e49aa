#include "match/han_words.h"

#include <doctest/doctest.h>

#include <string>

using namespace licet;

namespace {

std::string cut(std::string_view text) {
  std::string out;
  for (const HanWord& word : cut_han(text)) {
    const char* kind = word.kind == HanWord::Kind::kBrand ? "!" : word.kind == HanWord::Kind::kOrdinal ? "#" : "";
    out += (out.empty() ? "" : " ") + std::string(text.substr(word.begin, word.end - word.begin)) + kind;
  }
  return out;
}

}  // namespace

TEST_CASE("han words: no character of a brand is left alone") {
  CHECK(cut("北京海新能源科技有限公司") == "北京 海新! 能源 科技 有限公司");
  CHECK(cut("江苏沙钢有限公司") == "江苏 沙钢! 有限公司");
}

TEST_CASE("han words: a legal form is not cut in two, and a prince in a company's name has no title") {
  CHECK(cut("南京港股份有限公司") == "南京 港 股份有限公司");
  CHECK(cut("深圳王子新材料股份有限公司") == "深圳 王子! 新材料 股份有限公司");
}

TEST_CASE("han words: numbers of institutes, with and without the mark") {
  CHECK(cut("第二〇八研究所") == "第二〇八# 研究所");
  CHECK(cut("七一五研究所") == "七一五# 研究所");
}

TEST_CASE("han words: the parts are the whole text") {
  const std::string_view text = "东方蓝天海灵智控第二十研究所";
  std::size_t at = 0;
  for (const HanWord& word : cut_han(text)) {
    CHECK(word.begin == at);
    at = word.end;
  }
  CHECK(at == text.size());
}
