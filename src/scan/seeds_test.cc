// The five news articles that the project keeps outside of the repository, against the starter tables.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "base/file.h"
#include "base/text_util.h"
#include "lists/starter.h"
#include "scan/scanner.h"
#include "support/skip.h"

namespace licet {

namespace {

// One article, read on a day; answers in one line each.
class Article {
 public:
  Article(const std::string& folder, const std::string& prefix, const std::string& day) {
    static const StarterData kData =
        read_starter(load_starter_tables(concat(LICET_SOURCE_DIR, "/data")).value()).value();
    static const Scanner kScanner = Scanner::build(kData.parties, kData.lists);
    const auto files = list_files(folder, ".txt");
    REQUIRE(files.has_value());
    for (const std::string& file : *files) {
      if (file.starts_with(prefix)) text_ = read_file(concat(folder, "/", file)).value();
    }
    REQUIRE_FALSE(text_.empty());
    ScanOptions options;
    options.on = *make_date(2026, 8, 22);
    options.text_date = parse_day_span(day).value();
    answer_ = kScanner.scan(text_, options).value();
  }

  // `match true true` for the first mention with this text; "" for none.
  std::string of(std::string_view text) const {
    for (const Mention& m : answer_.mentions) {
      if (m.text == text)
        return concat(to_string(m.grade), " ", to_string(m.listed_on_text_date), " ",
                      to_string(m.listed_on_question_date));
    }
    return "";
  }

  std::size_t count(std::string_view text) const {
    std::size_t n = 0;
    for (const Mention& m : answer_.mentions) n += m.text == text ? 1U : 0U;
    return n;
  }

  const Mention* find(std::string_view text) const {
    for (const Mention& m : answer_.mentions) {
      if (m.text == text) return &m;
    }
    return nullptr;
  }

  // True if some mention touches a place where the text stands.
  bool touched(std::string_view text) const {
    for (std::size_t at = text_.find(text); at != std::string::npos; at = text_.find(text, at + 1)) {
      for (const Mention& m : answer_.mentions) {
        if (m.bytes.begin < at + text.size() && at < m.bytes.end) return true;
      }
    }
    return false;
  }

 private:
  std::string text_;
  ScanAnswer answer_;
};

}  // namespace

TEST_CASE("scan: five articles name their listed parties, with the days") {
  const auto shared = test::shared_dir();
  if (!shared) LICET_SKIP("LICET_SHARED_DIR is not set");
  const std::string folder = concat(*shared, "/seeds");
  SUBCASE("000") {
    const Article a(folder, "000", "2025-03-26");
    CHECK(a.of("Six subsidiaries of Inspur Group") == "group true true");
    REQUIRE(a.find("Six subsidiaries of Inspur Group") != nullptr);
    CHECK(a.find("Six subsidiaries of Inspur Group")->candidates.size() == 6);
    CHECK(a.of("Inspur Group") == "match true true");
    CHECK(a.of("Nettrix Information Industry Co") == "match true true");
    CHECK(a.of("Suma Technology Co") == "match true true");
    CHECK(a.of("Suma-USI Electronics") == "match true true");
    for (const char* other : {"Renmin University", "Global Times", "VCG", "BIS", "Bao Jianyun", "Zhou Mi", "UAE"})
      CHECK_FALSE(a.touched(other));
  }
  SUBCASE("001") {
    const Article a(folder, "001", "2024-11-28");
    CHECK(a.count("Huawei") == 5);
    CHECK(a.of("Huawei") == "match true true");
    CHECK(a.of("SMIC") == "match true true");
    REQUIRE(a.find("Baidu") != nullptr);
    CHECK(a.find("Baidu")->listed_on_text_date == Truth::kFalse);
    CHECK(a.find("Baidu")->listed_on_question_date == Truth::kTrue);
    for (const char* other : {"Ascend", "ByteDance", "TikTok", "Nvidia", "Mate 60"}) CHECK_FALSE(a.touched(other));
  }
  SUBCASE("002") {
    const Article a(folder, "002", "2025-01-14");
    CHECK(a.of("Phytium Technology Co") == "match true true");
    CHECK(a.of("Phytium") == "match true true");
    CHECK(a.of("CCCC (Zhongwei) Big Data Technology Co").starts_with("review"));
    for (const char* other : {"Nvidia", "ITI", "Information Technology Industry Council", "Xinhua",
                              "Chinese Academy of Social Sciences", "Hu Ming"})
      CHECK_FALSE(a.touched(other));
  }
  SUBCASE("003") {
    const Article a(folder, "003", "2023-03-05");
    CHECK(a.of("Inspur Group") == "match true true");
    CHECK(a.of("Inspur") == "match true true");
    CHECK(a.of("Inspur Corporation") == "match true true");
    CHECK(a.of("Loongson") == "match true true");
    CHECK(a.of("4Paradigm") == "match true true");
    CHECK(a.of("Huawei") == "match true true");
    CHECK(a.of("two subsidiaries of BGI") == "group true true");
    CHECK(a.of("Inspur Electronic Information Industry Co., Ltd.") == "match false true");
    CHECK(a.of("Inspur Software") == "match false true");
    CHECK(a.of("Inspur Information") == "match false true");
    CHECK(a.of("Inspur Digital").starts_with("review"));
    CHECK(a.of("36th Research Institute of China Electronics Technology Group Corporation") == "match false true");
    CHECK(a.of("China Electronics Technology Group Corporation") == "context true true");
    REQUIRE(a.find("China Electronics Technology Group Corporation") != nullptr);
    CHECK(a.find("China Electronics Technology Group Corporation")->inside.has_value());
    CHECK(a.of("China Mobile") == "context true true");
    CHECK(a.of("Tencent Holdings") == "context false true");
    CHECK(a.of("Alibaba Cloud") == "review false true");
    CHECK(a.of("Wave Group") == "review true true");
    for (const char* other : {"Bloomberg", "Nvidia", "Intel and", "Kevin Wolf", "South China Morning Post",
                              "Huatai Securities", "People\xE2\x80\x99s Daily"})
      CHECK_FALSE(a.touched(other));
  }
  SUBCASE("004") {
    const Article a(folder, "004", "2020-01-05");
    CHECK(a.of("Huawei") == "match true true");
    CHECK(a.of("Hikvision") == "match true true");
    CHECK(a.of("Dahua") == "match true true");
    CHECK(a.of("Kuang technology") == "review true true");
    for (const char* other :
         {"CSIS", "Cade Metz", "New York Times", "Chinese Academy of Social Sciences", "Slotbydup", "Jack Clark"})
      CHECK_FALSE(a.touched(other));
  }
}

}  // namespace licet
