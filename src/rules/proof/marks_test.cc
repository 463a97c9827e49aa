// Marks on values, sets, lists and definitions, and replies: by both evaluators, each answer proved and checked.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/text_util.h"
#include "rules/eval/classify.h"
#include "support/made_law.h"
#include "support/proved.h"
#include "verify/checker.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

TEST_CASE("marks: a value, a set or a list that sleeps gives way to the text before it, or to none") {
  const std::string first = " version from 2018-08-13 source 1FR1 cite \"1\" = ";
  const std::string second =
      "\n version from 2021-05-01 source 1FR2 cite \"1\" stayed from 2021-05-15 until 2021-05-20 falls_back = ";
  const std::string third =
      "\n version from 2022-01-01 source 1FR3 cite \"1\" compliance 2022-02-01 falls_back unenforced from 2022-03-01 "
      "until 2022-05-01 falls_back stayed from 2022-05-01 until 2022-06-01 leaves_nothing unenforced from 2022-06-01 "
      "falls_back = ";
  const Setting setting = setting_of(
      concat("section 1 checked 2026-01-01\nvalue v", first, "3", second, "5", third, "7\nset s", first, "{CN, DE, BR}",
             second, "{CN, DE}", third, "{CN}\nlist l", first, "p in parties where p.role in {buyer, user, other}",
             second, "p in parties where p.role in {buyer, user}", third, "p in parties where p.role = buyer\n",
             "rule by_v requires license version from 2018-08-13 source 1FR1 cite \"1\" when item.n >= v\n",
             "rule by_s requires license version from 2018-08-13 source 1FR1 cite \"1\" when leg.to in s\n",
             "rule by_l per p in l requires license version from 2018-08-13 source 1FR1 cite \"1\" when p.bad\n"));
  // On each day the texts that speak: 1, 2, 3, or none of them, 0.
  struct {
    const char* day;
    int in_force;
    int codified;
  } const kDays[] = {{"2021-04-30", 1, 1}, {"2021-05-14", 2, 2}, {"2021-05-15", 1, 1}, {"2021-05-19", 1, 1},
                     {"2021-05-20", 2, 2}, {"2022-01-31", 2, 2}, {"2022-02-01", 3, 3}, {"2022-03-01", 2, 3},
                     {"2022-05-01", 0, 0}, {"2022-06-01", 2, 3}};
  const char* const kFigures[] = {"0", "3", "5", "7"};
  const char* const kPlaces[] = {"", "BR", "DE", "CN"};
  const char* const kRoles[] = {"", "other", "user", "buyer"};
  const std::vector<Date> changes = entry_boundaries(*setting.law);
  for (const char* day : {"2021-05-15", "2021-05-20", "2022-02-01", "2022-03-01", "2022-05-01", "2022-06-01"})
    CHECK(std::find(changes.begin(), changes.end(), parse_date(day).value()) != changes.end());
  PlanStore plans(*setting.law);
  for (const auto& [day, in_force, codified] : kDays) {
    for (const Posture posture : {Posture::kInForce, Posture::kCodified}) {
      const int speaks = posture == Posture::kCodified ? codified : in_force;
      for (int text = 1; text <= 3; ++text) {
        for (int by = 0; by < 3; ++by) {
          // An order that meets this text and those before it, through one of the three.
          const std::string order =
              concat("{\"date\":\"", day, "\",\"parties_complete\":true,\"to\":\"", by == 1 ? kPlaces[text] : "AE",
                     "\",\"items\":[{\"n\":", by == 0 ? kFigures[text] : "1", "}],\"parties\":[{\"role\":\"",
                     by == 2 ? kRoles[text] : "other", "\",\"bad\":", by == 2 ? "true" : "false", "}]}");
          CAPTURE(order);
          const Case facts = made_case(order, *setting.law);
          for (PlanStore* with : {static_cast<PlanStore*>(nullptr), &plans}) {
            const auto proved = prove(setting, facts, nullptr, posture, with);
            REQUIRE(proved.has_value());
            const Reachable& reached = proved->decision.outcomes;
            if (speaks != 0) {
              CHECK(reached.decided());
              CHECK((reached.least() == Outcome::kLicenseRequired) == (speaks <= text));
            } else {
              CHECK(!reached.decided());  // a value or a set without a text is unknown
            }
            CHECK(verify::verify(setting.rules, proved->proof).value_or("holds") == "holds");
          }
        }
      }
    }
  }
}

TEST_CASE("marks: of several replies the last whose day has come counts, wherever it stands") {
  const std::string rule =
      "section 1 checked 2026-01-01\nrule r requires license version from 2020-01-01 source 1FR1 cite \"1\" unverified "
      "from 2021-03-01 asks \"q?\" leaves_nothing when leg.to = BR\n";
  const std::string first = "reply r from 2021-04-01 asleep source \"x\"\n";
  const std::string later = "reply r from 2022-04-01 awake source \"x\"\n";
  const std::string last = "reply r from 2023-04-01 asleep source \"x\"\n";
  for (const std::string& replies :
       {concat(first, later, last), concat(last, later, first), concat(later, last, first)}) {
    const Setting setting = setting_of(rule + replies);
    PlanStore plans(*setting.law);
    for (const auto& [day, least, most] :
         {std::tuple("2021-03-31", Outcome::kNoLicenseRequired, Outcome::kLicenseRequired),
          std::tuple("2021-04-01", Outcome::kNoLicenseRequired, Outcome::kNoLicenseRequired),
          std::tuple("2022-03-31", Outcome::kNoLicenseRequired, Outcome::kNoLicenseRequired),
          std::tuple("2022-04-01", Outcome::kLicenseRequired, Outcome::kLicenseRequired),
          std::tuple("2023-04-01", Outcome::kNoLicenseRequired, Outcome::kNoLicenseRequired)}) {
      const Case facts = made_case(concat(R"({"date":")", day, R"(","to":"BR","items":[{"a":true}]})"), *setting.law);
      for (PlanStore* by : {static_cast<PlanStore*>(nullptr), &plans}) {
        const auto proved = prove(setting, facts, nullptr, Posture::kInForce, by);
        REQUIRE(proved.has_value());
        CHECK(proved->decision.outcomes.least() == least);
        CHECK(proved->decision.outcomes.most() == most);
        CHECK(verify::verify(setting.rules, proved->proof).value_or("holds") == "holds");
      }
    }
  }
  // Two of one day must agree.
  CHECK(Law::load(made_sources(rule + first + first)).has_value());
  const auto law = Law::load(made_sources(rule + first + "reply r from 2021-04-01 awake source \"y\"\n"));
  REQUIRE(!law.has_value());
  CHECK(law.error().message ==
        "t.law:4:1: another reply from 2021-04-01 about `1/r` says the opposite; a later one counts from its own day");
}

TEST_CASE("marks: a let with marks is a condition, no figure, and nothing asks whether it is known") {
  const auto why = [](const std::string& lets, const std::string& condition) {
    const auto law = Law::load(made_sources(concat("section 1 checked 2026-01-01\n", lets,
                                                   "rule r requires license version from 2018-08-13 source 1FR1 cite "
                                                   "\"1\" when ",
                                                   condition, "\n")));
    return law ? std::string("accepted") : law.error().message;
  };
  const std::string head = " version from 2018-08-13 source 1FR1 cite \"1\" ";
  const std::string mark = "stayed from 2021-05-15 until 2021-05-20 leaves_nothing ";
  const std::string figure = "= item.n + item.m\n";
  const std::string condition = "= item.n > 3\n";
  CHECK(why("let l" + head + figure, "l > 7") == "accepted");
  CHECK(why("let l" + head + condition, "known(l)") == "accepted");
  CHECK(why("let l" + head + mark + condition, "l or known(item.a)") == "accepted");
  CHECK(why("let l" + head + mark + figure, "l > 7").find("`1/l` has marks") != std::string::npos);
  CHECK(why("let l" + head + mark + condition, "known(not l)").find("`1/l` has marks") != std::string::npos);
  CHECK(why("let l" + head + mark + condition + "let k" + head + "= item.a or l\n", "unknowable(k)")
            .find("`1/l` has marks") != std::string::npos);
}

TEST_CASE("marks: one on a value, a set or a list hangs on the day alone") {
  const auto why = [](const std::string& statement, const std::string& mark, const std::string& body) {
    const auto law = Law::load(made_sources(concat("section 1 checked 2026-01-01\n", statement,
                                                   " version from 2018-08-13 source 1FR1 cite \"1\"\n  ", mark, body)));
    return law ? std::string("accepted") : law.error().message;
  };
  for (const auto& [statement, body] : {std::pair("value v", " = 3\n"), std::pair("set s", " = {CN}\n"),
                                        std::pair("list l", " = p in parties where p.bad\n")}) {
    CHECK(why(statement, "stayed from 2021-01-01 leaves_nothing", body) == "accepted");
    for (const char* mark :
         {"stayed from 2021-01-01 when item.a leaves_nothing", "unverified from 2021-01-01 asks \"q?\" falls_back"}) {
      const std::string error = why(statement, mark, body);
      CHECK_MESSAGE(error.starts_with("t.law:3:3: a mark on a `"), error);
      CHECK_MESSAGE(error.find("without `when`") != std::string::npos, error);
      CHECK_MESSAGE(error.find('\n') == std::string::npos, error);
    }
  }
}
