#include "match/sound.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "match/align.h"

using namespace licet;

namespace {

Reading reading(std::string_view name) {
  return *prepare_name(name, Schema::kOrganization).reading(ReadingKind::kOrganization);
}

std::int32_t likeness(std::string_view han, std::string_view latin) {
  return sound_likeness(reading(han).positions.at(0), reading(latin).positions.at(0));
}

}  // namespace

TEST_CASE("sound: a brand that is spelled freely sounds more like it than another one") {
  CHECK(likeness("唯特偶", "Vital") > likeness("唯特偶", "Mindray"));
  CHECK(likeness("宝莱特", "Biolight") > likeness("宝莱特", "Tecsun"));
  CHECK(likeness("兆日", "Sinosun") > likeness("兆日", "Sosen"));     // half translated
  CHECK(likeness("唯特偶", "Vitel") > likeness("唯特偶", "Weitai"));  // pinyin of another brand
  CHECK(likeness("Halden", "Halden") == 0);
}

TEST_CASE("sound: it ranks, and never reaches the default threshold") {
  const Alignment near = align(reading("唯特科技"), reading("Vitel Technology"));
  const Alignment far = align(reading("唯特科技"), reading("Mordin Technology"));
  CHECK(near.score > far.score);
  CHECK(near.sound_gain > 0);
  CHECK(near.score.millionths <= kMostBySound);
  CHECK(kMostBySound < kDefaultThreshold.millionths);
}

TEST_CASE("sound: a syllable as companies spell it sounds more like the brand") {
  CHECK(likeness("讯联", "Sunlink") > likeness("讯联", "Sunleed"));
  CHECK(likeness("泰盛", "Topsun") > likeness("泰盛", "Tapmin"));
}

TEST_CASE("sound: English letters for the same sound are a spelling, pinyin and short words are none") {
  const auto spelled = same_sound_spellings(U"金利");
  CHECK(std::find(spelled.begin(), spelled.end(), U"jinly") != spelled.end());
  CHECK(std::find(spelled.begin(), spelled.end(), U"jinli") == spelled.end());
  CHECK(same_sound_spellings(U"金").empty());
  for (const std::u32string& text : same_sound_spellings(U"安亿")) CHECK(text.size() >= 5);
}
