#include "text/ordinary_words.h"

#include <doctest/doctest.h>

#include <string>

using namespace licet;

TEST_CASE("ordinary words: every row of the table is found, its neighbours that are no words are not") {
  const std::string_view table = ordinary_words_table();
  std::size_t rows = 0;
  std::size_t at = table.find("\nword\tclass\n") + 12;
  while (at < table.size()) {
    const std::size_t tab = table.find('\t', at);
    const std::string word(table.substr(at, tab - at));
    const bool found = is_ordinary_word(word) && !is_ordinary_word(word + "~");
    if (!found) CHECK_MESSAGE(found, word);
    ++rows;
    at = table.find('\n', tab) + 1;
  }
  CHECK(rows > 40'000);
  CHECK(is_ordinary_word("frontier"));
  CHECK(!is_ordinary_word("inspur"));
  CHECK(!is_ordinary_word(""));
  CHECK(!is_ordinary_word("zzzzzz"));
}
