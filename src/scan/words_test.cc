#include "scan/words.h"

#include <doctest/doctest.h>

namespace licet {

TEST_CASE("words: ordinary words and their regular forms are known, rare words are not") {
  const ScanWords& words = ScanWords::builtin();
  CHECK((words.classes("ascend") & kCommonWord) != 0);
  CHECK((words.classes("ascends") & kCommonWord) != 0);
  CHECK((words.classes("planned") & kCommonWord) != 0);
  CHECK((words.classes("companies") & kCommonWord) != 0);
  CHECK((words.classes("victoria") & kNameWord) != 0);
  CHECK((words.classes("ceo") & kAbbreviation) != 0);
  CHECK(words.classes("hikvision") == 0);
  CHECK(words.classes("halden") == 0);
}

TEST_CASE("words: kinds, values and writings") {
  const ScanWords& words = ScanWords::builtin();
  CHECK(words.is(ScanWordKind::kLegalForm, "ltd"));
  CHECK(words.same_key("limited") == "ltd");
  CHECK(words.same_key("optics") == "optics");
  CHECK(*words.value(ScanWordKind::kPlace, "hong kong") == "HK");
  CHECK(*words.value(ScanWordKind::kOrdinal, "twelfth") == "12");
  CHECK(words.is_plain("7"));
  CHECK(words.is_plain("shenzhen"));
  CHECK_FALSE(words.is_plain("quorvex"));
}

TEST_CASE("words: a table with an unknown kind is refused with its line") {
  const auto bad =
      ScanWords::parse("word\tclass\nwave\tc\n", "kind\ttext\tvalue\nlegal_form\tco\tabbr\ncolour\tred\t-\n");
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().message == "scan-words, line 3: no kind of word is called `colour`");
}

}  // namespace licet
