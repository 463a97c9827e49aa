#include "scan/reader.h"

#include <doctest/doctest.h>

#include "base/text_util.h"

namespace licet {

namespace {

const ScanWords& words() {
  return ScanWords::builtin();
}

Document document_of(std::string_view text) {
  auto document = Document::read(text, words());
  REQUIRE(document.has_value());
  return std::move(document).value();
}

std::string definitions(std::string_view text) {
  const Document document = document_of(text);
  std::string out;
  for (const auto& [key, definition] : find_definitions(document, words())) {
    out += concat(key, "=", document.words()[definition.long_name.first].key, "..",
                  document.words()[definition.long_name.last].key, " ");
  }
  return out;
}

std::size_t word_at(const Document& document, std::string_view key) {
  for (std::size_t i = 0; i < document.words().size(); ++i) {
    if (document.words()[i].key == key) return i;
  }
  return document.words().size();
}

}  // namespace

TEST_CASE("reader: acronyms are defined before and behind a bracket") {
  CHECK(definitions("the Bureau of Industry and Security (BIS) said") == "bis=bureau..security ");
  CHECK(definitions("advanced artificial intelligence (AI) chips") == "ai=artificial..intelligence ");
  CHECK(definitions("The Information Technology Industry Council (ITI), which") == "iti=information..council ");
  CHECK(definitions("GPUX (general purpose unit xenon) sold") == "gpux=general..xenon ");
  CHECK(definitions("a big house (BBC) and a bracket (see BBC)") == "");
}

TEST_CASE("reader: a country counts outside of the name only") {
  const Document document = document_of("China Mobile grew. It is a Chinese firm. Hong Kong too.");
  const Countries countries(document, words());
  CHECK(countries.outside("CN", {0, 1}));
  CHECK_FALSE(countries.in_sentence("CN", {0, 1}, document));
  CHECK(countries.outside("HK", {0, 1}));
  CHECK_FALSE(countries.outside("RU", {0, 1}));
}

TEST_CASE("reader: a legal form and its dot belong to the name, the end of a sentence does not") {
  const Document one = document_of("Halden Co., Ltd., the maker");
  const std::uint32_t last = with_legal_form(one, words(), 0);
  CHECK(one.words()[last].key == "ltd");
  CHECK(one.norm().substr(0, end_with_dot(one, words(), last)) == "halden co., ltd.");
  const Document two = document_of("bought from Halden Ltd. Nobody knew");
  const auto halden = static_cast<std::uint32_t>(word_at(two, "halden"));
  const std::uint32_t end = end_with_dot(two, words(), with_legal_form(two, words(), halden));
  CHECK(two.norm().substr(0, end) == "bought from halden ltd");
}

TEST_CASE("reader: the longer name of another company") {
  const Document document =
      document_of("shares of Halden Digital fell and Halden (Zhongwei) Big Data Technology Co rose, Halden Mate sold");
  const auto first = static_cast<std::uint32_t>(word_at(document, "halden"));
  CHECK(document.words()[*longer_company_name(document, words(), first)].key == "digital");
  CHECK(document.words()[*longer_company_name(document, words(), 6)].key == "co");
  CHECK_FALSE(longer_company_name(document, words(), 13).has_value());
}

}  // namespace licet
