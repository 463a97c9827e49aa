#include "match/words.h"

#include <doctest/doctest.h>

#include "base/text_util.h"

namespace licet {
namespace {

const WordTables& tables() {
  return WordTables::get();
}

TEST_CASE("words: a phrase is found as the longest one, in every inflection of its words") {
  const std::vector<std::string> keys{"joint", "stock", "company", "alpha"};
  const auto phrase = tables().longest_phrase(keys);
  REQUIRE(phrase);
  CHECK(phrase->words == 3);
  CHECK(phrase->word_class.kind == WordKind::kLegalForm);
  CHECK_FALSE(tables().longest_phrase(std::vector<std::string>{"qqqq"}));
  CHECK_FALSE(tables().longest_phrase(std::vector<std::string>{}));
  const auto nominative = tables().find("авиационный");
  const auto genitive = tables().find("авиационного");
  REQUIRE(nominative);
  REQUIRE(genitive);
  CHECK(nominative->id == genitive->id);
}

TEST_CASE("words: a slip in a table's word is undone, whichever letter it strikes") {
  const std::string word = "technology";
  const auto known = tables().find(word);
  REQUIRE(known);
  for (std::size_t i = 0; i < word.size(); ++i) {
    for (const std::string& slip :
         {std::string(word).erase(i, 1), std::string(word).insert(i, 1, 'q'), std::string(word).replace(i, 1, "q")}) {
      const auto near = tables().find_misspelt(slip);
      REQUIRE_MESSAGE(near, slip);
      CHECK(near->id == known->id);
    }
  }
  CHECK_FALSE(tables().find_misspelt("tecqnolqgy"));
  CHECK(tables().corrected("stokc") == "stock");
  CHECK(tables().corrected("stock").empty());
  CHECK(tables().corrected("stqqk").empty());
}

TEST_CASE("words: the words of a long legal form may stand apart") {
  const std::vector<std::string> keys{"company", "alpha", "joint", "stock"};
  std::vector<bool> taken;
  const auto forms = tables().scattered_forms(keys, taken);
  REQUIRE(forms.size() == keys.size());
  REQUIRE(forms[0] != nullptr);
  CHECK(forms[0]->keys.size() == 3);
  CHECK(taken == std::vector<bool>{true, false, true, true});
}

TEST_CASE("words: short forms, families, sounds and plain forms") {
  const auto parts = tables().parts_of_short("智控");
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].text == "智能");
  CHECK(parts[1].word_class.id == tables().find("控制")->id);
  CHECK(tables().parts_of_short("qqqq").empty());
  CHECK(tables().is_plain_form(tables().find("ltd")->id));
  CHECK_FALSE(tables().is_plain_form(tables().find("technology")->id));
  CHECK_FALSE(tables().families("mohammed").empty());
  CHECK(tables().families("qqqq").empty());
  CHECK(tables().named_after() != 0);
}

TEST_CASE("words: a name's English words that the tables know are no phrase") {
  const std::vector<std::string> keys{"china", "south", "industries"};
  const auto phrase = tables().longest_phrase(keys);
  REQUIRE(phrase);
  CHECK(phrase->words == 1);
  const auto name = tables().find("中国兵器装备");
  REQUIRE(name);
  CHECK(tables().written_out(name->id) == std::vector<std::string_view>{"chinasouthindustries"});
  CHECK(tables().written_out(tables().find("technology")->id).empty());
  const auto wall = tables().longest_phrase(std::vector<std::string>{"great", "wall"});
  REQUIRE(wall);
  CHECK(wall->words == 2);
}

}  // namespace
}  // namespace licet
