#include "match/match.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text_util.h"

using namespace licet;

namespace {

Party party(std::vector<std::string> names, Schema schema = Schema::kOrganization) {
  Party out;
  out.id = "p";
  out.caption = names[0];
  out.schema = schema;
  for (std::string& name : names)
    out.names.push_back({std::move(name), NameKind::kPrimary, NameStrength::kStrong, true, {}, "", Certainty::kA});
  return out;
}

QueryRecord query(std::string name, Schema schema = Schema::kOrganization) {
  QueryRecord out;
  out.names = {std::move(name)};
  out.schema = schema;
  return out;
}

std::int32_t score(const char* a, const char* b, Schema schema = Schema::kOrganization) {
  return match_party(query(a, schema), party({b}, schema), Explain::kNo).score.millionths;
}

bool hit(const char* a, const char* b, Schema schema = Schema::kOrganization) {
  return score(a, b, schema) >= kDefaultThreshold.millionths;
}

const Explanation* find(const Explanation& in, std::string_view what) {
  if (in.what == what) return &in;
  for (const Explanation& part : in.parts) {
    if (const Explanation* found = find(part, what)) return found;
  }
  return nullptr;
}

// Computes the score again from the explanation alone.
std::int64_t recomputed(const Explanation& why) {
  std::int64_t sum = 0;
  std::int64_t least = 0;
  for (const Explanation& part : why.parts) {
    if (part.what == "channel") {
      if (const Explanation* identifier = find(part, "identifier"); part.text == "identifier") {
        sum += identifier->value;
        continue;
      }
      const Explanation& name = *find(part, "name_score");
      std::int64_t gained = 0;
      std::int64_t weights = 0;
      for (const Explanation& p : name.parts) {
        if (p.what == "pair") {
          gained += find(p, "weight")->value * find(p, "similarity")->value * 100;
          weights += find(p, "weight")->value * 100;
        }
        if (p.what == "unmatched_query") weights += p.value * 100;
        if (p.what == "unmatched_listed" || p.what == "conflict" || p.what == "lone_word") weights += p.value;
      }
      if (const Explanation* most = find(part, "most_by_acronym")) gained = std::min(gained, most->value * weights);
      const Explanation* same_words = find(part, "same_words");
      const std::int64_t likeness = find(part, "equal_text") != nullptr ? 1'000'000
                                    : same_words != nullptr             ? same_words->value
                                                                        : gained / weights;
      sum += likeness * find(part, "strength")->value / 1'000'000;
    } else if (part.what == "least_for_equal_text") {
      least = part.value;
    } else if (part.what != "grade" && part.what != "flag") {
      sum += part.value;
    }
  }
  return std::max(least, std::clamp<std::int64_t>(sum, 0, 1'000'000));
}

}  // namespace

TEST_CASE("match: legal forms, order, spaces, marks do not matter") {
  CHECK(score("Halden Optics", "HALDEN OPTICS") == 1'000'000);
  CHECK(hit("Halden Optics GmbH", "Halden Optics"));
  CHECK(hit("Optics Halden", "Halden Optics Co., Ltd."));
  CHECK(hit("HaldenOptics", "Halden Optics"));
  CHECK(hit("Halden Optics", "HaldenOptics Limited"));
  CHECK(score("Hälden Óptics", "Halden Optics") == 1'000'000);
  CHECK(hit("Haldne Optics", "Halden Optics"));
  CHECK(hit("Goodwill Company", "Good Will Company"));
}

TEST_CASE("match: different names stay apart") {
  CHECK(!hit("Halden Optics", "Kestel Optics"));
  CHECK(!hit("Alpha General Trading LLC", "General Trading LLC"));
  CHECK(!hit("General Trading LLC", "Alpha General Trading LLC"));
  CHECK(hit("General Trading LLC", "General Trading LLC"));
  CHECK(!hit("CDE Company", "A.B.C. Company"));
  CHECK(hit("ABC Company", "A.B.C. Company"));
  CHECK(!hit("Bank of Armenia Corporation", "Bank of America Corporation"));
  CHECK(!hit("Anna Smirnova", "Yuliya Smirnova", Schema::kPerson));
  CHECK(!hit("A. Nazarov", "Nursultan Nazarov", Schema::kPerson));
  CHECK(hit("N. Nazarov", "Nursultan Nazarov", Schema::kPerson));
}

TEST_CASE("match: common words, ordinary words and one brand alone") {
  // One name word in all: a name word more is another company, company words more are not.
  CHECK(!hit("HALDIRO Co., Ltd.", "HALDIRO VERWEST"));
  CHECK(hit("HALDIRO Co., Ltd.", "HALDIRO Electronics Technology"));
  // An ordinary word as the only name: company words more are another company; the same name is found.
  CHECK(!hit("FRONTIER Inc.", "Frontier Services Group Limited"));
  CHECK(hit("FRONTIER Inc.", "Frontier Limited"));
  // No name at all: other company words speak against.
  CHECK(!hit("SYSTEM INFORMATION CO., LTD.", "FINANCIAL INFORMATION SYSTEMS"));
  CHECK(hit("INFORMATION SYSTEMS CO., LTD.", "SYSTEM INFORMATION LTD"));
  // Words joined allow one slip; they are no other word.
  CHECK(!hit("Meiko Electronics Co., Ltd.", "United Microelectronics Center Co., Ltd."));
  CHECK(hit("Good Wil Trading", "Goodwill Trading"));
}

TEST_CASE("match: across scripts") {
  CHECK(hit("Юлия Смирнова", "SMIRNOVA, Yuliya", Schema::kPerson));
  CHECK(!hit("Анна Смирнова", "SMIRNOVA, Yuliya", Schema::kPerson));
  CHECK(hit("海灵科技有限公司", "Hailing Technology Co., Ltd."));
  CHECK(hit("海靈科技有限公司", "海灵科技有限公司"));
  CHECK(hit("Hua Da Jiu Tian", "华大九天"));
  CHECK(hit("习近平", "Xi Jinping", Schema::kPerson));
  CHECK(score("高石早苗", "高市早苗", Schema::kPerson) < 1'000'000);  // one spelling in Latin letters, two names
  CHECK(score("김종은", "김정은", Schema::kPerson) < 700'000);
  CHECK(hit("Sergey Viktorovich Halden", "Sergey Halden", Schema::kPerson));
  CHECK(!hit("Sergey Viktorovich Halden", "Sergey Ivanovich Halden", Schema::kPerson));
}

TEST_CASE("match: letters of syllables rank and prove nothing; consonants of joined words do") {
  const std::int32_t alike = score("深圳同岳达电子有限公司", "Shenzhen TYD Electronics Co., Ltd.");
  CHECK(alike > score("深圳同岳达电子有限公司", "Shenzhen Capchem Electronics Co., Ltd."));
  CHECK(alike <= 690'000);
  CHECK(hit("گروه ابوریحان", "Abu Reihan Group"));
  CHECK(!hit("گروه ابوریحان", "Abu Hamdan Group"));
  CHECK(hit("АО «УК-Халдендвигатель»", "Haldendvigatel JSC") == false);  // a name more that no table knows
  CHECK(hit("АО «ОДК-Халдендвигатель»", "Haldendvigatel JSC"));
  CHECK(hit("中国航空工业集团公司沈阳飞机设计研究所", "Shenyang Aircraft Design Institute"));
  CHECK(!hit("凌岳股份有限公司", "Xi'an Lingyue Microwave Technology Development Co., Ltd."));
  CHECK(hit("凌岳股份有限公司", "Lingyue Technology Co., Ltd."));
}

TEST_CASE("match: equal text is never pushed below the threshold, and says that it is disputed") {
  QueryRecord q = query("Halden Optics");
  q.countries = {"NO"};
  Party p = party({"Halden Optics"});
  p.countries = {"CL"};
  const MatchResult result = match_party(q, p, Explain::kYes);
  CHECK(result.equal_text);
  CHECK(result.disputed);
  CHECK(result.score.millionths == 800'000);
  p.names[0].strength = NameStrength::kWeak;
  CHECK(match_party(q, p, Explain::kNo).score == kDefaultThreshold);
  CHECK(result.evidence == Evidence::kSameText);
}

TEST_CASE("match: a weak alias counts for four fifths") {
  Party p = party({"Halden"});
  p.names[0].strength = NameStrength::kWeak;
  CHECK(match_party(query("Halden"), p, Explain::kNo).score.millionths == 800'000);
  CHECK(match_party(query("Halden Group"), p, Explain::kNo).score.millionths == 615'384);
}

TEST_CASE("match: more names and more fields of a listed party never take a hit away") {
  const QueryRecord q = query("Halden Optics");
  Party p = party({"Halden Optiks"});
  const auto plain = match_party(q, p, Explain::kNo).score.millionths;
  CHECK(plain >= kDefaultThreshold.millionths);
  p.addresses = {"12 Harbour Dr, Oslo"};
  p.countries = {"NO"};
  p.birth_dates = {"1970"};
  CHECK(match_party(q, p, Explain::kNo).score.millionths == plain);
  QueryRecord full = q;
  full.addresses = {"12 Harbour Drive, Suite 5, Oslo, Norway"};
  CHECK(match_party(full, p, Explain::kNo).score.millionths >= plain);
  full.addresses = {"somewhere else entirely"};
  CHECK(match_party(full, p, Explain::kNo).score.millionths == plain);
  for (int i = 0; i < 300; ++i)
    p.names.push_back(
        {concat("Alias ", i, " Kestel"), NameKind::kAlias, NameStrength::kStrong, true, {}, "", Certainty::kA});
  CHECK(match_party(q, p, Explain::kNo).score.millionths == plain);
}

TEST_CASE("match: qualifiers and identifiers") {
  QueryRecord q = query("Jan Halden", Schema::kPerson);
  q.birth_dates = {"1970-05-31"};
  Party p = party({"Jon Haldn"}, Schema::kPerson);
  const auto plain = match_party(q, p, Explain::kNo).score.millionths;
  p.birth_dates = {"1970"};
  CHECK(match_party(q, p, Explain::kNo).score.millionths == plain);
  CHECK(match_party(q, p, Explain::kNo).agreeing_fields == 1);
  p.birth_dates = {"1981"};
  CHECK(match_party(q, p, Explain::kNo).score.millionths == plain - 150'000);
  p.birth_dates = {"1970-06-01"};
  CHECK(match_party(q, p, Explain::kNo).score.millionths == plain - 250'000);

  QueryRecord vessel = query("Unknown", Schema::kVessel);
  vessel.identifiers = {{"imo", "IMO 9918779"}};
  Party ship = party({"Something Else"}, Schema::kVessel);
  ship.identifiers = {{"imo", "imo-9918779"}};
  const MatchResult found = match_party(vessel, ship, Explain::kNo);
  CHECK(found.score.millionths == 950'000);
  CHECK(found.channel == Channel::kIdentifier);
  CHECK(found.evidence == Evidence::kIdentifier);
}

TEST_CASE("match: the explanation alone gives the score again") {
  struct Case {
    const char* a;
    const char* b;
    Schema schema;
  };
  const Case cases[] = {{"Halden Optics GmbH", "Optics Haldne Limited", Schema::kOrganization},
                        {"HaldenOptics Trading", "Halden Optics (Norway)", Schema::kOrganization},
                        {"Юлия Смирнова", "SMIRNOVA, Yuliya Petrovna", Schema::kPerson},
                        {"海灵科技有限公司", "Hailing Technology", Schema::kOrganization},
                        {"J. Halden", "Johann Kestel", Schema::kPerson},
                        {"nothing", "alike", Schema::kLegalEntity},
                        {"Haldne Group", "Halden Trading", Schema::kOrganization},
                        {"Jan H. Kestel", "Jan J. Halden", Schema::kPerson},
                        {"Hal Lee", "Hal Lee Ann", Schema::kPerson},
                        {"Виктор Халден / Viktor Halden", "Viktor Halden Jr", Schema::kPerson},
                        {"Company Joint Halden Stock", "Halden Joint Stock Company", Schema::kOrganization},
                        {"深圳同岳达电子有限公司", "Shenzhen TYD Electronics Co., Ltd.", Schema::kOrganization},
                        {"Halden", "Halden", Schema::kLegalEntity}};
  for (const Case& c : cases) {
    for (const char* country : {"", "CL"}) {
      for (const NameStrength strength : {NameStrength::kStrong, NameStrength::kWeak}) {
        QueryRecord q = query(c.a, c.schema);
        if (*country != '\0') q.countries = {country};
        Party p = party({c.b}, c.schema);
        p.countries = {"NO"};
        p.names[0].strength = strength;
        const MatchResult result = match_party(q, p, Explain::kYes);
        CHECK_MESSAGE(recomputed(result.why) == result.score.millionths, c.a, " / ", c.b);
      }
    }
  }
}

TEST_CASE("match: a field that states several names asks for each of them") {
  const auto record = query("Виктор Халден / Viktor Halden", Schema::kPerson);
  const PreparedQuery prepared = prepare_query(record).value();
  CHECK(prepared.record.names.size() == prepared.names.size());
  CHECK(prepared.record.names ==
        std::vector<std::string>{"Виктор Халден / Viktor Halden", "Виктор Халден", "Viktor Halden"});
  CHECK(prepare_query(query("Halden/Kestel Optics")).value().names.size() == 1);  // one name with a slash inside
  const MatchResult result = match_party(record, party({"Viktor Halden"}, Schema::kPerson), Explain::kYes);
  CHECK(result.score == kScoreOne);
  CHECK(find(result.why, "query_name")->text == "Viktor Halden");
}

TEST_CASE("match: hostile names cost bounded work") {
  std::string many;
  for (int i = 0; i < 64; ++i) many += "aaa ";
  CHECK(score(many.c_str(), many.c_str()) == 1'000'000);
  const std::string letters(4000, 'a');
  CHECK(score(letters.c_str(), "aaaa") == 0);
  CHECK(prepare_query(query("")).error().message == "a name is empty");
  CHECK(prepare_query(query("?!")).error().message == "no letter or digit in the name `?!`");
  CHECK(prepare_query(query("a\xFF")).error().message == "a name is not UTF-8 at byte 1");
  CHECK(prepare_query(query(std::string(5000, 'a'))).error().code == ErrorCode::kInvalidArgument);
  std::string bomb = "H";
  for (int i = 0; i < 1000; ++i) bomb += "\u0301";
  CHECK(hit(concat(bomb, "alden Optics").c_str(), "Halden Optics"));
  CHECK(prepare_query(query(std::string(65'536, 'a'))).error().code == ErrorCode::kInvalidArgument);
  CHECK(prepare_query(query("H")).has_value());
  std::string tokens;
  for (int i = 0; i < 10'000; ++i) tokens += "a ";
  CHECK(prepare_query(query(tokens)).error().code == ErrorCode::kInvalidArgument);
  std::string words;
  for (int i = 0; i < 100; ++i) words += concat("w", i, "x ");
  CHECK(prepare_query(query(words)).error().code == ErrorCode::kInvalidArgument);
}
