#include "match/similarity.h"

#include <doctest/doctest.h>

#include <random>

#include "base/text_util.h"
#include "base/utf8.h"

using namespace licet;

namespace {

Position first(std::string_view name, ReadingKind kind) {
  const Schema schema = kind == ReadingKind::kPerson ? Schema::kPerson : Schema::kOrganization;
  return prepare_name(name, schema).reading(kind)->positions.at(0);
}

std::string rule(std::string_view a, std::string_view b, ReadingKind kind = ReadingKind::kPerson) {
  const Position x = first(a, kind);
  const Position y = first(b, kind);
  const Similarity s = similarity(x, y, kind);
  CHECK(similarity(y, x, kind).value == s.value);  // symmetric
  return concat(to_string(s.rule), " ", s.value);
}

}  // namespace

TEST_CASE("similarity: the rules") {
  CHECK(rule("Halden", "HALDEN") == "equal 1000000");
  CHECK(rule("Jordan", "Jorgan") == "edit 833333");
  CHECK(rule("Mohammed", "Muhamad") == "family 950000");
  CHECK(rule("J.", "Johann") == "initial 650000");
  CHECK(rule("Сергей", "Sergei") == "equal 1000000");
  CHECK(rule("محمد", "Mohammed") == "skeleton 800000");
  CHECK(rule("tech", "technologies", ReadingKind::kOrganization) == "class 950000");
  CHECK(rule("有限公司", "Inc", ReadingKind::kOrganization) == "legal_form 800000");
  CHECK(rule("Mohammed", "Muhamad", ReadingKind::kOrganization) == "family 850000");
  CHECK(rule("科技", "technology", ReadingKind::kOrganization) == "class 950000");
  CHECK(rule("学院", "University", ReadingKind::kOrganization) == "related 800000");
  CHECK(rule("third", "3rd", ReadingKind::kOrganization) == "number 1000000");
}

TEST_CASE("similarity: a joined run that begins with a legal form is none") {
  const PreparedName name = prepare_name("株式会社 ＤＡ", Schema::kOrganization);
  const Position run = joined_run(*name.reading(ReadingKind::kOrganization), 0, 2);
  const Position form = first("Plc", ReadingKind::kOrganization);
  CHECK(similarity(run, form, ReadingKind::kOrganization).value == 0);
}

TEST_CASE("similarity: brands in Han meet their meaning, words of few consonants need their vowels") {
  CHECK(rule("双箭", "Doublearrow", ReadingKind::kOrganization) == "equal 1000000");
  CHECK(rule("پویا", "Pouya") == "skeleton 800000");
  CHECK(rule("پویا", "Pia") == "none 0");
  CHECK(rule("פאול", "Paul") == "skeleton 800000");
  CHECK(rule("ז'אן", "Jean") == "skeleton 800000");
  CHECK(rule("エルフマン", "Elfman") == "equal 1000000");
  CHECK(rule("키로프", "Kirof", ReadingKind::kOrganization) == "equal 1000000");
}

TEST_CASE("similarity: what must not meet") {
  CHECK(rule("Armenia", "America", ReadingKind::kOrganization) == "none 0");  // two places
  CHECK(rule("2007", "2008", ReadingKind::kOrganization) == "none 0");
  CHECK(rule("LXC", "LAU", ReadingKind::kOrganization) == "none 0");
  CHECK(rule("A B C", "A B D", ReadingKind::kOrganization) == "none 0");  // letters: equal text only
  CHECK(rule("ab", "ac") == "none 0");
  CHECK(rule("LXC", "LXD", ReadingKind::kOrganization) == "none 0");        // acronyms: equal text only
  CHECK(rule("Wai", "Hai", ReadingKind::kOrganization) == "edit 666666");   // syllables: as other words
  CHECK(rule("Ihc", "Inc", ReadingKind::kOrganization) == "none 0");        // no slip of a short legal form
  CHECK(rule("Space", "Spacety", ReadingKind::kOrganization) == "none 0");  // two slips make no company word
  CHECK(rule("GmbH", "Ltd", ReadingKind::kOrganization) == "none 0");
  CHECK(rule("Academy", "University", ReadingKind::kOrganization) == "none 0");  // related between scripts only
  CHECK(rule("海灵", "Hailin", ReadingKind::kOrganization) == "none 0");         // a fixed spelling allows no edits
}

TEST_CASE("osa_distance: agrees with the plain table") {
  std::mt19937 random(5);
  for (int i = 0; i < 2000; ++i) {
    std::string a, b;
    for (std::size_t n = random() % 8; n > 0; --n) a.push_back(static_cast<char>('a' + random() % 3));
    for (std::size_t n = random() % 8; n > 0; --n) b.push_back(static_cast<char>('a' + random() % 3));
    const std::size_t plain = edit_distance(a, b);
    const std::size_t most = random() % 5;
    const auto fast = osa_distance(from_utf8(a).value(), from_utf8(b).value(), most);
    REQUIRE(fast.has_value() == (plain <= most));
    if (fast) REQUIRE(*fast == plain);
    if (plain <= most) {  // lemma 1 of the mask
      REQUIRE(static_cast<std::size_t>(__builtin_popcountll(letter_mask(from_utf8(a).value()) &
                                                            ~letter_mask(from_utf8(b).value()))) <= plain);
    }
  }
}
