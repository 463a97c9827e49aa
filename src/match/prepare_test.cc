#include "match/prepare.h"

#include <doctest/doctest.h>

#include "base/text_util.h"
#include "base/utf8.h"

using namespace licet;

namespace {

// `word:kind:weight` for each position of a reading.
std::string dump(std::string_view name, Schema schema, ReadingKind kind) {
  const PreparedName prepared = prepare_name(name, schema);
  const Reading* reading = prepared.reading(kind);
  if (reading == nullptr) return "none";
  std::string out;
  for (const Position& p : reading->positions) {
    out += concat(out.empty() ? "" : " ", p.shown, ":", to_string(p.kind), ":", p.weight);
  }
  return out;
}

std::string organization(std::string_view name) {
  return dump(name, Schema::kOrganization, ReadingKind::kOrganization);
}
std::string person(std::string_view name) {
  return dump(name, Schema::kPerson, ReadingKind::kPerson);
}

}  // namespace

TEST_CASE("prepare: words of an organisation have classes and weights") {
  CHECK(organization("Halden Optics Co., Ltd.") == "halden:name:100 optics:organization:30 co ltd:legal_form:15");
  CHECK(organization("Bank of China (Hong Kong) Limited") ==
        "bank:organization:30 of:particle:20 china:place:40 hong kong:place:30 limited:legal_form:15");
  CHECK(organization("A.B.C. Company") == "abc:name:34 company:legal_form:15");
  CHECK(organization("C G Clow") == "c g:name:30 clow:name:70");
  CHECK(organization("Brigade Forty-Four") == "brigade:organization:30 forty four:number:100");
  CHECK(organization("11420 CORP.") == "11420:number:100 corp:legal_form:15");
  CHECK(organization("Comany Inc") == "comany:name:100 inc:legal_form:15");  // nor common words of a name
  CHECK(organization("Институт физики имени А. Б. Халдена") ==
        "институт:organization:30 физики:organization:30 имени:particle:5 а б:initial:5 халдена:name:25");
  CHECK(organization("Halden Techology") == "halden:name:100 techology:organization:30");  // a slip makes no rare name
}

TEST_CASE("prepare: Han names are cut by the word tables") {
  CHECK(organization("浪潮电子信息产业股份有限公司") ==
        "浪潮:name:80 电子:organization:30 信息:organization:30 产业:organization:30 股份有限公司:legal_form:8");
  CHECK(organization("北京市海灵科技有限公司") ==
        "北京市:place:25 海灵:name:80 科技:organization:30 有限公司:legal_form:8");
  CHECK(organization("海灵智控技术有限公司") ==
        "海灵:name:80 智能:organization:30 控制:organization:30 技术:organization:30 有限公司:legal_form:8");
  CHECK(organization("中国银行") == "中国:place:40 银行:organization:30");
}

TEST_CASE("prepare: persons have initials, titles, particles") {
  CHECK(person("Dr. J.-C. Halden") == "dr:title:10 j:initial:30 c:initial:30 halden:name:100");
  CHECK(person("Bashar al-Assad") == "bashar:name:100 al:particle:20 assad:name:100");
  CHECK(person("Shoigu Shoigu Sergey") == "shoigu:name:100 shoigu:name:20 sergey:name:100");
  CHECK(person("习近平") == "习:name:100 近平:name:100");
  CHECK(dump("Halden Optics Ltd", Schema::kLegalEntity, ReadingKind::kPerson) == "none");
  CHECK(dump("Jan Halden", Schema::kLegalEntity, ReadingKind::kPerson) == "jan:name:100 halden:name:100");
}

TEST_CASE("prepare: English company words written by their sound in Arabic letters") {
  CHECK(organization("کمپلیکس") == "کمپلیکس:organization:30");
  CHECK(organization("اسپیشلسٹ ہلدن").find("name") != std::string::npos);
}

TEST_CASE("prepare: the words of a legal form may stand in any order, with slips") {
  CHECK(organization("Halden Joint Stokc Company") == "halden:name:100 joint stokc company:legal_form:15");
  CHECK(organization("Company Halden Stock Joint") == "joint stock company:legal_form:15 halden:name:100");
  CHECK(organization("Joint Halden Company") == "joint:organization:30 halden:name:100 company:legal_form:15");
}

TEST_CASE("prepare: a Korean or Chinese name in two words is not cut again") {
  CHECK(person("민준 김") == "민준:name:100 김:name:100");
  CHECK(person("김민준") == "김:name:100 민준:name:100");
}

TEST_CASE("prepare: letters made of the other words weigh little, initials of a patron too") {
  CHECK(organization("Halden Optics Research Institute HORI").ends_with("hori:name:5"));
  CHECK(organization("Halden Optics Research Institute Hori").ends_with("hori:name:70"));  // no capitals: a name
  CHECK(organization("Halden Optics Research Institute HARK").ends_with("hark:name:70"));
  CHECK(organization("завод имени А.Б. Халдена").ends_with("аб:initial:5 халдена:name:25"));
}

TEST_CASE("prepare: places in the source and limits") {
  const PreparedName name = prepare_name("Café Halden", Schema::kOrganization);
  const Reading& reading = *name.reading(ReadingKind::kOrganization);
  CHECK(reading.positions[0].source_begin == 0);
  CHECK(reading.positions[0].source_end == 5);
  CHECK(reading.positions[1].source_begin == 6);
  std::string flood;
  for (int i = 0; i < 1000; ++i) flood += concat("w", i, "x ");
  CHECK(prepare_name(flood, Schema::kOrganization).cut);
  CHECK(prepare_name(flood, Schema::kOrganization).readings[0].positions.size() == kMaxPositions);
  CHECK(!prepare_name("...", Schema::kOrganization).has_word);
  CHECK(!prepare_name("\xFF", Schema::kOrganization).has_word);
}
